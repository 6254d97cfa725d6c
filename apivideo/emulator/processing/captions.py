"""What is spoken in a video, as captions that are stored: by clients, and made of the video."""

from __future__ import annotations

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import WEBVTT, new_id
from apivideo.emulator.state.store import Document

KIND = "caption"


def add(service: Service, video_id: str, tag: str, data: bytes) -> Document:
    """Store a caption; one that is there keeps whether it is the default."""
    with service.store.transaction():
        service.attachments.put(video_id, f"captions/{tag}", data, WEBVTT)
        found = service.store.get(KIND, key(video_id, tag)) or {"default": False}
        caption = {**found, "captionId": new_id("caption_"), "videoId": video_id, "srclang": tag}
        service.store.put(KIND, key(video_id, tag), caption)
    return caption


def of_video(service: Service, video_id: str) -> Documents:
    return Documents(service.store, KIND).equal("$.videoId", video_id)


def key(video_id: str, tag: str) -> str:
    return f"{video_id}/{tag}"
