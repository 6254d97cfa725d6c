"""The source of each video: which parts of it are stored, and in which files."""

from __future__ import annotations

from typing import NamedTuple

from apivideo.emulator.state import media_info
from apivideo.emulator.state.files import Segment
from apivideo.emulator.state.media_info import MediaInfo
from apivideo.emulator.state.store import Store

UPLOAD = "upload"
DOWNLOAD = "download"
COPY = "copy"

PART = "part"
BYTES = "bytes"
SELECT = "SELECT origin, unit, total, completed_at, failed, encoded FROM sources WHERE video_id = ?"


class Received(NamedTuple):
    """What is stored of an upload in parts."""

    unit: str | None = None
    parts: tuple[tuple[int, int], ...] = ()  # first and last of each, as in ContentRange
    total: int | None = None


class Part(NamedTuple):
    """A stored stretch of a source."""

    first: int
    last: int
    segment: Segment


class Source(NamedTuple):
    """What is known of a source."""

    origin: str
    unit: str | None
    total: int | None
    completed_at: float | None
    failed: bool
    parts: tuple[Part, ...]
    encoded: bool = False  # by hand, whatever the time
    media_info: MediaInfo | None = None  # None when nobody examines it

    @property
    def received(self) -> Received:
        """The stored parts, as decisions about the next one want them."""
        parts = tuple((part.first, part.last) for part in self.parts)
        return Received(self.unit, parts, self.total)

    @property
    def segments(self) -> list[Segment]:
        """The files in their order."""
        return [part.segment for part in self.parts]

    @property
    def size(self) -> int:
        """Bytes stored so far."""
        return sum(segment.size for segment in self.segments)


def load(store: Store, video_id: str) -> Source | None:
    """The source of a video; None before its first byte."""
    with store.transaction():
        rows = store.read(SELECT, (video_id,))
        if not rows:
            return None
        parts = store.read("SELECT * FROM parts WHERE video_id = ? ORDER BY first", (video_id,))
        return Source(
            **dict(rows[0]),
            parts=tuple(
                Part(part["first"], part["last"], Segment(part["file"], part["size"]))
                for part in parts
            ),
            media_info=media_info.load(store, video_id),
        )


def begin(
    store: Store, video_id: str, origin: str, *, unit: str | None = None, address: str | None = None
) -> None:
    """Note where the bytes will come from; nothing happens when that is known."""
    store.write(
        "INSERT OR IGNORE INTO sources (video_id, origin, unit, address) VALUES (?, ?, ?, ?)",
        (video_id, origin, unit, address),
    )


def add(store: Store, video_id: str, part: Part, total: int | None = None) -> None:
    """Record a part whose bytes are on disk, and the total if it is told."""
    store.write(
        "INSERT INTO parts (video_id, first, last, size, file) VALUES (?, ?, ?, ?, ?)",
        (video_id, part.first, part.last, part.segment.size, part.segment.name),
    )
    if total is not None:
        store.write("UPDATE sources SET total = ? WHERE video_id = ?", (total, video_id))


def fail(store: Store, video_id: str, now: float) -> None:
    """Record that this will never be a video that plays."""
    store.write(
        "UPDATE sources SET completed_at = ?, failed = 1 WHERE video_id = ?", (now, video_id)
    )


def delete(store: Store, video_id: str) -> list[str]:
    """Forget a source; gives the names of the files that nobody needs then."""
    rows = store.read("SELECT file FROM parts WHERE video_id = ?", (video_id,))
    store.write("DELETE FROM parts WHERE video_id = ?", (video_id,))
    store.write("DELETE FROM sources WHERE video_id = ?", (video_id,))
    store.delete(media_info.KIND, video_id)
    return [row["file"] for row in rows]
