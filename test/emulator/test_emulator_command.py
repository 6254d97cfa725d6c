"""The command, as a process of its own."""

import os
import signal
import subprocess
import sys

import pytest

from .conftest import ROOT

FIVE_MIB = 5 * 1024 * 1024
WITHOUT_WERKZEUG = """
import sys

class Nothing:
    def find_spec(self, name, *arguments):
        if name == "werkzeug":
            raise ModuleNotFoundError(name, name=name)

sys.meta_path.insert(0, Nothing())
from apivideo.emulator import Emulator
"""


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


def refusal(*options):
    """What a command that cannot start says."""
    done = subprocess.run(
        [sys.executable, "-m", "apivideo.emulator", *options],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=20,
    )
    assert done.returncode == 1
    return done.stderr


def test_a_taken_port_is_told(emulator):
    assert refusal("--port", str(emulator.port)).startswith("cannot start: ")


def test_a_second_emulator_in_a_directory_is_refused_and_disturbs_nothing(run, connect, tmp_path):
    first = connect(port=run("--directory", str(tmp_path)).port)
    before = first.create()

    told = refusal("--port", "0", "--directory", str(tmp_path))

    assert told == f"cannot start: another emulator works in {tmp_path}\n"
    first.create()
    videos = first.get("/videos").json["data"]
    assert len(videos) == 2 and before["videoId"] in {video["videoId"] for video in videos}


def test_a_directory_with_something_else_for_a_state_is_refused_and_left_alone(tmp_path):
    other = b"this is no database" * 1000
    (tmp_path / "state.sqlite").write_bytes(other)

    told = refusal("--port", "0", "--directory", str(tmp_path))

    assert told == f"cannot start: {tmp_path} cannot be used: file is not a database\n"
    assert (tmp_path / "state.sqlite").read_bytes() == other


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


def test_a_setting_that_cannot_be_had_is_told():
    command = [sys.executable, "-m", "apivideo.emulator", "--encoding-seconds", "-1"]

    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert ended.returncode == 2
    assert ended.stderr.endswith("encoding_seconds of the settings cannot be -1.0\n")
