"""How far an upload is: what has been confirmed, what is on its way, how fast."""

from collections import deque
from typing import Any, Callable, Deque, Dict, Mapping, Optional, Tuple

from apivideo.messages import rate_limit

WINDOW = 10.0
"""Seconds over which the rate is measured."""


class Progress:
    """A moment of an upload. Sizes are in bytes, times in seconds.

    ``confirmed`` and ``sent`` never go back.
    """

    __slots__ = (
        "confirmed",
        "sent",
        "total",
        "parts",
        "parts_total",
        "rate",
        "eta",
        "attempt",
        "_cancel",
    )

    def __init__(
        self,
        confirmed: int,
        sent: int,
        total: Optional[int],
        parts: int,
        parts_total: Optional[int],
        rate: float,
        attempt: int,
        cancel: Callable[[], Any],
    ) -> None:
        self.confirmed = confirmed
        """What the service has acknowledged."""
        self.sent = sent
        """That, and what is on its way."""
        self.total = total
        """The size of the file; None while nobody knows it."""
        self.parts = parts
        """How many parts the service has acknowledged."""
        self.parts_total = parts_total
        """How many there are; None while nobody knows."""
        self.rate = rate
        """Bytes a second, over the last ten seconds."""
        self.eta = (total - sent) / rate if total is not None and rate else None
        """Seconds left at this rate; None where it cannot be told."""
        self.attempt = attempt
        """The highest number of attempts any part on its way has needed; 1 when all is well."""
        self._cancel = cancel

    def cancel(self) -> None:
        """Stop the upload; what has been confirmed can be resumed from."""
        self._cancel()

    def __repr__(self) -> str:
        return f"Progress(confirmed={self.confirmed}, sent={self.sent}, total={self.total})"


class UnderWay:
    """A piece on its way. Only the thread that sends it changes it, so no lock is needed."""

    __slots__ = ("attempt", "moved")

    def __init__(self) -> None:
        self.attempt = 0
        self.moved = 0

    def begin(self) -> None:
        """It starts, or starts again, from its first byte."""
        self.attempt += 1
        self.moved = 0


class Ledger:
    """The book of an upload: which pieces are on their way, and which have arrived."""

    def __init__(
        self, total: Optional[int], parts_total: Optional[int], clock: Callable[[], float]
    ) -> None:
        self.total = total
        self.parts_total = parts_total
        self.confirmed: Dict[int, int] = {}
        """The pieces that have arrived: number to size."""
        self.confirmed_bytes = 0
        self._under_way: Dict[int, UnderWay] = {}
        self._most_sent = 0
        self._clock = clock
        self._samples: Deque[Tuple[float, int]] = deque()

    @property
    def is_complete(self) -> bool:
        """Whether everything has arrived."""
        return self.confirmed_bytes == self.total

    def start(self, number: int) -> UnderWay:
        """A piece is about to be sent."""
        if not self._samples:
            self._samples.append((self._clock(), max(self._most_sent, self.confirmed_bytes)))
        under_way = self._under_way[number] = UnderWay()
        return under_way

    def confirm(self, number: int, length: int) -> None:
        """The service has the piece."""
        self._under_way.pop(number, None)
        if number not in self.confirmed:
            self.confirmed[number] = length
            self.confirmed_bytes += length

    def drop(self, number: int) -> bool:
        """The piece is not on its way any more; whether it has arrived."""
        self._under_way.pop(number, None)
        return number in self.confirmed

    def pause(self) -> None:
        """Nothing is on its way, for who knows how long: the rate is measured anew after it."""
        self._samples.clear()

    def progress(self, cancel: Callable[[], Any]) -> Progress:
        """How far the upload is now."""
        under_way = list(self._under_way.values())
        sent = self.confirmed_bytes + sum(one.moved for one in under_way)
        self._most_sent = max(self._most_sent, sent)
        return Progress(
            self.confirmed_bytes,
            self._most_sent,
            self.total,
            len(self.confirmed),
            self.parts_total,
            self._rate(),
            max([1] + [one.attempt for one in under_way]),
            cancel,
        )

    def _rate(self) -> float:
        now = self._clock()
        self._samples.append((now, self._most_sent))
        while len(self._samples) > 2 and self._samples[1][0] < now - WINDOW:
            self._samples.popleft()
        since, before = self._samples[0]
        return (self._most_sent - before) / (now - since) if now > since else 0.0


class Quota:
    """What the service says of its limit, for all pieces under way (service facts, section 3)."""

    def __init__(self) -> None:
        self._closed_until = 0.0

    def update(self, headers: Mapping[str, str], under_way: int, now: float) -> None:
        """An answer has come while *under_way* other pieces are on their way."""
        limit = rate_limit(headers)
        if limit is None or limit.remaining is None or limit.retry_after is None:
            return
        if limit.remaining <= under_way:
            self.close(now + limit.retry_after)

    def close(self, until: float) -> None:
        """Nothing new before this moment."""
        self._closed_until = max(self._closed_until, until)

    def wait(self, now: float) -> float:
        """Seconds before the next piece may start."""
        return max(0.0, self._closed_until - now)
