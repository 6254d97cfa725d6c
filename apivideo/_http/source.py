"""Sources: files and bytes that can be read at any offset.

Open files of the caller are never closed here, and nothing is copied to a temporary file.
"""

import io
import math
import operator
import os
import re
import stat
import time
import weakref
from contextlib import contextmanager, suppress
from typing import IO, Any, Callable, Iterator, Optional, Tuple, Union

from apivideo._http.locks import ForkSafeLock
from apivideo.exceptions import ApiTypeError, ApiValueError

FIRST_BLOCK = 256 * 1024
SMALLEST_BLOCK = 64 * 1024
LARGEST_BLOCK = 1024 * 1024 if hasattr(os, "preadv") else FIRST_BLOCK
"""Bytes to read at a time: many cost less, few make progress precise. No ``preadv``: new memory."""

MOST_HELD = 4 * 1024 * 1024  # bytes in memory for one source, by all its readers together
QUICK, SLOW = 0.01, 0.1  # seconds to send a block: the next may be larger, shall be smaller
DEFAULT_NAME = "file"

SIGNATURES = {".vtt": rb"(\xef\xbb\xbf)?WEBVTT", ".png": rb"\x89PNG", ".jpg": rb"\xff\xd8\xff"}
SIGNATURES[".webp"] = rb"RIFF....WEBP"
"""How files begin that the service accepts only with the right extension."""

Block = Union[bytes, memoryview]
BYTES = (bytes, bytearray, memoryview)
PATHS = (str, os.PathLike)
ASYNCHRONOUS = "{} is asynchronous ({}): pass its .file, or its bytes"
KINDS = "a path, bytes, a file opened in binary mode, or an iterable of bytes"

_locks: "weakref.WeakValueDictionary[int, ForkSafeLock]" = weakref.WeakValueDictionary()
_locks_lock = ForkSafeLock()


class Source:
    """Bytes of known size that can be read at any offset, by several threads at once.

    Takes a path, bytes, a file opened in binary mode, or a tuple of a name and one of the latter
    two. An open file is read from its first byte on. Each of several *readers* uses less memory.
    A file of more than *largest* bytes is refused, as is what cannot be sent, naming *argument*.
    """

    def __init__(
        self,
        file: Any,
        argument: str = "file",
        clock: Callable[[], float] = time.monotonic,
        readers: int = 1,
        largest: float = math.inf,
    ) -> None:
        self.argument, self._clock = argument, clock
        self._largest = max(SMALLEST_BLOCK, min(LARGEST_BLOCK, MOST_HELD // readers))
        self._opened: Optional[IO[bytes]] = None
        self._descriptor: Optional[Callable[[], int]] = None
        failure = f"{argument} must be a file that can be read at any place; it cannot be read"
        try:
            with reading(failure, ApiTypeError):
                self._open(largest, *named(file))
        except BaseException:
            self.close()
            raise

    def _open(self, largest: float, given: Optional[str], file: Any) -> None:
        argument = self.argument
        if isinstance(file, BYTES):
            file = view_of(file, argument)
        elif isinstance(file, PATHS):
            if is_pipe(file):
                raise ApiTypeError(f"{argument} must be a file that can be read twice, not a pipe")
            file = self._opened = open_path(file, argument)
        else:
            check_file(file, argument, "read", "seek")
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
        if is_plain and hasattr(os, "pread"):
            self._file.flush()
            self._descriptor = inner.fileno  # raises if it is closed: the number may be reused
        self.name = given or name_of(file)
        self.size = len(file) if isinstance(file, memoryview) else self._seek(0, os.SEEK_END)
        check_size(self.size, largest, argument)
        head = bytes(view_of(self.read(0, 16), argument))
        if self.size == 0:
            raise ApiValueError(f"{argument} is empty: {self.name!r}")
        if self.size < 0 or not is_plain and self.read(self.size, 1):
            raise ApiTypeError(f"{argument} has another size than its seek() says: {self.size}")
        if not given and "." not in self.name:
            found = [end for end in SIGNATURES if re.match(SIGNATURES[end], head, re.DOTALL)]
            self.name += "".join(found)

    def _seek(self, *where: int) -> int:
        """Move in the file, and return the place."""
        place = check_result(self._file.seek(*where), self.argument)
        if not place and hasattr(self._file, "tell"):  # some return None, or nought
            place = check_result(self._file.tell(), self.argument)
        return operator.index(place)

    def read(self, start: int, length: int, buffer: Optional[memoryview] = None) -> Block:
        """Return at most *length* bytes from offset *start* on, where possible in *buffer*."""
        if isinstance(self._file, memoryview):
            return self._file[start : start + length]
        if self._descriptor is None:
            with self._lock.get():
                if self._seek(start) != start:
                    raise ApiValueError(f"{self.argument} cannot be read at any place")
                data = view_of(self._file.read(length), self.argument)[:length]
                return data if data.readonly else bytes(data)  # another may read into it
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
            with reading(f"{self.argument}: cannot read {self.name!r} any more"):
                block = self.read(start, most, buffer)
            if not block:
                message = "became shorter while it was sent"
                raise ApiValueError(f"{self.argument} {message}: {self.name!r}")
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
    size = size * 2 if seconds < QUICK else size // 2 if seconds > SLOW else size
    return max(SMALLEST_BLOCK, min(size, largest))


@contextmanager
def reading(failure: str, kind: Any = ApiValueError) -> Iterator[None]:
    """Raise what the caller's file raises as an exception of ours: *failure*, and the reason."""
    try:
        yield
    except (ApiTypeError, ApiValueError):
        raise
    except Exception as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise kind(f"{failure}: {reason}") from error


def named(file: Any) -> Tuple[Optional[str], Any]:
    """Return the name and the content of a tuple of both; otherwise None and *file* itself."""
    if isinstance(file, tuple) and len(file) == 2 and isinstance(file[0], str):
        return os.path.basename(file[0]), file[1]
    return None, file


def name_of(file: Any) -> str:
    """Return the file name of an open file, or a default."""
    try:
        name = os.path.basename(os.fsdecode(file.name))
    except Exception:  # it has no name, or a number; or its name raises something
        name = ""
    return name if name and not name.startswith("<") else DEFAULT_NAME


def is_pipe(path: Any) -> bool:
    """Return whether *path* leads to a pipe or terminal, which can be read only once."""
    with suppress(OSError, ValueError):  # opening it tells the reason
        mode = os.stat(path).st_mode
        return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISSOCK(mode)
    return False


def open_path(path: Any, argument: str, buffering: int = -1) -> IO[bytes]:
    """Open a file to read it; raise ApiValueError if that fails."""
    with reading(f"{argument}: cannot read {os.fspath(path)!r}"):
        return open(path, "rb", buffering)


def check_size(size: int, largest: float, argument: str = "file") -> None:
    """Raise ApiValueError if *size* is more than the service takes."""
    if size > largest:
        raise ApiValueError(f"{argument} has {size} bytes; the service takes {largest} at most")


def view_of(block: Any, argument: str) -> memoryview:
    """Return a view of *block*, byte by byte; raise ApiTypeError if it is anything but bytes."""
    if not isinstance(check_result(block, argument), BYTES):
        raise ApiTypeError(f"{argument} must give bytes, not {type(block).__name__}")
    try:
        view = memoryview(block)  # PyPy copies slices of a cast view byte by byte
        return view if view.format == "B" and view.strides == (1,) else view.cast("B")
    except (TypeError, ValueError) as error:
        raise ApiTypeError(f"{argument} must be contiguous bytes: {error}") from error


def check_result(result: Any, argument: str) -> Any:
    """Return what a method of a file returned; raise ApiTypeError if it has to be awaited."""
    if hasattr(result, "__await__"):
        getattr(result, "close", str)()  # so that nobody is warned of what is not awaited
        raise ApiTypeError(ASYNCHRONOUS.format(argument, type(result).__name__))
    return result


def check_file(file: Any, argument: str, *methods: str) -> None:
    """Raise if *file* is not an open file in binary mode with *methods*. Nothing is read."""
    if getattr(file, "closed", False) is True:
        raise ApiValueError(f"{argument} is closed")
    if isinstance(file, io.TextIOBase):
        raise ApiTypeError(f"{argument} must be {KINDS}, not in text mode: pass its .buffer")
    read = getattr(file, "read", None)
    code = getattr(getattr(read, "__func__", read), "__code__", None)
    is_coroutine = code is not None and code.co_flags & 0x80  # inspect.CO_COROUTINE
    is_iterable = read is not None or hasattr(file, "__iter__")
    if is_coroutine or not is_iterable and hasattr(file, "__aiter__"):
        raise ApiTypeError(ASYNCHRONOUS.format(argument, type(file).__name__))
    if not all(hasattr(file, name) for name in methods):
        raise ApiTypeError(f"{argument} must be {KINDS}, not {type(file).__name__}")
