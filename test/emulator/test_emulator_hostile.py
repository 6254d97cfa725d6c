"""Requests that mean harm: a clean refusal, and nothing outside the directory."""

import json
import socket

import pytest

from .conftest import BOUNDARY

NAMES = [
    "../../outside.mp4",
    "/tmp/outside.mp4",
    "..\\..\\outside.mp4",
    "C:\\outside.mp4",
    "\0outside.mp4",
    "%2e%2e%2foutside.mp4",
    "x" * 5000 + ".mp4",
    "\u202egpj.mp4",
]
HEAD = 'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
START = f"--{BOUNDARY}\r\n"
END = f"\r\n--{BOUNDARY}--\r\n"


def raw(emulator, data):
    """The first answer of the server to these bytes."""
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=20) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def posted(client, path, body, kind="multipart/form-data; boundary=" + BOUNDARY):
    return client.send("POST", path, body, {"Content-Type": kind})


@pytest.fixture(autouse=True)
def nothing_outside(tmp_path, settings):
    """Whatever a test does, all files are where they belong."""
    yield
    assert {path.name for path in tmp_path.iterdir()} <= {settings.directory.name}
    names = {path.name for path in settings.directory.iterdir()}
    assert names <= {"state.sqlite", "state.sqlite-wal", "state.sqlite-shm", "files"}
    for path in (settings.directory / "files").iterdir():
        assert path.is_file() and len(path.name) == 32


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_a_title_and_no_path(client, name):
    token = client.post("/upload-tokens", {}).json["token"]

    answer = client.upload("/upload?token=" + token, b"data", name=name)

    assert answer.status == 201
    assert not {"/", "\\"} & set(answer.json["title"])


@pytest.mark.parametrize("name", NAMES[:-2])
def test_no_id_is_a_path(client, name):
    for path in ("/videos/{}", "/vod/{}/mp4/source.mp4", "/_emulator/faults/{}", "/players/{}"):
        quoted = "".join(f"%{byte:02x}" for byte in name.encode())
        assert client.get(path.format(quoted)).status in (404, 405)


@pytest.mark.parametrize("language", ["..%2f..%2fstate.sqlite", "..", "%00", "en%2f..%2f.."])
@pytest.mark.parametrize("kind", ["captions", "chapters"])
def test_no_language_is_a_path(client, kind, language):
    video = client.create()["videoId"]
    path = f"/videos/{video}/{kind}/{language}"

    assert client.upload(path, b"WEBVTT", name="a.vtt").status in (400, 404)
    assert client.get(path).status in (400, 404)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "nonsense",
        START,
        START + HEAD,
        START + HEAD + "data",
        START + "\r\n\r\ndata" + END,
        START + "Content-Disposition: attachment\r\n\r\ndata" + END,
        START + "Content-Disposition: form-data; filename=a\r\n\r\ndata" + END,
        START + HEAD.replace("\r\n\r\n", "\r\nX: " + "x" * 70_000 + "\r\n\r\n") + "data" + END,
        START + HEAD + "a" + END[:-4] + "\r\n" + HEAD + "b" + END,
        START + HEAD.replace("; filename", "; other") + "x" * 70_000 + END,
        (START + HEAD.replace('name="file"; filename', "name") + "x\r\n") * 60 + END[2:],
        "--other\r\n" + HEAD + "data\r\n--other--\r\n",
    ],
)
def test_a_form_that_is_none_is_refused(client, body):
    video = client.create()

    answer = posted(client, video["source"]["uri"], body.encode())

    assert answer.status == 400
    assert answer.slug.startswith("uploaded-file-")
    assert client.upload(video["source"]["uri"], b"data").status == 201


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "application/json",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 5000,
        "multipart/mixed; boundary=" + BOUNDARY,
        "multipart/form-data; boundary=\xff",
    ],
)
def test_a_form_of_the_wrong_kind_is_refused(client, kind):
    video = client.create()
    body = (START + HEAD + "data" + END).encode()

    assert posted(client, video["source"]["uri"], body, kind).status == 400


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"title":' * 10_000,
        b'{"title": "\\ud800"}',
        b'{"title": ' + b"9" * 10_000 + b"}",
        b'{"title": "a", "title": 1}',
        b'{"tags": ' + b"[" * 900 + b"]" * 900 + b"}",
        b"\xff\xfe{}",
        b'{"title": "' + b"x" * 5 * 1024 * 1024 + b'"}',
        b'{"title": 1e999}',
    ],
)
def test_json_that_means_harm_is_refused(client, body):
    answer = client.send("POST", "/videos", body)

    assert answer.status == 400
    assert client.get("/videos").json["data"] == []


def test_a_number_of_many_digits_takes_no_time(client):
    answer = client.send("POST", "/upload-tokens", b'{"ttl": 1e' + b"9" * 50 + b"}")

    assert answer.status == 400


@pytest.mark.parametrize("count", [0, -1, 10**18, 10**30])
def test_a_length_that_is_not_kept_stores_nothing(emulator, client, count):
    video = client.create()
    path = video["source"]["uri"]
    head = (
        f"POST {path} HTTP/1.1\r\nAuthorization: {client.authorization}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {count}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", emulator.port), timeout=20) as connection:
        connection.sendall((head + START + HEAD + "data").encode())
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))

    assert answer[:10] in (b"", b"HTTP/1.1 4")
    status = client.get(f"/videos/{video['videoId']}/status").json
    assert status["ingest"]["status"] == "missing"


@pytest.mark.parametrize(
    "line",
    [
        "Authorization: Basic " + "x" * 60_000,
        "Authorization: Basic \xff\xfe",
        "Authorization: " + "Bearer " * 5000,
        "Content-Range: part 1/" + "9" * 50_000,
        "Range: bytes=" + "0-1," * 10_000,
        "Host: " + "x" * 60_000,
        "Host: a b",
        "Host: <script>",
        "X-" + "y" * 60_000 + ": z",
        "Cookie: " + "a=b; " * 10_000,
    ],
)
def test_a_header_that_means_harm_breaks_nothing(emulator, client, line):
    request = f"GET /videos HTTP/1.1\r\n{line}\r\n\r\n".encode("latin-1")

    status, body = raw(emulator, request)

    assert 400 <= status < 500
    assert json.loads(body)["status"] == status
    assert client.get("/videos").status == 200


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "//etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/vod/%2e%2e%2fstate.sqlite/thumbnail.jpg",
        "http://elsewhere/videos/../x",
        "http://[/videos",
        "*",
        "/\xff",
        "/videos%",
        "/?token=%ff%00",
    ],
)
def test_an_address_that_means_harm_leads_nowhere(emulator, target):
    status, body = raw(emulator, f"GET {target} HTTP/1.1\r\n\r\n".encode("latin-1"))

    assert 400 <= status < 500 or (status == 200 and b"emulator" in body)
    assert b"root:" not in body


def test_a_host_is_not_believed_to_be_markup(emulator):
    status, body = raw(emulator, b'GET / HTTP/1.1\r\nHost: "><script>x\r\n\r\n')

    assert b"<script>x" not in body
    assert status in (200, 400)
