"""A running emulator, a clock that stands still, and a client that is nothing but HTTP."""

import base64
import copy
import http.client
import json
import os
import pathlib
import signal
import subprocess
import sys
from typing import Any, NamedTuple

import pytest
from emulator import chromium

from apivideo.emulator import Emulator, Settings

KEY = "a key"
MEBIBYTE = 1024 * 1024
BOUNDARY = "the-boundary"
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Clock:
    """Time that passes when told."""

    def __init__(self):
        self.now = 1_600_000_000.0

    def __call__(self):
        return self.now


class Answer(NamedTuple):
    status: int
    headers: Any
    data: bytes

    @property
    def json(self):
        return json.loads(self.data)

    @property
    def slug(self):
        return self.json["type"].rpartition("/")[2]


class Client:
    """One connection, kept open."""

    failures = http.client.HTTPException

    def __init__(self, port, authorization="basic"):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.authorization = basic(KEY) if authorization == "basic" else authorization

    def send(self, method, path, body=None, headers=None):
        sent = {"Authorization": self.authorization} if self.authorization else {}
        sent.update(headers or {})
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())

    def get(self, path, **headers):
        return self.send("GET", path, headers=headers)

    def post(self, path, document):
        return self.send("POST", path, json.dumps(document))

    def patch(self, path, document):
        return self.send("PATCH", path, json.dumps(document))

    def create(self, title="film", **members):
        return self.post("/videos", dict(members, title=title)).json

    def upload(self, path, data, content_range=None, name="film.mp4", **fields):
        headers = {"Content-Type": "multipart/form-data; boundary=" + BOUNDARY}
        if content_range:
            headers["Content-Range"] = content_range
        return self.send("POST", path, form(("file", name, data), **fields), headers)

    def media(self, url, method="GET", **headers):
        return self.send(method, "/" + url.split("/", 3)[3], headers=headers)


def basic(key):
    return "Basic " + base64.b64encode(key.encode() + b":").decode()


def form(*files, **fields):
    """A multipart body; each file is its field, its name and its bytes."""
    start = "--" + BOUNDARY + '\r\nContent-Disposition: form-data; name="{}"'
    body = b""
    for name, value in fields.items():
        body += start.format(name).encode() + b"\r\n\r\n" + value.encode() + b"\r\n"
    for field, name, data in files:
        head = start.format(field) + '; filename="{}"\r\nContent-Type: video/mp4\r\n\r\n'
        body += head.format(name).encode() + data + b"\r\n"
    return body + b"--" + BOUNDARY.encode() + b"--\r\n"


def with_always_sent(document, parts=False):
    """A copy of the description, where what responses always have is required of them.

    With *parts*, nothing is required of the response to a part of a file but the video's id.
    """
    document = copy.deepcopy(document)
    strict = json.loads(json.dumps(document).replace("/schemas/", "/schemas/Sent"))
    for name, schema in strict["components"]["schemas"].items():
        schema["required"] = schema.get("required", []) + schema.get("x-always-sent", [])
        document["components"]["schemas"]["Sent" + name] = schema
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if not (parts and "x-upload" in operation):
                operation["responses"] = strict["paths"][path][method]["responses"]
    document["components"]["responses"] = strict["components"]["responses"]
    return document


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path, clock):
    return Settings(
        directory=tmp_path / "state",
        api_key=KEY,
        encoding_seconds=10,
        token_ttl=60,
        media=False,  # most tests upload bytes that are no video
        clock=clock,
    )


@pytest.fixture(scope="module")
def browser():
    """A browser that opens pages; without one the tests that need it are left out."""
    if chromium.PROGRAM is None:
        pytest.skip(chromium.WHY_NOT)
    with chromium.Chromium() as running:
        yield running


@pytest.fixture
def emulator(settings):
    with Emulator(settings) as running:
        yield running


@pytest.fixture
def connect(emulator):
    """Makes clients, and closes them."""
    clients = []

    def make(authorization="basic", port=None):
        clients.append(Client(port or emulator.port, authorization))
        return clients[-1]

    yield make
    for client in clients:
        client.connection.close()


@pytest.fixture
def client(connect):
    return connect()


class Process:
    """A running ``python -m apivideo.emulator`` on a free port."""

    def __init__(self, *options):
        environment = dict(os.environ, PYTHONPATH=str(ROOT))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "apivideo.emulator", "--port", "0", *options],
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self.line = self.process.stdout.readline()
        self.port = int(self.line.rpartition(":")[2])

    def end(self, number):
        self.process.send_signal(number)
        rest = self.process.communicate(timeout=20)[0]
        return self.process.returncode, rest


@pytest.fixture
def run():
    """Starts commands, and ends those that are left."""
    started = []

    def start(*options):
        started.append(Process(*options))
        return started[-1]

    yield start
    for process in started:
        if process.process.poll() is None:
            process.end(signal.SIGTERM)
        process.process.stdout.close()
