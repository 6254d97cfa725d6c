"""What is spoken in a video, as captions that are stored: by clients, and made of the video."""

from __future__ import annotations

from apivideo.emulator import attachments, webvtt
from apivideo.emulator.selection import Selection
from apivideo.emulator.service import Service
from apivideo.emulator.store import Document
from apivideo.emulator.values import new_id

KIND = "caption"


def add(service: Service, video_id: str, tag: str, data: bytes) -> Document:
    """Store a caption; one that is there keeps whether it is the default."""
    attachments.put(service, video_id, f"captions/{tag}", data, webvtt.CONTENT_TYPE)
    with service.store.transaction():
        found = service.store.get(KIND, key(video_id, tag)) or {"default": False}
        caption = {**found, "captionId": new_id("caption_"), "videoId": video_id, "srclang": tag}
        service.store.put(KIND, key(video_id, tag), caption)
    return caption


def exists(service: Service, video_id: str, tag: str) -> bool:
    """Whether a video has a caption in that language."""
    return service.store.get(KIND, key(video_id, tag)) is not None


def of_video(service: Service, video_id: str) -> Selection:
    """All captions of a video."""
    return Selection(service.store, KIND).equal("$.videoId", video_id)


def key(video_id: str, tag: str) -> str:
    """The id that a caption is stored under."""
    return f"{video_id}/{tag}"
