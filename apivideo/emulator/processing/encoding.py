"""How far a video is: a pure function of its source and the time (docs/service.md, section 7).

The qualities are done one after the other, evenly over the seconds that the settings give the
encoding. Where a video is examined, by `media_processor`, none is done before that.
"""

from __future__ import annotations

import math

from apivideo.emulator.http import description
from apivideo.emulator.state import sources
from apivideo.emulator.state.media_info import MediaInfo
from apivideo.emulator.state.sources import Source
from apivideo.emulator.state.store import Document

HEIGHTS = (240, 360, 480, 720, 1080, 2160)
NOT_EXAMINED = 720  # the height that a video is taken to have


def status(source: Source | None, mp4: bool, now: float, seconds: float) -> Document:
    """The response of ``GET /videos/{videoId}/status``."""
    found = qualities(source, mp4, now, seconds)
    return {
        "ingest": _ingest(source),
        "encoding": {
            "playable": any(quality["status"] == "encoded" for quality in found),
            "qualities": found,
            "metadata": _metadata(source),
        },
    }


def qualities(source: Source | None, mp4: bool, now: float, seconds: float) -> list[dict[str, str]]:
    """The outputs of a video, each with its state; none before the last byte is there.

    With *mp4*, an MP4 is made besides HLS; the whole encoding takes *seconds*.
    """
    if source is None or source.completed_at is None:
        return []
    wanted = outputs(source.media_info, mp4)
    if source.failed:
        states = ["failed"] * len(wanted)
    elif source.media_info and not source.media_info.done:  # it really is being made
        reached = "waiting" if source.media_info.metadata is None else "encoding"
        states = [reached] + ["waiting"] * (len(wanted) - 1)
    else:
        elapsed = math.inf if source.encoded else now - source.completed_at
        states = _states(len(wanted), elapsed, seconds)
    return [
        {"type": kind, "quality": quality, "status": state}
        for (kind, quality), state in zip(wanted, states)
    ]


def outputs(media: MediaInfo | None, mp4: bool) -> list[tuple[str, str]]:
    """Type and quality of what is made of a video: HLS up to its height, one MP4 of that height.

    The MP4 comes first, so that a video that is playable can be fetched as well. While the height
    is unknown there is only what there is of every video.
    """
    if media is None:
        height = NOT_EXAMINED
    elif media.metadata is None:
        return [("hls", f"{HEIGHTS[0]}p")]
    else:  # of a video that stands upright, the width counts
        height = min(media.metadata["width"], media.metadata["height"])
    qualities = [f"{each}p" for each in HEIGHTS if each <= max(height, HEIGHTS[0])]
    hls = [("hls", quality) for quality in qualities]
    return [("mp4", qualities[-1]), *hls] if mp4 else hls


def _metadata(source: Source | None) -> Document:
    if source is None or source.media_info is None or source.media_info.metadata is None:
        return dict.fromkeys(description.members("VideoStatusEncodingMetadata"))
    return source.media_info.metadata


def _states(count: int, elapsed: float, seconds: float) -> list[str]:
    if elapsed >= seconds:
        return ["encoded"] * count
    done = int(max(0.0, elapsed) / seconds * count)
    return ["encoded"] * done + ["encoding"] + ["waiting"] * (count - done - 1)


def _ingest(source: Source | None) -> Document:
    received = source.received if source else sources.Received()
    by_part = received.unit == sources.PART
    by_bytes = received.unit == sources.BYTES
    return {
        "status": _ingest_status(source),
        "filesize": source.size if source and source.completed_at is not None else None,
        "receivedBytes": [
            {"from": first, "to": last, **({"total": received.total} if received.total else {})}
            for first, last in received.parts
            if by_bytes
        ],
        "receivedParts": {
            "parts": [first for first, _ in received.parts if by_part],
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
