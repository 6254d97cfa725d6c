"""Uploads in parts: out of order, from eight threads; and across the end of a server."""

import base64
import hashlib
import http.client
import json
import random
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import apivideo
from apivideo.emulator import Emulator, Settings

MEBIBYTE = 1024 * 1024
PART = 5 * MEBIBYTE
THREADS = 8
HEADERS = {
    "Authorization": "Basic " + base64.b64encode(b"a key:").decode(),
    "Content-Type": "multipart/form-data; boundary=line",
}
HEAD = b'--line\r\nContent-Disposition: form-data; name="file"; filename="film.mp4"\r\n\r\n'
TAIL = b"\r\n--line--\r\n"


class Sender:
    """Sends parts; each thread has a connection of its own."""

    def __init__(self, port, path, data):
        self.port, self.path, self.data = port, path, data
        self.total = -(-len(data) // PART)
        self.local = threading.local()
        self.connections = []

    def send(self, number):
        if not hasattr(self.local, "connection"):
            self.local.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.connections.append(self.local.connection)
        part = self.data[(number - 1) * PART : number * PART]
        headers = dict(HEADERS, **{"Content-Range": f"part {number}/{self.total}"})
        self.local.connection.request("POST", self.path, HEAD + part + TAIL, headers)
        answer = self.local.connection.getresponse()
        return answer.status, json.loads(answer.read())

    def close(self):
        for connection in self.connections:
            connection.close()


def digest(address):
    found = hashlib.sha256()
    with urllib.request.urlopen(address) as answer:
        for block in iter(lambda: answer.read(MEBIBYTE), b""):
            found.update(block)
    return found.hexdigest()


def test_60_megabytes_in_parts_out_of_order_from_eight_threads(server, client, clock):
    data = random.Random(1).randbytes(60 * 10**6)
    video = client.videos.create({"title": "film"})
    sender = Sender(server.port, video.source.uri, data)
    numbers = list(range(1, sender.total + 1))
    random.Random(2).shuffle(numbers)

    with ThreadPoolExecutor(THREADS) as threads:
        answers = list(threads.map(sender.send, numbers))
    sender.close()
    clock.forward(10)

    assert [status for status, _ in answers] == [201] * 12
    assert sum("title" in document for _, document in answers) == 1  # one completed it
    status = client.videos.get_status(video.video_id)
    assert (status.ingest.status, status.ingest.filesize) == ("uploaded", len(data))
    assert status.ingest.received_parts.parts == sorted(numbers)
    assert digest(client.videos.get(video.video_id).assets.mp4) == hashlib.sha256(data).hexdigest()


def test_an_upload_goes_on_after_the_server_has_ended(tmp_path, clock):
    data = random.Random(3).randbytes(12 * MEBIBYTE)
    settings = Settings(directory=tmp_path / "state", media=False, clock=clock)
    with Emulator(settings) as server:
        video = server.client().videos.create({"title": "film"})
        sender = Sender(server.port, video.source.uri, data)
        sender.send(2)
        sender.close()

    with Emulator(settings) as server:
        client = server.client()
        stored = client.videos.get_status(video.video_id).ingest.received_parts
        sender = Sender(server.port, video.source.uri, data)
        for number in {1, 2, 3}.difference(stored.parts):
            sender.send(number)
        sender.close()
        clock.forward(10)
        address = client.videos.get(video.video_id).assets.mp4

        assert (stored.parts, stored.total) == ([2], 3)
        assert digest(address) == hashlib.sha256(data).hexdigest()


def test_the_library_goes_on_with_its_own_session(tmp_path, clock):
    first, last = tmp_path / "first", tmp_path / "last"
    first.write_bytes(b"1" * PART)
    last.write_bytes(b"2")
    settings = Settings(directory=tmp_path / "state", media=False, clock=clock)
    with Emulator(settings) as server:
        port = server.port
        configuration = apivideo.Configuration(host=server.url)
        client = apivideo.AuthenticatedApiClient("a key", configuration=configuration)
        video_id = client.videos.create({"title": "film"}).video_id
        session = client.videos.create_upload_progressive_session(video_id)
        session.upload_part(str(first))

    with client, Emulator(settings, port=port):
        video = session.upload_last_part(str(last))

        assert video.video_id == video_id
        assert client.videos.get_status(video_id).ingest.filesize == PART + 1
