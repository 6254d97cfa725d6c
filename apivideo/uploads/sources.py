"""Sources that only uploads take: streams of unknown length, and lists of part files."""

import os
import stat
import weakref
from bisect import bisect_right
from itertools import accumulate
from typing import Any, Iterator, List, Optional, Sequence

from apivideo._http.source import (
    BYTES,
    FIRST_BLOCK,
    PATHS,
    READ_ERRORS,
    Block,
    Source,
    check_bytes,
    check_file,
    is_pipe,
    name_of,
    named,
    open_path,
    view_of,
)
from apivideo.exceptions import ApiValueError
from apivideo.uploads.plan import LARGEST_REQUEST, MOST_PARTS, SMALLEST_PART, Part

END = object()


class Stream:
    """Bytes of unknown length that can be read once: a pipe, stdin, an iterable of bytes."""

    def __init__(self, file: Any, argument: str = "file") -> None:
        name, file = named(file)
        self.argument = argument
        self.part: Optional[Part] = None
        """The part that was read last, which alone can be sent."""
        self._read: Any = None
        if isinstance(file, PATHS):
            file = open_path(file, argument, buffering=0)
            weakref.finalize(self, file.close)
        if hasattr(file, "read"):
            check_file(file, argument)
            _check_blocking(file, argument)
            self._read = getattr(file, "read1", file.read)  # read1 returns what there is
        else:
            self._items = iter(file)
        self.name = name or name_of(file)
        self._rest = memoryview(b"")
        self._buffer = memoryview(b"")
        self._filled = 0
        self._has_failed = False

    def next_part(self, length: int) -> Optional[Part]:
        """Read the next part, of *length* bytes or the rest; return None at the end.

        Can be called again after an error: nothing that was read is lost.
        """
        number, start = 1, 0
        if self.part is not None:
            if self.part.is_last:
                return None
            number, start = self.part.number + 1, self.part.start + self.part.length
        if len(self._buffer) != length:
            self._buffer = memoryview(bytearray(length))
        has_more = self._fetch()
        while has_more and self._filled < length:
            block = self._rest[: length - self._filled]
            self._buffer[self._filled : self._filled + len(block)] = block
            self._filled += len(block)
            self._rest = self._rest[len(block) :]
            has_more = self._fetch()
        if not self._filled:
            raise ApiValueError(f"{self.argument} is empty: {self.name!r}")
        self.part = Part(number, None if has_more else number, start, self._filled)
        self._filled = 0
        return self.part

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield the bytes of the part that was read last, in blocks."""
        return Source(self._buffer[:length], self.argument).blocks(0, length)

    def whole(self) -> bytes:
        """Read all the bytes."""
        blocks = []
        while self._fetch():
            blocks.append(bytes(self._rest))
            self._rest = memoryview(b"")
        return b"".join(blocks)

    def _fetch(self) -> bool:
        """Make sure that there are bytes in ``_rest``; return False at the end."""
        while not self._rest:
            had_failed, self._has_failed = self._has_failed, True
            block = self._next_block()
            if block is END:
                if had_failed:  # a generator that failed seems to be at its end
                    message = "ended early: it cannot be read again from where it failed"
                    raise ApiValueError(f"{self.argument} {message}")
                self._has_failed = False
                return False
            check_bytes(block, self.argument)
            if isinstance(block, bytearray):
                block = bytes(block)  # its owner may change it
            self._rest = view_of(block, self.argument)
            self._has_failed = False
        return True

    def _next_block(self) -> Any:
        errors: Any = OSError if self._read is None else READ_ERRORS
        try:
            if self._read is None:
                return next(self._items, END)
            block = self._read(FIRST_BLOCK)
        except errors as error:
            message = f"{self.argument}: cannot read {self.name!r}: {error}"
            raise ApiValueError(message) from error
        if block is None:
            raise ApiValueError(f"{self.argument} has nothing to read yet, and does not wait")
        return block or END


def is_stream(file: Any) -> bool:
    """Return whether *file* can be read only once, from where it is."""
    file = named(file)[1]
    if isinstance(file, PATHS):
        return is_pipe(file)
    if isinstance(file, BYTES + (list, tuple)):
        return False
    if getattr(file, "closed", False):
        return False  # opening it as a Source raises the right error
    if hasattr(file, "read"):
        seekable = getattr(file, "seekable", None)
        return not (seekable() if seekable is not None else hasattr(file, "seek"))
    return hasattr(file, "__iter__")


def _check_blocking(file: Any, argument: str) -> None:
    """Raise for a non-blocking pipe, whose missing data would look like its end."""
    try:
        number = file.fileno()
        # A socket with a timeout is non-blocking to the system, but its reads wait.
        is_blocking = stat.S_ISSOCK(os.fstat(number).st_mode) or os.get_blocking(number)
    except (AttributeError, OSError, ValueError):  # not a file of the system
        return
    if not is_blocking:
        raise ApiValueError(f"{argument} is non-blocking: os.set_blocking(file.fileno(), True)")


class PartFiles:
    """The files of a list, one part each, as one source. A file is open only while it is read.

    Raises ApiTypeError and ApiValueError for files that cannot be sent, and when a file has
    another size than before.
    """

    is_random = True

    def __init__(self, files: Sequence[Any], argument: str = "file", readers: int = 1) -> None:
        if not 1 <= len(files) <= MOST_PARTS:
            message = f"must be a list of 1 to {MOST_PARTS} parts, not {len(files)}"
            raise ApiValueError(f"{argument} {message}")
        self._files = files
        self._argument = argument
        self._readers = readers
        self._sizes: List[int] = []
        for index in range(len(files)):
            with self._open(index) as source:
                self._sizes.append(source.size)
                if index == 0:
                    self.name = source.name
        for index, size in enumerate(self._sizes):
            smallest = SMALLEST_PART if index < len(files) - 1 else 1
            if not smallest <= size <= LARGEST_REQUEST:
                limits = f"{smallest} to {LARGEST_REQUEST} bytes"
                raise ApiValueError(f"{argument}[{index}] must have {limits}, not {size}")
        self.size = sum(self._sizes)
        self._starts = [0, *accumulate(self._sizes)][:-1]

    def _open(self, index: int) -> Source:
        return Source(self._files[index], f"{self._argument}[{index}]", readers=self._readers)

    def parts(self) -> List[Part]:
        """Return one part for each file."""
        total = len(self._sizes)
        files = enumerate(zip(self._starts, self._sizes), 1)
        return [Part(number, total, start, size) for number, (start, size) in files]

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield *length* bytes from *start* on, in blocks that are valid until the next one."""
        while length:
            index = bisect_right(self._starts, start) - 1
            offset, expected = start - self._starts[index], self._sizes[index]
            count = min(length, expected - offset)
            with self._open(index) as source:
                if source.size != expected:
                    message = f"{source.argument} has {source.size} bytes now; it had {expected}"
                    raise ApiValueError(message)
                yield from source.blocks(offset, count)
            start, length = start + count, length - count
