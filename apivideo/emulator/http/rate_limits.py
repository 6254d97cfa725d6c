"""Requests a minute, counted by kind (docs/service.md, section 3)."""

from __future__ import annotations

import math
import threading
from typing import NamedTuple

from apivideo.emulator.settings import RateLimits

WINDOW = 60.0


class Allowance(NamedTuple):
    """What is left of a kind of request; responses carry it as headers."""

    allowed: bool
    limit: int
    remaining: int
    retry_after: int  # whole seconds until the count begins anew

    @property
    def headers(self) -> dict[str, str]:
        """The headers every response has, those of ``/auth/*`` aside."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Retry-After": str(self.retry_after),
        }


class RateLimiter:
    """Counts requests in windows of a minute that begin with their first request."""

    def __init__(self, limits: RateLimits) -> None:
        self._limits = {"upload": limits.upload, "write": limits.write, "read": limits.read}
        self._windows = {kind: (-math.inf, 0) for kind in self._limits}
        self._lock = threading.Lock()

    def take(self, kind: str, now: float) -> Allowance:
        """Count a request of that kind at the time *now*."""
        limit = self._limits[kind]
        with self._lock:
            begin, count = self._windows[kind]
            if now >= begin + WINDOW:
                begin, count = now, 0
            allowed = count < limit
            count += allowed
            self._windows[kind] = (begin, count)
        wait = max(1, math.ceil(begin + WINDOW - now))
        return Allowance(allowed, limit, limit - count, wait)
