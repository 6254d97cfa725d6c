"""How far a video is: a pure function of its source and the time (service facts, section 7).

Nothing runs in the background. The qualities are done one after the other, evenly over the seconds
that the settings give the encoding.
"""

from __future__ import annotations

from collections.abc import Sequence

from apivideo.emulator import content_range, sources
from apivideo.emulator.sources import Source
from apivideo.emulator.store import Document

MP4 = ("mp4", "720p")  # first, so that a video that is playable can be fetched as well
HLS = (("hls", "240p"), ("hls", "360p"), ("hls", "480p"), ("hls", "720p"))
UNKNOWN = (
    "width",
    "height",
    "bitrate",
    "duration",
    "framerate",
    "samplerate",
    "videoCodec",
    "audioCodec",
    "aspectRatio",
)


def status(source: Source | None, mp4: bool, now: float, seconds: float) -> Document:
    """The answer of ``GET /videos/{videoId}/status``."""
    found = qualities(source, mp4, now, seconds)
    return {
        "ingest": _ingest(source),
        "encoding": {
            "playable": any(quality["status"] == "encoded" for quality in found),
            "qualities": found,
            "metadata": dict.fromkeys(UNKNOWN),
        },
    }


def qualities(source: Source | None, mp4: bool, now: float, seconds: float) -> list[dict[str, str]]:
    """The outputs of a video, each with its state; none before the last byte is there.

    Args:
        source: Where the bytes come from.
        mp4: Whether an MP4 is wanted besides HLS.
        now: Seconds since 1970.
        seconds: What the whole encoding takes.
    """
    if source is None or source.completed_at is None:
        return []
    wanted = [MP4, *HLS] if mp4 else list(HLS)
    elapsed = now - source.completed_at
    states = ["failed"] * len(wanted) if source.failed else _states(len(wanted), elapsed, seconds)
    return [
        {"type": kind, "quality": quality, "status": state}
        for (kind, quality), state in zip(wanted, states)
    ]


def is_ready(source: Source | None, mp4: bool, now: float, seconds: float) -> bool:
    """Whether something of the video can be played."""
    return any(quality["status"] == "encoded" for quality in qualities(source, mp4, now, seconds))


def _states(count: int, elapsed: float, seconds: float) -> Sequence[str]:
    if elapsed >= seconds:
        return ["encoded"] * count
    done = int(max(0.0, elapsed) / seconds * count)
    return ["encoded"] * done + ["encoding"] + ["waiting"] * (count - done - 1)


def _ingest(source: Source | None) -> Document:
    received = source.received if source else content_range.Received()
    by_part = received.unit == content_range.PART
    by_bytes = received.unit == content_range.BYTES
    return {
        "status": _ingest_status(source),
        "filesize": source.size if source and source.completed_at is not None else None,
        "receivedBytes": [
            {"from": first, "to": last, **({"total": received.total} if received.total else {})}
            for first, last in received.pieces
            if by_bytes
        ],
        "receivedParts": {
            "parts": [first for first, _ in received.pieces if by_part],
            "total": received.total if by_part else None,
        },
    }


def _ingest_status(source: Source | None) -> str:
    if source is None:
        return "missing"
    going_on, done = ("uploading", "uploaded")
    if source.origin != sources.UPLOAD:
        going_on, done = ("ingesting", "ingested")
    return going_on if source.completed_at is None else done
