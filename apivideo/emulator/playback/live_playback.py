"""What a browser fetches of a live stream: the player's page and the thumbnail.

No broadcast is received here, so there is nothing to play: the page tells the state, and the
manifest is never found. `live_streams.start_broadcast` makes one look as if it were going on.
"""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics.sessions import LIVE_STREAM, record_viewer
from apivideo.emulator.http import file_responses
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Route, Service
from apivideo.emulator.playback import addresses, video_playback
from apivideo.emulator.state.store import Document

THUMBNAIL = "thumbnail"
ON_AIR = "This live stream is broadcasting."
OFF_AIR = "This live stream is not broadcasting."


def urls(service: Service, stream: Document, base: str) -> dict[str, str]:
    """The ``assets`` of a live stream on the emulator whose address is *base*."""
    roots = addresses.roots(service, stream, stream["liveStreamId"], base + "live/")
    return roots.urls("manifest.m3u8")


def player(service: Service, request: Request, live_stream_id: str) -> Response:
    """A page that tells whether there is a broadcast; then it counts as one more viewer."""
    stream = _open(service, live_stream_id, request.args.get("token"))
    if stream["broadcasting"]:
        record_viewer(service, request, live_stream_id, LIVE_STREAM, page=True)
    message = ON_AIR if stream["broadcasting"] else OFF_AIR
    return video_playback.player_page(stream["name"], message, refresh=True)


def thumbnail(
    service: Service, request: Request, live_stream_id: str, token: str | None = None
) -> Response:
    """The picture that was uploaded, else a grey one."""
    _open(service, live_stream_id, token)
    found = file_responses.send_attachment(service, request, live_stream_id, THUMBNAIL)
    return found or Response(video_playback.GREY, content_type="image/jpeg")


def manifest(
    service: Service, request: Request, live_stream_id: str, token: str | None = None
) -> Response:
    """Not found: no broadcast is received."""
    _open(service, live_stream_id, token)
    raise Problem("resource-not-found", detail="This emulator receives no broadcasts.")


def _open(service: Service, live_stream_id: str, token: str | None) -> Document:
    stream = service.existing(LIVE_STREAM, live_stream_id, "liveStreamId")
    addresses.let_in(service, stream, live_stream_id, token)
    return stream


PREFIXES = ("/live/<live_stream_id>", "/live/<live_stream_id>/token/<token>")
ROUTES = [
    Route("GET", "/live/<live_stream_id>", player),
    *(
        Route("GET", f"{prefix}/{name}", handler)
        for prefix in PREFIXES
        for name, handler in (("thumbnail.jpg", thumbnail), ("manifest.m3u8", manifest))
    ),
]
