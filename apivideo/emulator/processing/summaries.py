"""Transcripts and summaries that are made of a video (docs/service.md, sections 13 and 14).

Nobody listens here: the language, where none is given, is taken for English, and the texts say
what they are. When they appear, and what is told of them, is as with the service.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import captions, deliveries
from apivideo.emulator.state import reference_data
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

SUMMARY = "summary"
BOTH = ("abstract", "takeaways")
DETECTED = "en"
TRANSCRIPT = (reference_data.FOLDER / "transcript.vtt").read_bytes()


def request_summary(
    service: Service, video_id: str, attributes: Sequence[str] | None, origin: str | None
) -> Document:
    """Store a new summary, missing or, with *origin* ``auto``, waiting for the video."""
    now = date_time(service.now)
    seconds = service.settings.encoding_seconds  # it takes as long as an encoding
    summary: Document = {
        "summaryId": new_id("summary_"),
        "createdAt": now,
        "updatedAt": now,
        "videoId": video_id,
        "origin": origin or "api",
        "sourceStatus": "waiting" if origin else "missing",
        "source": {},
        "attributes": list(attributes or BOTH),
        "due": service.now + (seconds if math.isfinite(seconds) else 0.0),
    }
    service.store.put(SUMMARY, summary["summaryId"], summary)
    if origin:
        look_again(service, video_id)
    return summary


def summary_of(service: Service, video_id: str) -> Document | None:
    found = Documents(service.store, SUMMARY).equal("$.videoId", video_id)[:1]
    return found[0] if found else None


def look_again(service: Service, video_id: str) -> None:
    """Something is to be made of the video, maybe of one that was through with all."""
    service.store.write("UPDATE sources SET followed = 0 WHERE video_id = ?", (video_id,))


def finish_summary(service: Service, video_id: str, status: str) -> bool:
    """Write the summary that is due, whose *status* the video decides; False if it is not yet."""
    summary = summary_of(service, video_id)
    if summary is None or summary["sourceStatus"] != "waiting":
        return True
    if service.now < summary["due"]:
        return False
    summary.update(sourceStatus=status, updatedAt=date_time(service.now))
    if status == "completed":
        texts = reference_data.load("summary")
        summary["source"] = {name: texts[name] for name in summary["attributes"]}
        deliveries.emit(
            service,
            "video.summary.generated",
            videoId=video_id,
            summaryId=summary["summaryId"],
        )
    service.store.put(SUMMARY, summary["summaryId"], summary)
    return True


def write_transcript(service: Service, video: Document) -> None:
    """Make the caption of a video that wants a transcript and has none in its language."""
    hidden = video["hidden"]
    if not (hidden.get("transcript") or hidden.get("transcriptSummary")):
        return
    if not video.get("language"):
        video.update(language=DETECTED, languageOrigin="auto")
        service.store.put("video", video["videoId"], video)
    language = video["language"]
    if service.store.get(captions.KIND, captions.key(video["videoId"], language)):
        return
    caption = captions.add(service, video["videoId"], language, TRANSCRIPT)
    deliveries.emit(
        service,
        "video.caption.generated",
        videoId=video["videoId"],
        captionId=caption["captionId"],
        generationMode="transcript",
        language=language,
    )
