"""What can be uploaded: anything that gives bytes.

What the caller opened is never closed here, and nothing is copied to a temporary file.
"""

import io
import os
import threading
import time
import weakref
from typing import IO, Any, Callable, Iterator, Optional, Union

from apivideo.exceptions import ApiTypeError, ApiValueError

FIRST_BLOCK = 256 * 1024
SMALLEST_BLOCK = 64 * 1024
LARGEST_BLOCK = 1024 * 1024 if hasattr(os, "preadv") else FIRST_BLOCK
"""Bytes read and sent at a time: the larger the less work, the smaller the truer the progress.
Without ``preadv`` each block is memory of its own.
"""

MOST_HELD = 4 * 1024 * 1024
"""Bytes that are held of one source, however many read it at once."""

QUICK, SLOW = 0.01, 0.1
"""Seconds in which a block leaves: below, the next may be larger; above, it should be smaller."""

DEFAULT_NAME = "file"

Block = Union[bytes, memoryview]

BYTES = (bytes, bytearray, memoryview)

KINDS = "a path, bytes, a file opened in binary mode, or an iterable of bytes"


class _Bytes:
    """Bytes as a file that hands out pieces of them without copying."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + (len(self._view) if whence == os.SEEK_END else 0)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, length: int) -> memoryview:
        return self._view[self._at : self._at + length]


class Source:
    """Bytes of known size that can be read at any offset, from several threads at once.

    Takes a path, bytes, or a file opened in binary mode; of an open file the whole content counts,
    from its first byte on. The more *readers* there are at once, the less each of them holds.

    Raises ApiTypeError and ApiValueError, naming the argument, for what cannot be sent.
    """

    def __init__(
        self,
        file: Any,
        argument: str = "file",
        name: Optional[str] = None,
        clock: Callable[[], float] = time.monotonic,
        readers: int = 1,
    ) -> None:
        self.argument = argument
        self._clock = clock
        self._largest = max(SMALLEST_BLOCK, min(LARGEST_BLOCK, MOST_HELD // readers))
        self._opened: Optional[IO[bytes]] = None
        if isinstance(file, BYTES):
            self._file: Any = _Bytes(view_of(file, argument))
        elif isinstance(file, (str, os.PathLike)):
            self._file = self._opened = self._open(file)
        else:
            self._file = self._checked(file)
        self.name = name or name_of(self._file)
        try:
            self.size: int = self._file.seek(0, os.SEEK_END) or self._file.tell()
        except (OSError, AttributeError) as error:
            self.close()
            kind = type(file).__name__
            message = f"{argument} must be a file that can be read at any place, not {kind}"
            raise ApiTypeError(message) from error
        if self.size == 0:
            self.close()
            raise ApiValueError(f"{argument} is empty: {self.name!r}")
        self._descriptor = _descriptor(self._file)
        in_memory = isinstance(self._file, (_Bytes, io.BytesIO)) or _is_temporary(self._file)
        self.is_random = in_memory or _raw(self._file) is not None
        """Whether any place is quickly read: where not, to read in turns may be to begin anew."""
        self._lock = _lock_of(self._file)

    def _open(self, path: Union[str, "os.PathLike[str]"]) -> IO[bytes]:
        try:
            return open(path, "rb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            message = f"{self.argument}: cannot read {os.fspath(path)!r}: {reason}"
            raise ApiValueError(message) from error

    def _checked(self, file: Any) -> Any:
        if not hasattr(file, "read") or not hasattr(file, "seek"):
            raise ApiTypeError(f"{self.argument} must be {KINDS}, not {type(file).__name__}")
        check_binary(file, self.argument)
        return file

    def read(self, start: int, length: int) -> bytes:
        """At most *length* bytes from offset *start* on."""
        if self._descriptor is not None:
            return os.pread(self._descriptor(), length, start)
        with self._lock:
            self._file.seek(start)
            data: bytes = self._file.read(length)
        return data

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """The *length* bytes from *start* on, a block at a time, each good until the next."""
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
        except (OSError, ValueError) as error:  # ValueError: closed by its owner
            message = f"{self.argument}: cannot read {self.name!r} any more: {error}"
            raise ApiValueError(message) from error
        if not block:
            raise ApiValueError(f"{self.argument} became shorter while it was sent: {self.name!r}")
        return block

    def _reader(self, most: int) -> Callable[[int, int], Block]:
        """What reads; where it can, into one and the same memory: fresh memory costs more."""
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
    """The size of the block after one of *size* that left in so many *seconds*."""
    if seconds < QUICK:
        size *= 2
    elif seconds > SLOW:
        size //= 2
    return max(SMALLEST_BLOCK, min(size, largest))


class Reopened:
    """A file that is open only while it is read: one of many."""

    def __init__(self, file: Any, argument: str) -> None:
        self.argument = argument
        self._file = file
        with Source(file, argument) as source:
            self.name = source.name
            self.size = source.size

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """The *length* bytes from *start* on, a block at a time, each good until the next."""
        with Source(self._file, self.argument) as source:
            yield from source.blocks(start, length)


def view_of(content: Any, argument: str) -> memoryview:
    try:
        return memoryview(content).cast("B")
    except TypeError as error:
        raise ApiTypeError(f"{argument} must be bytes in one piece: {error}") from error


def name_of(file: Any) -> str:
    name = getattr(file, "name", None)
    name = os.path.basename(os.fsdecode(name)) if isinstance(name, (str, bytes)) else ""
    return name if name and not name.startswith("<") else DEFAULT_NAME


def check_binary(file: Any, argument: str) -> None:
    if getattr(file, "closed", False):
        raise ApiValueError(f"{argument} is closed")
    try:
        is_text = isinstance(file, io.TextIOBase) or isinstance(file.read(0), str)
    except (OSError, ValueError) as error:
        raise ApiTypeError(f"{argument} must be {KINDS}; it cannot be read ({error})") from error
    if is_text:
        raise ApiTypeError(f"{argument} must be {KINDS}, not in text mode")


def _descriptor(file: Any) -> Optional[Callable[[], int]]:
    """What gives the descriptor of a plain file, which several threads can read at any offset.

    It raises ValueError once the file is closed: another one may have the number then. A file that
    may read anything else than what is on the disk has none.
    """
    if not hasattr(os, "pread"):
        return None
    raw = _raw(file)
    if raw is None:
        return None
    file.flush()
    return raw.fileno


def _raw(file: Any) -> Optional[io.FileIO]:
    """The plain file that *file* reads and nothing else; None where there is none."""
    if _is_temporary(file):
        file = getattr(file, "file", None) or getattr(file, "_file", file)
    if type(file) in (io.BufferedReader, io.BufferedRandom):
        file = file.raw
    return file if type(file) is io.FileIO else None


def _is_temporary(file: Any) -> bool:
    return type(file).__module__ == "tempfile"


_locks: "weakref.WeakValueDictionary[int, Any]" = weakref.WeakValueDictionary()
_locks_lock = threading.Lock()


def _lock_of(file: Any) -> Any:
    """What keeps those apart who move in *file*: several uploads may read it at once."""
    with _locks_lock:
        lock = _locks.get(id(file))
        if lock is None:
            lock = _locks[id(file)] = threading.Lock()
    return lock
