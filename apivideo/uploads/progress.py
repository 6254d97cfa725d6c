"""The progress of an upload: what has arrived, how fast, and who is told."""

from collections import deque
from contextlib import contextmanager
from typing import (
    Any,
    Callable,
    ContextManager,
    Deque,
    Dict,
    Iterator,
    NamedTuple,
    Optional,
    Tuple,
)

from apivideo._http.source import Block
from apivideo.exceptions import ApiValueError
from apivideo.options import ProgressListener

WINDOW = 10.0
"""Seconds over which the rate is measured."""


class Progress(NamedTuple):
    """The progress of an upload at one moment. ``confirmed`` and ``sent`` never decrease."""

    confirmed: int
    """Bytes that the service has acknowledged."""
    sent: int
    """Bytes that were acknowledged or are being sent."""
    total: Optional[int]
    """The size of the file; None while it is unknown."""
    parts: int
    """Number of parts that the service has acknowledged."""
    parts_total: Optional[int]
    """Number of parts; None while it is unknown."""
    rate: float
    """Bytes per second, over the last ten seconds."""
    attempt: int
    """The highest attempt of the parts that are being sent; 1 if nothing was retried."""
    cancel: Callable[[], Any]
    """Cancels the upload, which can be resumed."""

    @property
    def eta(self) -> Optional[float]:
        """Seconds left at this rate; None if it cannot be estimated."""
        return (self.total - self.sent) / self.rate if self.total and self.rate else None

    def __repr__(self) -> str:
        return f"Progress(confirmed={self.confirmed}, sent={self.sent}, total={self.total})"


class PartSource:
    """The bytes of one part while it is sent: counts them, and calls *check* between blocks.

    Only the thread that sends the part changes it, without a lock.
    """

    def __init__(self, source: Any, check: Callable[[], Any]) -> None:
        self.name = source.name
        self.attempt = 0
        self.moved = 0
        self._source = source
        self._check = check

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield the blocks of the part; each iteration is another attempt."""
        self.attempt, self.moved = self.attempt + 1, 0
        self._check()
        for block in self._source.blocks(start, length):
            yield block
            self.moved += len(block)
            self._check()


class Ledger:
    """The account of an upload: which parts are being sent, and which have arrived."""

    def __init__(
        self, total: Optional[int], parts_total: Optional[int], clock: Callable[[], float]
    ) -> None:
        self.total = total
        self.parts_total = parts_total
        self.confirmed: Dict[int, int] = {}
        """The parts that have arrived: number to length."""
        self.confirmed_bytes = 0
        self.sending: Dict[int, PartSource] = {}
        """The parts that were started in this run and have not arrived, by number."""
        self._most_sent = 0
        self._clock = clock
        self._samples: Deque[Tuple[float, int]] = deque()

    @property
    def is_complete(self) -> bool:
        """Whether the whole file has arrived."""
        return self.confirmed_bytes == self.total

    def begin(self) -> None:
        """Begin a run: nothing is being sent, and the rate is measured from now on."""
        self.sending.clear()
        self._samples.clear()

    def start(self, number: int, part: PartSource) -> None:
        """Note that a part is being sent."""
        if not self._samples:
            self._samples.append((self._clock(), max(self._most_sent, self.confirmed_bytes)))
        self.sending[number] = part

    def confirm(self, number: int, length: int) -> None:
        """Note that a part has arrived."""
        self.sending.pop(number, None)
        if number not in self.confirmed:
            self.confirmed[number] = length
            self.confirmed_bytes += length

    def progress(self, cancel: Callable[[], Any]) -> Progress:
        """Return the progress of the upload now."""
        sent = self.confirmed_bytes + sum(part.moved for part in self.sending.values())
        self._most_sent = max(self._most_sent, sent)
        return Progress(
            self.confirmed_bytes,
            self._most_sent,
            self.total,
            len(self.confirmed),
            self.parts_total,
            self._rate(),
            max([1] + [part.attempt for part in self.sending.values()]),
            cancel,
        )

    def _rate(self) -> float:
        now = self._clock()
        self._samples.append((now, self._most_sent))
        while len(self._samples) > 2 and self._samples[1][0] < now - WINDOW:
            self._samples.popleft()
        since, before = self._samples[0]
        return (self._most_sent - before) / (now - since) if now > since else 0.0


# ---- listeners ---------------------------------------------------------------

Listener = Callable[[Progress], Any]
Listening = Callable[[], ContextManager[Optional[Listener]]]
"""Gives the listener of one run of an upload."""


@contextmanager
def listening(
    published: Optional[ProgressListener] = None,
    on_progress: Optional[Listener] = None,
    bar: bool = False,
) -> Iterator[Optional[Listener]]:
    """Give one listener that calls all of them, or None if there are none.

    *published* is called with the bytes that have arrived and the size, when more have arrived.
    """
    present = [on_progress] if on_progress else []
    told = 0

    def tell(progress: Progress) -> None:
        nonlocal told
        if published is not None and progress.confirmed > told:
            told = progress.confirmed
            published(told, told if progress.total is None else progress.total)
        for listener in present:
            listener(progress)

    if bar:
        with _bar() as draw:
            present.append(draw)
            yield tell
    else:
        yield tell if published or on_progress else None


@contextmanager
def _bar() -> Iterator[Listener]:
    """Give a listener that draws a bar in a terminal or a notebook."""
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError as error:
        message = 'progress=True needs tqdm: pip install "api.video[progress]"'
        raise ApiValueError(message) from error

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread that outlives the upload

    with Bar(unit="B", unit_scale=True, unit_divisor=1024, desc="uploading") as drawn:

        def tell(progress: Progress) -> None:
            if drawn.total is None and drawn.n == 0:
                drawn.initial = drawn.n = progress.confirmed  # resumed: sent before
            drawn.total = progress.total
            drawn.update(progress.sent - drawn.n)

        yield tell
