"""What the tests share: servers on loopback, and which tests an older Python leaves out."""

import os
import sys
from typing import Any, Iterator

import pytest
from hypothesis import HealthCheck, settings
from support.emulators import emulator
from support.recording_server import RecordingServer

import apivideo

for _name in ("APIVIDEO_API_KEY", "APIVIDEO_ENVIRONMENT", "APIVIDEO_HOST"):
    os.environ.pop(_name, None)  # they choose what a client is made with

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")  # whether a test passes does not depend on how fast the machine is

TOOLS_NEED = (3, 9)

NETWORK_VARIABLES = """
http_proxy https_proxy all_proxy no_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY NO_PROXY REQUEST_METHOD
SSL_CERT_FILE SSL_CERT_DIR
""".split()

collect_ignore = [] if sys.version_info >= TOOLS_NEED else ["emulator", "generator", "scenarios"]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Sets variables of the environment; none is set that changes proxies or certificates."""
    for name in NETWORK_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture
def recording_server() -> Iterator[RecordingServer]:
    """A server that answers as told and remembers what it was asked."""
    server = RecordingServer()
    yield server
    server.close()


@pytest.fixture(scope="session")
def emulator_host(tmp_path_factory: Any) -> Iterator[str]:
    """The address of an emulator; an older Python has it run by a newer one."""
    with emulator(str(tmp_path_factory.mktemp("emulator"))) as host:
        yield host


@pytest.fixture
def client(emulator_host: str) -> Iterator[apivideo.AuthenticatedApiClient]:
    """A client of the emulator."""
    configuration = apivideo.Configuration(host=emulator_host)
    with apivideo.AuthenticatedApiClient("test-key", configuration=configuration) as one:
        yield one
