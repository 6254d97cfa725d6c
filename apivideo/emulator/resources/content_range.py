"""Which parts of a file are taken: a pure decision on a header and what is stored.

``Content-Range: part <n>/<total>`` or ``bytes <from>-<to>/<total>``, the total ``*`` while it is
unknown (docs/service.md, sections 4 and 8). Nothing here reads a file or a socket.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.state.sources import BYTES, PART, Received

SMALLEST_PART = 5 * 1024 * 1024
LARGEST_REQUEST = 200 * 1024 * 1024
MOST_PARTS = 10_000
MOST_BYTES = 52_428_800_000

_BY_PART = re.compile(r"part +(\d{1,18})/(\d{1,18}|\*)", re.ASCII)
_BY_BYTES = re.compile(r"bytes +(\d{1,18})-(\d{1,18})/(\d{1,18}|\*)", re.ASCII)


class ContentRange(NamedTuple):
    """A part of a file, as its request announces it.

    A part has its number as *first* and as *last*; a range of bytes its ends, both included.
    """

    unit: str
    first: int
    last: int
    total: int | None


def parse(header: str | None) -> ContentRange | None:
    """The part that *header* announces; None without one.

    The documentation also shows the header percent-encoded, so that form is read too.
    """
    if header is None:
        return None
    text = unquote(header).strip()
    by_part = _BY_PART.fullmatch(text)
    if by_part:
        number = int(by_part[1])
        return ContentRange(PART, number, number, _total(by_part[2]))
    by_bytes = _BY_BYTES.fullmatch(text)
    if by_bytes:
        return ContentRange(BYTES, int(by_bytes[1]), int(by_bytes[2]), _total(by_bytes[3]))
    raise _refusal("malformed", "Use part <part>/<total> or bytes <from>-<to>/<total>.")


def check(part: ContentRange, received: Received, size: int | None = None) -> bool:
    """Whether *part* fills the last gap. Raises Problem when it cannot be taken.

    While nobody knows the *size* of the file in the request, the rules that need it are left out.
    """
    if received.unit not in (None, part.unit):
        raise _refusal(f"started-with-{received.unit}")
    if part.unit == PART:
        return _check_part(part, received, size)
    return _check_bytes(part, received, size)


def _check_part(part: ContentRange, received: Received, size: int | None) -> bool:
    number = part.first
    if number < 1:
        raise _refusal("by-part-part-zero")
    if number > MOST_PARTS:
        raise _refusal("by-part-part-too-high-allowed", f"The highest is {MOST_PARTS}.")
    if part.total is not None:
        _check_total(part.total, received, PART, "parts", MOST_PARTS)
    total = received.total if part.total is None else part.total
    if total is not None and number > total:
        raise _refusal("by-part-part-too-high-total", f"The number of parts is {total}.")
    if (number, number) in received.parts:
        raise _refusal("by-part-part-already-sent", f"Part {number} is stored.")
    if size is not None and size < SMALLEST_PART and number != total:
        detail = f"All parts but the last have at least {SMALLEST_PART} bytes."
        raise _refusal("by-part-uploaded-file-too-small", detail)
    return total is not None and len(received.parts) + 1 == total


def _check_bytes(part: ContentRange, received: Received, size: int | None) -> bool:
    if part.first > part.last:
        raise _refusal("by-bytes-from-byte-too-high")
    if part.last >= MOST_BYTES:
        raise _refusal("by-bytes-to-byte-too-high-allowed", f"The highest is {MOST_BYTES - 1}.")
    if part.total is not None:
        _check_total(part.total, received, BYTES, "bytes", MOST_BYTES)
    total = received.total if part.total is None else part.total
    if total is not None and part.last >= total:
        raise _refusal("by-bytes-to-byte-too-high-total", f"The number of bytes is {total}.")
    if any(part.first <= last and first <= part.last for first, last in received.parts):
        raise _refusal("by-bytes-range-overlap")
    length = part.last - part.first + 1
    if length > LARGEST_REQUEST:
        raise _refusal("by-bytes-range-too-large", f"The most is {LARGEST_REQUEST} bytes.")
    if length < SMALLEST_PART and part.last + 1 != total:
        detail = f"All ranges but the last have at least {SMALLEST_PART} bytes."
        raise _refusal("by-bytes-range-too-small", detail)
    if size is not None and size != length:
        raise _refusal("by-bytes-range-mismatch", f"{length} bytes announced, {size} sent.")
    stored = sum(last - first + 1 for first, last in received.parts)
    return stored + length == total


def _check_total(total: int, received: Received, unit: str, name: str, most: int) -> None:
    """Raise Problem when the *total* of a *unit*, which counts parts or bytes, cannot be."""
    if total < 1:
        raise _refusal(f"by-{unit}-total-{name}-zero")
    if total > most:
        raise _refusal(f"by-{unit}-total-{name}-too-high", f"The most is {most}.")
    if received.total is not None:
        if total != received.total:
            detail = f"The number of {name} given before is {received.total}."
            raise _refusal(f"by-{unit}-different-total-{name}", detail)
    elif any(total <= last for _, last in received.parts):
        highest = max(last for _, last in received.parts)
        detail = f"{name[:-1].capitalize()} {highest} is stored."
        raise _refusal(f"by-{unit}-total-{name}-too-low", detail)


def _total(text: str) -> int | None:
    return None if text == "*" else int(text)


def _refusal(rule: str, detail: str | None = None) -> Problem:
    return Problem("video-content-range-" + rule, "Content-Range", detail)
