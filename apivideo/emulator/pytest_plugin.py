"""Fixtures for tests against an emulator; pytest finds them where the package is installed.

`apivideo_emulator` is an emulator of its own for each test, and `apivideo_client` a client of it.
The settings come from the fixture `apivideo_emulator_settings`, which a test module may define
anew. pytest imports this module in every run, so it brings in nothing before a fixture is used.
"""

from typing import TYPE_CHECKING, Iterator

import pytest

if TYPE_CHECKING:
    from apivideo import AuthenticatedApiClient
    from apivideo.emulator import Emulator, Settings


@pytest.fixture
def apivideo_emulator_settings() -> "Settings":
    """The settings of `apivideo_emulator`: encoding takes no time."""
    from apivideo.emulator import Settings

    return Settings(encoding_seconds=0)


@pytest.fixture
def apivideo_emulator(apivideo_emulator_settings: "Settings") -> "Iterator[Emulator]":
    """A running emulator without videos; it ends with the test."""
    from apivideo.emulator import Emulator

    with Emulator(apivideo_emulator_settings) as emulator:
        yield emulator


@pytest.fixture
def apivideo_client(apivideo_emulator: "Emulator") -> "AuthenticatedApiClient":
    """A client of `apivideo_emulator`."""
    return apivideo_emulator.client()
