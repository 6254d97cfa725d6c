"""The engine of uploads: sends the parts of a file, several at once, each with its own retries.

Threads are started for one run and have ended after it; a single part needs none.
"""

import _thread
import functools
import threading
import time
from contextlib import ExitStack, suppress
from itertools import islice
from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple

from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Capture, Response, SendOptions
from apivideo._http.multipart import MultipartBody
from apivideo._http.source import Block, Source
from apivideo.exceptions import (
    ApiValueError,
    ApiVideoError,
    UnexpectedResponseException,
    UploadCancelled,
    UploadError,
)
from apivideo.model_base import Model
from apivideo.uploads.inspection import check_content, check_head
from apivideo.uploads.plan import LARGEST_FILE, SMALLEST_PART, Part, plan
from apivideo.uploads.progress import Ledger, PartSource, listening
from apivideo.uploads.resume import FILE_IS_THERE, Received, is_there, may_have_arrived, remaining
from apivideo.uploads.sources import PartFiles, Stream, is_list, is_stream

TICK = 0.1  # seconds between two calls of a listener while parts are being sent
LEAST_SENT = 1024  # bytes that are sent at a time, if the bandwidth is limited
MORE_ATTEMPTS = 3  # of a part, for each of another call: to begin an upload again costs more

ADVICE = (
    "the video may exist, with the title {0!r}: look for it before you upload the file again, "
    "for example with an API key and videos.list(title={0!r})"
)


class Ended(BaseException):
    """The upload has ended early, so this part need not be sent."""


class Target:
    """Where the parts of one file are sent, and the video that they become.

    *carry* is a member of the first response that all later parts repeat as a form field. *facts*
    are the same in all requests; see ``ApiClient.call``.
    """

    def __init__(
        self, client: Any, path: str, form: Any = None, carry: str = "", **facts: Any
    ) -> None:
        self.client = client
        self.post: Any = functools.partial(client.call, "POST", path, **facts)
        self.form: Dict[str, Optional[str]] = dict(form or {})
        self.authenticated: bool = facts.get("authenticated", True)
        self.video_id: Any = self.form.get(carry) if carry else facts["path_params"]["video_id"]
        self.first: Any = (
            threading.Lock()
        )  # held by a part that creates the video: others need its id
        self._carry = carry

    @property
    def is_new(self) -> bool:
        """Whether the first part creates the video."""
        return not self.video_id

    @property
    def is_readable(self) -> bool:
        """Whether the service can be asked about the video."""
        return self.authenticated and not self.is_new

    def learn(self, result: Model, status: int) -> None:
        """Read the id of the video from the response to the first part."""
        self.video_id = self.form[self._carry] = result.get(self._carry)
        if self.is_new:
            reason = f"the response to the first part has no {self._carry}"
            raise UnexpectedResponseException(status, reason)


class Upload:
    """One upload. It can be run again after an error, and then sends what is missing.

    With *part*, for a session, *file* has the bytes of this part alone. *may_be_there*: the
    service may have parts that are not in the ledger. *check*: whether to look at the content
    first.
    """

    def __init__(
        self,
        target: Target,
        file: Any,
        returns: Any,
        *,
        options: SendOptions = SendOptions(),
        cancel: Optional[Cancellation] = None,
        part: Optional[Part] = None,
        may_be_there: bool = False,
        check: bool = True,
        **listeners: Any,
    ) -> None:
        self.may_be_there: bool = may_be_there
        self._target, self._file, self._part = target, file, part
        self._returns, self._options = returns, options
        self._cancel = cancel or Cancellation()
        self._is_checked = check and part is None
        self._listeners = listeners  # see ``apivideo.uploads.progress.listening``
        self._session = target.client._session
        self._chunk_size = target.client.configuration.own_chunk_size
        self._concurrency = target.client.configuration.upload_concurrency
        self._is_stream = is_stream(file)
        self._source: Any = None  # a Source, a Stream or PartFiles
        self._ledger = Ledger(self._session.clock)
        self._hint: Optional[str] = None
        self._lock = threading.Lock()

    def run(self, resume: bool = False) -> Any:
        """Send the parts that are missing, and return the result; *resume* asks which these are.

        Whatever ends the run early ends it for all its parts. ``resume()`` of its error continues.
        """
        self._ended = Cancellation()
        self._errors: List[BaseException] = []  # one at most
        self._best: Optional[Tuple[Any, Any]] = None
        self._lost_response, self._next_tell = False, 0.0
        self._thread = threading.get_ident()
        switches = [one for one in (self._cancel, self._options.cancellation) if one]
        for one in switches:
            one.watch(self._ended.cancel)
        try:
            with ExitStack() as opened:
                self._parts = self._prepare(opened, resume)
                self._listener = opened.enter_context(listening(**self._listeners))
                with self._target.first:
                    is_untried = getattr(self._session.transport, "is_untried", False)
                    if self._target.is_new or is_untried:  # each part would try the password
                        self._send_parts(1)
                if self._source.is_random and not self._options.is_raw:
                    self._send_together()
                self._send_parts()
        except BaseException as error:
            self._fail(error)
        finally:
            for one in switches:
                one.forget(self._ended.cancel)
        return self._result()

    def resume(self, cancel: Optional[Cancellation] = None) -> Any:
        """Run again after an error, and send what is missing; *cancel* ends this run early."""
        if self._hint is not None:
            raise ApiValueError(self._hint)
        self._cancel = cancel or Cancellation()
        return self.run(self._target.is_readable and not self._is_stream and not self._part)

    def _prepare(self, opened: ExitStack, resume: bool) -> Iterator[Part]:
        """Open the source, and return the parts that are missing."""
        if resume and self._is_stream:
            raise ApiValueError("resume=True needs a file that can be read again, no stream")
        if resume and not self._target.is_readable:
            raise ApiValueError("resume=True needs an API key, and video_id: the video begun")
        if self._is_stream:
            check = check_head if self._is_checked else None
            self._source = self._source or Stream(self._file, check)
            size = self._chunk_size or SMALLEST_PART
            parts: Iterable[Part] = self._source.parts(size, self._check)
        else:
            parts = self._parts_of_file(opened, resume)
        self._ledger.begin()
        return (part for part in parts if part.number not in self._ledger.confirmed)

    def _parts_of_file(self, opened: ExitStack, resume: bool) -> List[Part]:
        if is_list(self._file):
            self._source = PartFiles(self._file, self._concurrency)
            parts: List[Part] = self._source.parts
        else:
            self._source = opened.enter_context(
                Source(self._file, readers=self._concurrency, largest=LARGEST_FILE)
            )
            size = self._source.size
            parts = [self._part] if self._part else list(plan(size, self._chunk_size))
        if self._is_checked:
            check_content(self._source)
        size = self._source.size
        if self._ledger.total is None:
            self._ledger = Ledger(self._session.clock, size, len(parts))
        if self._ledger.total != size:
            raise ApiValueError(f"file has {size} bytes now; it had {self._ledger.total}")
        if resume:
            self.may_be_there = True
            parts, confirmed = remaining(self._received(), parts, size)
            count = len(parts) + len(confirmed)
            self._ledger = Ledger(self._session.clock, size, count, confirmed)
        return parts

    def _send_together(self) -> None:
        """Send the parts in several threads if there are several; this one tells the listener."""

        def work() -> None:
            self._send_parts()
            with suppress(RuntimeError):  # another one has released it
                ending.release()

        count = min(self._concurrency, self._ledger.missing)
        ending = _thread.allocate_lock()  # released when a worker has sent its last part
        make = functools.partial(threading.Thread, target=work, daemon=True)
        workers = [make(name=f"apivideo-upload-{i + 1}") for i in range(count) if count > 1]
        starters: List[int] = []
        started: List[bool] = []

        def start() -> None:
            try:
                for worker in workers:
                    worker.start()
            except BaseException as error:
                if not isinstance(error, RuntimeError):  # there can be no more threads
                    self._fail(error)
            started.append(True)

        def begun() -> Iterator[threading.Thread]:
            while len(starters) > len(started):
                time.sleep(0.001)
            return filter(threading.Thread.is_alive, workers)

        self._check()
        try:
            # Ctrl-C within Thread.start() would leave a thread of which nobody knows whether it
            # will begin. It never comes to another thread, nor while C calls C, as here.
            with suppress(RuntimeError):
                starters.extend(map(_thread.start_new_thread, [start][: len(workers)], [()]))
            for worker in begun():
                while worker.is_alive():
                    # No join() here: interrupted, it would take the thread for one that has ended.
                    time.sleep(0.001 if ending.acquire(timeout=TICK) else 0)
                    self._tick(now=True)
        except BaseException as error:  # Ctrl-C, or the listener
            self._fail(error)
            raise
        finally:
            for worker in begun():
                worker.join()

    def _send_parts(self, count: Optional[int] = None) -> None:
        """Send parts until there are no more, or *count* of them. An error ends the run."""
        try:
            for part in islice(iter(self._next_part, None), count):
                self._send(part)
        except BaseException as error:
            self._fail(error)

    def _next_part(self) -> Optional[Part]:
        self._tick(now=True)
        try:
            with self._lock:
                return next(self._parts, None)
        except ApiVideoError as error:  # a stream cannot be read
            raise self._described(error) from error

    def _send(self, part: Part) -> None:
        """Send one part, and confirm it once the service has it."""
        target, timeout, may_be_there = self._target, self._options.timeout, self.may_be_there
        creates = target.is_new and part.is_last  # sent twice, it could make two videos
        begins = target.is_new and not part.is_last  # its response has the id of the video
        policy = self._session.policy(timeout)
        if policy.max_attempts > 1:
            policy = policy._replace(max_attempts=policy.max_attempts * MORE_ATTEMPTS)
        source = PartSource(part, self._source, self._tick, self._slow_down)
        with self._lock:
            self._ledger.start(source)
            is_raw = self._options.is_raw and not begins and self._ledger.missing == 1
        capture = Capture(is_raw)

        def on_retry(seconds: float, error: Exception) -> None:
            nonlocal may_be_there
            may_be_there = may_be_there or may_have_arrived(error)

        try:
            result = target.post(
                headers={"Content-Range": part.content_range},
                body=MultipartBody(target.form, source),
                returns=self._returns,
                options=SendOptions(timeout, policy, not creates, self._ended, on_retry, capture),
            )
            if begins:
                target.learn(result, capture.response.status)
        except ApiVideoError as error:
            is_garbled = isinstance(error, UnexpectedResponseException)
            if creates and (is_garbled or getattr(error, "is_uncertain", False)):
                self._hint = ADVICE.format(self._source.name)
            self._check()  # a request is ended together with its upload, which is no failure
            if not (may_be_there and is_there(error) and self._has_arrived(error)):
                raise self._described(error, part.number) from error
            result = None
        with self._lock:
            self._ledger.confirm(part.number, part.length)
            is_main = threading.get_ident() == self._thread
            best = self._best  # in several threads: the fullest, which completes the video
            if result is None:
                self._lost_response = True
            elif best is None or is_main or len(result.to_json()) >= len(best[0].to_json()):
                self._best = result, capture.response

    def _slow_down(self, block: Block) -> Iterator[Block]:
        """Yield the bytes of a block as fast as ``Configuration.max_bandwidth`` allows."""
        most, session = self._session.configuration.max_bandwidth, self._session
        if most is None:
            yield block
            return
        size = max(LEAST_SENT, int(most * TICK))
        for start in range(0, len(block), size):
            data = block[start : start + size]
            wait = session.paces["upload"].hold(len(data), most, session.clock())
            if wait > 0:
                session.wait(wait, self._ended)
            yield data

    def _has_arrived(self, error: ApiVideoError) -> bool:
        """Return whether a refusal means that an earlier attempt arrived, its response lost."""
        if not (self._target.is_readable and is_there(error, [FILE_IS_THERE])):
            return True
        with suppress(ApiVideoError):
            received = self._received()
            received.check_size(None if self._part else self._ledger.total)
            return received.is_complete
        return False

    def _check(self) -> None:
        """Raise if the run has ended."""
        if self._ended.is_cancelled:
            raise Ended()

    def _tick(self, now: bool = False) -> None:
        """Raise if the run has ended; otherwise tell the listener, if it is time."""
        self._check()
        if self._listener is None or threading.get_ident() != self._thread:
            return
        if not now and self._session.clock() < self._next_tell:
            return
        self._next_tell = self._session.clock() + TICK
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
            is_first = not self._errors or isinstance(error, KeyboardInterrupt)
            if is_first and not isinstance(error, Ended):
                self._errors = [error]
        self._ended.cancel()

    def _result(self) -> Any:
        """Return the result of the run, or raise what ended it."""
        target, ledger = self._target, self._ledger
        if not self._errors and self._ended.is_cancelled and ledger.missing:
            cause = UploadCancelled("the upload was cancelled")
            self._errors = [self._described(cause, min(ledger.sending, default=None))]
        if self._errors:
            self.may_be_there = self.may_be_there or not is_there(self._errors[0])
            raise self._errors.pop()
        self._ended = Cancellation()  # everything has arrived
        if self.may_be_there and target.is_readable and self._part is None:
            self._received().check_size(ledger.total)
        best, is_whole = self._best, self._part is None or self._part.is_last
        if target.is_readable and is_whole and (best is None or self._lost_response):
            best = self._get("/videos/{video_id}", self._returns, self._options.is_raw)
        if best is None:  # it has arrived, but no response tells more
            video = self._returns.from_json({"videoId": target.video_id})
            best = video, Response(201, None, {}, b"")
        if self._options.capture is not None:
            self._options.capture.response = best[1]
        return best[0]

    def _received(self) -> Received:
        return Received.from_status(self._get("/videos/{video_id}/status", Model)[0].to_json())

    def _get(self, path: str, returns: Any, is_raw: bool = False) -> Tuple[Any, Any]:
        """Ask the service about the video, and return the result and the response."""
        self._check()
        capture = Capture(is_raw)
        facts = {"path_params": {"video_id": self._target.video_id}, "returns": returns}
        options = self._options._replace(cancellation=self._ended, capture=capture)
        try:
            result = self._target.client.call("GET", path, options=options, **facts)
        except ApiVideoError as error:
            self._check()
            raise self._described(error) from error
        return result, capture.response

    def _described(self, cause: ApiVideoError, part: Optional[int] = None) -> UploadError:
        """Return *cause* as an UploadError, with what is known of the upload."""
        error = UploadError.of(cause)
        known = {"part": part, "confirmed": self._ledger.confirmed_bytes, "hint": self._hint}
        error.__dict__.update(known, total=self._ledger.total, video_id=self._target.video_id)
        error._resume = self.resume
        return error
