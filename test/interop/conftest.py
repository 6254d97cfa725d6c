"""What the tests with other packages share: a service of six videos, clients, fresh processes."""

import os
import subprocess
import sys
import textwrap
from typing import Any, Iterator

import pytest
from support.recording_server import Recorded, RecordingServer

import apivideo

NO_VIDEOS = {"data": [], "pagination": {"itemsTotal": 0, "links": []}}


def respond(request: Recorded) -> Any:
    """The response to a request: each video and each upload token is named by its own path."""
    parts = request.path.strip("/").split("/")
    if request.method == "DELETE":
        return 204, {}, b""
    if request.path == "/videos":
        return (201, {}, {"videoId": "new"}) if request.method == "POST" else (200, {}, NO_VIDEOS)
    if parts[0] == "upload-tokens":
        return 200, {}, {"token": parts[1], "ttl": 0}
    if parts[0] == "upload":
        return 201, {}, {"videoId": "uploaded"}
    return 201 if request.method == "POST" else 200, {}, {"videoId": parts[1]}


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    """A small service, which remembers its requests."""
    with RecordingServer(respond) as one:
        yield one


@pytest.fixture
def token_client(server: RecordingServer) -> Iterator[apivideo.ApiClient]:
    """A client that has an access token already, so that each call is one request."""
    configuration = apivideo.Configuration(host=server.host, access_token="access", max_attempts=1)
    with apivideo.ApiClient(configuration) as client:
        yield client


PREAMBLE = """
import sys

HOST = sys.argv[1]


def client_of(host=HOST, **settings):
    configuration = apivideo.Configuration(host=host, max_attempts=1, **settings)
    if "access_token" in settings:
        return apivideo.ApiClient(configuration)
    return apivideo.AuthenticatedApiClient("key", configuration=configuration)
"""
"""The beginning of each program: HOST is the service, ``client_of`` needs ``apivideo``."""


@pytest.fixture
def run(server: RecordingServer, tmp_path: Any) -> Any:
    """A function that runs a program in a fresh process and returns what it prints."""

    def run(program: str, seconds: float = 60) -> str:
        path = tmp_path / "program.py"
        path.write_text(PREAMBLE + textwrap.dedent(program), encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, str(path), server.host],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            universal_newlines=True,
            env=dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path), PYTHONFAULTHANDLER="1"),
        )
        try:
            printed, complaints = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail("the program came to a halt: " + process.communicate()[1][-2000:])
        assert process.returncode == 0, printed + complaints[-4000:]
        return printed

    return run
