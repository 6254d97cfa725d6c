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
precise. Without ``preadv`` each block takes new memory."""

MOST_HELD = 4 * 1024 * 1024  # bytes in memory for one source, by all its readers together
QUICK, SLOW = 0.01, 0.1  # seconds to send a block: the next may be larger, shall be smaller
DEFAULT_NAME = "file"

WEBVTT = (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")
SIGNATURES = {".vtt": WEBVTT, ".png": (b"\x89PNG",), ".jpg": (b"\xff\xd8\xff",)}
"""How files begin that the service accepts only with the right extension."""

Block = Union[bytes, memoryview]
BYTES = (bytes, bytearray, memoryview)
PATHS = (str, os.PathLike)
KINDS = "a path, bytes, a file opened in binary mode, or an iterable of bytes"

READ_ERRORS = (OSError, ValueError, EOFError, StopIteration)
"""What reading a file may raise. ValueError: it is closed. EOFError: its data is incomplete."""

_locks: "weakref.WeakValueDictionary[int, ForkSafeLock]" = weakref.WeakValueDictionary()
_locks_lock = ForkSafeLock()


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
        self._opened: Optional[IO[bytes]] = None
        if isinstance(file, BYTES):
            file = view_of(file, argument)
        elif isinstance(file, PATHS):
            if is_pipe(file):
                raise ApiTypeError(f"{argument} must be a file that can be read twice, not a pipe")
            file = self._opened = open_path(file, argument)
        elif hasattr(file, "read") and hasattr(file, "seek"):
            check_file(file, argument)
        else:
            raise ApiTypeError(f"{argument} must be {KINDS}, not {type(file).__name__}")
        self._file: Any = file
        with _locks_lock.get():  # several uploads may move in one file
            self._lock = _locks.setdefault(id(file), ForkSafeLock())
        inner = file
        if type(inner).__module__ == "tempfile":
            inner = getattr(inner, "file", None) or getattr(inner, "_file", inner)
        if type(inner) in (io.BufferedReader, io.BufferedRandom):
            inner = inner.raw
        is_plain = type(inner) is io.FileIO  # no subclass, which may change what is read
        self.is_random = is_plain or isinstance(inner, (io.BytesIO, memoryview))
        """Whether every offset is read quickly. Elsewhere, each seek may read from the start."""
        self._descriptor: Optional[Callable[[], int]] = None
        if is_plain and hasattr(os, "pread"):
            self._file.flush()
            self._descriptor = inner.fileno  # raises if it is closed: the number may be reused
        self.name = given or name_of(file)
        try:
            self.size = self._measure()
        except BaseException:
            self.close()
            raise

    def _measure(self) -> int:
        """Return the size of the file, and make sure that it can be read as bytes."""
        try:
            if isinstance(self._file, memoryview):
                size = len(self._file)
            else:
                size = self._file.seek(0, os.SEEK_END) or self._file.tell()
            head = bytes(view_of(self.read(0, 16), self.argument))
        except (AttributeError, *READ_ERRORS) as error:
            message = f"{self.argument} must be a file that can be read at any place"
            kind = type(self._file).__name__
            raise ApiTypeError(f"{message}; {kind} cannot be read: {error}") from error
        if size == 0:
            raise ApiValueError(f"{self.argument} is empty: {self.name!r}")
        if self.name == DEFAULT_NAME:
            self.name += next((end for end in SIGNATURES if head.startswith(SIGNATURES[end])), "")
        return size

    def read(self, start: int, length: int, buffer: Optional[memoryview] = None) -> Block:
        """Return at most *length* bytes from offset *start* on, where possible in *buffer*."""
        if isinstance(self._file, memoryview):
            return self._file[start : start + length]
        if self._descriptor is None:
            with self._lock.get():
                self._file.seek(start)
                data: Block = self._file.read(length)
            return data
        if buffer is None:
            return os.pread(self._descriptor(), length, start)
        return buffer[: os.preadv(self._descriptor(), [buffer[:length]], start)]

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield *length* bytes from *start* on, in blocks that are valid until the next one."""
        buffer, end = None, start + length
        if self._descriptor is not None and hasattr(os, "preadv"):
            buffer = memoryview(bytearray(min(self._largest, length)))
        size = min(FIRST_BLOCK, self._largest)
        while start < end:
            began, most = self._clock(), min(size, end - start)
            try:
                block = view_of(self.read(start, most, buffer), self.argument)[:most]
            except READ_ERRORS as error:
                message = f"{self.argument}: cannot read {self.name!r} any more: {error}"
                raise ApiValueError(message) from error
            if not block:
                message = f"{self.argument} became shorter while it was sent: {self.name!r}"
                raise ApiValueError(message)
            start += len(block)
            yield block
            size = next_block(size, self._clock() - began, self._largest)

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
        raise ApiValueError(f"{argument}: cannot read {os.fspath(path)!r}: {reason}") from error


def view_of(block: Any, argument: str) -> memoryview:
    """Return a view of *block*, byte by byte; raise ApiTypeError if it is anything but bytes."""
    if not isinstance(block, BYTES):
        raise ApiTypeError(f"{argument} must give bytes, not {type(block).__name__}")
    try:
        return memoryview(block).cast("B")
    except TypeError as error:
        raise ApiTypeError(f"{argument} must be contiguous bytes: {error}") from error


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
