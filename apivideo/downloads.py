"""Download what belongs to a video to a file: the whole file, or nothing under its name.

The file grows as ``<path>.part``, without gaps, so that its size tells what has arrived.
``<path>.part.etag`` has the version that it is of. Its address gets no credentials.
"""

import os
import re
from collections import deque
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, Callable, Deque, Generator, Iterator, NamedTuple, Optional
from urllib.parse import urlsplit

from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Call, Capture, SendOptions, discreet
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    NotFoundException,
    UnexpectedResponseException,
)
from apivideo.uploads.progress import BYTES, bar

if TYPE_CHECKING:
    from concurrent.futures import Future

    from apivideo.api_client import ApiClient

PART = 2 * 1024 * 1024  # bytes of a request; each connection holds as many in memory
CONNECTIONS = 4
BLOCK = 256 * 1024
LONGEST_NAME = 120  # characters of a title in the name of a file

Blocks = Generator[bytes, None, None]

CONTENT_RANGE = re.compile(r"bytes ([0-9]+)-([0-9]+)/([0-9]+)\Z")
PRIVATE = re.compile(r"(.*/token/[^/?]+)/")

CHANGED = "the file has changed while it was downloaded"

ADVICE = {
    "mp4": 'wait for it with wait_until_encoded(client, video_id, qualities=["mp4"]); a video'
    " with mp4_support=False has none",
    "source": 'the service hands out no source of it; asset="mp4" is the best there is',
}


class DownloadProgress(NamedTuple):
    """The progress of a download at one moment."""

    received: int
    """Bytes that are in the file."""
    total: Optional[int]
    """The size of the file; None while it is unknown."""
    rate: float
    """Bytes per second since this call began."""
    cancel: Callable[[], Any]
    """Cancels the download; the same call goes on from there."""

    @property
    def eta(self) -> Optional[float]:
        """Seconds left at this rate; None if it cannot be estimated."""
        return (self.total - self.received) / self.rate if self.total and self.rate else None

    def __repr__(self) -> str:
        return f"DownloadProgress(received={self.received}, total={self.total})"


class _BeginAnew(ApiConnectionError):
    """What has been received is of no use: the file has changed, or comes in one response."""


@discreet
def download(
    client: "ApiClient",
    path: str,
    *,
    path_params: Any,
    file: Any,
    returns: Any,
    asset: Optional[str] = None,
    options: SendOptions = SendOptions(),
    **how: Any,
) -> str:
    """Write what the object at *path* has to *file*, and return the path of the file.

    For *how* see ``_Download`` and DownloadOptions.
    """
    asset = asset or "mp4"
    if asset not in ("mp4", "source", "thumbnail"):
        raise ApiValueError(f"asset must be one of mp4, source, thumbnail, not {asset!r}")
    if options.is_raw:
        raise ApiValueError("download reads the responses; leave out _preload_content")
    if not isinstance(file, (str, os.PathLike)) or not isinstance(os.fspath(file), str):
        raise ApiTypeError(f"path must be a path, not {type(file).__name__}")
    found = client.call("GET", path, path_params=path_params, returns=returns, options=options)
    name = _safe("-".join(path_params.values()))
    if "abstract" in found:
        lines = [found.abstract or "", "", *(f"- {one}" for one in found.takeaways or ()), ""]
        return _Download(client, file, name + ".txt", options, **how).write("\n".join(lines))
    assets = found.get("assets")
    address = found.get("src") if assets is None else assets.get(asset)
    if assets is None:
        what, advice = f"the file of {name}", "it has no address"
    else:
        name, advice = found.get("title") or name, ADVICE.get(asset, "it has no address")
        what = f"the {asset} of video {found.video_id}"
    if not address:
        raise ApiVideoError(f"{what} is not there: {advice}")
    extension = re.sub(r"[^.\w]", "", os.path.splitext(urlsplit(address).path)[1])
    name = name[: -len(extension)] if extension and name.lower().endswith(extension) else name
    name = _safe(name) + extension
    try:
        return _Download(client, file, name, options, **how).fetch(address)
    except NotFoundException as error:
        raise ApiVideoError(f"{what} is not there: {advice}") from error


@contextmanager
def _writing() -> Iterator[None]:
    """Raise what the file system refuses as an error that names the argument."""
    try:
        yield
    except OSError as error:
        raise ApiValueError(f"path cannot be written: {error}") from error


class _Download:
    """One file that is written, first under the name of its part."""

    def __init__(
        self,
        client: Any,
        path: Any,
        name: str,
        options: SendOptions,
        *,
        overwrite: bool = False,
        on_progress: Optional[Callable[[DownloadProgress], Any]] = None,
        progress: bool = False,
        cancel: Optional[Cancellation] = None,
    ) -> None:
        from apivideo._http.session import Session

        self._path: str = os.fspath(path)
        if os.path.isdir(self._path):
            self._path = os.path.join(self._path, name)
        if os.path.exists(self._path) and not overwrite:
            raise ApiValueError(f"path exists: {self._path}; overwrite=True replaces it")
        self._part, self._note = self._path + ".part", self._path + ".part.etag"
        own = client._session
        self._session = Session(client.configuration, own.transport, own.clock, own.sleep, own.draw)
        self._session.original = own.original or own
        self._session.default_headers["User-Agent"] = client.user_agent
        self._session.default_headers["Accept"] = "*/*"
        self._options, self._is_new = options, False
        self._on_progress, self._shows_bar, self._cancel = on_progress, progress, cancel
        self._ended = Cancellation()
        self._total: Optional[int] = None
        self._bar: Any = None

    def write(self, text: str) -> str:
        """Write a text, and return the path."""
        return self._complete(lambda: self._store(block for block in [text.encode()]))

    def fetch(self, address: str) -> str:
        """Write what is at an address, and return the path."""
        return self._complete(lambda: self._receive(address))

    def _complete(self, work: Callable[[], Any]) -> str:
        """Do *work*, which writes the part; give the part its name, and return that."""
        switches = [one for one in (self._cancel, self._options.cancellation) if one]
        with ExitStack() as opened:
            for one in switches:
                one.watch(self._ended.cancel)
                opened.callback(one.forget, self._ended.cancel)
            if self._shows_bar:
                self._bar = opened.enter_context(bar("downloading", **BYTES))
            work()
            with _writing():
                os.replace(self._part, self._path)
            self._forget_version()
        return self._path

    def _store(self, blocks: Blocks, start: int = 0) -> None:
        """Write blocks to the part, from *start* on; what is behind them is thrown away."""
        began, size = self._session.clock(), start
        self._tell(size, 0.0)
        with ExitStack() as opened:
            opened.enter_context(closing(blocks))
            with _writing():
                file = opened.enter_context(open(self._part, "r+b" if start else "wb"))
                file.seek(start)
            for block in blocks:
                with _writing():
                    file.write(block)
                size += len(block)
                self._tell(size, (size - start) / (self._session.clock() - began or 1.0))
            with _writing():
                file.truncate()
                file.flush()
                os.fsync(file.fileno())

    def _receive(self, address: str) -> None:
        address, left = self._opened(address), self._session.policy().max_attempts
        while True:
            left -= 1
            try:
                return self._receive_version(address)
            except _BeginAnew as error:
                self._is_new = True
                if left <= 0:
                    raise ApiConnectionError(str(error)) from error

    def _opened(self, address: str) -> str:
        """Return the address with a session, if it is private (docs/service.md, section 16)."""
        private = PRIVATE.match(address)
        if private is None:
            return address
        import json
        from urllib.parse import quote

        try:
            response = self._get(private.group(1) + "/session")
            token = json.loads(response.data.decode())["session_token"]
        except (NotFoundException, ValueError, KeyError, TypeError):
            return address  # the token opens it as long as there is one viewer
        return f"{address}{'&' if '?' in address else '?'}avh={quote(str(token), safe='')}"

    def _receive_version(self, address: str) -> None:
        """Receive the parts that are missing, several at once if the server can send parts."""
        first = self._get(address, {"Range": "bytes=0-0"}, is_raw=True)
        try:
            version = first.headers.get("ETag")
            self._total = _total(first)
            if version is None or version.startswith("W/"):
                version = first.headers.get("Last-Modified")
            is_whole = first.status != 206 or version is None or self._total is None
            if not is_whole:
                _read(first)  # so that its connection can be used again
        finally:
            first.close()
        if is_whole:
            self._forget_version()
            return self._store(self._whole(self._get(address, is_raw=True)))
        start = self._begin(version)
        self._store(self._parts(address, version, start), start)

    @_writing()
    def _begin(self, version: Any) -> int:
        """Return where to go on in the part: at its beginning, if it is of another version."""
        with suppress(OSError, UnicodeError), open(self._note, encoding="utf-8") as note:
            if not self._is_new and note.read() == version:
                return min(os.path.getsize(self._part), self._total or 0)
        self._forget_version()
        open(self._part, "wb").close()  # before its version is noted, lest an old part gets it
        with open(self._note, "w", encoding="utf-8") as note:
            note.write(version)
        return 0

    @_writing()
    def _forget_version(self) -> None:
        with suppress(FileNotFoundError):
            os.remove(self._note)

    def _parts(self, address: str, version: Any, start: int) -> Blocks:
        """Yield the parts in their order; no more than a few are under way or held at once."""
        from concurrent.futures import ThreadPoolExecutor

        total: int = self._total or 0
        starts = iter(range(start, total, PART))
        under_way: Deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            try:
                while True:
                    for begin in islice(starts, CONNECTIONS - len(under_way)):
                        end = min(begin + PART, total)
                        under_way.append(pool.submit(self._part_of, address, version, begin, end))
                    if not under_way:
                        return
                    yield under_way.popleft().result()
            except _BeginAnew:
                raise
            except BaseException:
                self._ended.cancel()  # ends the requests that are under way
                raise
            finally:
                for one in under_way:
                    one.cancel()

    def _part_of(self, address: str, version: str, begin: int, end: int) -> bytes:
        headers = {"Range": f"bytes={begin}-{end - 1}", "If-Range": version}
        if version.startswith('"'):
            headers["If-Match"] = version  # a 412 is shorter than another file
        try:
            response = self._get(address, headers)
        except ApiException as error:
            if error.status in (200, 412, 416):  # 200: a file that is too long to be read at once
                raise _BeginAnew(CHANGED) from error
            raise
        data: bytes = response.data
        found = CONTENT_RANGE.match(response.headers.get("Content-Range") or "")
        wanted = (begin, end - 1, self._total)
        if response.status != 206 or not found or tuple(map(int, found.groups())) != wanted:
            raise _BeginAnew(CHANGED)
        if len(data) != end - begin:
            raise UnexpectedResponseException(response.status, "the part has another size")
        return data

    def _whole(self, response: Any) -> Blocks:
        """Yield the blocks of a response with the whole file."""
        length = response.headers.get("Content-Length") or ""
        self._total = int(length) if length.isdigit() else None
        left = self._total
        try:
            while True:
                self._check_cancelled()
                data = _read(response)
                if not data:
                    break
                yield data
                left = None if left is None else left - len(data)
        finally:
            response.close()
        if left:
            raise _BeginAnew("the response has another length than it says")

    def _check_cancelled(self) -> None:
        if self._ended.is_cancelled:
            raise ApiConnectionError("the download was cancelled; the same call goes on with it")

    def _get(self, address: str, headers: Any = None, is_raw: bool = False) -> Any:
        self._check_cancelled()
        host, target = re.findall(r"([^/?]*//[^/?]*)(.*)", address)[0]
        how = self._options._replace(cancellation=self._ended, capture=Capture(is_raw))
        call = Call("GET", target, [], headers or {}, None, None, (), host, options=how)
        return self._session.send(call)

    def _tell(self, received: int, rate: float) -> None:
        if self._on_progress is not None:
            self._on_progress(DownloadProgress(received, self._total, rate, self._ended.cancel))
        if self._bar is not None:
            self._bar.total = self._total
            self._bar.update(received - self._bar.n)


def _read(response: Any) -> bytes:
    from apivideo._http.transport import explain

    try:
        data: bytes = response.read(BLOCK)
        return data
    except Exception as error:  # of urllib3, http.client or socket
        raise _BeginAnew(f"the download ended early: {explain(error)}") from error


def _total(response: Any) -> Optional[int]:
    found = CONTENT_RANGE.match(response.headers.get("Content-Range") or "")
    return int(found.group(3)) if found else None


def _safe(name: str) -> str:
    """Return a name that any file system takes, in no other folder and not hidden."""
    name = re.sub(r'[\x00-\x1f\x7f/\\:*?"<>|]+', "_", name)[:LONGEST_NAME].strip(". ")
    return name or "video"
