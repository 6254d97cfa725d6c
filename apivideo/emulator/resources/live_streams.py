"""Live streams: create, list, read, change, delete, thumbnails (docs/service.md, section 12)."""

from __future__ import annotations

import re
import uuid
from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body, paging
from apivideo.emulator.http.problems import Problem, together
from apivideo.emulator.http.service import Service, json_response, no_content
from apivideo.emulator.playback import live_playback
from apivideo.emulator.processing import deliveries, images, media_processor
from apivideo.emulator.resources import videos
from apivideo.emulator.state import reference_data, sources
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

KIND = "live-stream"
RECORDING = reference_data.FOLDER / "recording.mp4"
FORMAT = "[rtmp|rtmps]://[host]/[app name]."


def _check_restreams(payload: Document) -> None:
    """Raise Problem for restreams that the description allows, but the service refuses."""
    problems = [
        Problem("invalid-attribute", f"restreams[{index}][{name}]", _flaw(name, value))
        for index, restream in enumerate(payload.get("restreams", ()))
        for name, value in restream.items()
        if _flaw(name, value)
    ]
    if problems:
        raise together(problems)


def _flaw(name: str, value: str) -> str | None:
    if not value.strip():
        return "This value should not be blank."
    if name != "serverUrl" or re.fullmatch(r"rtmps?://[^/\s]+/[^/\s]\S*", value):
        return None
    if re.fullmatch(r"rtmps?://[^/\s]+/?", value):
        return "Missing app name: " + FORMAT
    return "RTMP URL should have the following format: " + FORMAT


def create(service: Service, request: Request) -> Response:
    """Make a live stream and its stream key."""
    payload = json_body.read(request)
    _check_restreams(payload)
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
    return json_response(render(service, request, stream))


def list_all(service: Service, request: Request) -> Response:
    streams = paging.documents(service, KIND, request)
    streams.containing("$.name", request.args.get("name"))
    streams.equal("$.streamKey", request.args.get("streamKey"))
    return json_response(paging.page(streams, request, partial(render, service, request)))


def get(service: Service, request: Request, live_stream_id: str) -> Response:
    return json_response(render(service, request, _existing(service, live_stream_id)))


def update(service: Service, request: Request, live_stream_id: str) -> Response:
    """Change what the body names; the list of restreams is replaced whole."""
    _existing(service, live_stream_id)
    payload = json_body.read(request)
    _check_restreams(payload)
    stream = service.change(KIND, live_stream_id, "liveStreamId", payload)
    return json_response(render(service, request, stream))


def delete(service: Service, request: Request, live_stream_id: str) -> None:
    """Remove a live stream; its recordings stay."""
    with service.store.transaction():
        service.delete(KIND, live_stream_id, "liveStreamId")
        service.attachments.remove(live_stream_id)


def upload_thumbnail(service: Service, request: Request, live_stream_id: str) -> Response:
    """Take a picture, shown before the broadcast."""
    stream = _existing(service, live_stream_id)
    received = images.receive(request, images.THUMBNAIL)
    content_type = received.picture.content_type
    service.attachments.put(live_stream_id, live_playback.THUMBNAIL, received.data, content_type)
    return json_response(render(service, request, stream), 201)


def delete_thumbnail(service: Service, request: Request, live_stream_id: str) -> Response:
    """Go back to the picture that every live stream has at first."""
    stream = _existing(service, live_stream_id)
    service.attachments.remove(live_stream_id, live_playback.THUMBNAIL)
    return json_response(render(service, request, stream))


def complete(service: Service, request: Request, live_stream_id: str) -> Response:
    """End the broadcast, if there is one."""
    _existing(service, live_stream_id)
    end_broadcast(service, live_stream_id)
    return no_content(202)


def start_broadcast(service: Service, live_stream_id: str) -> None:
    """The encoder of the streamer connects; nothing happens when it is connected."""
    with service.store.transaction():
        stream = service.existing(KIND, live_stream_id, "liveStreamId")
        if stream["broadcasting"]:
            return
        service.change(KIND, live_stream_id, "liveStreamId", {"broadcasting": True})
        deliveries.emit(service, "live-stream.broadcast.started", liveStreamId=live_stream_id)


def end_broadcast(service: Service, live_stream_id: str) -> str | None:
    """The broadcast ends; gives the id of the video that has been recorded, if there was one."""
    with service.files.create() as file:
        file.write(RECORDING.read_bytes())
        with service.store.transaction():
            stream = service.existing(KIND, live_stream_id, "liveStreamId")
            if not stream["broadcasting"]:
                return None
            service.change(KIND, live_stream_id, "liveStreamId", {"broadcasting": False})
            deliveries.emit(service, "live-stream.broadcast.ended", liveStreamId=live_stream_id)
            video_id = str(videos.make_recording(service, stream)["videoId"])
            sources.begin(service.store, video_id, sources.UPLOAD)
            sources.add(service.store, video_id, sources.Part(1, 1, file.segment))
            media_processor.complete_source(service, video_id)
            deliveries.emit(
                service, "video.source.recorded", liveStreamId=live_stream_id, videoId=video_id
            )
        file.keep()
    return video_id


def render(service: Service, request: Request, stream: Document) -> Document:
    """A stored live stream as responses show it."""
    return {**stream, "assets": live_playback.urls(service, stream, request.host_url)}


def _existing(service: Service, live_stream_id: str) -> Document:
    return service.existing(KIND, live_stream_id, "liveStreamId")
