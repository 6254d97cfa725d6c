"""Which parts a file is sent in: pure arithmetic (service facts, section 8)."""

from typing import Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

MIB = 1024 * 1024

SMALLEST_PART = 5 * MIB
"""What every part but the last has at least."""

LARGEST_PART = 128 * MIB
MOST_PARTS = 10000
LARGEST_REQUEST = 200 * MIB
"""What the service takes in one request, at most."""

AIM = 16
"""Parts a file of middle size is cut in: enough to spread over eight connections, few enough for
two uploads in the minute for which the sandbox allows 40 (service facts, section 3)."""


class Part(NamedTuple):
    """One request of an upload that is cut by number."""

    number: int
    total: Optional[int]  # None while nobody knows how many there will be
    start: int
    length: int

    @property
    def is_last(self) -> bool:
        """Whether it ends the file."""
        return self.number == self.total

    @property
    def content_range(self) -> str:
        """The header that tells the service which part this is."""
        return f"part {self.number}/{self.total or '*'}"


class Range(NamedTuple):
    """One request of an upload that is cut by bytes, which only resuming meets."""

    number: int
    size: int
    start: int
    length: int

    @property
    def is_last(self) -> bool:
        """Whether it ends the file."""
        return self.start + self.length == self.size

    @property
    def content_range(self) -> str:
        """The header that tells the service which bytes these are."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.size}"


Piece = Union[Part, Range]


def part_size(size: int) -> int:
    """The size of the parts of a file of *size* bytes, where ``chunk_size`` is not set.

    A sixteenth of the file in whole MiB, but 5 MiB at least and 128 MiB at most, unless that
    would make more than 10,000 parts. It depends on nothing else, so that an upload that is
    resumed elsewhere is cut alike.
    """
    wanted = -(-size // (AIM * MIB)) * MIB
    needed = -(-size // MOST_PARTS)
    return max(needed, min(LARGEST_PART, max(SMALLEST_PART, wanted)))


def plan(size: int, chunk_size: int) -> Iterator[Part]:
    """The parts of a file of *size* bytes: each of *chunk_size*, the last of what is left."""
    total = -(-size // chunk_size)
    for index in range(total):
        start = index * chunk_size
        yield Part(index + 1, total, start, min(chunk_size, size - start))


def gaps(size: int, received: Iterable[Tuple[int, int]]) -> List[Tuple[int, int]]:
    """The ranges of a file of *size* bytes that are not in *received*; both ends belong to each."""
    missing = []
    start = 0
    for first, last in sorted(received):
        if first > start:
            missing.append((start, first - 1))
        start = max(start, last + 1)
    if start < size:
        missing.append((start, size - 1))
    return missing


def plan_ranges(
    size: int, received: Iterable[Tuple[int, int]], chunk_size: int, smallest: int = SMALLEST_PART
) -> Iterator[Range]:
    """The requests that fill the gaps in a file of *size* bytes.

    Each has *chunk_size* at most, unless that would leave one with less than *smallest*.
    """
    number = 0
    for first, last in gaps(size, received):
        length = last - first + 1
        count = max(1, min(-(-length // chunk_size), length // smallest))
        base, more = divmod(length, count)
        start = first
        for index in range(count):
            number += 1
            piece = base + (1 if index < more else 0)
            yield Range(number, size, start, piece)
            start += piece
