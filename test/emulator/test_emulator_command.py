"""The command, as a process of its own."""

import os
import pathlib
import signal
import subprocess
import sys

import pytest

FIVE_MIB = 5 * 1024 * 1024
ROOT = pathlib.Path(__file__).resolve().parents[2]
WITHOUT_WERKZEUG = """
import sys

class Nothing:
    def find_spec(self, name, *arguments):
        if name == "werkzeug":
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Nothing())
from apivideo.emulator import Emulator
"""


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


def test_an_upload_survives_a_killed_server(run, connect, tmp_path):
    options = ("--directory", str(tmp_path), "--encoding-seconds", "0", "--no-media")
    first = run(*options)
    client = connect(port=first.port)
    tokens = client.post("/auth/api-key", {"apiKey": "a key"}).json
    video = client.create()
    client.upload(video["source"]["uri"], b"a" * FIVE_MIB, "part 1/2")
    first.end(signal.SIGKILL)
    (tmp_path / "files" / "left-by-a-cut-request").write_bytes(b"x")

    client = connect("Bearer " + tokens["access_token"], run(*options).port)
    path = f"/videos/{video['videoId']}/status"
    assert client.get(path).json["ingest"]["receivedParts"] == {"parts": [1], "total": 2}
    client.upload(video["source"]["uri"], b"end", "part 2/2")

    assert client.media(video["assets"]["mp4"]).data == b"a" * FIVE_MIB + b"end"
    assert len(list((tmp_path / "files").iterdir())) == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly(run, connect, number, tmp_path):
    process = run("--port-file", str(tmp_path / "port"))
    assert connect(port=process.port).get("/videos").status == 200

    assert process.line == f"api.video emulator on http://127.0.0.1:{process.port}\n"
    assert (tmp_path / "port").read_text() == f"{process.port}\n"
    assert process.end(number) == (0, "")


def test_options_reach_the_emulator(run, connect):
    process = run("--api-key", "other", "--token-ttl", "7", "--rate-limit", "sandbox")
    client = connect(port=process.port)

    answer = client.post("/auth/api-key", {"apiKey": "other"})

    assert answer.json["expires_in"] == 7
    assert client.get("/videos").status == 401
    assert client.get("/videos").headers["X-RateLimit-Limit"] == "100"


def test_a_taken_port_is_told(emulator):
    done = subprocess.run(
        [sys.executable, "-m", "apivideo.emulator", "--port", str(emulator.port)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("cannot start: ")


def test_a_missing_extra_is_named():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_WERKZEUG],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=20,
    )

    assert 'pip install "api.video[emulator]"' in done.stderr


def test_encoding_by_hand_is_an_option(run, connect):
    client = connect(port=run("--encoding", "manual", "--no-media").port)
    video = client.create()
    client.upload(video["source"]["uri"], b"data")
    path = f"/videos/{video['videoId']}"
    before = client.get(path + "/status").json["encoding"]["playable"]

    client.post(f"/_emulator{path}/encode", {})

    assert (before, client.get(path + "/status").json["encoding"]["playable"]) == (False, True)
