"""What one can choose when the emulator is started."""

from __future__ import annotations

import functools
import math
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

UNLIMITED = 1_000_000
BY_HAND = math.inf
OLDEST_PYAV = 15


@functools.lru_cache
def pyav_is_installed() -> bool:
    """Whether a PyAV that is new enough, the ``media`` extra, is installed.

    A frozen program has no interpreter to start the process with that uses it.
    """
    from importlib import metadata

    if getattr(sys, "frozen", False):
        return False
    try:
        version = metadata.version("av")
    except metadata.PackageNotFoundError:
        return False
    return int(version.partition(".")[0]) >= OLDEST_PYAV


def check(value: object, what: str, rules: Mapping[str, bool]) -> None:
    """Raise ValueError for the first member of *value* whose rule is not kept."""
    for name, is_kept in rules.items():
        if not is_kept:
            raise ValueError(f"{name} of {what} cannot be {getattr(value, name)!r}")


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@dataclass(frozen=True)
class RateLimits:
    """Requests a minute, by kind (docs/service.md, section 3)."""

    upload: int = UNLIMITED
    write: int = UNLIMITED
    read: int = UNLIMITED

    @classmethod
    def named(cls, text: str) -> RateLimits:
        """``sandbox``, ``production``, or one number for each kind. Raises ValueError."""
        if text == "sandbox":
            return cls(40, 40, 100)
        if text == "production":
            return cls(100, 200, 500)
        number = int(text)
        if number < 1:
            raise ValueError("a rate limit is at least 1")
        return cls(number, number, number)


@dataclass(frozen=True)
class Settings:
    """How an emulator behaves.

    Attributes:
        directory: Where state and bytes are kept; None for one that lives as long as the emulator.
        api_key: The only key that is accepted; None accepts any that is not empty.
        token_ttl: Seconds an access token lasts.
        encoding_seconds: Seconds from the last byte of a video to its last quality; 0 is at once,
            `BY_HAND` waits for `Emulator.encode`.
        video_restore: Whether deleted videos are kept as discarded ones for 90 days.
        media: Whether uploads are read: what is no video fails, thumbnails and HLS are made of the
            others. None does so where PyAV, the ``media`` extra, is installed. Without, whatever is
            uploaded is taken for an MP4 and served as it is.
        rate_limits: How many requests a minute are accepted.
        clock: Seconds since 1970; tests pass their own.
    """

    directory: Path | None = None
    api_key: str | None = field(default=None, repr=False)
    token_ttl: int = 3600
    encoding_seconds: float = 1.0
    video_restore: bool = False
    media: bool | None = None
    rate_limits: RateLimits = RateLimits()
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        rules = {
            "directory": self.directory is None or isinstance(self.directory, (str, os.PathLike)),
            "api_key": self.api_key is None or isinstance(self.api_key, str) and self.api_key != "",
            "token_ttl": isinstance(self.token_ttl, int) and self.token_ttl > 0,
            "encoding_seconds": isinstance(self.encoding_seconds, (int, float))
            and self.encoding_seconds >= 0,
            "video_restore": isinstance(self.video_restore, bool),
            "media": self.media is None or isinstance(self.media, bool),
            "rate_limits": isinstance(self.rate_limits, RateLimits),
            "clock": callable(self.clock),
        }
        check(self, "the settings", rules)
        if self.media and not pyav_is_installed():
            raise ImportError('media=True needs its extra: pip install "api.video[media]"')

    @property
    def processes_media(self) -> bool:
        """Whether uploads are read."""
        return pyav_is_installed() if self.media is None else self.media
