"""Points in a video as people write them (docs/service.md, section 10)."""

from __future__ import annotations

import re
from fractions import Fraction

CLOCK = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})(?:\.(\d{1,9})|:(\d{1,4}))?", re.ASCII)
SECONDS = re.compile(r"\d{1,9}", re.ASCII)


def is_timecode(text: str) -> bool:
    """Whether *text* is ``hh:mm:ss``, ``hh:mm:ss.ms``, ``hh:mm:ss:frame`` or whole seconds."""
    return bool(CLOCK.fullmatch(text) or SECONDS.fullmatch(text))


def seconds(text: str, rate: Fraction) -> Fraction:
    """Seconds from the begin of a video to a timecode. Raises ValueError.

    *rate* is frames a second, which ``hh:mm:ss:frame`` depends on; 0 takes the second's first.
    """
    if SECONDS.fullmatch(text):
        return Fraction(int(text))
    found = CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a timecode")
    hours, minutes, whole, part, frame = found.groups()
    total = Fraction(int(hours) * 3600 + int(minutes) * 60 + int(whole))
    if part:
        return total + Fraction("0." + part)
    if frame and rate:
        return total + int(frame) / rate
    return total


def within(wanted: Fraction, duration: Fraction) -> Fraction:
    """*wanted*, or the begin of a video of *duration* seconds when it lies outside."""
    return wanted if wanted < duration else Fraction(0)


def text(seconds: Fraction) -> str:
    """A point in a video as ``hh:mm:ss.ms``."""
    whole, milliseconds = divmod(int(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}.{milliseconds:03}"
