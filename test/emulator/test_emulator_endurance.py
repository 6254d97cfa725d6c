"""Many connections at once, for a short while; `benchmarks/emulator.py` does so for a minute."""

import threading

CONNECTIONS = 64
ROUNDS = 3
FILE = b"x" * 10_000


def test_64_connections_are_answered_without_an_error(connect):
    clients = [connect() for _ in range(CONNECTIONS)]
    together = threading.Barrier(CONNECTIONS, timeout=30)
    found = {}

    def run(number, client):
        statuses = []
        client.connection.connect()
        together.wait()  # until all are connected
        for _ in range(ROUNDS):
            video = client.create(str(number))
            path = f"/videos/{video['videoId']}"
            statuses += [
                client.upload(path + "/source", FILE).status,
                client.get(path + "/status").status,
                client.patch(path, {"tags": [str(number)]}).status,
                client.get(f"/videos?tags[]={number}").json["pagination"]["itemsTotal"],
                client.send("DELETE", path).status,
            ]
        found[number] = statuses

    threads = [threading.Thread(target=run, args=item) for item in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(240)

    assert found == {number: [201, 200, 200, 1, 204] * ROUNDS for number in range(CONNECTIONS)}
