"""What is known of the media of a video once it was read, kept beside its source.

A video has it from the moment its examination is due; one that is served as it was uploaded,
for want of PyAV, has none.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from apivideo.emulator.state.store import Store

KIND = "media"


@dataclass(frozen=True)
class MediaInfo:
    """How far the examination is, and what it has found."""

    done: bool = False  # whether nothing is left to be done but a thumbnail
    metadata: dict[str, Any] | None = None  # as the status tells it; None before it was read
    seconds: str = "0"  # the duration, a fraction
    rate: str = "0"  # pictures a second, a fraction
    as_uploaded: bool = True  # whether browsers play the uploaded file itself
    wanted: str | None = None  # the timecode of a thumbnail that is still to be cut
    reason: str | None = None  # why it cannot be played


def load(store: Store, video_id: str) -> MediaInfo | None:
    """What is known of a video; None when it is not examined."""
    found = store.get(KIND, video_id)
    return None if found is None else MediaInfo(**found)


def save(store: Store, video_id: str, media: MediaInfo) -> None:
    """Store it, in place of what was known before."""
    store.put(KIND, video_id, dataclasses.asdict(media))


def change(store: Store, video_id: str, **changes: Any) -> bool:
    """Store what has changed; False when the video is gone."""
    with store.transaction():
        known = load(store, video_id)
        if known is not None:
            save(store, video_id, dataclasses.replace(known, **changes))
    return known is not None


def unfinished(store: Store) -> list[str]:
    """The videos whose examination, or thumbnail, is still to be done.

    Those that came while nothing was examined are among them from now on.
    """
    store.write(
        "INSERT OR IGNORE INTO documents (kind, id, document) SELECT ?, video_id, '{}'"
        " FROM sources WHERE completed_at IS NOT NULL AND NOT failed",
        (KIND,),
    )
    rows = store.read(
        "SELECT id FROM documents WHERE kind = ?"
        " AND (NOT ifnull(json_extract(document, '$.done'), 0)"
        " OR json_extract(document, '$.wanted') IS NOT NULL) ORDER BY sequence",
        (KIND,),
    )
    return [row["id"] for row in rows]


def drop_unfinished(store: Store) -> None:
    """Forget examinations that nobody will end: their videos are served as they were uploaded."""
    store.write(
        "DELETE FROM documents WHERE kind = ? AND NOT ifnull(json_extract(document, '$.done'), 0)",
        (KIND,),
    )
