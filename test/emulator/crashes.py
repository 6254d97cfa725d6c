"""Kills an emulator again and again, and looks what is left: a program, run by the tests.

Every process is a fork of this one, so that nothing is imported anew. One serves and sends itself
the requests of `REQUESTS`, until it is killed: before the n-th commit or change of a file
(``events``; between two of them nothing changes on the disk), or by the system in the middle of a
write, when a file reaches n bytes (``bytes``). Another one then starts on the same folder and must
find what was there after the last request that got a response, or after the one that was under way,
whole.

Prints how many processes were killed; ends with 1 and tells what is wrong, if something is.
"""

import base64
import functools
import http.client
import itertools
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import sys
import traceback
import zlib

from apivideo.emulator import Emulator, Settings

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00"
    b"\x90wS\xde"
)
VTT = b"WEBVTT\n\n00:00:00.000 --> 00:00:05.000\nHello\n"
PART = b"p" * (5 * 1024 * 1024)
LISTS = ["/videos", "/live-streams", "/players", "/upload-tokens", "/watermarks", "/summaries"]
IDS = re.compile(r"\b(?:vi|li|pl|to|watermark_|summary_)[A-Za-z0-9]{22}\b|[0-9a-f-]{36}")
BOUNDARY = "the-boundary"

REQUESTS = [
    ("POST", "/videos", {"title": "first", "tags": ["sea"]}, None),
    ("POST", "/videos/{video}/source", b"the bytes of a film", None),
    ("POST", "/videos/{video}/captions/en", VTT, None),
    ("POST", "/videos/{video}/captions/en", VTT + b"again", None),
    ("PATCH", "/videos/{video}/captions/en", {"default": True}, None),
    ("POST", "/videos/{video}/chapters/en", VTT, None),
    ("POST", "/videos/{video}/thumbnail", PNG, None),
    ("POST", "/videos/{video}/thumbnail", PNG + b"again", None),
    ("POST", "/players", {"name": "theme"}, None),
    ("POST", "/players/{player}/logo", PNG, None),
    ("POST", "/players/{player}/logo", PNG + b"again", None),
    ("POST", "/live-streams", {"name": "concert"}, None),
    ("POST", "/live-streams/{live}/thumbnail", PNG, None),
    ("POST", "/_emulator/live-streams/{live}/broadcast", b"", None),
    ("DELETE", "/_emulator/live-streams/{live}/broadcast", b"", None),
    ("POST", "/upload-tokens", {"ttl": 0}, None),
    ("POST", "/upload?token={token}", b"sent with a token", None),
    ("POST", "/videos", {"title": "a copy", "source": "{video}"}, None),
    ("POST", "/watermarks", PNG, None),
    ("POST", "/summaries", {"videoId": "{video}", "origin": "auto"}, None),
    ("DELETE", "/videos/{video}/captions/en", b"", None),
    ("DELETE", "/players/{player}/logo", b"", None),
    ("DELETE", "/live-streams/{live}/thumbnail", b"", None),
    ("DELETE", "/videos/{video}", b"", None),
    ("POST", "/videos", {"title": "in parts"}, None),
    ("POST", "/videos/{last}/source", b"the end", "part 2/2"),
    ("POST", "/videos/{last}/source", PART, "part 1/2"),
    ("DELETE", "/videos/{last}", b"", None),
]


class Client:
    """A connection to the emulator of the same process."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.names = {}

    def send(self, method, path, body=b"", content_range=None):
        headers = {"Authorization": "Basic " + base64.b64encode(b"key:").decode()}
        path = path.format(**self.names)
        if isinstance(body, dict):
            body = json.dumps({name: self.filled(value) for name, value in body.items()})
        elif method == "POST" and not path.startswith("/_emulator"):
            headers["Content-Type"] = "multipart/form-data; boundary=" + BOUNDARY
            head = 'Content-Disposition: form-data; name="file"; filename="a.vtt"\r\n\r\n'
            body = f"--{BOUNDARY}\r\n{head}".encode() + body + f"\r\n--{BOUNDARY}--\r\n".encode()
        if content_range:
            headers["Content-Range"] = content_range
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        return response.status, response.read()

    def filled(self, value):
        return value.format(**self.names) if isinstance(value, str) else value

    def learn(self, data):
        """Remember the ids in a response, the first of each kind and the last video."""
        document = json.loads(data) if data.startswith(b"{") else {}
        for member, name in (("playerId", "player"), ("liveStreamId", "live"), ("token", "token")):
            if member in document:
                self.names[name] = document[member]
        if "videoId" in document:
            self.names.setdefault("video", document["videoId"])
            self.names["last"] = document["videoId"]


def all_requests(port, confirmed):
    """Send `REQUESTS`; *confirmed* is called after each response."""
    client = Client(port)
    for number, (method, path, body, content_range) in enumerate(REQUESTS, 1):
        status, data = client.send(method, path, body, content_range)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {data!r}")
        client.learn(data)
        confirmed(number)


def found(port):
    """All that the emulator tells: lists, what belongs to videos, the files behind addresses."""
    client, told, addresses = Client(port), {}, [*LISTS, "/tags"]
    names = {}

    def name(match):
        return names.setdefault(match[0], f"<{len(names)}>")

    for address in addresses:  # grows
        status, data = client.send("GET", address)
        text = IDS.sub(name, data.decode("latin-1").replace(f"127.0.0.1:{port}", "host"))
        if not data.startswith(b"{"):
            text = f"{len(data)} bytes, {zlib.crc32(text.encode())}"
        for document in json.loads(data).get("data", ()) if data.startswith(b"{") else ():
            if "videoId" in document and "title" in document:
                one = "/videos/" + document["videoId"]
                addresses += [one + "/status", one + "/captions", one + "/chapters"]
        for other in re.findall(rb'"http://127.0.0.1:\d+(/[^"]+)"', data):
            if other.decode() not in addresses:
                addresses.append(other.decode())
        told[IDS.sub(name, address)] = f"{status} {text}"
    return told


def delete_everything(port):
    """Delete all that there is."""
    client = Client(port)
    ids = {"/videos": "videoId", "/live-streams": "liveStreamId", "/players": "playerId"}
    for path, member in ids.items():
        for document in json.loads(client.send("GET", path + "?pageSize=100")[1])["data"]:
            client.send("DELETE", f"{path}/{document[member]}")


def in_a_fork(run, *arguments):
    """What *run* writes to the file it is given, and the signal that ended its process."""
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        status = 1
        try:
            with open(writing, "w", buffering=1) as file:
                run(file, *arguments)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(writing)
    with open(reading) as file:
        text = file.read()
    status = os.waitpid(process, 0)[1]
    return text, os.WTERMSIG(status) if os.WIFSIGNALED(status) else None


def settings(folder):
    return Settings(folder, encoding_seconds=0, media=False, clock=lambda: 1_700_000_000.0)


def remember(file, folder):
    """Write what is found after each number of requests."""
    with Emulator(settings(folder)) as emulator:
        file.write(json.dumps(found(emulator.port)) + "\n")
        all_requests(
            emulator.port, lambda number: file.write(json.dumps(found(emulator.port)) + "\n")
        )


def until_killed(file, folder, kill, number):
    """Send all requests, to be killed at *number*; write the number of each that got a response."""
    kill(number, folder)
    with Emulator(settings(folder)) as emulator:
        all_requests(emulator.port, lambda number: file.write(f"{number}\n"))


def look(file, folder):
    """Write what is found, and the files that are left when everything has been deleted."""
    with Emulator(settings(folder)) as emulator:
        told = found(emulator.port)
        delete_everything(emulator.port)
        left = sorted(path.name for path in (folder / "files").iterdir())
        file.write(json.dumps([told, left]))


def at_an_event(number, folder):
    """Have this process killed before the n-th commit or change of a file."""
    events = itertools.count(1)

    def count():
        if next(events) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    class Connection(sqlite3.Connection):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            self.set_trace_callback(lambda statement: statement == "COMMIT" and count())

    def hook(event, arguments):
        if event in ("os.remove", "os.link", "os.mkdir"):
            count()
        elif event == "open" and str(arguments[0]).startswith(str(folder / "files")):
            count()

    sqlite3.connect = functools.partial(sqlite3.connect, factory=Connection)
    sys.addaudithook(hook)


def at_a_byte(number, folder):
    """Have this process killed in the middle of the write that takes a file to *number* bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (number, number))


KILLS = {"events": at_an_event, "bytes": at_a_byte}


def main(folder, kind, numbers):
    """Kill an emulator at each of *numbers*, and look; end when one is not killed."""
    killed, wrong = 0, []
    with Emulator() as emulator:
        found(emulator.port)  # what it loads, it loads now, and not in every process anew
    text, _ = in_a_fork(remember, folder / "reference")
    reference = [json.loads(line) for line in text.splitlines()]
    if len(reference) != len(REQUESTS) + 1:
        raise SystemExit("the requests could not all be sent")
    for number in numbers:
        state = folder / str(number)
        text, ended_by = in_a_fork(until_killed, state, KILLS[kind], number)
        killed += ended_by is not None
        confirmed = len(text.splitlines())
        text, _ = in_a_fork(look, state)
        told, left = json.loads(text)
        if told not in reference[confirmed : confirmed + 2]:
            least = reference[confirmed]
            changes = {key for key in {*told, *least} if told.get(key) != least.get(key)}
            wrong += [(number, confirmed, key, least.get(key), told.get(key)) for key in changes]
        if left:
            wrong.append((number, confirmed, "left", left))
        shutil.rmtree(state)
        if ended_by is None:
            break
    for one in wrong:
        print(*one, sep="\n    ")
    print(killed)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), sys.argv[2], map(int, sys.argv[3:])))
