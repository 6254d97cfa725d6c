"""What follows from the encoding of a video: events, its transcript, its summary.

How far an encoding is, is a matter of time; here what that brings about is made true, once.
`do` may be called as often as one likes: operations that show the consequences call it, and so
does the worker, in the background.
"""

from __future__ import annotations

from collections.abc import Mapping

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import deliveries, encoding, summaries
from apivideo.emulator.state import sources
from apivideo.emulator.state.sources import Source
from apivideo.emulator.state.store import Document

UNFOLLOWED = """
SELECT video_id FROM sources JOIN documents ON kind = 'video' AND id = video_id
WHERE followed = 0 AND completed_at IS NOT NULL
"""


def do(service: Service, video_id: str | None = None) -> bool:
    """Make true what is due, of all videos or of one; gives whether time will bring more."""
    of_one = " AND video_id = ?" if video_id else ""
    waiting = False
    for row in service.store.read(UNFOLLOWED + of_one, [video_id] if video_id else []):
        with service.store.transaction():
            waiting |= not _follow(service, row["video_id"])
    return waiting


def _follow(service: Service, video_id: str) -> bool:
    """Whether all that follows from the encoding of a video has happened."""
    video = service.store.get("video", video_id)
    if video is None:
        return True  # deleted or discarded meanwhile
    source = sources.load(service.store, video_id)
    seconds = service.settings.encoding_seconds
    qualities = encoding.qualities(source, video["mp4Support"], service.now, seconds)
    for quality in qualities:
        if quality["status"] == "encoded":
            _announce(service, video, quality)
    states = {quality["status"] for quality in qualities}
    if states & {"waiting", "encoding"}:
        return False
    outcome = "failed"
    if "encoded" in states:
        outcome = "completed" if _has_sound(source) else "unprocessable"
    if outcome == "completed":
        summaries.write_transcript(service, video)
    if not summaries.finish_summary(service, video_id, outcome):
        return False
    service.store.write("UPDATE sources SET followed = 1 WHERE video_id = ?", (video_id,))
    return True


def _has_sound(source: Source | None) -> bool:
    """Whether there is anything to listen to, as far as anybody knows."""
    if source is None or source.media_info is None or source.media_info.metadata is None:
        return True
    return source.media_info.metadata["audioCodec"] is not None


def _announce(service: Service, video: Document, quality: Mapping[str, str]) -> None:
    is_new = service.store.write(
        "INSERT OR IGNORE INTO announced VALUES (?, ?, ?)",
        (video["videoId"], quality["type"], quality["quality"]),
    )
    if is_new:
        live_stream_id = video["hidden"].get("liveStreamId")
        deliveries.emit(
            service,
            "video.encoding.quality.completed",
            videoId=video["videoId"],
            encoding=quality["type"],
            quality=quality["quality"],
            **({"liveStreamId": live_stream_id} if live_stream_id else {}),
        )
