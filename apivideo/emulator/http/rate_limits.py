"""Requests a minute, counted by kind (docs/service.md, section 3)."""

from __future__ import annotations

import math
import threading

from apivideo.emulator.settings import RateLimits

WINDOW = 60.0


class RateLimiter:
    """Counts requests in windows of a minute that begin with their first request."""

    def __init__(self, limits: RateLimits) -> None:
        self._limits = {"upload": limits.upload, "write": limits.write, "read": limits.read}
        self._windows = {kind: (-math.inf, 0) for kind in self._limits}
        self._lock = threading.Lock()

    def take(self, kind: str, now: float) -> tuple[bool, dict[str, str]]:
        """Count a request of a kind; gives whether it is allowed, and headers on what is left."""
        limit = self._limits[kind]
        with self._lock:
            begin, count = self._windows[kind]
            if now >= begin + WINDOW:
                begin, count = now, 0
            allowed = count < limit
            count += allowed
            self._windows[kind] = (begin, count)
        return allowed, {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(limit - count),
            "X-RateLimit-Retry-After": str(max(1, math.ceil(begin + WINDOW - now))),
        }
