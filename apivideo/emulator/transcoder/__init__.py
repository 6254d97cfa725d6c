"""Reads and makes media with PyAV, in a process of its own.

What strangers upload can bring a decoder down or make it want much memory; here it takes along
nothing but this process. The server's side is `process.Transcoder`, the other one ``__main__``.
Only what runs in that process imports PyAV.
"""

import functools

OLDEST_PYAV = 15


@functools.lru_cache
def is_available() -> bool:
    """Whether a PyAV that is new enough, the ``media`` extra, is installed."""
    from importlib import metadata

    try:
        version = metadata.version("av")
    except metadata.PackageNotFoundError:
        return False
    return int(version.partition(".")[0]) >= OLDEST_PYAV
