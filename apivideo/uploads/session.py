"""Uploads whose parts are handed over one by one, as they become available."""

import os
import threading
from typing import Any, Callable, Dict, Generic, List, Mapping, Optional, Type, TypeVar, cast

from apivideo.api_client import ApiClient
from apivideo.endpoint import Unpack, UploadOptions, operation
from apivideo.exceptions import ApiValueError
from apivideo.model_base import Model
from apivideo.options import VideoSource
from apivideo.sources import Source
from apivideo.streams import Stream, is_stream
from apivideo.uploads.cancellation import Cancellation
from apivideo.uploads.errors import UploadError
from apivideo.uploads.listeners import Listeners
from apivideo.uploads.plan import Part
from apivideo.uploads.progress import Ledger, Quota
from apivideo.uploads.received import is_there
from apivideo.uploads.target import Target
from apivideo.uploads.transfer import Job, Transfer

V = TypeVar("V", bound=Model)
P = TypeVar("P", bound=Model)


class _HandedOver:
    """A part between its hand-over and its arrival."""

    def __init__(self, number: int, is_last: bool, may_be_there: bool) -> None:
        self.number = number
        self.is_last = is_last
        self.may_be_there = may_be_there
        """Whether it was sent before, and may have arrived."""
        self.file: Any = None
        self.given: Any = None
        """What was handed over; a stream is read since then."""
        self.options: Dict[str, Any] = {}

    def is_again(self, given: Any) -> bool:
        """Whether to hand over *given* is to try this part again, not to go on with another."""
        if isinstance(given, (str, os.PathLike)):
            return bool(given == self.given)
        return given is self.given


class ProgressiveSession(Generic[V, P]):
    """An upload whose parts are handed over one by one, as they become available.

    Parts are numbered in the order they are handed over. One that fails keeps its number: it is
    sent again by ``error.resume()``, or by handing over the same path or object again; anything
    else is the next part. Every part but the last has at least 5 MiB. Threads may send parts at
    once, the last one after all others have arrived.
    """

    def __init__(
        self,
        client: ApiClient,
        path: str,
        *,
        returns: Type[V],
        part_returns: Type[P],
        path_params: Optional[Mapping[str, str]] = None,
        query: Optional[Mapping[str, Any]] = None,
        form: Optional[Mapping[str, Optional[str]]] = None,
        carry: Optional[str] = None,
        authenticated: bool = True,
    ) -> None:
        self._client = client
        self._target = Target(
            client, path, path_params or {}, query, form or {}, carry, authenticated
        )
        self._returns = returns
        self._part_returns = part_returns
        self._quota = Quota()
        self._sizes: List[int] = []  # of all parts that were handed over
        self._failed: Dict[int, _HandedOver] = {}  # by number
        self._lock = threading.Lock()
        self._first = threading.Lock()

    @operation()
    def upload_part(self, file: VideoSource, **options: "Unpack[UploadOptions]") -> P:
        """Send a part that is not the last, from anything that can be uploaded."""
        return cast(P, self._hand_over(file, False, dict(options)))

    @operation()
    def upload_last_part(self, file: VideoSource, **options: "Unpack[UploadOptions]") -> V:
        """Send the last part; the service now has the whole video."""
        return cast(V, self._hand_over(file, True, dict(options)))

    uploadPart = upload_part
    uploadLastPart = upload_last_part

    def _hand_over(self, file: Any, is_last: bool, options: Dict[str, Any]) -> Any:
        if options.pop("resume", False):
            raise ApiValueError("resume is for whole uploads: a session does not know the file")
        given = file
        if is_stream(file):
            file = Stream(file).whole()  # a request tells its length before its first byte
        is_async = options.pop("async_req", False)
        with Source(file) as source:  # what cannot be sent gets no number
            part = self._take(is_last, source.size, given)
        part.file, part.given, part.options = file, given, options
        if is_async:
            return self._client.pool.apply_async(self._deliver, (part,))
        return self._deliver(part)

    def _take(self, is_last: bool, size: int, given: Any) -> _HandedOver:
        """A part with the number of the one that failed and is tried again, or with the next."""
        with self._lock:
            missing = sorted(one.number for one in self._failed.values() if not one.is_last)
            if missing and is_last:
                names = ", ".join(map(str, missing))
                message = f"the last part must wait: part {names} has not arrived"
                raise ApiValueError(message + "; the resume() of its error sends it")
            # Nothing comes after the last part, so whatever comes replaces one that failed.
            again = [one for one in self._failed.values() if one.is_last or one.is_again(given)]
            if again:
                failed = min(again, key=lambda one: (one.is_last, one.number))
                del self._failed[failed.number]
                self._sizes[failed.number - 1] = size
                return _HandedOver(failed.number, is_last, failed.may_be_there)
            self._sizes.append(size)
            return _HandedOver(len(self._sizes), is_last, False)

    def _deliver(self, part: _HandedOver) -> Any:
        try:
            if self._target.needs_first:
                with self._first:  # all others wait for the answer that names the video
                    if self._target.needs_first:
                        return self._send(part)
            return self._send(part)
        except BaseException as error:
            is_refused = isinstance(error, UploadError) and is_there(error)
            part.may_be_there = part.may_be_there or not is_refused
            with self._lock:
                self._failed[part.number] = part
            if isinstance(error, UploadError):
                error._resume = self._again(part)
            raise

    def _again(self, part: _HandedOver) -> Callable[[], Any]:
        def send() -> Any:
            with self._lock:
                if self._failed.get(part.number) is not part:
                    raise ApiValueError(f"part {part.number} has been handed over again")
                del self._failed[part.number]
            part.options.get("cancel", Cancellation()).reset()
            return self._deliver(part)

        return send

    def _send(self, part: _HandedOver) -> Any:
        options = dict(part.options)
        listeners = Listeners(
            options.pop("_progress_listener", None),
            options.pop("on_progress", None),
            options.pop("progress", False),
        )
        cancellation = options.pop("cancel", None) or Cancellation()
        data_only = options.pop("_return_http_data_only", True)
        is_raw = not options.pop("_preload_content", True)
        returns = self._returns if part.is_last else self._part_returns
        with Source(part.file) as source, listeners.told() as listener:
            total = part.number if part.is_last else None
            start = sum(self._sizes[: part.number - 1])
            transfer = Transfer(
                self._target,
                iter([Job(Part(part.number, total, start, source.size), source, 0)]),
                Ledger(source.size, 1, self._client.clock),
                returns,
                concurrency=1,
                cancellation=cancellation,
                quota=self._quota,
                options=options,
                listener=listener,
                is_raw=is_raw,
                is_whole=False,
                is_resumed=part.may_be_there,
            )
            try:
                transfer.run()
            finally:  # also of a listener that fails: the video is there
                if self._target.needs_first:
                    self._target = transfer.target
        result = transfer.best
        if result is None:
            result = self._settled(part, returns, options)
        return result[0] if data_only else result

    def _settled(self, part: _HandedOver, returns: Any, options: Dict[str, Any]) -> Any:
        """What the answer that was lost would have been."""
        if part.is_last and self._target.can_ask:
            return self._target.video(returns, options)
        return returns.from_json({"videoId": self._target.video_id}), 201, {}
