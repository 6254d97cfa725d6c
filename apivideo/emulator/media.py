"""What a browser fetches: the player's page, the MP4, the thumbnail (service facts, 7 and 16).

The MP4 is the file as it was uploaded. No credentials: public media are open, private ones want the
token of their address.
"""

from __future__ import annotations

import base64
import hashlib
import html

from werkzeug.http import parse_range_header
from werkzeug.wrappers import Request, Response

from apivideo.emulator import assets, encoding, sources
from apivideo.emulator.problems import Problem
from apivideo.emulator.service import Route, Service
from apivideo.emulator.sources import Source
from apivideo.emulator.store import Document
from apivideo.emulator.values import point_in_time

PLAYER = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}<title>{title}</title>
<style>
html, body {{ margin: 0; height: 100%; background: #000; color: #ccc; font: 16px sans-serif; }}
video {{ width: 100%; height: 100%; display: block; }}
p {{ margin: 0; padding: 2em; text-align: center; }}
</style>
</head>
<body>
{content}
</body>
</html>
"""
VIDEO = """<video src="{media}/player/source.mp4" poster="{media}/thumbnail.jpg"
 controls playsinline preload="metadata"></video>"""
REFRESH = '<meta http-equiv="refresh" content="2">\n'

# A grey picture of 320 x 180: without an encoder, no frame can be cut from the video.
GREY = base64.b64decode(
    b"/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqM"
    b"yP/L2u71////m8H////6/+b9//j/wAALCAC0AUABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAA"
    b"AAAAAAAAAAAA/9oACAEBAAA/AJ4AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    b"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA//Z"
)


def player(service: Service, request: Request, video_id: str) -> Response:
    """A page that plays the video, or waits for it."""
    video = _video(service, video_id, request.args.get("token"))
    source = _source(service, video)
    if _is_ready(service, video, source):
        media = f"/vod/{video_id}"
        if not video["public"]:
            media += "/token/" + assets.private_token(service, video_id)
        refresh, content = "", VIDEO.format(media=media)
    elif source is not None and source.failed:
        refresh, content = "", "<p>This file is not a video that can be played.</p>"
    else:
        refresh, content = REFRESH, "<p>This video is not ready yet.</p>"
    page = PLAYER.format(refresh=refresh, title=html.escape(video["title"]), content=content)
    return Response(page, content_type="text/html; charset=utf-8")


def mp4(service: Service, request: Request, video_id: str, token: str | None = None) -> Response:
    """The MP4, once it is ready and unless the video does without."""
    video = _video(service, video_id, token)
    if not video["mp4Support"]:
        raise Problem("resource-not-found", detail="The video has mp4Support false.")
    return _send(service, request, video)


def player_source(
    service: Service, request: Request, video_id: str, token: str | None = None
) -> Response:
    """What the player's page plays: the file, once the video is ready."""
    return _send(service, request, _video(service, video_id, token))


def thumbnail(
    service: Service, request: Request, video_id: str, token: str | None = None
) -> Response:
    """A picture."""
    _video(service, video_id, token)
    return Response(GREY, content_type="image/jpeg")


def hls(service: Service, request: Request, video_id: str, token: str | None = None) -> Response:
    """The address is reserved; there is no packager yet."""
    _video(service, video_id, token)
    raise Problem("resource-not-found", detail="This emulator does not package HLS; use the MP4.")


def _video(service: Service, video_id: str, token: str | None) -> Document:
    video = service.existing("video", video_id, "videoId")
    if not video["public"] and not assets.is_valid(service, video_id, token or ""):
        raise Problem("resource-not-found", detail="The address of a private video has expired.")
    return video


def _source(service: Service, video: Document) -> Source | None:
    with service.store.transaction() as database:
        return sources.load(database, video["videoId"])


def _is_ready(service: Service, video: Document, source: Source | None) -> bool:
    seconds = service.settings.encoding_seconds
    return encoding.is_ready(source, video["mp4Support"], service.now, seconds)


def _send(service: Service, request: Request, video: Document) -> Response:
    source = _source(service, video)
    if source is None or source.completed_at is None or not _is_ready(service, video, source):
        raise Problem("resource-not-found", detail="The video is not ready yet.")
    names = " ".join(segment.name for segment in source.segments)
    etag = hashlib.sha256(names.encode()).hexdigest()[:32]
    response = Response(content_type="video/mp4")
    response.set_etag(etag)
    response.last_modified = point_in_time(source.completed_at)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
        return response
    start, stop = 0, source.size
    wanted = parse_range_header(request.headers.get("Range"))
    if wanted is not None and wanted.units == "bytes" and _range_applies(request, response, etag):
        one = wanted.range_for_length(source.size)
        if one is not None:
            start, stop = one
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{source.size}"
        elif len(wanted.ranges) == 1:
            response.status_code = 416
            response.headers["Content-Range"] = f"bytes */{source.size}"
            return response
    response.direct_passthrough = True
    response.response = service.files.read(source.segments, start, stop)
    response.content_length = stop - start
    return response


def _range_applies(request: Request, response: Response, etag: str) -> bool:
    """Whether ``If-Range``, where there is one, names what is here now."""
    condition = request.if_range
    if condition.etag is not None:
        return condition.etag == etag
    return condition.date is None or condition.date == response.last_modified


def _routes() -> list[Route]:
    files = (
        ("mp4/source.mp4", mp4),
        ("player/source.mp4", player_source),
        ("thumbnail.jpg", thumbnail),
        ("hls/manifest.m3u8", hls),
    )
    found = [Route("media.player", "GET", "/vod/<video_id>", player, None, True)]
    for path, handler in files:
        for prefix in ("/vod/<video_id>/", "/vod/<video_id>/token/<token>/"):
            found.append(Route("media." + path, "GET", prefix + path, handler, None, True))
    return found


ROUTES = _routes()
