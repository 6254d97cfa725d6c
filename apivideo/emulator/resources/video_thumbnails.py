"""Thumbnails of videos: uploaded, or picked from the video (docs/service.md, section 10)."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing import images, media_processor, timecodes
from apivideo.emulator.resources import videos
from apivideo.emulator.state import media_info

FORMS = "This attribute must be a timecode: hh:mm:ss.ms, hh:mm:ss:frame or whole seconds."


def upload_thumbnail(service: Service, request: Request, video_id: str) -> Response:
    service.existing(videos.KIND, video_id, "videoId")
    received = images.receive(request, images.THUMBNAIL)
    with service.store.transaction():
        video = service.change(videos.KIND, video_id, "videoId", {})
        media_info.change(service.store, video_id, wanted=None)  # there is another one now
        service.attachments.put(
            video_id,
            media_processor.THUMBNAIL,
            received.data,
            received.picture.content_type,
        )
    return json_response(videos.render(service, request, video))


def pick_thumbnail(service: Service, request: Request, video_id: str) -> Response:
    """Take a picture of the video as the thumbnail; it is there a moment later.

    Where nothing is cut, for want of PyAV, the thumbnail stays what it is.
    """
    service.existing(videos.KIND, video_id, "videoId")
    timecode = json_body.read(request)["timecode"]
    if not timecodes.is_timecode(timecode):
        raise Problem("invalid-attribute", "timecode", title=FORMS)
    with service.store.transaction():
        video = service.change(videos.KIND, video_id, "videoId", {})
        media_processor.request_thumbnail(service, video_id, timecode)
    return json_response(videos.render(service, request, video))
