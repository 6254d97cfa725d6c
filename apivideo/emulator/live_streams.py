"""Live streams: create, list, read, change, delete, thumbnails (service facts, section 12)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from typing import Any

from werkzeug.wrappers import Request, Response

from apivideo.emulator import attachments, broadcasts, live_media, paging, payloads, pictures
from apivideo.emulator.problems import Problem
from apivideo.emulator.selection import Selection
from apivideo.emulator.service import Route, Service, answer, no_content
from apivideo.emulator.store import Document
from apivideo.emulator.values import date_time, new_id

KIND = broadcasts.KIND
MOST_RESTREAMS = 5
FORMAT = "[rtmp|rtmps]://[host]/[app name]."


def _filled(value: Any, name: str) -> Iterator[Problem]:
    if value is None:
        yield Problem("invalid-attribute", name, "This value should not be null.")
    elif isinstance(value, str) and not value.strip():
        yield Problem("invalid-attribute", name, "This value should not be blank.")
    else:
        yield from payloads.text(value, name)


def _server_url(value: Any, name: str) -> Iterator[Problem]:
    problems = list(_filled(value, name))
    if problems or re.fullmatch(r"rtmps?://[^/\s]+/[^/\s]\S*", value):
        yield from problems
    elif re.fullmatch(r"rtmps?://[^/\s]+/?", value):
        yield Problem("invalid-attribute", name, "Missing app name: " + FORMAT)
    else:
        detail = "RTMP URL should have the following format: " + FORMAT
        yield Problem("invalid-attribute", name, detail)


RESTREAM = {"name": _filled, "serverUrl": _server_url, "streamKey": _filled}
CHANGEABLE = {
    "name": payloads.text,
    "public": payloads.boolean,
    "record": payloads.boolean,
    "playerId": payloads.text,
    "restreams": payloads.array(payloads.complete(RESTREAM), MOST_RESTREAMS),
}


def create(service: Service, request: Request) -> Response:
    """Make a live stream and its stream key."""
    payload = payloads.read(request, CHANGEABLE, required=["name"])
    now = date_time(service.now)
    stream: Document = {
        "liveStreamId": new_id("li"),
        "createdAt": now,
        "updatedAt": now,
        "streamKey": str(uuid.uuid4()),
        "public": True,
        "broadcasting": False,
        "restreams": [],
        **payload,
    }
    service.store.put(KIND, stream["liveStreamId"], stream)
    return answer(render(service, request, stream))


def list_all(service: Service, request: Request) -> Response:
    """A page of the live streams that pass all filters."""
    paging.check_names(request, ("streamKey", "name", *paging.SORTING, *paging.COMMON))
    wanted = paging.order(request, ("name", "createdAt", "updatedAt"))
    streams = Selection(service.store, KIND).ordered(wanted.path, wanted.descending)
    streams.containing("$.name", request.args.get("name"))
    streams.equal("$.streamKey", request.args.get("streamKey"))
    return answer(paging.answer(streams, request, lambda one: render(service, request, one)))


def get(service: Service, request: Request, live_stream_id: str) -> Response:
    """One live stream."""
    return answer(render(service, request, _existing(service, live_stream_id)))


def update(service: Service, request: Request, live_stream_id: str) -> Response:
    """Change what the body names; the list of restreams is replaced whole."""
    _existing(service, live_stream_id)
    payload = payloads.read(request, CHANGEABLE)
    with service.store.transaction():
        stream = _existing(service, live_stream_id)
        stream.update(payload, updatedAt=date_time(service.now))
        service.store.put(KIND, live_stream_id, stream)
    return answer(render(service, request, stream))


def delete(service: Service, request: Request, live_stream_id: str) -> Response:
    """Remove a live stream; its recordings stay."""
    if not service.store.delete(KIND, live_stream_id):
        raise Problem("resource-not-found", "liveStreamId")
    attachments.remove(service, live_stream_id)
    return no_content()


def upload_thumbnail(service: Service, request: Request, live_stream_id: str) -> Response:
    """Take a picture, shown before the broadcast."""
    stream = _existing(service, live_stream_id)
    received = pictures.receive(request, pictures.THUMBNAIL)
    content_type = received.picture.content_type
    attachments.put(service, live_stream_id, live_media.THUMBNAIL, received.data, content_type)
    return answer(render(service, request, stream), 201)


def delete_thumbnail(service: Service, request: Request, live_stream_id: str) -> Response:
    """Go back to the picture that every live stream has at first."""
    stream = _existing(service, live_stream_id)
    attachments.remove(service, live_stream_id, live_media.THUMBNAIL)
    return answer(render(service, request, stream))


def complete(service: Service, request: Request, live_stream_id: str) -> Response:
    """End the broadcast, if there is one."""
    _existing(service, live_stream_id)
    broadcasts.end(service, live_stream_id)
    response = no_content()
    response.status_code = 202
    response.content_length = 0
    return response


def render(service: Service, request: Request, stream: Document) -> Document:
    """A stored live stream as answers show it."""
    return {**stream, "assets": live_media.urls(service, stream, request.host_url)}


def _existing(service: Service, live_stream_id: str) -> Document:
    return service.existing(KIND, live_stream_id, "liveStreamId")


ONE = "/live-streams/<live_stream_id>"
PICTURE = ONE + "/thumbnail"
ROUTES = [
    Route("live_streams.list", "GET", "/live-streams", list_all, "read"),
    Route("live_streams.create", "POST", "/live-streams", create, "write"),
    Route("live_streams.get", "GET", ONE, get, "read"),
    Route("live_streams.update", "PATCH", ONE, update, "write"),
    Route("live_streams.delete", "DELETE", ONE, delete, "write"),
    Route("live_streams.upload_thumbnail", "POST", PICTURE, upload_thumbnail, "write"),
    Route("live_streams.delete_thumbnail", "DELETE", PICTURE, delete_thumbnail, "write"),
    Route("live_streams.complete", "PUT", ONE + "/complete", complete, "write"),
]
