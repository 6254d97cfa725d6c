"""The plan of an upload: the parts in which a file is sent (docs/service.md, section 8).

Pure arithmetic: nothing here reads a file or sends a request.
"""

from typing import Iterable, Iterator, NamedTuple, Optional, Tuple

from apivideo._http.source import check_size
from apivideo.convert import acceptor
from apivideo.exceptions import ApiValueError

MIB = 1024 * 1024
SMALLEST_PART = 5 * MIB  # of all parts but the last
LARGEST_PART = 128 * MIB  # that is chosen
LARGEST_REQUEST = 200 * MIB  # that the service accepts
LARGEST_FILE = 52428800000
MOST_PARTS = 10000

AIM = 16
"""Parts of a file of middle size: for eight connections, and two uploads in a sandbox's minute."""


class Part(NamedTuple):
    """The bytes of a file that one request carries."""

    number: int
    total: Optional[int]  # the number of parts; None while it is unknown
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

    A sixteenth in whole MiB, 5 to 128 MiB, or what makes 10,000 parts. It depends on nothing else,
    so an upload that is resumed on another machine has the same parts.
    """
    size = acceptor(int)(size, "size")
    wanted = -(-size // (AIM * MIB)) * MIB
    needed = -(-size // MOST_PARTS)
    return max(needed, min(LARGEST_PART, max(SMALLEST_PART, wanted)))


def plan(size: int, chunk_size: Optional[int] = None) -> Iterator[Part]:
    """Yield the parts of a file of *size* bytes: each has *chunk_size* bytes, the last the rest.

    Raises ApiValueError for a file that the service does not take, or not in so many parts.
    """
    check_size(acceptor(int)(size, "size"), LARGEST_FILE)
    chunk_size = int(acceptor(int)(chunk_size or part_size(size), "chunk_size"))
    total = -(-size // chunk_size)
    if total > MOST_PARTS:
        message = f"a file of {size} bytes into too many parts: there can be {MOST_PARTS}"
        raise ApiValueError(f"chunk_size {chunk_size} divides {message}")
    for index in range(total):
        start = index * chunk_size
        yield Part(index + 1, total, start, min(chunk_size, size - start))


def plan_ranges(
    size: int, received: Iterable[Tuple[int, int]], chunk_size: int, smallest: int = SMALLEST_PART
) -> Iterator[Part]:
    """Yield the parts that fill the gaps between *received* first and last bytes, in any order.

    Each has at most *chunk_size* bytes, unless one of them would have less than *smallest*.
    """
    number = start = 0
    for first, last in [*sorted(received), (size, size)]:
        gap = max(0, first - start)
        count = max(1, min(-(-gap // chunk_size), gap // smallest)) if gap else 0
        for index in range(count):
            number += 1
            length = gap * (index + 1) // count - gap * index // count
            yield Part(number, None, start, length, size)
            start += length
        start = max(start, last + 1)
