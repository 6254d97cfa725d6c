"""What is known of the media of a video once it was read, kept beside its source.

A video has it from the moment its examination is due; one that is served as it was uploaded,
for want of PyAV, has none.
"""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from apivideo.emulator.state.store import first

KIND = "media"


@dataclass(frozen=True)
class MediaInfo:
    """How far the examination is, and what it has found.

    Attributes:
        done: Whether nothing is left to be done but a thumbnail.
        metadata: As the status of the video tells it; None before the file was read.
        seconds: The duration, a fraction as text.
        rate: Pictures a second, a fraction as text.
        as_uploaded: Whether browsers play the uploaded file itself.
        wanted: The timecode of a thumbnail that is still to be cut.
        reason: Why it cannot be played.
    """

    done: bool = False
    metadata: dict[str, Any] | None = None
    seconds: str = "0"
    rate: str = "0"
    as_uploaded: bool = True
    wanted: str | None = None
    reason: str | None = None


def load(database: sqlite3.Connection, video_id: str) -> MediaInfo | None:
    """What is known of a video; None when it is not examined."""
    query = "SELECT document FROM documents WHERE kind = ? AND id = ?"
    row = first(database.execute(query, (KIND, video_id)))
    return MediaInfo(**json.loads(row["document"])) if row else None


def save(database: sqlite3.Connection, video_id: str, media: MediaInfo) -> None:
    """Store it, in place of what was known before."""
    database.execute(
        "INSERT INTO documents (kind, id, document) VALUES (?, ?, ?)"
        " ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document",
        (KIND, video_id, json.dumps(dataclasses.asdict(media))),
    )


def delete(database: sqlite3.Connection, video_id: str) -> None:
    """Forget what was found."""
    database.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (KIND, video_id))


def unfinished(database: sqlite3.Connection) -> list[str]:
    """The videos whose examination, or thumbnail, is still to be done.

    Those that came while nothing was examined are among them from now on.
    """
    database.execute(
        "INSERT OR IGNORE INTO documents (kind, id, document) SELECT ?, video_id, '{}'"
        " FROM sources WHERE completed_at IS NOT NULL AND NOT failed",
        (KIND,),
    )
    rows = database.execute(
        "SELECT id FROM documents WHERE kind = ?"
        " AND (NOT ifnull(json_extract(document, '$.done'), 0)"
        " OR json_extract(document, '$.wanted') IS NOT NULL) ORDER BY sequence",
        (KIND,),
    )
    return [row["id"] for row in rows]


def drop_unfinished(database: sqlite3.Connection) -> None:
    """Forget examinations that nobody will end: their videos are served as they were uploaded."""
    database.execute(
        "DELETE FROM documents WHERE kind = ? AND NOT ifnull(json_extract(document, '$.done'), 0)",
        (KIND,),
    )
