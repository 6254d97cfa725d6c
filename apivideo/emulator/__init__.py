"""A local api.video over HTTP, for tests and for trying things out.

``python -m apivideo.emulator --port 8080`` serves it; `Emulator` does so from Python. State is in
SQLite, bytes are files, errors are the service's own. Needs the ``emulator`` extra, and Python 3.9
or later.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from apivideo.emulator.analytics.plays import Play
    from apivideo.emulator.emulator import Emulator
    from apivideo.emulator.settings import BY_HAND, RateLimits, Settings
    from apivideo.emulator.state.faults import Fault, PlacedFault

__all__ = ["BY_HAND", "Emulator", "Fault", "PlacedFault", "Play", "RateLimits", "Settings"]

HOMES = {
    "BY_HAND": "settings",
    "Emulator": "emulator",
    "Fault": "state.faults",
    "PlacedFault": "state.faults",
    "Play": "analytics.plays",
    "RateLimits": "settings",
    "Settings": "settings",
}
EXTRA = ("werkzeug", "jsonschema", "multipart", "imagesize")


def __getattr__(name: str) -> Any:
    """Load what is asked for: the pytest plugin is found without any of it."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = getattr(import_module("apivideo.emulator." + HOMES[name]), name)
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] not in EXTRA:
            raise
        raise ImportError(
            'the emulator needs its extra: pip install "api.video[emulator]"'
        ) from error
    globals()[name] = value
    return value
