"""Faults on demand: what shall go wrong, with which requests, how often.

`Fault` is a plan and knows nothing of HTTP; `Faults` holds those that are waiting. What they do to
a request and its response is in `http.fault_injection`.
"""

from __future__ import annotations

import fnmatch
import itertools
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from apivideo.emulator.settings import check, is_number
from apivideo.emulator.state.formats import camel, members_of

LONGEST_STALL = 3600.0
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Fault:
    """What goes wrong with the next requests that match.

    A stall may be the whole fault, or come before one of the others. Of those there is one at most.

    Attributes:
        method: Of the requests, such as ``POST``; None for any.
        path: Of the requests, with ``*`` for anything: ``/videos/*/source``.
        times: How many requests it happens to.
        status: Of the response, 400 to 599; the operation does not take place.
        retry_after: Seconds, as ``X-RateLimit-Retry-After`` of that response; None leaves it out.
        headers: Further headers of that response.
        stall: Seconds before anything else happens.
        hold: Stall until the fault is released.
        cut_request: The connection ends after so many bytes of the request's body. A shorter body
            arrives whole, and its response is lost.
        cut_response: The connection ends after so many bytes of the response's body.
        lose_response: The operation takes place; the connection ends without a response.
        garbage: The operation takes place; the body of the response is not JSON.
    """

    method: str | None = None
    path: str = "*"
    times: int = 1
    status: int | None = None
    retry_after: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    stall: float = 0.0
    hold: bool = False
    cut_request: int | None = None
    cut_response: int | None = None
    lose_response: bool = False
    garbage: bool = False

    def __post_init__(self) -> None:
        rules = {
            "method": self.method is None or _is_method(self.method),
            "path": _is_text(self.path) and self.path[0] in "/*",
            "times": _is_count(self.times) and self.times > 0,
            "status": self.status is None or _is_count(self.status) and 400 <= self.status < 600,
            "retry_after": self.retry_after is None or _is_count(self.retry_after),
            "headers": isinstance(self.headers, Mapping)
            and all(_is_text(text) for pair in self.headers.items() for text in pair),
            "stall": is_number(self.stall) and 0 <= self.stall <= LONGEST_STALL,
            "hold": isinstance(self.hold, bool),
            "cut_request": self.cut_request is None or _is_count(self.cut_request),
            "cut_response": self.cut_response is None or _is_count(self.cut_response),
            "lose_response": isinstance(self.lose_response, bool),
            "garbage": isinstance(self.garbage, bool),
        }
        check(self, "a fault", rules)
        if self.status is None and (self.retry_after is not None or self.headers):
            raise ValueError("retry_after and headers go with a status")
        effects = (self.cut_request, self.cut_response, self.status)
        chosen = sum(value is not None for value in effects) + self.lose_response + self.garbage
        if chosen > 1:
            raise ValueError("a fault has one effect, and a stall before it at most")
        if not chosen and not self.stall and not self.hold:
            raise ValueError("a fault needs an effect")

    def matches(self, method: str, path: str) -> bool:
        """Whether it is meant for a request with this method and path."""
        of_method = self.method is None or self.method.upper() == method
        return of_method and fnmatch.fnmatchcase(path, self.path)


class PlacedFault:
    """A fault that waits for its requests, or has had them."""

    def __init__(self, id: str, fault: Fault) -> None:
        self.id = id
        self.fault = fault
        self.left: int = fault.times
        self._changed = threading.Condition()
        self._released = threading.Event()
        self._count = 0

    def __repr__(self) -> str:
        return f"PlacedFault({self.id}, left={self.left}, {self.fault})"

    def release(self) -> None:
        """Let go on what it holds, or will hold."""
        self._released.set()

    def cancel(self) -> None:
        """Let it happen no more."""
        with self._changed:
            self.left = 0

    def happened(self, times: int = 1, timeout: float = 10.0) -> bool:
        """Wait, at most *timeout* seconds, until so many requests have met it; whether they did."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count >= times, timeout)

    def take(self, method: str, path: str) -> bool:
        """Whether it happens to this request; counts it then."""
        with self._changed:
            if not self.left or not self.fault.matches(method, path):
                return False
            self.left -= 1
            self._count += 1
            self._changed.notify_all()
            return True

    def pause(self) -> None:
        """Take the time that the fault takes."""
        if self.fault.hold:
            self._released.wait()
        elif self.fault.stall:
            self._released.wait(self.fault.stall)

    def to_json(self) -> dict[str, Any]:
        """What it is and how often it may still happen."""
        written = {camel(name): value for name, value in asdict(self.fault).items()}
        return {"id": self.id, "left": self.left, **written}


class Faults:
    """The faults of one emulator, the first placed first."""

    def __init__(self) -> None:
        self._placed: list[PlacedFault] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._closed = False

    def place(self, fault: Fault) -> PlacedFault:
        """Have a fault happen to the next requests that match it."""
        with self._lock:
            placed = PlacedFault(f"fault_{next(self._numbers)}", fault)
            if self._closed:
                placed.release()
            self._placed.append(placed)
        return placed

    def take(self, method: str, path: str) -> PlacedFault | None:
        """The fault that happens to this request, if one does."""
        with self._lock:
            return next((placed for placed in self._placed if placed.take(method, path)), None)

    def all(self) -> list[PlacedFault]:
        """All that were placed and not removed."""
        with self._lock:
            return list(self._placed)

    def find(self, id: str) -> PlacedFault | None:
        return next((placed for placed in self.all() if placed.id == id), None)

    def remove(self, placed: PlacedFault) -> None:
        """Forget a fault; what it holds goes on."""
        with self._lock:
            if placed in self._placed:
                self._placed.remove(placed)
        placed.cancel()
        placed.release()

    def close(self) -> None:
        """Let everything that is held go on, now and later."""
        with self._lock:
            self._closed = True
        for placed in self.all():
            placed.release()


def from_json(document: Mapping[str, Any]) -> Fault:
    """A fault as it comes over HTTP. Raises ValueError."""
    return Fault(**members_of(Fault, "a fault", document))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not set(value) & set("\r\n")


def _is_method(value: object) -> bool:
    return isinstance(value, str) and value.upper() in METHODS


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
