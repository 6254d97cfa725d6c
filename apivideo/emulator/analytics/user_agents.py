"""What a ``User-Agent`` header tells of a device: a pure function, right for common browsers."""

from __future__ import annotations

import re
from typing import NamedTuple

UNKNOWN = "unknown"
SYSTEMS = (  # the first that is found counts: Android says Linux, too
    ("iPhone|iPad|iPod", "ios", "phone"),
    ("Android", "android", "phone"),
    ("Windows", "windows", "computer"),
    ("Macintosh|Mac OS X", "mac os", "computer"),
    ("CrOS", "chrome os", "computer"),
    ("Linux|X11", "linux", "computer"),
)
BROWSERS = (  # likewise: Edge says Chrome, Chrome says Safari
    (r"Edg(?:e|A|iOS)?/([\d.]+)", "edge"),
    (r"OPR/([\d.]+)", "opera"),
    (r"(?:Firefox|FxiOS)/([\d.]+)", "firefox"),
    (r"(?:Chrome|CriOS)/([\d.]+)", "chrome"),
    (r"Version/([\d.]+).*Safari/", "safari"),
)


class Agent(NamedTuple):
    """A device and what runs on it, in the words of the analytics."""

    device: str
    system: str
    browser: str
    version: str


def parse(header: str) -> Agent:
    """The device behind a header; ``unknown`` where it does not tell."""
    systems = (found for pattern, *found in SYSTEMS if re.search(pattern, header))
    system, device = next(systems, (UNKNOWN, UNKNOWN))
    if re.search("iPad|Tablet", header) or (system == "android" and "Mobile" not in header):
        device = "tablet"
    for pattern, name in BROWSERS:
        found = re.search(pattern, header)
        if found:
            return Agent(device, system, name, found[1])
    return Agent(device, system, UNKNOWN, UNKNOWN)
