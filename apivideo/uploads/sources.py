"""Sources that only uploads take: streams of unknown length, and lists of part files."""

import os
import weakref
from bisect import bisect_right
from functools import partial
from itertools import repeat
from typing import Any, Callable, Iterator, List, Optional, Sequence

from apivideo._http import source
from apivideo._http.source import BYTES, FIRST_BLOCK, PATHS, Block, Source, named, reading
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.uploads.inspection import HEAD
from apivideo.uploads.plan import LARGEST_FILE, LARGEST_REQUEST, MOST_PARTS, SMALLEST_PART, Part

END = object()
NOTHING = memoryview(b"")


def is_list(file: Any) -> bool:
    """Return whether *file* is a list of part files."""
    name, content = named(file)
    if name is not None and isinstance(content, PATHS) and os.path.exists(file[0]):
        raise ApiTypeError("file may be a name and a path, or two parts: pass a list of parts")
    return name is None and isinstance(file, (list, tuple))


def is_stream(file: Any) -> bool:
    """Return whether *file* can be read only once, from where it is."""
    file = named(file)[1]
    if isinstance(file, BYTES + (list, tuple)):
        return False
    with reading("file cannot be read", ApiTypeError):
        if isinstance(file, PATHS):
            return source.is_pipe(file)
        source.check_file(file, "file")
        if not hasattr(file, "read"):
            return hasattr(file, "__iter__")
        seekable = getattr(file, "seekable", None)
        return not (seekable() if seekable is not None else hasattr(file, "seek"))


class Stream:
    """Bytes of unknown length that can be read once: a pipe, stdin, an iterable of bytes."""

    is_random = False

    def __init__(self, file: Any, check: Optional[Callable[[bytes, str], Any]] = None) -> None:
        name, file = named(file)
        self._check_head = check  # called with the first bytes and the name
        self._close: Callable[[], Any] = lambda: None
        with reading("file cannot be read", ApiTypeError):
            if isinstance(file, PATHS):
                file = source.open_path(file, "file", buffering=0)
                self._close = weakref.finalize(self, file.close)
            source.check_file(file, "file")
            self.name: str = name or source.name_of(file)
            self._is_file = hasattr(file, "read")
            self._read: Callable[[], Any] = partial(_read_block, file)
            if not self._is_file:
                self._read = partial(next, iter(file), END)
        self.content: bytearray = (
            bytearray()
        )  # of the part that was read last, which alone can be sent
        self._part = Part(0, None, 0, 0)  # this part
        self._next = bytearray()  # the beginning of the next one
        self._rest = NOTHING  # what was read and is in neither
        self._has_failed = False

    def parts(self, length: int, check: Callable[[], Any] = bool) -> Iterator[Part]:
        """Yield the part that was read last, if any, and read the next ones of *length* bytes."""
        part: Optional[Part] = self._part if self._part.number else self.next_part(length, check)
        while part is not None:
            yield part
            part = self.next_part(length, check)

    def next_part(self, length: int, check: Callable[[], Any] = bool) -> Optional[Part]:
        """Read the next part, of *length* bytes or the rest; return None at the end.

        *check* is called before each read. Nothing is lost by an error: call it again.
        """
        last = self._part
        if last.is_last:
            return None
        self.content = bytearray()
        while self._fetch(check) and len(self._next) < length:
            count = length - len(self._next)
            self._next += self._rest[:count]
            self._rest = self._rest[count:]
        if not self._next:
            raise ApiValueError(f"file is empty: {self.name!r}")
        number, start, count = last.number + 1, last.start + last.length, len(self._next)
        if start + count + len(self._rest) > LARGEST_FILE or number + bool(self._rest) > MOST_PARTS:
            limits = f"{LARGEST_FILE} bytes in {MOST_PARTS} parts"
            raise ApiValueError(f"file is too long: the service takes {limits} at most")
        if number == 1 and self._check_head is not None:
            self._check_head(bytes(self._next[:HEAD]), self.name)
        self.content, self._next = self._next, self.content
        self._part = Part(number, None if self._rest else number, start, count)
        return self._part

    def blocks(self, start: int, length: int) -> Iterator[Block]:
        """Yield the bytes of the part that was read last, in blocks."""
        return Source(self.content).blocks(0, length)

    def _fetch(self, check: Callable[[], Any]) -> bool:
        """Make sure that there are bytes in ``_rest``; return False at the end."""
        while not self._rest:
            check()
            self._rest = NOTHING  # the memory is the caller's again
            had_failed, self._has_failed = self._has_failed, True
            with reading(f"file: cannot read {self.name!r}"):
                block = self._read()
            if block is END and had_failed:  # a generator that failed seems to be at its end
                raise ApiValueError("file ended early: it cannot be read on from where it failed")
            if block is None and self._is_file:
                self._has_failed = had_failed
                raise ApiValueError("file has nothing to read yet, and is non-blocking")
            if block is END:
                self._has_failed = False
                self._close()
                return False
            try:
                self._rest = source.view_of(block, "file")
            except ApiTypeError:
                self._read = repeat(block).__next__  # it is never left out
                raise
            self._has_failed = False
        return True


def _read_block(file: Any) -> Any:
    """Read a block of an open file; return END at the end."""
    has_read1 = hasattr(file, "read1")
    block = (file.read1 if has_read1 else file.read)(FIRST_BLOCK)  # read1 returns what there is
    if has_read1 and _is_empty(block) and not getattr(file, "isatty", bool)():
        block = file.read(1)  # which tells the end from having nothing to read yet
    if not _is_empty(block):
        return block
    left = file.length if type(file).__module__ == "http.client" else 0  # of a download
    left = getattr(file, "length_remaining", left)
    if isinstance(left, int) and left > 0:
        raise EOFError(f"{left} bytes are missing")
    return END


def _is_empty(block: Any) -> bool:
    return isinstance(block, BYTES) and not memoryview(block).nbytes


class PartFiles:
    """The files of a list, one part each, as one source. A file is open only while it is read."""

    is_random = True

    def __init__(self, files: Sequence[Any], readers: int = 1) -> None:
        count = len(files)
        if not 1 <= count <= MOST_PARTS:
            raise ApiValueError(f"file must be a list of 1 to {MOST_PARTS} parts, not {count}")
        self._files, self._readers = files, readers
        self.name: str = ""
        self.size: int = 0
        self.parts: List[Part] = []
        for number in range(1, count + 1):
            with self._open(number) as file:
                self.name = self.name or file.name
                self.parts.append(Part(number, count, self.size, file.size))
                self.size += file.size
        for part in self.parts:
            smallest = 1 if part.is_last else SMALLEST_PART
            if not smallest <= part.length <= LARGEST_REQUEST:
                limits = f"{smallest} to {LARGEST_REQUEST} bytes, not {part.length}"
                raise ApiValueError(f"file[{part.number - 1}] must have {limits}")
        source.check_size(self.size, LARGEST_FILE)
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
                    sizes = f"{file.size} bytes now; it had {part.length}"
                    raise ApiValueError(f"{file.argument} has {sizes}")
                yield from file.blocks(offset, count)
            start, length = start + count, length - count
