"""Videos that go: deleted for good, or discarded and restored (docs/service.md, section 15)."""

from __future__ import annotations

import datetime

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Route, Service, json_response, no_content
from apivideo.emulator.resources import videos
from apivideo.emulator.state import sources
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time, point_in_time
from apivideo.emulator.state.store import Document

DISCARDED = "discarded-video"
KEPT = datetime.timedelta(days=90)
BELONGINGS = ("caption", "chapter", "summary")


def delete(service: Service, request: Request, video_id: str) -> Response:
    """Remove a video: for good, or into the discarded ones where that option is on."""
    if not service.settings.video_restore:
        remove(service, videos.KIND, video_id)
        return no_content()
    with service.store.transaction():
        video = service.existing(videos.KIND, video_id, "videoId")
        deletes_at = (point_in_time(service.now) + KEPT).isoformat()
        video.update(discarded=True, discardedAt=date_time(service.now), deletesAt=deletes_at)
        service.store.put(videos.KIND, video_id, video)
        service.store.move(videos.KIND, video_id, DISCARDED)
    return no_content()


def list_discarded(service: Service, request: Request) -> Response:
    """A page of the discarded videos that pass all filters."""
    _remove_overdue(service)
    return json_response(videos.page(service, request, DISCARDED))


def get_discarded(service: Service, request: Request, video_id: str) -> Response:
    """One discarded video."""
    return json_response(videos.render(service, request, _discarded(service, video_id)))


def update_discarded(service: Service, request: Request, video_id: str) -> Response:
    """Restore a discarded video; nothing else can be changed."""
    _discarded(service, video_id)
    payload = json_body.read(request)
    if payload.get("discarded"):
        raise Problem("invalid-attribute", "discarded", "Value must be false.")
    with service.store.transaction():
        video = _discarded(service, video_id)
        if payload:
            video.update(discarded=False, discardedAt=None, deletesAt=None)
            service.store.put(DISCARDED, video_id, video)
            service.store.move(DISCARDED, video_id, videos.KIND)
    return json_response(videos.render(service, request, video))


def remove(service: Service, kind: str, video_id: str) -> None:
    """Delete a video and all that belongs to it, for good. Raises Problem if there is none."""
    with service.store.transaction() as database:
        if not service.store.delete(kind, video_id):
            raise Problem("resource-not-found", "videoId")
        files = sources.delete(database, video_id)
        database.execute("DELETE FROM announced WHERE video_id = ?", (video_id,))
        for belonging in BELONGINGS:
            database.execute(
                "DELETE FROM documents WHERE kind = ? AND json_extract(document, '$.videoId') = ?",
                (belonging, video_id),
            )
    service.files.remove(files)
    service.attachments.remove(video_id)


def _discarded(service: Service, video_id: str) -> Document:
    _remove_overdue(service)
    return service.existing(DISCARDED, video_id, "videoId")


def _remove_overdue(service: Service) -> None:
    overdue = Documents(service.store, DISCARDED)
    overdue.where("json_extract(document, '$.deletesAt') <= ?", date_time(service.now))
    for video in overdue.all():
        remove(service, DISCARDED, video["videoId"])


ONE = "/discarded/videos/<video_id>"
ROUTES = [
    Route("videos.delete", "DELETE", "/videos/<video_id>", delete, "write"),
    Route("videos.list_discarded", "GET", "/discarded/videos", list_discarded, "read"),
    Route("videos.get_discarded", "GET", ONE, get_discarded, "read"),
    Route("videos.update_discarded", "PATCH", ONE, update_discarded, "write"),
]
