"""The plan of an upload: the parts in which a file is sent (service facts, section 8).

Pure arithmetic: nothing here reads a file or sends a request.
"""

from typing import Iterable, Iterator, NamedTuple, Optional, Tuple

MIB = 1024 * 1024

SMALLEST_PART = 5 * MIB
"""The smallest size of every part but the last."""

LARGEST_PART = 128 * MIB
"""The largest size that is chosen for a part."""

LARGEST_REQUEST = 200 * MIB
"""The largest part that the service accepts."""

LARGEST_FILE = 52428800000
MOST_PARTS = 10000

AIM = 16
"""Number of parts that a file of middle size has: enough to spread over eight connections, few
enough for two uploads in the minute for which the sandbox allows 40 (service facts, section 3)."""


class Part(NamedTuple):
    """The bytes of a file that one request carries."""

    number: int
    total: Optional[int]
    """The number of parts; None while it is unknown."""
    start: int
    length: int
    file_size: Optional[int] = None
    """The size of the file, if the part is identified by its bytes instead of its number."""

    @property
    def is_last(self) -> bool:
        """Whether the part contains the end of the file."""
        if self.file_size is not None:
            return self.start + self.length == self.file_size
        return self.number == self.total

    @property
    def content_range(self) -> str:
        """The header that tells the service which part this is."""
        if self.file_size is not None:
            return f"bytes {self.start}-{self.start + self.length - 1}/{self.file_size}"
        return f"part {self.number}/{self.total or '*'}"


def part_size(size: int) -> int:
    """Return the size of the parts of a file of *size* bytes for which ``chunk_size`` is not set.

    A sixteenth of the file in whole MiB, at least 5 MiB and at most 128 MiB, unless that makes
    more than 10,000 parts. It depends on nothing else, so an upload that is resumed on another
    machine has the same parts.
    """
    wanted = -(-size // (AIM * MIB)) * MIB
    needed = -(-size // MOST_PARTS)
    return max(needed, min(LARGEST_PART, max(SMALLEST_PART, wanted)))


def plan(size: int, chunk_size: int) -> Iterator[Part]:
    """Yield the parts of a file of *size* bytes: each has *chunk_size* bytes, the last the rest."""
    total = -(-size // chunk_size)
    for index in range(total):
        start = index * chunk_size
        yield Part(index + 1, total, start, min(chunk_size, size - start))


def gaps(size: int, received: Iterable[Tuple[int, int]]) -> Iterator[Tuple[int, int]]:
    """Yield start and length of the ranges of a file of *size* bytes that are not in *received*.

    *received* holds the first and the last byte of ranges, which may overlap.
    """
    start = 0
    for first, last in sorted(received):
        if first > start:
            yield start, first - start
        start = max(start, last + 1)
    if start < size:
        yield start, size - start


def plan_ranges(
    size: int, received: Iterable[Tuple[int, int]], chunk_size: int, smallest: int = SMALLEST_PART
) -> Iterator[Part]:
    """Yield the parts that fill the gaps in a file of *size* bytes.

    Each has at most *chunk_size* bytes, unless one of them would have less than *smallest*.
    """
    number = 0
    for start, length in gaps(size, received):
        count = max(1, min(-(-length // chunk_size), length // smallest))
        base, remainder = divmod(length, count)
        for index in range(count):
            number += 1
            part_length = base + (1 if index < remainder else 0)
            yield Part(number, None, start, part_length, size)
            start += part_length
