"""The engine of uploads: sends the parts of a file, several at once, each with its own retries.

Threads are started for one run and have ended after it; a single part needs none.
"""

import functools
import math
import threading
import time
from contextlib import ExitStack
from itertools import islice
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, NamedTuple, Optional, Tuple

from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Capture, Response, SendOptions
from apivideo._http.multipart import MultipartBody
from apivideo._http.source import Source, named
from apivideo.exceptions import (
    ApiException,
    ApiValueError,
    ApiVideoError,
    UnexpectedResponseException,
    UploadCancelled,
    UploadError,
)
from apivideo.model_base import Model
from apivideo.uploads.plan import LARGEST_FILE, MOST_PARTS, SMALLEST_PART, Part, part_size, plan
from apivideo.uploads.progress import Ledger, Listening, PartSource
from apivideo.uploads.resume import FILE_IS_THERE, Received, is_there, may_have_arrived, remaining
from apivideo.uploads.sources import PartFiles, Stream, is_stream

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

TICK = 0.1
"""Seconds between two calls of a listener while parts are being sent."""

MORE_ATTEMPTS = 3
"""Attempts of a part for each attempt of another call: to begin an upload again costs more."""

LOOK, MOST_LOOKS = 0.001, 1000
"""Seconds between two looks at a thread that was interrupted while it started, and their number."""


class Document(Model):
    """A response whose members are read by their JSON names."""


class Ended(BaseException):
    """The upload has ended early, so this part need not be sent."""


class Target(NamedTuple):
    """Where the parts of one file are sent, and the video that they become."""

    client: "ApiClient"
    path: str
    path_params: Mapping[str, str]
    query: Optional[Mapping[str, Any]]
    form: Dict[str, Optional[str]]
    """The form fields of the next part."""
    carry: Optional[str]
    """A member of the first response that all later parts repeat as a form field."""
    authenticated: bool

    @property
    def is_new(self) -> bool:
        """Whether the first part creates the video; its response has the id that others need."""
        return self.carry is not None and not self.form.get(self.carry)

    @property
    def video_id(self) -> Optional[str]:
        """The video, once it is known."""
        if self.carry is not None:
            return self.form.get(self.carry)
        return self.path_params.get("video_id")

    @property
    def is_readable(self) -> bool:
        """Whether the service can be asked about the video."""
        return self.authenticated and self.video_id is not None

    def learn(self, result: Any, status: int) -> None:
        """Read the id of the video from the response to the first part."""
        name = str(self.carry)
        self.form[name] = result.get(name) if isinstance(result, Model) else None
        if not self.form[name]:
            reason = f"the response to the first part has no {name}"
            raise UnexpectedResponseException(status, reason)


class Upload:
    """One upload. It can be run again after an error, and then sends what is missing.

    Args:
        file: What to send; see ``apivideo.uploads.upload``.
        returns: The model of a response.
        listening: Gives the listener of a run, or None.
        chunk_size: The size of the parts; None for what suits the size of the file.
        concurrency: How many parts are sent at once.
        part: The only part to send, of which *file* has the bytes; for a session.
        may_be_there: Whether the service may have parts that are not in the ledger.
    """

    def __init__(
        self,
        target: Target,
        file: Any,
        returns: Any,
        *,
        options: SendOptions,
        listening: Listening,
        cancel: Optional[Cancellation] = None,
        chunk_size: Optional[int] = None,
        concurrency: int = 1,
        part: Optional[Part] = None,
        may_be_there: bool = False,
    ) -> None:
        self.may_be_there = may_be_there
        self._target = target
        self._file = file
        self._returns = returns
        self._options = options
        self._listening = listening
        self._cancel = cancel or Cancellation()
        self._chunk_size = chunk_size
        self._concurrency = concurrency
        self._part = part
        self._is_stream = is_stream(file)
        self._is_uncertain = False
        self._source: Any = None  # a Source, a Stream or PartFiles
        self._ledger: Any = None  # a Ledger, from the first run on
        self._session = target.client.session
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)

    def run(self, resume: bool = False) -> Any:
        """Send the parts that are missing, and return the result of the upload.

        Whatever ends the run early ends it for all its parts. *resume* asks the service which
        parts are missing. Raises UploadError, whose ``resume()`` continues.
        """
        self._ended = Cancellation()
        self._error: Optional[BaseException] = None
        self._best: Optional[Tuple[Any, Any]] = None
        self._lost_responses = self._running = 0
        self._next_tell = 0.0
        self._cancel.watch(self._ended.cancel)
        try:
            with ExitStack() as opened:
                self._parts = self._prepare(opened, resume)
                self._listener = opened.enter_context(self._listening())
                if self._target.is_new:
                    self._send_parts(1)
                threads = self._threads()
                if threads > 1:
                    self._send_together(threads)
                else:
                    self._send_parts()
                if not self._ended.is_cancelled and (threads > 1 or self._best is None):
                    self._tell()
        except BaseException as error:
            self._fail(error)
        finally:
            self._cancel.forget(self._ended.cancel)
        try:
            return self._result()
        except UploadError as error:
            error._resume = self.resume
            raise

    def resume(self, cancel: Optional[Cancellation] = None) -> Any:
        """Run again after an error, and send what is missing. *cancel* ends this run early."""
        if self._is_uncertain:
            raise ApiValueError(self._advice())
        self._cancel = cancel or Cancellation()
        return self.run(self._target.is_readable and not self._is_stream and not self._part)

    # ---- what to send ----

    def _prepare(self, opened: ExitStack, resume: bool) -> Iterator[Part]:
        """Open the source, and return the parts that are missing."""
        clock = self._session.clock
        if self._is_stream:
            if resume:
                raise ApiValueError("resume=True needs a file that can be read again, no stream")
            if self._source is None:
                self._source, self._ledger = Stream(self._file), Ledger(None, None, clock)
            self._ledger.begin()
            return self._stream_parts(self._source)
        if isinstance(self._file, (list, tuple)) and named(self._file)[0] is None:
            self._source = PartFiles(self._file, readers=self._concurrency)
            parts = self._source.parts()
        else:
            self._source = opened.enter_context(Source(self._file, readers=self._concurrency))
            parts = [self._part] if self._part else self._plan(self._source.size)
        size = self._source.size
        if self._ledger is not None and self._ledger.total != size:
            raise ApiValueError(f"file has {size} bytes now; it had {self._ledger.total}")
        if self._ledger is None or resume:
            self._ledger = Ledger(size, len(parts), clock)
        self._ledger.begin()
        if resume:
            if not self._target.is_readable:
                raise ApiValueError("resume=True needs an API key, and video_id: the video begun")
            self.may_be_there = True
            parts, confirmed = remaining(self._received(), parts, size)
            for number, length in confirmed:
                self._ledger.confirm(number, length)
            self._ledger.parts_total = len(confirmed) + len(parts)
        return iter([part for part in parts if part.number not in self._ledger.confirmed])

    def _plan(self, size: int) -> List[Part]:
        if size > LARGEST_FILE:
            raise ApiValueError(f"file has {size} bytes; the service takes {LARGEST_FILE} at most")
        chunk_size = self._chunk_size or part_size(size)
        if size > chunk_size * MOST_PARTS:
            message = f"chunk_size {chunk_size} divides a file of {size} bytes into too many parts"
            raise ApiValueError(f"{message}: there can be {MOST_PARTS}")
        return list(plan(size, chunk_size))

    def _stream_parts(self, stream: Stream) -> Iterator[Part]:
        """Yield the parts of a stream, beginning with the one that has not arrived, if any."""
        size, part = self._chunk_size or SMALLEST_PART, stream.part
        if part is None or part.number in self._ledger.confirmed:
            part = stream.next_part(size)
        while part is not None:
            if part.is_last:
                self._ledger.total, self._ledger.parts_total = part.start + part.length, part.number
            yield part
            part = stream.next_part(size)

    def _threads(self) -> int:
        """Return how many threads to send the parts with."""
        if self._options.is_raw or self._is_stream or not self._source.is_random:
            return 1
        missing: int = self._ledger.parts_total - len(self._ledger.confirmed)
        return min(self._concurrency, missing)

    # ---- sending ----

    def _send_together(self, threads: int) -> None:
        """Send parts in several threads, and tell the listener in this one."""
        workers: List[threading.Thread] = []
        try:
            for number in range(1, threads + 1):
                name = f"apivideo-upload-{number}"
                workers.append(threading.Thread(target=self._work, name=name, daemon=True))
                with self._lock:
                    self._running += 1
                try:
                    workers[-1].start()
                except RuntimeError:  # there can be no more threads
                    workers.pop()
                    with self._lock:
                        self._running -= 1
                    break
            if not workers:
                self._send_parts()
            confirmed = 0
            while self._running:
                with self._lock:
                    if self._running:
                        self._changed.wait(TICK)
                before, confirmed = confirmed, len(self._ledger.confirmed)
                self._tell(now=confirmed > before)
        except BaseException as error:  # Ctrl-C, or the listener
            self._fail(error)
        finally:
            for worker in workers:
                join(worker)

    def _work(self) -> None:
        try:
            self._send_parts(tells=False)
        except BaseException as error:
            self._fail(error)
        finally:
            with self._lock:
                self._running -= 1
                self._changed.notify_all()

    def _send_parts(self, count: Optional[int] = None, tells: bool = True) -> None:
        """Send parts until there are no more, or *count* of them."""
        for part in islice(iter(self._next_part, None), count):
            self._send(part, tells)
            if tells:
                self._tell()

    def _next_part(self) -> Optional[Part]:
        self._check()
        try:
            with self._lock:
                return next(self._parts, None)
        except ApiVideoError as error:  # a stream cannot be read
            raise self._described(UploadError.of(error)) from error

    def _send(self, part: Part, tells: bool) -> None:
        """Send one part, and confirm it once the service has it."""
        target, may_be_there = self._target, self.may_be_there
        creates = target.is_new and part.is_last  # sent twice, it could make two videos
        capture = Capture(self._options.is_raw and self._completes(part))
        policy = self._options.policy or self._session.policy(self._options.timeout)
        if policy.max_attempts > 1:
            policy = policy._replace(max_attempts=policy.max_attempts * MORE_ATTEMPTS)
        source = PartSource(self._source, functools.partial(self._check, tells))
        with self._lock:
            self._ledger.start(part.number, source)

        def on_retry(seconds: float, error: Exception) -> None:
            nonlocal may_be_there
            may_be_there = may_be_there or may_have_arrived(error)

        try:
            result: Any = target.client.call(
                "POST",
                target.path,
                path_params=target.path_params,
                query=target.query,
                headers={"Content-Range": part.content_range},
                body=MultipartBody(target.form, source, part.start, part.length),
                returns=self._returns,
                authenticated=target.authenticated,
                options=SendOptions(
                    self._options.timeout, policy, not creates, self._ended, on_retry, capture
                ),
            )
            if target.is_new and not part.is_last:
                target.learn(result, capture.response.status)
        except ApiVideoError as error:
            is_garbled = isinstance(error, UnexpectedResponseException)
            self._is_uncertain = creates and (is_garbled or getattr(error, "is_uncertain", False))
            self._check()  # a request is ended together with its upload, which is no failure
            if not (may_be_there and is_there(error) and self._has_arrived(error)):
                raise self._described(UploadError.of(error), part.number) from error
            self._confirm(part, None)
        else:
            self._confirm(part, (result, capture.response))

    def _completes(self, part: Part) -> bool:
        """Return whether the response to *part* is the one that the caller wants."""
        if self._part is not None:
            return part.is_last or not self._target.is_new
        return bool(len(self._ledger.confirmed) + 1 == self._ledger.parts_total)

    def _confirm(self, part: Part, result: Optional[Tuple[Any, Any]]) -> None:
        """Note that a part has arrived, and its result unless its response was lost."""
        with self._lock:
            self._ledger.confirm(part.number, part.length)
            if result is None:
                self._lost_responses += 1
            elif self._best is None or not self._running or _fields(result) >= _fields(self._best):
                self._best = result  # of all responses, the one that completes the video is fullest
            self._changed.notify_all()

    def _has_arrived(self, error: ApiVideoError) -> bool:
        """Return whether a refusal means that an earlier attempt arrived, its response lost."""
        is_part = isinstance(error, ApiException) and error.problem.slug != FILE_IS_THERE
        if is_part or not self._target.is_readable:
            return True
        try:
            received = self._received()
        except ApiVideoError:
            return False
        size = None if self._part else self._ledger.total
        return received.is_complete and (size is None or received.filesize in (None, size))

    # ---- listening and ending ----

    def _check(self, tells: bool = False) -> None:
        """Raise if the upload has ended; otherwise tell the listener, if it is time."""
        if self._ended.is_cancelled:
            raise Ended()
        if tells:
            self._tell(now=False)

    def _tell(self, now: bool = True) -> None:
        """Call the listener, which only the thread that runs the upload does."""
        if self._listener is None:
            return
        moment = self._session.clock()
        if not now and moment < self._next_tell:
            return
        self._next_tell = moment + TICK
        with self._lock:
            progress = self._ledger.progress(self._cancel.cancel)
        try:
            self._listener(progress)
        except BaseException as error:
            self._fail(error)
            raise Ended() from error  # the error itself could be taken for one of the network

    def _fail(self, error: BaseException) -> None:
        """End the run with *error*, within one write."""
        with self._lock:
            is_first = self._error is None or isinstance(error, KeyboardInterrupt)
            if is_first and not isinstance(error, Ended):
                self._error = error
        self._ended.cancel()

    # ---- the result ----

    def _result(self) -> Any:
        """Return the result of the run, or raise what ended it."""
        error, self._error = self._error, None
        if error is None and self._ended.is_cancelled and not self._ledger.is_complete:
            part = min(self._ledger.sending, default=None)
            error = self._described(UploadCancelled("the upload was cancelled"), part)
        if error is not None:
            self.may_be_there = self.may_be_there or not is_there(error)
            try:
                raise error
            finally:
                del error  # its traceback would refer to itself
        self._ended = Cancellation()  # everything has arrived
        if self.may_be_there and self._target.is_readable and self._part is None:
            self._received().check_size(self._ledger.total)
        best, is_whole = self._best, self._part is None or self._part.is_last
        if (best is None or self._lost_responses) and self._target.is_readable and is_whole:
            best = self._get("/videos/{video_id}", self._returns, self._options.is_raw)
        if best is None:  # it has arrived, but no response tells more
            video = self._returns.from_json({"videoId": self._target.video_id})
            best = video, Response(201, None, {}, b"")
        if self._options.capture is not None:
            self._options.capture.response = best[1]
        return best[0]

    def _received(self) -> Received:
        return Received.from_status(self._get("/videos/{video_id}/status", Document)[0]._json)

    def _get(self, path: str, returns: Any, is_raw: bool = False) -> Tuple[Any, Any]:
        self._check()
        capture = Capture(is_raw)
        options = self._options._replace(cancellation=self._ended, capture=capture)
        try:
            result = self._target.client.call(
                "GET",
                path,
                path_params={"video_id": self._target.video_id},
                returns=returns,
                options=options,
            )
        except ApiVideoError as error:
            self._check()
            raise self._described(UploadError.of(error)) from error
        return result, capture.response

    def _described(self, error: UploadError, part: Optional[int] = None) -> UploadError:
        """Return *error* with what is known of the upload."""
        error.part = part
        error.confirmed = self._ledger.confirmed_bytes
        error.total = self._ledger.total
        error.video_id = self._target.video_id
        if self._is_uncertain:
            error.hint = self._advice()
        return error

    def _advice(self) -> str:
        """Return how to look for a video whose only part may have arrived."""
        title = repr(self._source.name)
        return (
            f"the video may exist, with the title {title}: look for it before you upload the file"
            f" again, for example with an API key and videos.list(title={title})"
        )


def join(worker: threading.Thread) -> None:
    """Wait for the end of *worker*, also if its start was interrupted."""
    for _ in range(MOST_LOOKS):
        if worker.ident is not None or worker not in threading.enumerate():
            break
        time.sleep(LOOK)
    if worker.ident is not None:
        worker.join()


def _fields(result: Tuple[Any, Any]) -> float:
    """Return how much a result tells: the number of its fields, or infinity if it is unread."""
    return len(result[0]._json) if isinstance(result[0], Model) else math.inf
