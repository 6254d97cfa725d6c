"""The pace of a client: all its threads obey what one of them learns of the rate limit."""

import os
from typing import Dict, List, Mapping

from apivideo._http.locks import ForkSafeLock
from apivideo.exceptions import whole_number


class Pace:
    """When requests of one kind may be sent (docs/service.md, section 3)."""

    def __init__(self) -> None:
        self._in_flight: Dict[int, List[None]] = {}  # by process
        self.opens_at = 0.0  # when the next request may be sent
        self._free_at = 0.0  # when what was sent leaves room for more bytes
        self._lock = ForkSafeLock()

    def close(self, until: float) -> None:
        """Send nothing new before this time."""
        self.opens_at = max(self.opens_at, until)

    def in_flight(self) -> List[None]:
        """Return a list as long as there are requests in flight; changing it needs no lock."""
        return self._in_flight.setdefault(os.getpid(), [])

    def note(self, headers: Mapping[str, str], now: float, in_flight: int) -> None:
        """Close if so many requests in flight use up what a response says is left."""
        remaining = whole_number(headers.get("X-RateLimit-Remaining"))
        if remaining is not None and remaining <= in_flight:
            self.close(now + (whole_number(headers.get("X-RateLimit-Retry-After")) or 0))

    def hold(self, count: int, most: float, now: float) -> float:
        """Return the seconds to wait before *count* bytes, so that *most* are sent a second."""
        with self._lock.get():
            begin = max(self._free_at, now)
            self._free_at = begin + count / most
        return begin - now
