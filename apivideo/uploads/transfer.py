"""Sends the pieces of an upload, several at once, each again where that may help.

Threads are started for one upload and gone after it; a single piece needs none.
"""

import threading
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Set, Type

from apivideo.exceptions import ApiConnectionError, ApiException, ApiVideoError
from apivideo.model_base import Model
from apivideo.sources import Block
from apivideo.uploads.cancellation import Cancellation
from apivideo.uploads.errors import UploadCancelled, UploadError, upload_error
from apivideo.uploads.plan import Piece
from apivideo.uploads.progress import Ledger, Progress, Quota, UnderWay
from apivideo.uploads.received import FILE_IS_THERE, is_there, may_have_arrived
from apivideo.uploads.target import Target

TICK = 0.1
"""Seconds between two looks at the progress."""


class Job(NamedTuple):
    """One piece and where its bytes are."""

    piece: Piece
    source: Any
    start: int


class Stopped(BaseException):
    """This piece need not be sent any more."""


class Watched:
    """A source that counts what is read from it, and stops being read when told."""

    def __init__(self, job: Job, under_way: UnderWay, look: Callable[[], None]) -> None:
        self.name = job.source.name
        self.size = job.source.size
        self._source = job.source
        self._under_way = under_way
        self._look = look

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """The blocks of the piece; asked for again, it is another attempt."""
        under_way, look = self._under_way, self._look
        under_way.begin()
        look()
        for block in self._source.blocks(start, length):
            yield block
            under_way.moved += len(block)
            look()


class Transfer:
    """The sending of all pieces of one upload.

    Args:
        jobs: What to send, in this order.
        returns: The model of an answer.
        concurrency: How many pieces travel at once, after the first where that goes alone.
        is_raw: Whether to leave the answer that is handed out unread.
        is_whole: Whether this is a whole file, not a part of a session.
        is_resumed: Whether pieces may have arrived that the ledger does not know of.
    """

    def __init__(
        self,
        target: Target,
        jobs: Iterator[Job],
        ledger: Ledger,
        returns: Type[Model],
        *,
        concurrency: int,
        cancellation: Cancellation,
        quota: Quota,
        options: Dict[str, Any],
        listener: Optional[Callable[[Progress], Any]] = None,
        is_raw: bool = False,
        is_whole: bool = True,
        is_resumed: bool = False,
    ) -> None:
        self.target = target
        self.ledger = ledger
        self.best: Any = None
        """The fullest answer, with status and headers: that to the piece that came last."""
        self.lost_answers = 0
        self._jobs = jobs
        self._returns = returns
        self._concurrency = concurrency
        self._cancellation = cancellation
        self._quota = quota
        self._options = options
        self._listener = listener
        self._is_raw = is_raw
        self._is_whole = is_whole
        self._is_resumed = is_resumed
        self._client = target.client
        # One for all threads: made here, before any of them could make its own.
        self._cut = getattr(target.client.rest_client, "cut", None)
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._error: Optional[BaseException] = None
        self._senders: Set[int] = set()
        self._cut_off: List[int] = []
        self._running = 0
        self._main = threading.get_ident()
        self._next_look = 0.0

    def run(self) -> None:
        """Send everything. Whatever ends it early ends all of it, and leaves no thread behind.

        Raises UploadError for a piece that failed for good, UploadCancelled when it was cancelled,
        and what the listener raises.
        """
        self._cancellation.watch(self._halt)
        try:
            if not self.target.needs_first or self._send_next():
                if self._concurrency > 1:
                    self._send_together()
                else:
                    self._send_all()
        except BaseException as error:
            self._fail(error)
        finally:
            self._cancellation.forget(self._halt)
            self.ledger.pause()
        if self._error is not None:
            raise self._error
        if self._stop.is_set() and not self.ledger.is_complete:
            part = min(self._cut_off) if self._cut_off else None
            raise self._described(UploadCancelled("the upload was cancelled"), part)

    def _send_together(self) -> None:
        workers: List[threading.Thread] = []
        try:
            for number in range(1, self._concurrency + 1):
                name = f"apivideo-upload-{number}"
                worker = threading.Thread(target=self._work, name=name, daemon=True)
                worker.start()
                workers.append(worker)
                self._running += 1
            arrived = 0
            while self._wait_for_news():
                before, arrived = arrived, len(self.ledger.confirmed)
                self._tell(now=arrived > before)
        except BaseException as error:  # Ctrl-C, or the listener
            self._fail(error)
        finally:
            for worker in workers:
                worker.join()
        if not self._stop.is_set():
            self._tell(now=True)

    def _wait_for_news(self) -> bool:
        """Wait until a piece has arrived, but a moment at most; whether anybody still sends."""
        with self._changed:
            if self._running:
                self._changed.wait(TICK)
            return self._running > 0

    def _work(self) -> None:
        try:
            self._send_all()
        except BaseException as error:
            self._fail(error)
        with self._changed:
            self._running -= 1
            self._changed.notify_all()

    def _fail(self, error: BaseException) -> None:
        with self._changed:
            is_news = self._error is None or isinstance(error, KeyboardInterrupt)
            if is_news and not isinstance(error, Stopped):
                self._error = error
        self._halt()

    def _halt(self) -> None:
        """Stop all senders within one write."""
        self._stop.set()
        for thread in list(self._senders):
            if self._cut is not None and thread != threading.get_ident():
                self._cut(thread)

    def _tell(self, now: bool = False) -> None:
        """Tell the listener, not too often; always from the thread that uploads."""
        if self._listener is None:
            return
        moment = self._client.clock()
        if not now and moment < self._next_look:
            return
        self._next_look = moment + TICK
        with self._changed:
            progress = self.ledger.progress(self._cancellation.cancel)
        try:
            self._listener(progress)
        except BaseException as error:
            if not (self._cancellation.is_cancelled and isinstance(error, ApiConnectionError)):
                self._fail(error)  # else a call of its own was cut off with the upload
            raise Stopped() from error  # not to be taken for an error of the network

    # ---- in whichever thread sends ----

    def _look(self) -> None:
        if self._stop.is_set():
            raise Stopped()

    def _look_and_tell(self) -> None:
        if self._stop.is_set():
            raise Stopped()
        self._tell()

    def _pause(self, seconds: float, error: Exception) -> None:
        """Wait before a piece is sent again; all others with it, when the quota is used up."""
        if isinstance(error, ApiException) and error.status == 429:
            with self._changed:
                self._quota.close(self._client.clock() + seconds)
        self._client.wait(seconds, self._stop)
        self._look()

    def _send_all(self) -> None:
        while self._send_next():
            pass

    def _send_next(self) -> bool:
        """Send one piece; whether there was one."""
        self._look()
        with self._changed:
            job = next(self._jobs, None)
        if job is None:
            return False
        self._wait_for_quota()
        with self._changed:
            under_way = self.ledger.start(job.piece.number)
        self._senders.add(threading.get_ident())
        try:
            self._send(job, under_way)
        finally:
            self._senders.discard(threading.get_ident())
            with self._changed:
                if not self.ledger.drop(job.piece.number):
                    self._cut_off.append(job.piece.number)
                self._changed.notify_all()
        if threading.get_ident() == self._main:
            self._tell(now=True)
        return True

    def _wait_for_quota(self) -> None:
        while True:
            with self._changed:
                seconds = self._quota.wait(self._client.clock())
            if not seconds:
                return
            self._client.wait(seconds, self._stop)
            self._look()

    def _send(self, job: Job, under_way: UnderWay) -> None:
        piece, options = job.piece, self._options
        if self._is_raw and self._may_be_raw(piece):
            options = dict(options, _preload_content=False)
        is_told_here = self._listener is not None and threading.get_ident() == self._main
        source = Watched(job, under_way, self._look_and_tell if is_told_here else self._look)
        may_be_there = self._is_resumed

        def pause(seconds: float, error: Exception) -> None:
            nonlocal may_be_there
            may_be_there = may_be_there or may_have_arrived(error)
            self._pause(seconds, error)

        try:
            with self._client.stopped_by(self._stop):
                result = self.target.send(source, piece, job.start, self._returns, options, pause)
            if self.target.needs_first and not piece.is_last:
                self.target = self.target.after(result[0], result[1])
        except ApiVideoError as error:
            self._look()  # a connection that was cut fails, and that is no news
            if not (may_be_there and is_there(error) and self._has_arrived(error)):
                raise self._described(upload_error(error), piece.number) from error
            result = None
        with self._changed:
            self.ledger.confirm(piece.number, piece.length)
            self._note(result)

    def _may_be_raw(self, piece: Piece) -> bool:
        return piece.is_last or not (self._is_whole or self.target.needs_first)

    def _note(self, result: Any) -> None:
        """Keep what an answer tells; None: it was lost."""
        if result is None:
            self.lost_answers += 1
            return
        answer, _, headers = result
        self._quota.update(headers, len(self._senders) - 1, self._client.clock())
        if not isinstance(answer, Model):
            self.best = result
        elif self._is_fullest(answer):
            self.best = result

    def _is_fullest(self, answer: Model) -> bool:
        """Whether the answer may be the one that completes the upload: that has the whole video."""
        if self.best is None or self._concurrency == 1:
            return True
        return len(answer._json) >= len(self.best[0]._json)

    def _has_arrived(self, error: ApiVideoError) -> bool:
        """Whether the refusal means that an earlier attempt had arrived, its answer lost."""
        is_piece = isinstance(error, ApiException) and error.problem.slug != FILE_IS_THERE
        if is_piece or not self.target.can_ask:
            return True
        try:
            received = self.target.received(self._options)
        except ApiVideoError:
            return False
        size = self.ledger.total if self._is_whole else None
        return received.is_whole and (size is None or received.filesize in (None, size))

    def _described(self, error: UploadError, part: Optional[int]) -> UploadError:
        with self._changed:
            error.confirmed = self.ledger.confirmed_bytes
        error.part = part
        error.total = self.ledger.total
        error.video_id = self.target.video_id
        return error
