"""One upload: from whatever gives bytes to a video, from the start or from where it ended."""

from contextlib import ExitStack
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Tuple, cast

from apivideo.exceptions import ApiValueError
from apivideo.sources import Reopened, Source
from apivideo.streams import Stream, is_stream
from apivideo.uploads import received
from apivideo.uploads.cancellation import Cancellation
from apivideo.uploads.errors import UploadError
from apivideo.uploads.listeners import Listeners
from apivideo.uploads.plan import (
    LARGEST_REQUEST,
    MOST_PARTS,
    SMALLEST_PART,
    Part,
    Piece,
    part_size,
    plan,
)
from apivideo.uploads.progress import Ledger, Quota
from apivideo.uploads.target import Target
from apivideo.uploads.transfer import Job, Transfer

Result = Tuple[Any, int, Any]
"""What a call gave, its status and its headers."""


class Settings(NamedTuple):
    """How to upload."""

    returns: Any
    listeners: Listeners
    cancellation: Cancellation
    options: Dict[str, Any]
    """Options of each call."""
    chunk_size: Optional[int]
    """The size of the parts, where it does not follow from that of the file."""
    concurrency: int
    """How many parts travel at once."""
    is_raw: bool
    """Whether to hand out the last answer unread."""
    data_only: bool
    """Whether to hand out the video alone, without status and headers."""


class Upload:
    """What is known of one upload, from its first try on."""

    def __init__(self, target: Target, file: Any, settings: Settings) -> None:
        self._target = target
        self._file = file
        self._settings = settings
        self._client = target.client
        self._ledger: Optional[Ledger] = None
        self._quota = Quota()
        self._stream: Optional[Iterator[Job]] = None
        self._is_resumed = False
        self._is_random = True

    def run(self, ask: bool = False) -> Any:
        """Send what is missing; with *ask*, by what the service says, otherwise by our own book."""
        if ask and is_stream(self._file):
            raise ApiValueError("resume=True needs a file that can be read again, not a stream")
        try:
            return self._run(ask)
        except UploadError as error:
            error._resume = self._go_on
            raise

    def _run(self, ask: bool) -> Any:
        with ExitStack() as opened:
            jobs = self._jobs(opened, ask)
            listener = opened.enter_context(self._settings.listeners.told())
            transfer = None
            if jobs is not None:
                transfer = Transfer(
                    self._target,
                    jobs,
                    cast(Ledger, self._ledger),
                    self._settings.returns,
                    concurrency=self._concurrency(),
                    cancellation=self._settings.cancellation,
                    quota=self._quota,
                    options=self._settings.options,
                    listener=listener,
                    is_raw=self._settings.is_raw,
                    is_resumed=self._is_resumed,
                )
                self._send(transfer)
            elif listener is not None:
                cancel = self._settings.cancellation.cancel
                listener(cast(Ledger, self._ledger).progress(cancel))
        result = self._result(transfer)
        return result[0] if self._settings.data_only else result

    def _send(self, transfer: Transfer) -> None:
        try:
            transfer.run()
        except UploadError as error:
            self._is_resumed = self._is_resumed or not received.is_there(error)
            raise
        finally:
            self._target = transfer.target
        if not transfer.ledger.is_complete:
            raise ApiValueError("file ended early: it cannot be read again from where it failed")

    def _go_on(self) -> Any:
        self._settings.cancellation.reset()
        return self.run(ask=self._target.can_ask and not is_stream(self._file))

    # ---- what to send ----

    def _jobs(self, opened: ExitStack, ask: bool) -> Optional[Iterator[Job]]:
        """What is missing; None when the service has the whole file."""
        if is_stream(self._file):
            if self._stream is None:
                self._ledger = Ledger(None, None, self._client.clock)
                self._stream = self._stream_jobs(self._ledger)
            return self._stream
        if isinstance(self._file, (list, tuple)):
            sources: List[Any] = [
                Reopened(one, f"file[{index}]") for index, one in enumerate(self._file)
            ]
            jobs = _jobs_of_parts(sources)
        else:
            source = Source(self._file, readers=self._settings.concurrency)
            opened.enter_context(source)
            self._is_random = source.is_random
            jobs = [Job(one, source, one.start) for one in self._plan(source.size)]
        return self._missing(jobs, ask)

    def _plan(self, size: int) -> List[Part]:
        chunk_size = self._settings.chunk_size or part_size(size)
        if size > chunk_size * MOST_PARTS:
            message = f"chunk_size {chunk_size} cuts a file of {size} bytes in too many parts"
            raise ApiValueError(f"{message}: there can be {MOST_PARTS}")
        return list(plan(size, chunk_size))

    def _stream_jobs(self, ledger: Ledger) -> Iterator[Job]:
        size = self._settings.chunk_size or SMALLEST_PART
        start = 0
        for number, (source, is_last) in enumerate(Stream(self._file).parts(size), 1):
            part = Part(number, number if is_last else None, start, source.size)
            start += source.size
            if is_last:
                ledger.total, ledger.parts_total = start, number
            while number not in ledger.confirmed:  # again, when the upload is resumed
                yield Job(part, source, 0)

    def _missing(self, jobs: List[Job], ask: bool) -> Optional[Iterator[Job]]:
        size = sum(job.piece.length for job in jobs)
        if self._ledger is not None and self._ledger.total != size:
            raise ApiValueError(f"file has {size} bytes now; it had {self._ledger.total}")
        if ask or self._ledger is None:
            self._ledger = Ledger(size, len(jobs), self._client.clock)
        if ask:
            return self._ask(jobs, size)
        return iter([job for job in jobs if job.piece.number not in self._ledger.confirmed])

    def _ask(self, jobs: List[Job], size: int) -> Optional[Iterator[Job]]:
        """What the service does not have yet; None when it has all."""
        if not self._target.can_ask:
            raise ApiValueError("resume=True needs an API key, and video_id: the video begun")
        self._is_resumed = True
        try:
            with self._settings.cancellation.of(self._client):
                answer = self._target.received(self._settings.options)
        except UploadError as error:
            error.video_id, error.total = self._target.video_id, size
            raise
        is_one_file = not isinstance(self._file, (list, tuple))
        rest = received.rest(answer, [job.piece for job in jobs], size, is_one_file)
        ledger = cast(Ledger, self._ledger)
        for number, length in rest.confirmed:
            ledger.confirm(number, length)
        ledger.parts_total = len(rest.confirmed) + len(rest.missing)
        if not rest.missing:
            return None
        if answer.ranges:
            return iter([Job(one, jobs[0].source, one.start) for one in rest.missing])
        return iter([job for job in jobs if job.piece in set(rest.missing)])

    def _concurrency(self) -> int:
        """How many pieces may travel at once, after the first where that goes alone."""
        ledger = cast(Ledger, self._ledger)
        if self._settings.is_raw or ledger.parts_total is None or not self._is_random:
            return 1
        left = ledger.parts_total - len(ledger.confirmed) - self._target.needs_first
        return max(1, min(self._settings.concurrency, left))

    # ---- what comes of it ----

    def _result(self, transfer: Optional[Transfer]) -> Result:
        options = self._settings.options
        if self._is_resumed and self._target.can_ask:
            size = cast(Ledger, self._ledger).total
            received.check_whole(self._target.received(options), size)
        best = None if transfer is None else transfer.best
        is_sure = transfer is not None and best is not None and not transfer.lost_answers
        if not is_sure and self._target.can_ask:
            options = dict(options, _preload_content=not self._settings.is_raw)
            best = self._target.video(self._settings.returns, options)
        if best is None:  # the video is there, and nobody tells more of it
            document = {"videoId": self._target.video_id}
            return self._settings.returns.from_json(document), 201, {}
        return cast(Result, best)


def _jobs_of_parts(sources: List[Any]) -> List[Job]:
    """The parts of a file that was cut before."""
    if not 1 <= len(sources) <= MOST_PARTS:
        raise ApiValueError(f"file must be a list of 1 to {MOST_PARTS} parts, not {len(sources)}")
    jobs = []
    start = 0
    for number, source in enumerate(sources, 1):
        smallest = SMALLEST_PART if number < len(sources) else 1
        if not smallest <= source.size <= LARGEST_REQUEST:
            limits = f"{smallest} to {LARGEST_REQUEST} bytes"
            raise ApiValueError(f"{source.argument} must have {limits}, not {source.size}")
        piece: Piece = Part(number, len(sources), start, source.size)
        jobs.append(Job(piece, source, 0))
        start += source.size
    return jobs
