"""What the service has of an upload, and how a file goes on from there (facts, section 7)."""

from typing import Any, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from apivideo.exceptions import ApiConnectionError, ApiException, ApiValueError, ApiVideoError
from apivideo.uploads.plan import Piece, plan_ranges

NOT_UPLOADED = (None, "missing", "uploading", "ingesting", "ingested")
"""What ``ingest.status`` says while a file is not whole, or when none was uploaded at all; what
it says afterwards has several spellings."""

PIECE_IS_THERE = (
    "video-content-range-by-part-part-already-sent",
    "video-content-range-by-bytes-range-overlap",
)
FILE_IS_THERE = "video-source-already-uploaded"

MAY_HAVE_ARRIVED = (500, 502, 504)
"""Statuses after which a piece may be there: what answered need not be what stored it."""


def is_there(error: ApiVideoError) -> bool:
    """Whether the service refuses a piece since it has it, or the whole file."""
    slug = error.problem.slug if isinstance(error, ApiException) else None
    return slug == FILE_IS_THERE or slug in PIECE_IS_THERE


def may_have_arrived(error: Exception) -> bool:
    """Whether the attempt that ended with *error* may have been a success."""
    if isinstance(error, ApiException):
        return error.status in MAY_HAVE_ARRIVED
    return isinstance(error, ApiConnectionError) and error.reached


class Received(NamedTuple):
    """What the service has."""

    status: Optional[str] = None
    filesize: Optional[int] = None
    parts: Tuple[int, ...] = ()
    parts_total: Optional[int] = None
    ranges: Tuple[Tuple[int, int], ...] = ()
    """First and last byte of each."""
    ranges_total: Optional[int] = None

    @property
    def is_whole(self) -> bool:
        """Whether it has a whole file."""
        if self.status not in NOT_UPLOADED:
            return True
        return self.parts_total is not None and len(self.parts) == self.parts_total


def read(document: Mapping[str, Any]) -> Received:
    """What the status of a video tells."""
    ingest = document.get("ingest") or {}
    parts = ingest.get("receivedParts") or {}
    ranges = ingest.get("receivedBytes") or []
    totals = [one["total"] for one in ranges if one.get("total") is not None]
    return Received(
        ingest.get("status"),
        ingest.get("filesize"),
        tuple(parts.get("parts") or ()),
        parts.get("total"),
        tuple((one["from"], one["to"]) for one in ranges),
        totals[0] if totals else None,
    )


class Rest(NamedTuple):
    """What is left of an upload."""

    missing: List[Piece]
    confirmed: List[Tuple[int, int]]
    """Number and size of what has arrived; number 0 stands for all that was sent in ranges."""


def rest(received: Received, pieces: Sequence[Piece], size: int, is_one_file: bool) -> Rest:
    """What is left to send of a file of *size* bytes that is cut in *pieces*.

    Raises ApiValueError with the reason where what the service has cannot be of this file.
    """
    if received.filesize not in (None, size):
        raise _does_not_fit(size, f"the service has one of {received.filesize} bytes")
    if received.status not in NOT_UPLOADED:
        return Rest([], [(one.number, one.length) for one in pieces])
    if received.ranges:
        return _rest_of_ranges(received, pieces, size, is_one_file)
    if not received.parts:
        return Rest(list(pieces), [])
    if received.parts_total is None:
        reason = "it was begun as a stream or in a session, and nobody knows how that was cut"
        raise _does_not_fit(size, reason)
    if received.parts_total != len(pieces):
        reason = f"it was begun in {received.parts_total} parts, this one has {len(pieces)}"
        raise _does_not_fit(size, reason + "; was it another file, or chunk_size another?")
    there = set(received.parts)
    return Rest(
        [one for one in pieces if one.number not in there],
        [(one.number, one.length) for one in pieces if one.number in there],
    )


def _rest_of_ranges(
    received: Received, pieces: Sequence[Piece], size: int, is_one_file: bool
) -> Rest:
    if not is_one_file:
        raise _does_not_fit(size, "it was begun in ranges of bytes, not in parts")
    last = max(last for _, last in received.ranges)
    if received.ranges_total not in (None, size) or last >= size:
        total = received.ranges_total or f"more than {last}"
        raise _does_not_fit(size, f"it was begun with a file of {total} bytes")
    missing: List[Piece] = list(plan_ranges(size, received.ranges, pieces[0].length))
    return Rest(missing, [(0, size - sum(one.length for one in missing))])


def check_whole(received: Received, size: Optional[int]) -> None:
    """Refuse a file that came out with another size: its parts were cut in different ways."""
    if size is not None and received.filesize not in (None, size):
        raise _does_not_fit(size, f"together they made one of {received.filesize} bytes")


def _does_not_fit(size: int, reason: str) -> ApiValueError:
    return ApiValueError(f"the upload cannot be resumed with this file of {size} bytes: {reason}")
