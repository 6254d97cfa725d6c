"""Uploads whose parts are passed one by one, as they become available."""

import functools
import threading
from typing import TYPE_CHECKING, Any, Callable, Dict, Generic, Optional, Type, TypeVar, cast

from apivideo._http.cancellation import Cancellation
from apivideo._http.source import DEFAULT_NAME, FIRST_BLOCK, PATHS, Source, check_size, named
from apivideo.endpoint import OPTIONS, Parameters, with_options
from apivideo.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    UploadError,
)
from apivideo.model_base import Model
from apivideo.options import Unpack, UploadOptions, VideoSource
from apivideo.uploads.plan import LARGEST_FILE, LARGEST_REQUEST, MOST_PARTS, Part
from apivideo.uploads.sources import Stream, is_stream
from apivideo.uploads.upload import Target, Upload

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient

V = TypeVar("V", bound=Model)
P = TypeVar("P", bound=Model)

WRONG_CONTENT = (400, 413, 422)  # statuses that refuse the bytes of a part, such as too few


class _SessionPart:
    """One part of a session, from its first attempt until it has arrived."""

    def __init__(self, given: Any, file: Any, source: Source, is_last: bool) -> None:
        self.number, self.is_last = 0, is_last
        self.given = given  # what was passed
        self.file = file  # the same, but for a stream all the bytes that were read from it
        self.name, self.size = source.name, source.size
        self.upload: Any = None
        self.may_be_there = False
        self.is_refused = False  # because of its bytes, so that others must take their place

    def is_same(self, given: Any, source: Source) -> bool:
        """Return whether *given* is this part again: the same path, object or bytes."""
        if given is self.given or (isinstance(given, PATHS) and given == self.given):
            return True
        if source.size != self.size:
            return False
        starts = range(0, self.size, FIRST_BLOCK)
        try:
            with Source(self.file) as own:
                reads = ([one.read(at, FIRST_BLOCK) for one in (own, source)] for at in starts)
                return all(mine == theirs for mine, theirs in reads)
        except Exception:  # it was closed, or cannot be read
            return self.name == source.name != DEFAULT_NAME


class ProgressiveSession(Generic[V, P]):
    """An upload whose parts are passed one by one, as they become available.

    Parts are numbered in the order in which they are passed. A part that failed keeps its number:
    it is sent again by ``error.resume()``, or by passing the same path, object or bytes again.
    Other bytes are the next part, unless the service refused the last part for its bytes, which
    they then replace. Every part but the last has at least 5 MiB. Threads may send parts at the
    same time, the last one after all others have arrived.
    """

    def __init__(
        self, client: "ApiClient", path: str, returns: Type[V], part_returns: Type[P], **target: Any
    ) -> None:
        if not hasattr(client, "call"):
            raise ApiTypeError(f"client must be an ApiClient, not {type(client).__name__}")
        self.api_client = client
        self._target = Target(client, path, **target)
        self._returns, self._part_returns = returns, part_returns
        self._count = self._size = 0  # of the parts that have a number
        self._streams: Dict[Any, Any] = {}  # those being read, and those that failed then
        self._failed: Dict[int, _SessionPart] = {}  # by number
        self._lock = threading.Lock()

    def upload_part(self, file: VideoSource, **options: "Unpack[UploadOptions]") -> P:
        """Send a part that is not the last, from anything that can be uploaded."""
        return cast(P, self._add(file, False, dict(options)))

    def upload_last_part(self, file: VideoSource, **options: "Unpack[UploadOptions]") -> V:
        """Send the last part, which completes the video."""
        return cast(V, self._add(file, True, dict(options)))

    uploadPart = upload_part
    uploadLastPart = upload_last_part

    def _add(self, given: Any, is_last: bool, options: Dict[str, Any]) -> Any:
        """Number a part and send it. With ``async_req``, the number is that of the call."""
        options = PARAMETERS.checked((given,), options)
        del options["file"]
        if options.pop("resume", False):
            raise ApiValueError("resume is for whole uploads: a session does not know the file")
        file = self._read(given, is_last, options) if is_stream(given) else given
        with Source(file, largest=LARGEST_REQUEST) as source:
            part = _SessionPart(given, file, source, is_last)
            self._number(part, given, source)  # a part that cannot be sent gets none
        return with_options(self.api_client, functools.partial(self._deliver, part), options)

    def _read(self, given: Any, is_last: bool, options: Dict[str, Any]) -> Any:
        """Return the name and all bytes of a stream: a request tells its length at its start."""
        content = named(given)[1]
        key = content if isinstance(content, PATHS) else id(content)
        if key not in self._streams:
            self._streams[key] = content, Stream(given)
        stream = self._streams[key][1]
        try:
            if not next(stream.parts(LARGEST_REQUEST)).is_last:
                raise ApiValueError(f"file is too long: a part has {LARGEST_REQUEST} bytes at most")
        except ApiVideoError as error:  # handed over again, it is read on
            failure = UploadError.of(error)
            failure._resume = lambda cancel: self._add(given, is_last, dict(options, cancel=cancel))
            raise failure from error
        del self._streams[key]
        return stream.name, stream.content

    def _number(self, part: _SessionPart, given: Any, source: Source) -> None:
        """Give a part the number of the failed one that it replaces, or the next number."""
        with self._lock:
            failed = [self._failed[number] for number in sorted(self._failed)]
            same = [] if part.is_last else [one for one in failed if one.is_same(given, source)]
            newest = [one for one in failed if one.number == self._count and one.is_refused]
            replaced = same + newest + [one for one in failed if one.is_last]
            size = self._size + part.size - sum(one.size for one in replaced[:1])
            missing = [str(one.number) for one in failed if one not in replaced[:1]]
            if missing and part.is_last:
                message = f"the last part must wait: part {', '.join(missing)} has not arrived"
                raise ApiValueError(message + "; the resume() of its error sends it")
            check_size(size, LARGEST_FILE)
            if not replaced and self._count == MOST_PARTS:
                raise ApiValueError(f"there are {MOST_PARTS} parts, the most that there can be")
            self._size = size
            if replaced:
                del self._failed[replaced[0].number]
                part.number, part.may_be_there = replaced[0].number, replaced[0].may_be_there
            else:
                part.number = self._count = self._count + 1

    def _deliver(self, part: _SessionPart, options: Dict[str, Any]) -> Any:
        given: Any = dict(options, may_be_there=part.may_be_there)
        given["part"] = Part(part.number, part.number if part.is_last else None, 0, part.size)
        returns = self._returns if part.is_last else self._part_returns
        part.upload = Upload(self._target, part.file, returns, **given)
        return self._send(part, part.upload.run)

    def _send(self, part: _SessionPart, run: Callable[[], Any]) -> Any:
        try:
            return run()
        except BaseException as error:
            part.may_be_there = part.upload.may_be_there
            part.is_refused = isinstance(error, ApiException) and error.status in WRONG_CONTENT
            with self._lock:
                self._failed[part.number] = part
            if isinstance(error, UploadError):
                error._resume = functools.partial(self._resume, part)
            raise

    def _resume(self, part: _SessionPart, cancel: Optional[Cancellation] = None) -> Any:
        with self._lock:
            if self._failed.get(part.number) is not part:
                raise ApiValueError(f"part {part.number} has been handed over again")
            del self._failed[part.number]
        return self._send(part, functools.partial(part.upload.resume, cancel))


PARAMETERS = Parameters(ProgressiveSession.upload_part, {}, *(OPTIONS.keys() - {"idempotency_key"}))
"""They are checked before a part is numbered."""
