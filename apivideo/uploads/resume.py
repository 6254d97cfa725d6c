"""The resume decision: what the service has of an upload, and which parts are missing.

Pure functions over the response to ``GET /videos/{videoId}/status`` (docs/service.md, section 7).
"""

from typing import Any, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from apivideo.exceptions import ApiConnectionError, ApiException, ApiValueError
from apivideo.uploads.plan import Part, plan_ranges

INCOMPLETE = (None, "missing", "uploading", "ingesting", "ingested")
"""``ingest.status`` of a file that is incomplete. Those of complete ones have several spellings."""

FILE_IS_THERE = "video-source-already-uploaded"
IS_THERE = (
    FILE_IS_THERE,
    "video-content-range-by-part-part-already-sent",
    "video-content-range-by-bytes-range-overlap",
)

MAY_HAVE_ARRIVED = (500, 502, 504)  # a proxy may have sent the response


def is_there(error: BaseException, slugs: Sequence[str] = IS_THERE) -> bool:
    """Whether the service refused a part because it already has the part or the whole file."""
    return isinstance(error, ApiException) and error.problem.slug in slugs


def may_have_arrived(error: Exception) -> bool:
    """Whether the service may have stored the part although the attempt failed."""
    if isinstance(error, ApiException):
        return error.status in MAY_HAVE_ARRIVED
    return isinstance(error, ApiConnectionError) and error.reached


class Received(NamedTuple):
    """What the service has received of a file."""

    status: Optional[str] = None
    filesize: Optional[int] = None
    parts: Tuple[int, ...] = ()
    parts_total: Optional[int] = None
    ranges: Tuple[Tuple[int, int], ...] = ()  # the first and the last byte of each
    ranges_total: Optional[int] = None

    @property
    def is_complete(self) -> bool:
        """Whether the service has the whole file."""
        return self.status not in INCOMPLETE or len(self.parts) == self.parts_total

    @classmethod
    def from_status(cls, status: Mapping[str, Any]) -> "Received":
        """Read the status of a video."""
        ingest = status.get("ingest") or {}
        parts = ingest.get("receivedParts") or {}
        ranges = ingest.get("receivedBytes") or ()
        totals = (one["total"] for one in ranges if one.get("total") is not None)
        received = tuple(parts.get("parts") or ()), parts.get("total")
        bounds = tuple((one["from"], one["to"]) for one in ranges)
        return cls(
            ingest.get("status"), ingest.get("filesize"), *received, bounds, next(totals, None)
        )

    def check_size(self, size: Optional[int]) -> None:
        """Raise if the complete file has the wrong size: parts of different sizes were mixed."""
        if size is not None and self.filesize not in (None, size):
            raise _mismatch(size, f"together they made one of {self.filesize} bytes")


def remaining(
    received: Received, parts: Sequence[Part], size: int
) -> Tuple[List[Part], Dict[int, int]]:
    """Return the parts that are missing of a file of *size* bytes, and the lengths of the others.

    Number 0 stands for all the bytes of an upload that was sent in ranges of bytes. Raises
    ApiValueError, with the reason, if the service has received parts of another file.
    """
    if received.filesize not in (None, size):
        raise _mismatch(size, f"the service has one of {received.filesize} bytes")
    lengths = {part.number: part.length for part in parts}
    if received.status not in INCOMPLETE:
        return [], lengths
    if received.ranges:
        end = max(last for _, last in received.ranges)
        total = received.ranges_total or f"more than {end}"
        if received.ranges_total not in (None, size) or end >= size:
            raise _mismatch(size, f"it was begun with a file of {total} bytes")
        missing = list(plan_ranges(size, received.ranges, parts[0].length))
        return missing, {0: size - sum(part.length for part in missing)}
    if not received.parts:
        return list(parts), {}
    if received.parts_total is None:
        raise _mismatch(size, "it was begun as a stream or in a session, with parts of any size")
    if received.parts_total != len(parts):
        reason = f"it was begun in {received.parts_total} parts, this one has {len(parts)}"
        raise _mismatch(size, reason + "; was it another file, or another chunk_size?")
    there = {number: lengths[number] for number in received.parts if number in lengths}
    return [part for part in parts if part.number not in there], there


def _mismatch(size: int, reason: str) -> ApiValueError:
    return ApiValueError(f"the upload cannot be resumed with this file of {size} bytes: {reason}")
