"""Thumbnails of videos: uploaded, or picked from the video (service facts, section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from werkzeug.wrappers import Request, Response

from apivideo.emulator import attachments, examination, payloads, pictures, timecodes, videos
from apivideo.emulator.problems import Problem
from apivideo.emulator.service import Route, Service, answer
from apivideo.emulator.values import date_time

FORMS = "This attribute must be a timecode: hh:mm:ss.ms, hh:mm:ss:frame or whole seconds."


def upload(service: Service, request: Request, video_id: str) -> Response:
    """Take a picture as the thumbnail."""
    service.existing(videos.KIND, video_id, "videoId")
    received = pictures.receive(request, pictures.THUMBNAIL)
    with service.store.transaction():
        _touch(service, video_id)
        examination.keep_thumbnail(service, video_id)
        attachments.put(
            service,
            video_id,
            examination.THUMBNAIL,
            received.data,
            received.picture.content_type,
        )
    return _answer(service, request, video_id)


def pick(service: Service, request: Request, video_id: str) -> Response:
    """Take a picture of the video as the thumbnail; it is there a moment later.

    Where nothing is cut, for want of PyAV, the thumbnail stays what it is.
    """
    service.existing(videos.KIND, video_id, "videoId")
    payload = payloads.read(request, {"timecode": _timecode}, required=["timecode"])
    with service.store.transaction():
        _touch(service, video_id)
        examination.want_thumbnail(service, video_id, payload["timecode"])
    return _answer(service, request, video_id)


def _timecode(value: Any, name: str) -> Iterator[Problem]:
    faults = list(payloads.text(value, name))
    yield from faults
    if not faults and not timecodes.is_timecode(value):
        yield payloads.wrong(name, FORMS)


def _touch(service: Service, video_id: str) -> None:
    video = service.existing(videos.KIND, video_id, "videoId")
    video["updatedAt"] = date_time(service.now)
    service.store.put(videos.KIND, video_id, video)


def _answer(service: Service, request: Request, video_id: str) -> Response:
    video = service.existing(videos.KIND, video_id, "videoId")
    return answer(videos.render(service, request, video))


ROUTES = [
    Route("videos.upload_thumbnail", "POST", "/videos/<video_id>/thumbnail", upload, "write"),
    Route("videos.pick_thumbnail", "PATCH", "/videos/<video_id>/thumbnail", pick, "write"),
]
