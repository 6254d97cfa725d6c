"""Programs that have the package inside: in a zip archive, or frozen by PyInstaller."""

import importlib
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Callable, List

import pytest
from support.recording_server import RecordingServer

import apivideo

TOP = Path(apivideo.__file__).parent

CALLS = """
import sys

import apivideo

configuration = apivideo.Configuration(host=sys.argv[1])
with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
    print(client.videos.create({"title": "dawn"}).title)

configuration = apivideo.Configuration(host="https://127.0.0.1:1", max_attempts=1)
with apivideo.ApiClient(configuration) as client:
    try:
        client.call("GET", "/videos", authenticated=False)
    except apivideo.ApiConnectionError:  # certifi's certificates were found
        print("refused")

for package in (apivideo, apivideo.api, apivideo.apis, apivideo.model):
    for name in package.__all__:
        getattr(package, name)
modules = [apivideo.pagination, apivideo.waiting, apivideo.uploads, apivideo.idempotency]
modules += [apivideo.rest, apivideo.model_utils, apivideo.api.videos_api]
published = [apivideo.api_client.validate_and_convert_types, apivideo.endpoint.ChunkIO]
print(apivideo.__file__)
"""
"""Calls HOST, makes a TLS context, and uses each name that is imported on first use."""

EMULATES = """
from urllib.request import urlopen
from apivideo.emulator import Emulator, Settings

with Emulator(Settings(encoding_seconds=0)) as emulator, emulator.client() as client:
    video = client.videos.create({"title": "film"})
    client.captions.upload(video.video_id, "fr", b"WEBVTT")
    stream = client.live_streams.create({"name": "dawn"})
    emulator.start_broadcast(stream.live_stream_id)
    emulator.end_broadcast(stream.live_stream_id)
    print(sorted(one.title for one in client.videos.list().data))
    for address in (emulator.url, emulator.url + "/_emulator/page/page.css", stream.assets.player):
        with urlopen(address) as response:
            assert response.status == 200
"""
"""Uses the data files of the emulator: the description, its tables, the recording, its pages."""


@pytest.fixture
def host(recording_server: RecordingServer) -> str:
    """The address of a server that creates a video."""
    recording_server.respond = lambda request: (201, {}, b'{"videoId": "v", "title": "dawn"}')
    return recording_server.host


def printed(command: List[str], folder: Path) -> List[str]:
    """The lines that a program prints."""
    return subprocess.check_output(command, cwd=str(folder)).decode().splitlines()


def pack(archive: Path, program: str, packages: List[str]) -> None:
    """Write what ``python -m zipapp`` would: a program with *packages* beside it."""
    with zipfile.ZipFile(str(archive), "w") as opened:
        opened.writestr("__main__.py", program)
        for package in filter(find_spec, packages):
            origin = Path(importlib.import_module(package).__file__ or "")
            files = origin.parent.rglob("*") if origin.name == "__init__.py" else [origin]
            for path in files:
                if "__pycache__" not in path.parts:
                    top = origin.parent.parent if origin.name == "__init__.py" else origin.parent
                    opened.write(str(path), str(path.relative_to(top)))


def test_a_zip_archive_with_the_package_inside_runs(host: str, tmp_path: Path) -> None:
    archive = tmp_path / "program.pyz"
    pack(archive, CALLS, ["apivideo", "urllib3", "certifi", "dateutil", "six"])

    lines = printed([sys.executable, "-I", "-S", str(archive), host], tmp_path)

    assert lines[:2] == ["dawn", "refused"]
    assert lines[2].startswith(str(archive))


@pytest.mark.skipif(sys.version_info < (3, 9), reason="the emulator is written for 3.9")
def test_the_emulator_runs_from_a_zip_archive(tmp_path: Path) -> None:
    archive = tmp_path / "program.pyz"
    pack(archive, EMULATES + "import apivideo\nprint(apivideo.__file__)", ["apivideo"])

    lines = printed([sys.executable, str(archive)], tmp_path)

    assert lines[0] == "['dawn', 'film']"
    assert lines[1].startswith(str(archive))


@pytest.fixture
def freeze(tmp_path: Path) -> Callable[[str], str]:
    """A function that makes a program of some lines with PyInstaller and returns its path."""
    pytest.importorskip("PyInstaller")

    def freeze(program: str) -> str:
        (tmp_path / "program.py").write_text(program)
        build = [sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", "program.py"]
        # PyInstaller does not see what ``pip install -e`` has installed.
        subprocess.check_call([*build, "--paths", str(TOP.parent)], cwd=str(tmp_path))
        return str(tmp_path / "dist" / "program" / "program")

    return freeze


def test_a_program_that_pyinstaller_freezes_runs(
    freeze: Callable[[str], str], host: str, tmp_path: Path
) -> None:
    lines = printed([freeze(CALLS), host], tmp_path)

    assert lines[:2] == ["dawn", "refused"]
    assert lines[2].startswith(str(tmp_path))


@pytest.mark.skipif(sys.version_info < (3, 9), reason="the emulator is written for 3.9")
def test_the_emulator_runs_in_a_program_that_pyinstaller_freezes(
    freeze: Callable[[str], str], tmp_path: Path
) -> None:
    assert printed([freeze(EMULATES)], tmp_path) == ["['dawn', 'film']"]
