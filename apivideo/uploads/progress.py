"""The progress of an upload: what has arrived, how fast, and who is told."""

from collections import deque
from contextlib import ExitStack, contextmanager
from typing import Any, Callable, Dict, Iterable, Iterator, NamedTuple, Optional, Tuple

from apivideo._http.source import Block
from apivideo.exceptions import ApiValueError
from apivideo.options import ProgressListener
from apivideo.uploads.plan import Part

WINDOW = 10.0  # seconds over which the rate is measured
BYTES: Any = {"unit": "B", "unit_scale": True, "unit_divisor": 1024}  # how a bar counts them


class PartProgress(NamedTuple):
    """The progress of a part that is being sent."""

    number: int
    """Its place among the parts, from 1 on."""
    size: int
    """Its bytes."""
    sent: int
    """Bytes that this attempt has sent."""
    attempt: int
    """1 if it was not retried."""


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
    under_way: Tuple[PartProgress, ...] = ()
    """The parts that are being sent."""

    @property
    def eta(self) -> Optional[float]:
        """Seconds left at this rate; None if it cannot be estimated."""
        return (self.total - self.sent) / self.rate if self.total and self.rate else None

    def __repr__(self) -> str:
        return f"Progress(confirmed={self.confirmed}, sent={self.sent}, total={self.total})"


class PartSource:
    """The bytes of one part while it is sent: counts them, and calls *check* between blocks.

    *slow_down* yields the bytes of a block when they may be sent. Only the thread that sends the
    part changes it, without a lock.
    """

    def __init__(
        self,
        part: Part,
        source: Any,
        check: Callable[[], Any],
        slow_down: Callable[[Block], Iterable[Block]] = lambda block: (block,),
    ) -> None:
        self.part = part
        self.name: str = source.name
        self.size: int = part.length
        self.attempt: int = 0
        self.moved: int = 0
        self._source, self._check, self._slow_down = source, check, slow_down

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield the blocks of the part; each iteration is another attempt."""
        self.attempt, self.moved = self.attempt + 1, 0
        self._check()
        for block in self._source.blocks(self.part.start + start, length):
            for data in self._slow_down(block):
                yield data
                self.moved += len(data)
                self._check()


class Ledger:
    """The account of an upload: which parts are being sent, and which have arrived."""

    def __init__(
        self, clock: Any, total: Any = None, parts_total: Any = None, confirmed: Any = None
    ) -> None:
        self.total: Optional[int] = total  # the size of the file; None while it is unknown
        self.parts_total: Optional[int] = parts_total  # the same
        self.confirmed: Dict[int, int] = confirmed or {}  # the lengths of what has arrived
        self.confirmed_bytes: int = sum(self.confirmed.values())
        self.sending: Dict[int, PartSource] = {}  # by number: those started and not arrived
        self._clock: Callable[[], float] = clock
        self._most_sent = 0
        self.begin()

    def begin(self) -> None:
        """Begin a run: nothing is being sent, and the rate is measured from now on."""
        self.sending.clear()
        self._most_sent = max(self._most_sent, self.confirmed_bytes)
        self._samples = deque([(self._clock(), self._most_sent)])

    @property
    def missing(self) -> int:
        """Number of parts that have not arrived; -1 while it is unknown."""
        return -1 if self.parts_total is None else self.parts_total - len(self.confirmed)

    def start(self, source: PartSource) -> None:
        """Note that a part is being sent. With its last part, the size of a stream is known."""
        part = source.part
        self.sending[part.number] = source
        if part.is_last and self.total is None:
            self.total, self.parts_total = part.start + part.length, part.number

    def confirm(self, number: int, length: int) -> None:
        """Note that a part has arrived."""
        self.sending.pop(number, None)
        self.confirmed[number] = length
        self.confirmed_bytes = sum(self.confirmed.values())

    def progress(self, cancel: Callable[[], Any]) -> Progress:
        """Return the progress of the upload now."""
        now = self._clock()
        sending = [self.sending[number] for number in sorted(self.sending)]
        parts = ((one.part.number, one.size, one.moved, one.attempt) for one in sending)
        under_way = tuple(PartProgress(*part) for part in parts)
        sent = max(self._most_sent, self.confirmed_bytes + sum(part.sent for part in under_way))
        self._most_sent = sent
        self._samples.append((now, sent))
        while len(self._samples) > 2 and self._samples[1][0] < now - WINDOW:
            self._samples.popleft()
        since, before = self._samples[0]
        rate = (sent - before) / (now - since) if now > since else 0.0
        counts = self.confirmed_bytes, sent, self.total, len(self.confirmed), self.parts_total
        attempt = max([1, *(part.attempt for part in under_way)])
        return Progress(*counts, rate, attempt, cancel, under_way)


@contextmanager
def listening(
    _progress_listener: Optional[ProgressListener] = None,
    on_progress: Optional[Callable[[Progress], Any]] = None,
    progress: bool = False,
) -> Iterator[Optional[Callable[[Progress], Any]]]:
    """Give one listener that calls all of them, or None if there are none.

    The published *_progress_listener* is called with the bytes that have arrived and the size,
    when more have arrived. *progress* draws a bar in a terminal or a notebook.
    """
    told = 0
    with ExitStack() as opened:
        shown = opened.enter_context(bar("uploading", **BYTES)) if progress else None

        def tell(now: Progress) -> None:
            nonlocal told
            if _progress_listener is not None and now.confirmed > told:
                told = now.confirmed
                _progress_listener(told, told if now.total is None else now.total)
            if on_progress is not None:
                on_progress(now)
            if shown is not None:
                if shown.total is None and shown.n == 0:
                    shown.initial = shown.n = now.confirmed  # resumed: sent before
                shown.total = now.total
                shown.update(now.sent - shown.n)

        yield tell if _progress_listener or on_progress or progress else None


def bar(title: str, **how: Any) -> Any:
    """Return a progress bar of tqdm, for a terminal or a notebook."""
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped]
    except ImportError as error:
        raise ApiValueError('progress needs tqdm: pip install "api.video[progress]"') from error

    class Bar(tqdm):  # type: ignore[misc]
        monitor_interval = 0  # no thread that outlives the upload

    return Bar(desc=title, **how)
