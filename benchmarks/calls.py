"""What a small call costs beside a bare urllib3 pool, in CPU time of this process."""

import json
import multiprocessing
import socket
import threading
import time

import urllib3
from side_by_side import medians, report

import apivideo

BODY = json.dumps({"videoId": "vi1", "title": "a film", "tags": ["one"], "public": True}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
    BODY
)
TOKENS = b'{"access_token": "a", "refresh_token": "r", "expires_in": 3600}'


def serve(listener: socket.socket) -> None:
    """Answers everything with one video, and token exchanges with tokens."""
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=answer, args=(connection,), daemon=True).start()


def answer(connection: socket.socket) -> None:
    while True:
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
        if head.startswith(b"POST /auth"):
            body = TOKENS
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        else:
            connection.sendall(ANSWER + BODY)


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    server = multiprocessing.Process(target=serve, args=(listener,), daemon=True)
    server.start()
    host = f"http://127.0.0.1:{listener.getsockname()[1]}"
    pool = urllib3.connection_from_url(host)
    headers = {"Authorization": "Bearer a", "Accept": "application/json", "User-Agent": "x"}

    def bare() -> None:
        for _ in range(200):
            _ = json.loads(pool.request("GET", "/videos/vi1", headers=headers).data)["title"]

    client = apivideo.AuthenticatedApiClient("k", configuration=apivideo.Configuration(host=host))

    def ours() -> None:
        for _ in range(200):
            _ = client.videos.get("vi1").title

    theirs, own = medians(bare, ours, rounds=31, clock=time.process_time)
    report("a small warm GET, CPU", own / 200, theirs / 200, 1.25)
    server.terminate()


if __name__ == "__main__":
    main()
