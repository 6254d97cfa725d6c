"""What the scenarios share: an emulator with a clock of their own, a client of it, files."""

import pathlib
from typing import Any, Iterator

import pytest
from support.pictures import png

import apivideo
from apivideo.emulator import Emulator, Settings

FILM = pathlib.Path(apivideo.__file__).parent / "emulator" / "data" / "recording.mp4"
FIRST = 1_600_000_000.0  # 2020-09-13, a Sunday, 12:26:40
ENCODING = 10


class Clock:
    """Time that passes when told."""

    def __init__(self) -> None:
        self.now = FIRST

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def options() -> "dict[str, Any]":
    """Settings that a module adds."""
    return {}


@pytest.fixture
def server(clock: Clock, options: "dict[str, Any]") -> Iterator[Emulator]:
    settings = Settings(
        clock=clock, encoding_seconds=ENCODING, token_ttl=10**9, media=False, **options
    )
    with Emulator(settings) as running:
        yield running


@pytest.fixture
def client(server: Emulator) -> apivideo.AuthenticatedApiClient:
    return server.client()


@pytest.fixture
def film() -> str:
    """The path of a video."""
    return str(FILM)


@pytest.fixture
def picture(tmp_path: pathlib.Path) -> str:
    """The path of a picture of 20 x 10 pixels."""
    path = tmp_path / "picture.png"
    path.write_bytes(png(20, 10))
    return str(path)


@pytest.fixture
def vtt(tmp_path: pathlib.Path) -> str:
    """The path of a text file that runs beside a video."""
    path = tmp_path / "text.vtt"
    path.write_text("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nHello\n")
    return str(path)
