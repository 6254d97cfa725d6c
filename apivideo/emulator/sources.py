"""The source of each video: which pieces of it are stored, and in which files."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from apivideo.emulator import findings
from apivideo.emulator.content_range import Received
from apivideo.emulator.files import Segment
from apivideo.emulator.findings import Findings

UPLOAD = "upload"
DOWNLOAD = "download"
COPY = "copy"


class Piece(NamedTuple):
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
    pieces: tuple[Piece, ...]
    encoded: bool = False  # by hand, whatever the time
    findings: Findings | None = None  # None when nobody examines it

    @property
    def received(self) -> Received:
        """The stored pieces, as decisions about the next one want them."""
        pieces = tuple((piece.first, piece.last) for piece in self.pieces)
        return Received(self.unit, pieces, self.total)

    @property
    def segments(self) -> list[Segment]:
        """The files in their order."""
        return [piece.segment for piece in self.pieces]

    @property
    def size(self) -> int:
        """Bytes stored so far."""
        return sum(segment.size for segment in self.segments)


def load(database: sqlite3.Connection, video_id: str) -> Source | None:
    """The source of a video; None before its first byte."""
    row = database.execute("SELECT * FROM sources WHERE video_id = ?", (video_id,)).fetchone()
    if row is None:
        return None
    rows = database.execute("SELECT * FROM pieces WHERE video_id = ? ORDER BY first", (video_id,))
    pieces = tuple(
        Piece(piece["first"], piece["last"], Segment(piece["file"], piece["size"]))
        for piece in rows
    )
    return Source(
        row["origin"],
        row["unit"],
        row["total"],
        row["completed_at"],
        bool(row["failed"]),
        pieces,
        bool(row["encoded"]),
        findings.load(database, video_id),
    )


def begin(
    database: sqlite3.Connection,
    video_id: str,
    origin: str,
    *,
    unit: str | None = None,
    address: str | None = None,
) -> None:
    """Note where the bytes will come from; nothing happens when that is known."""
    database.execute(
        "INSERT OR IGNORE INTO sources (video_id, origin, unit, address) VALUES (?, ?, ?, ?)",
        (video_id, origin, unit, address),
    )


def add(database: sqlite3.Connection, video_id: str, piece: Piece, total: int | None) -> None:
    """Record a piece whose bytes are on disk, and the total if it is told."""
    database.execute(
        "INSERT INTO pieces (video_id, first, last, size, file) VALUES (?, ?, ?, ?, ?)",
        (video_id, piece.first, piece.last, piece.segment.size, piece.segment.name),
    )
    if total is not None:
        database.execute("UPDATE sources SET total = ? WHERE video_id = ?", (total, video_id))


def complete(database: sqlite3.Connection, video_id: str, now: float) -> None:
    """Record that nothing is missing any more."""
    database.execute("UPDATE sources SET completed_at = ? WHERE video_id = ?", (now, video_id))


def fail(database: sqlite3.Connection, video_id: str, now: float) -> None:
    """Record that this will never be a video that plays."""
    database.execute(
        "UPDATE sources SET completed_at = ?, failed = 1 WHERE video_id = ?", (now, video_id)
    )


def encode(database: sqlite3.Connection, video_id: str) -> None:
    """Record that the encoding has ended, whatever the time."""
    database.execute("UPDATE sources SET encoded = 1 WHERE video_id = ?", (video_id,))


def unfinished_downloads(database: sqlite3.Connection) -> list[tuple[str, str]]:
    """The videos whose download has not ended, each with the address."""
    rows = database.execute(
        "SELECT video_id, address FROM sources WHERE origin = ? AND completed_at IS NULL",
        (DOWNLOAD,),
    )
    return [(row["video_id"], row["address"]) for row in rows]


def delete(database: sqlite3.Connection, video_id: str) -> list[str]:
    """Forget a source; gives the names of the files that nobody needs then."""
    rows = database.execute("SELECT file FROM pieces WHERE video_id = ?", (video_id,)).fetchall()
    database.execute("DELETE FROM pieces WHERE video_id = ?", (video_id,))
    database.execute("DELETE FROM sources WHERE video_id = ?", (video_id,))
    findings.delete(database, video_id)
    return [row["file"] for row in rows]


def files(database: sqlite3.Connection) -> set[str]:
    """The names of all files that sources are made of."""
    return {row["file"] for row in database.execute("SELECT file FROM pieces")}
