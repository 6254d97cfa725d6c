"""Sources: files and bytes that can be read at any offset.

Open files of the caller are never closed here, and nothing is copied to a temporary file.
"""

import io
import os
import stat
import time
import weakref
from typing import IO, Any, Callable, Iterator, Optional, Tuple, Union

from apivideo._http.locks import ForkSafeLock
from apivideo.exceptions import ApiTypeError, ApiValueError

FIRST_BLOCK = 256 * 1024
SMALLEST_BLOCK = 64 * 1024
LARGEST_BLOCK = 1024 * 1024 if hasattr(os, "preadv") else FIRST_BLOCK
"""Bytes that are read and sent at a time. Larger blocks cost less, smaller ones make progress more
precise. Without ``preadv`` each block takes new memory.
"""

MOST_HELD = 4 * 1024 * 1024
"""Bytes in memory for one source, by all its readers together."""

QUICK, SLOW = 0.01, 0.1
"""Seconds to send a block: below QUICK, the next one may be larger; above SLOW, it is smaller."""

DEFAULT_NAME = "file"

SIGNATURES = (
    (b"WEBVTT", ".vtt"),
    (b"\xef\xbb\xbfWEBVTT", ".vtt"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
)
"""How files begin that the service accepts only with the right extension."""

HEAD = max(len(signature) for signature, _ in SIGNATURES)

Block = Union[bytes, memoryview]

BYTES = (bytes, bytearray, memoryview)
PATHS = (str, os.PathLike)

KINDS = "a path, bytes, a file opened in binary mode, or an iterable of bytes"

READ_ERRORS = (OSError, ValueError, EOFError, StopIteration)
"""What reading a file may raise. ValueError: it is closed. EOFError: its data is incomplete."""


class Source:
    """Bytes of known size that can be read at any offset, by several threads at once.

    Takes a path, bytes, a file opened in binary mode, or a tuple of a name and one of the latter
    two. An open file is read from its first byte on. Each of several *readers* uses less memory.

    Raises ApiTypeError and ApiValueError, naming the argument, for what cannot be sent.
    """

    def __init__(
        self,
        file: Any,
        argument: str = "file",
        clock: Callable[[], float] = time.monotonic,
        readers: int = 1,
    ) -> None:
        self.argument = argument
        given, file = named(file)
        self._clock = clock
        self._largest = max(SMALLEST_BLOCK, min(LARGEST_BLOCK, MOST_HELD // readers))
        self._view: Optional[memoryview] = None
        self._opened: Optional[IO[bytes]] = None
        if isinstance(file, BYTES):
            self._view = view_of(file, argument)
        elif isinstance(file, PATHS):
            if is_pipe(file):
                raise ApiTypeError(f"{argument} must be a file that can be read twice, not a pipe")
            file = self._opened = open_path(file, argument)
        elif hasattr(file, "read") and hasattr(file, "seek"):
            check_file(file, argument)
        else:
            raise ApiTypeError(f"{argument} must be {KINDS}, not {type(file).__name__}")
        self._file: Any = file
        self._lock = _lock_of(file)
        self.name = given or name_of(file)
        inner = _inner(file)
        is_plain = type(inner) is io.FileIO  # no subclass, which may change what is read
        self.is_random = is_plain or isinstance(inner, (io.BytesIO, *BYTES))
        """Whether every offset is read quickly. Elsewhere, each seek may read from the start."""
        self._descriptor: Optional[Callable[[], int]] = None
        if is_plain and hasattr(os, "pread"):
            self._file.flush()
            self._descriptor = inner.fileno  # raises if it is closed: the number may be reused
        try:
            self.size = self._measure()
        except BaseException:
            self.close()
            raise

    def _measure(self) -> int:
        """Return the size of the file, and make sure that it can be read as bytes."""
        try:
            size: int = 0 if self._view is None else len(self._view)
            if self._view is None:
                size = self._file.seek(0, os.SEEK_END) or self._file.tell()
        except (OSError, AttributeError) as error:
            kind = type(self._file).__name__
            message = f"{self.argument} must be a file that can be read at any place, not {kind}"
            raise ApiTypeError(message) from error
        try:
            head = self.read(0, HEAD)
        except READ_ERRORS as error:
            message = f"{self.argument} must be {KINDS}; it cannot be read ({error})"
            raise ApiTypeError(message) from error
        check_bytes(head, self.argument)
        if size == 0:
            raise ApiValueError(f"{self.argument} is empty: {self.name!r}")
        if self.name == DEFAULT_NAME:
            begins = bytes(head).startswith
            self.name += next((end for signature, end in SIGNATURES if begins(signature)), "")
        return size

    def read(self, start: int, length: int) -> Block:
        """Return at most *length* bytes from offset *start* on."""
        if self._view is not None:
            return self._view[start : start + length]
        if self._descriptor is not None:
            return os.pread(self._descriptor(), length, start)
        with self._lock.get():
            self._file.seek(start)
            data: Block = self._file.read(length)
        return data

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield *length* bytes from *start* on, in blocks that are valid until the next one."""
        read, end = self._reader(min(self._largest, length)), start + length
        size = min(FIRST_BLOCK, self._largest)
        while start < end:
            began = self._clock()
            block = self._block(read, start, min(size, end - start))
            start += len(block)
            yield block
            size = next_block(size, self._clock() - began, self._largest)

    def _block(self, read: Callable[[int, int], Block], start: int, length: int) -> Block:
        try:
            block = read(start, length)
        except READ_ERRORS as error:
            message = f"{self.argument}: cannot read {self.name!r} any more: {error}"
            raise ApiValueError(message) from error
        check_bytes(block, self.argument)
        if not block:
            raise ApiValueError(f"{self.argument} became shorter while it was sent: {self.name!r}")
        return block if len(block) <= length else block[:length]

    def _reader(self, most: int) -> Callable[[int, int], Block]:
        """Return the function that reads, where possible always into the same memory."""
        descriptor = self._descriptor
        if descriptor is None or not hasattr(os, "preadv"):
            return self.read
        buffer = memoryview(bytearray(most))

        def read(start: int, length: int) -> memoryview:
            return buffer[: os.preadv(descriptor(), [buffer[:length]], start)]

        return read

    def close(self) -> None:
        """Close the file if this source opened it."""
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def next_block(size: int, seconds: float, largest: int) -> int:
    """Return the size of the block after one of *size* that took so many *seconds* to send."""
    if seconds < QUICK:
        size *= 2
    elif seconds > SLOW:
        size //= 2
    return max(SMALLEST_BLOCK, min(size, largest))


def named(file: Any) -> Tuple[Optional[str], Any]:
    """Return the name and the content of a tuple of both; otherwise None and *file* itself."""
    if isinstance(file, tuple) and len(file) == 2:
        name, content = file
        if isinstance(name, str) and not isinstance(content, PATHS):
            return os.path.basename(name), content
    return None, file


def name_of(file: Any) -> str:
    """Return the file name of an open file, or a default."""
    name = getattr(file, "name", None)
    name = os.path.basename(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
    return name if name and not name.startswith("<") else DEFAULT_NAME


def is_pipe(path: Any) -> bool:
    """Return whether *path* leads to a pipe or terminal, which can be read only once."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False  # opening it tells the reason
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)


def open_path(path: Any, argument: str, buffering: int = -1) -> IO[bytes]:
    """Open a file to read it; raise ApiValueError if that fails."""
    try:
        return open(path, "rb", buffering)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        message = f"{argument}: cannot read {os.fspath(path)!r}: {reason}"
        raise ApiValueError(message) from error


def view_of(content: Any, argument: str) -> memoryview:
    """Return a view of *content*, byte by byte."""
    try:
        return memoryview(content).cast("B")
    except TypeError as error:
        raise ApiTypeError(f"{argument} must be bytes in one piece: {error}") from error


def check_file(file: Any, argument: str) -> None:
    """Raise if *file* is not an open file in binary mode. Nothing is read from it."""
    if getattr(file, "closed", False) is True:
        raise ApiValueError(f"{argument} is closed")
    if isinstance(file, io.TextIOBase):
        raise ApiTypeError(f"{argument} must be {KINDS}, not in text mode")
    code = getattr(getattr(file.read, "__func__", file.read), "__code__", None)
    if code is not None and code.co_flags & 0x80:  # inspect.CO_COROUTINE
        kind = type(file).__name__
        raise ApiTypeError(f"{argument} is asynchronous ({kind}): pass its .file, or its bytes")


def check_bytes(block: Any, argument: str) -> None:
    """Raise if what was read is not bytes."""
    if not isinstance(block, BYTES):
        raise ApiTypeError(f"{argument} must give bytes, not {type(block).__name__}")


def _inner(file: Any) -> Any:
    """Return the file that a temporary or buffered file reads, or *file* itself."""
    if type(file).__module__ == "tempfile":
        file = getattr(file, "file", None) or getattr(file, "_file", file)
    return file.raw if type(file) in (io.BufferedReader, io.BufferedRandom) else file


_locks: "weakref.WeakValueDictionary[int, ForkSafeLock]" = weakref.WeakValueDictionary()
_locks_lock = ForkSafeLock()


def _lock_of(file: Any) -> ForkSafeLock:
    """Return the lock for moving in *file*, which several uploads may read at once."""
    with _locks_lock.get():
        return _locks.setdefault(id(file), ForkSafeLock())
