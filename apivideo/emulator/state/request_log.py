"""The last requests: method, path, status and time. Queries and secrets are left out."""

from __future__ import annotations

import re
import threading
from collections import deque
from typing import Any, NamedTuple

from apivideo.emulator.state.formats import date_time

KEPT = 1000
LONGEST_PATH = 200
SECRETS = re.compile(r"(?<=/token/)[^/]+|(?<=^/upload-tokens/)[^/]+")


class Entry(NamedTuple):
    at: float  # seconds since 1970
    method: str
    path: str  # as it may be shown
    status: int | None  # None when the connection ended without a response
    milliseconds: float  # until the response began

    def to_json(self) -> dict[str, Any]:
        told = {"at": date_time(self.at), "milliseconds": round(self.milliseconds, 1)}
        return {**self._asdict(), **told}


class RequestLog:
    """The last requests of one emulator."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._lock = threading.Lock()

    def add(self, entry: Entry) -> None:
        with self._lock:
            self._entries.append(entry._replace(path=shown(entry.path)))

    def newest(self, most: int = KEPT) -> list[Entry]:
        with self._lock:
            entries = list(self._entries)
        return entries[::-1][:most]


def shown(path: str) -> str:
    """A path without the secrets that stand in it, and not too long."""
    path = SECRETS.sub("...", path)
    return path if len(path) <= LONGEST_PATH else path[:LONGEST_PATH] + "..."
