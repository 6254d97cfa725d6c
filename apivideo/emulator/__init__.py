"""A local api.video over HTTP, for tests and for trying things out.

``python -m apivideo.emulator --port 8080`` serves it; `Emulator` does so from Python. State is in
SQLite, bytes are files, errors are the service's own. Needs the ``emulator`` extra.
"""

try:
    from apivideo.emulator.emulator import Emulator
    from apivideo.emulator.settings import RateLimits, Settings
except ModuleNotFoundError as error:
    if error.name != "werkzeug":
        raise
    raise ImportError('the emulator needs its extra: pip install "api.video[emulator]"') from error

__all__ = ["Emulator", "RateLimits", "Settings"]
