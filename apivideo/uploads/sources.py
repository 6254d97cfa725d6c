"""Sources that only uploads take: streams of unknown length, and lists of part files."""

import os
import stat
import weakref
from bisect import bisect_right
from functools import partial
from typing import Any, Callable, Iterator, List, Optional, Sequence, Tuple

from apivideo._http import source
from apivideo._http.source import BYTES, FIRST_BLOCK, PATHS, READ_ERRORS, Block, Source, named
from apivideo.exceptions import ApiValueError
from apivideo.uploads.plan import LARGEST_REQUEST, MOST_PARTS, SMALLEST_PART, Part

END = object()


def is_stream(file: Any) -> bool:
    """Return whether *file* can be read only once, from where it is."""
    file = named(file)[1]
    if isinstance(file, PATHS):
        return source.is_pipe(file)
    if isinstance(file, BYTES + (list, tuple)) or getattr(file, "closed", False):
        return False  # opening a closed file as a Source raises the right error
    if hasattr(file, "read"):
        seekable = getattr(file, "seekable", None)
        return not (seekable() if seekable is not None else hasattr(file, "seek"))
    return hasattr(file, "__iter__")


class Stream:
    """Bytes of unknown length that can be read once: a pipe, stdin, an iterable of bytes."""

    is_random = False

    def __init__(self, file: Any) -> None:
        name, file = named(file)
        if isinstance(file, PATHS):
            file = source.open_path(file, "file", buffering=0)
            weakref.finalize(self, file.close)
        self._read: Callable[[], Any] = partial(_read_block, file)
        self._errors: Tuple[Any, ...] = READ_ERRORS
        if hasattr(file, "read"):
            source.check_file(file, "file")
            _check_blocking(file)
        else:
            self._read, self._errors = partial(next, iter(file), END), (OSError,)
        self.name = name or source.name_of(file)
        self.content = bytearray()  # of the part that was read last, which alone can be sent
        self._part = Part(0, None, 0, 0)  # this part
        self._next = bytearray()  # the beginning of the next one
        self._rest = memoryview(b"")  # what was read and is in neither
        self._has_failed = False

    def parts(self, length: int) -> Iterator[Part]:
        """Yield the part that was read last, if any, and read the next ones of *length* bytes."""
        part: Optional[Part] = self._part if self._part.number else self.next_part(length)
        while part is not None:
            yield part
            part = self.next_part(length)

    def next_part(self, length: int) -> Optional[Part]:
        """Read the next part, of *length* bytes or the rest; return None at the end.

        Can be called again after an error: nothing that was read is lost.
        """
        last = self._part
        if last.is_last:
            return None
        self.content = bytearray()
        while self._fetch() and len(self._next) < length:
            count = length - len(self._next)
            self._next += self._rest[:count]
            self._rest = self._rest[count:]
        if not self._next:
            raise ApiValueError(f"file is empty: {self.name!r}")
        self.content, self._next = self._next, self.content
        number, start = last.number + 1, last.start + last.length
        self._part = Part(number, None if self._rest else number, start, len(self.content))
        return self._part

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield the bytes of the part that was read last, in blocks."""
        return Source(self.content).blocks(0, length)

    def _fetch(self) -> bool:
        """Make sure that there are bytes in ``_rest``; return False at the end."""
        while not self._rest:
            had_failed, self._has_failed = self._has_failed, True
            try:
                block = self._read()
            except self._errors as error:
                raise ApiValueError(f"file: cannot read {self.name!r}: {error}") from error
            if block is END and had_failed:  # a generator that failed seems to be at its end
                raise ApiValueError("file ended early: it cannot be read on from where it failed")
            if block is not END:
                block = bytes(block) if isinstance(block, bytearray) else block  # it may change
                self._rest = source.view_of(block, "file")
            self._has_failed = False
            if block is END:
                return False
        return True


def _read_block(file: Any) -> Any:
    """Read a block of an open file; return END at the end."""
    block = getattr(file, "read1", file.read)(FIRST_BLOCK)  # read1 returns what there is
    if block is None:
        raise BlockingIOError("it has nothing to read yet, and does not wait")
    return block or END


def _check_blocking(file: Any) -> None:
    """Raise for a non-blocking pipe, whose missing data would look like its end."""
    try:
        number = file.fileno()
        # A socket with a timeout is non-blocking to the system, but its reads wait.
        is_blocking = stat.S_ISSOCK(os.fstat(number).st_mode) or os.get_blocking(number)
    except (AttributeError, OSError, ValueError):  # not a file of the system
        return
    if not is_blocking:
        raise ApiValueError("file is non-blocking: os.set_blocking(file.fileno(), True)")


class PartFiles:
    """The files of a list, one part each, as one source. A file is open only while it is read.

    Raises ApiTypeError and ApiValueError for files that cannot be sent, and when a file has
    another size than before.
    """

    is_random = True

    def __init__(self, files: Sequence[Any], readers: int = 1) -> None:
        if not 1 <= len(files) <= MOST_PARTS:
            message = f"file must be a list of 1 to {MOST_PARTS} parts, not {len(files)}"
            raise ApiValueError(message)
        self._files = files
        self._readers = readers
        self.name = ""
        self.size = 0
        self.parts: List[Part] = []
        for number in range(1, len(files) + 1):
            with self._open(number) as file:
                self.name = self.name or file.name
                self.parts.append(Part(number, len(files), self.size, file.size))
                self.size += file.size
        for part in self.parts:
            smallest = 1 if part.is_last else SMALLEST_PART
            if not smallest <= part.length <= LARGEST_REQUEST:
                limits = f"{smallest} to {LARGEST_REQUEST} bytes"
                message = f"file[{part.number - 1}] must have {limits}, not {part.length}"
                raise ApiValueError(message)
        self._starts = [part.start for part in self.parts]

    def _open(self, number: int) -> Source:
        return Source(self._files[number - 1], f"file[{number - 1}]", readers=self._readers)

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield *length* bytes from *start* on, in blocks that are valid until the next one."""
        while length:
            part = self.parts[bisect_right(self._starts, start) - 1]
            offset = start - part.start
            count = min(length, part.length - offset)
            with self._open(part.number) as file:
                if file.size != part.length:
                    message = f"{file.argument} has {file.size} bytes now; it had {part.length}"
                    raise ApiValueError(message)
                yield from file.blocks(offset, count)
            start, length = start + count, length - count
