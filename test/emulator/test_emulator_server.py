"""The server itself: connections, hostile requests, limits, restarts."""

import http.server
import json
import socket
import threading
import urllib.error
import urllib.request

import pytest

from apivideo.emulator import Emulator, RateLimits, Settings
from apivideo.emulator.processing import downloads
from apivideo.emulator.state.store import DirectoryInUse


def raw(emulator, data, most=100_000):
    """What the server says to these bytes, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(most), b""))


def test_an_unknown_address_is_told(client):
    for path in ("/nothing", "/videos/", "/videos//status", "/videos/a%2Fb"):
        answer = client.get(path)
        assert (answer.status, answer.slug) == (404, "unrecognized-request-url")


def test_a_method_that_is_not_there_is_told(client):
    answer = client.send("PUT", "/videos")

    assert (answer.status, answer.slug) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET, HEAD, POST"


def test_one_connection_serves_many_requests(client):
    ports = set()
    for _ in range(3):
        client.get("/videos")
        ports.add(client.connection.sock.getsockname()[1])

    assert len(ports) == 1


def test_a_body_nobody_read_does_not_spoil_the_connection(client):
    assert client.send("POST", "/nothing", b"x" * 1_000_000).status == 404
    assert client.get("/videos").status == 200


def test_a_body_in_chunks_is_read(client):
    answer = client.send("POST", "/videos", iter([b'{"title":', b' "film"}']))

    assert answer.json["title"] == "film"


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"POST /auth/api-key HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /auth/api-key HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        b"nonsense\r\n\r\n",
        b"GET /" + b"x" * 1024 * 1024 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 200 + b"\r\n",
    ],
)
def test_a_request_that_is_no_http_gets_a_clean_refusal(emulator, head):
    answer = raw(emulator, head)

    first, _, body = answer.partition(b"\r\n")
    assert first.split()[1][:1] == b"4"
    assert b"Connection: close" in answer
    assert json.loads(body.rpartition(b"\r\n\r\n")[2])["status"] >= 400


def test_a_cut_part_leaves_nothing(emulator, client, settings):
    video = client.create()
    head = (
        f"POST {video['source']['uri']} HTTP/1.1\r\nAuthorization: {client.authorization}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nsome'
    )

    assert raw(emulator, head.encode()) == b""
    assert list((settings.directory / "files").iterdir()) == []
    assert client.upload(video["source"]["uri"], b"whole").status == 201


@pytest.mark.parametrize(
    "path", ["/vod/../state.sqlite", "/vod/..%2F..%2Fstate.sqlite/mp4/source.mp4", "/vod/%00"]
)
def test_no_path_leads_to_a_file(client, path):
    assert client.get(path).status == 404


def test_every_answer_but_those_of_media_tells_the_rate(client):
    for path in ("/videos", "/nothing", "/videos/vi-unknown", "/videos?x=1"):
        headers = client.get(path).headers
        assert int(headers["X-RateLimit-Limit"]) > int(headers["X-RateLimit-Remaining"]) >= 0
        assert 1 <= int(headers["X-RateLimit-Retry-After"]) <= 60


@pytest.fixture
def limited(clock):
    settings = Settings(rate_limits=RateLimits(upload=9, write=1, read=2), clock=clock)
    with Emulator(settings) as emulator:
        yield emulator


def test_too_many_requests_wait_for_the_next_minute(limited, connect, clock):
    client = connect(port=limited.port)
    remaining = [client.get("/videos").headers["X-RateLimit-Remaining"] for _ in range(2)]
    clock.now += 20
    refused = client.get("/videos")
    written = client.post("/videos", {"title": "film"})
    clock.now += 40

    assert remaining == ["1", "0"]
    assert (refused.status, refused.slug) == (429, "too-many-requests")
    assert "name" not in refused.json
    assert refused.headers["X-RateLimit-Retry-After"] == "40"
    assert written.status == 201
    assert client.get("/videos").status == 200


def test_without_a_key_in_the_settings_any_is_good(limited, connect):
    assert connect(port=limited.port).get("/videos").status == 200


def test_a_directory_has_one_emulator(emulator, settings):
    with pytest.raises(DirectoryInUse):
        Emulator(settings).start()


def test_a_temporary_directory_is_gone_at_the_end(clock, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with Emulator():
        assert list(tmp_path.iterdir())

    assert not list(tmp_path.iterdir())


def test_a_failure_of_our_own_is_a_500(client, monkeypatch, caplog):
    monkeypatch.setattr("apivideo.emulator.state.store.Store.get", None)

    answer = client.get("/videos/vi1")

    assert (answer.status, answer.slug) == (500, "general-errors")
    assert "TypeError" in caplog.text and "TypeError" not in answer.data.decode()


class FilmHandler(http.server.BaseHTTPRequestHandler):
    """Has a film at one address."""

    def do_GET(self):
        data = b"a film" if self.path == "/film.mp4" else b""
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def elsewhere():
    with http.server.HTTPServer(("127.0.0.1", 0), FilmHandler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def downloaded(client, address):
    """The answer of a creation from an address, when the download has ended."""
    answer = client.post("/videos", {"title": "film", "source": address})
    for thread in threading.enumerate():
        if thread.name == "download":
            thread.join(20)
    return answer


def test_a_video_is_fetched_from_an_address(client, elsewhere, clock):
    answer = downloaded(client, elsewhere + "/film.mp4")
    clock.now += 10
    status = client.get(f"/videos/{answer.json['videoId']}/status").json

    assert answer.status == 202
    assert status["ingest"]["status"] == "ingested"
    assert client.media(answer.json["assets"]["mp4"]).data == b"a film"
    refused = client.upload(answer.json["source"]["uri"], b"x")
    assert refused.slug == "video-source-already-downloaded"


@pytest.mark.parametrize("address", ["file:///etc/hosts", "ftp://127.0.0.1:1/film", "data:,film"])
def test_nothing_is_fetched_but_from_the_web(address):
    with pytest.raises(urllib.error.URLError, match="unknown url type"):
        downloads.opener().open(address)


def test_the_response_of_a_refused_download_is_closed(client, elsewhere, monkeypatch):
    refusals = []

    class Noted(urllib.error.HTTPError):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            refusals.append(self)

    monkeypatch.setattr(urllib.request, "HTTPError", Noted)
    downloaded(client, elsewhere + "/nothing")

    assert [refusal.closed for refusal in refusals] == [True]


def test_an_address_with_nothing_ends_as_a_failed_encoding(client, elsewhere):
    answer = downloaded(client, elsewhere + "/nothing")

    found = client.get(f"/videos/{answer.json['videoId']}/status").json["encoding"]
    assert {quality["status"] for quality in found["qualities"]} == {"failed"}
    assert b"not a video" in client.media(answer.json["assets"]["player"]).data
