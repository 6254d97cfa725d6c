"""Videos that go: deleted for good, or discarded and restored (docs/service.md, section 15)."""

from __future__ import annotations

import datetime

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing.expiry import DISCARDED, remove
from apivideo.emulator.resources import videos
from apivideo.emulator.state.formats import date_time, point_in_time

KEPT = datetime.timedelta(days=90)


def delete(service: Service, request: Request, video_id: str) -> None:
    """Remove a video: for good, or into the discarded ones where that option is on."""
    if not service.settings.video_restore:
        remove(service, videos.KIND, video_id)
        return
    with service.store.transaction():
        video = service.existing(videos.KIND, video_id, "videoId")
        deletes_at = (point_in_time(service.now) + KEPT).isoformat()
        video.update(discarded=True, discardedAt=date_time(service.now), deletesAt=deletes_at)
        service.store.put(videos.KIND, video_id, video)
        service.store.move(videos.KIND, video_id, DISCARDED)


def list_discarded(service: Service, request: Request) -> Response:
    return json_response(videos.page(service, request, DISCARDED))


def get_discarded(service: Service, request: Request, video_id: str) -> Response:
    video = service.existing(DISCARDED, video_id, "videoId")
    return json_response(videos.render(service, request, video))


def update_discarded(service: Service, request: Request, video_id: str) -> Response:
    """Restore a discarded video; nothing else can be changed."""
    service.existing(DISCARDED, video_id, "videoId")
    payload = json_body.read(request)
    if payload.get("discarded"):
        raise Problem("invalid-attribute", "discarded", "Value must be false.")
    with service.store.transaction():
        video = service.existing(DISCARDED, video_id, "videoId")
        if payload:
            video.update(discarded=False, discardedAt=None, deletesAt=None)
            service.store.put(DISCARDED, video_id, video)
            service.store.move(DISCARDED, video_id, videos.KIND)
    return json_response(videos.render(service, request, video))
