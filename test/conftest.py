"""What the tests share: servers on loopback, and which tests an older Python leaves out."""

import os
import subprocess
import sys
from typing import Any, Iterator

import pytest
from support.recording_server import RecordingServer

import apivideo

TOOLS_NEED = (3, 9)

collect_ignore = [] if sys.version_info >= TOOLS_NEED else ["emulator", "generator", "scenarios"]


@pytest.fixture
def recording_server() -> Iterator[RecordingServer]:
    """A server that answers as told and remembers what it was asked."""
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def emulator_host(tmp_path_factory: Any) -> Iterator[str]:
    """The address of an emulator; an older Python has it run by a newer one."""
    python = os.environ.get("APIVIDEO_EMULATOR_PYTHON", sys.executable)
    directory = str(tmp_path_factory.mktemp("emulator"))
    command = [python, "-m", "apivideo.emulator", "--port", "0", "--directory", directory]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            pytest.fail("the emulator did not start; APIVIDEO_EMULATOR_PYTHON names its Python")
        yield "http://" + line.rpartition("http://")[2].strip()
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@pytest.fixture
def client(emulator_host: str) -> Iterator[apivideo.AuthenticatedApiClient]:
    """A client of the emulator."""
    configuration = apivideo.Configuration(host=emulator_host)
    with apivideo.AuthenticatedApiClient("test-key", configuration=configuration) as one:
        yield one
