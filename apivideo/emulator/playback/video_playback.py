"""What browsers fetch: the player's page, MP4, HLS, thumbnail (docs/service.md, sections 7 and 16).

The MP4 is the file as it was uploaded, or the one rendition of HLS where browsers would not play
the upload. No credentials: public media are open, private ones want the token of their address.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Sequence
from fractions import Fraction
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics.sessions import counts_viewers
from apivideo.emulator.http import file_responses
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import CONTROL, Route, Service, json_response
from apivideo.emulator.playback import addresses, pages
from apivideo.emulator.processing import captions, encoding, media_processor
from apivideo.emulator.state import reference_data, sources
from apivideo.emulator.state.sources import Source
from apivideo.emulator.state.store import Document

ROOM = "playback"
STATIC = CONTROL + "player/"

HLS_TYPE = "application/vnd.apple.mpegurl"
MANIFEST = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-STREAM-INF:BANDWIDTH={bits},RESOLUTION={size}
video.m3u8
"""
NO_HLS = 'This emulator does not package HLS, which takes: pip install "api.video[media]".'

GREY = (reference_data.FOLDER / "grey.jpg").read_bytes()
"""What is shown of a video while no thumbnail was cut or uploaded."""


def player(service: Service, request: Request, video_id: str) -> Response:
    """A page that plays the video, or waits for it."""
    video = _open(service, video_id, request.args.get("token"))
    source = sources.load(service.store, video["videoId"])
    if _is_ready(service, video, source):
        media = addresses.roots(service, video, video_id, "/vod/").files
        found = captions.of_video(service, video_id).ordered("$.srclang", descending=False).all()
        return player_page(video["title"], media=media, captions=found)
    if source is not None and source.failed:
        why = source.media_info.reason if source.media_info else None
        because = f": {why}" if why else ""
        return player_page(video["title"], f"This file is not a video that can be played{because}.")
    return player_page(video["title"], "This video is not ready yet.", refresh=True)


def player_page(
    title: str,
    message: str = "",
    refresh: bool = False,
    media: str | None = None,
    captions: Sequence[Document] = (),
) -> Response:
    """The page of a player: of the video whose files begin at *media*, else with a message."""
    return pages.render(
        ROOM,
        "player.html.jinja",
        static=STATIC,
        title=title,
        message=message,
        refresh=refresh,
        media=media,
        captions=captions,
    )


def mp4(service: Service, request: Request, video: Document) -> Response:
    """The MP4, once it is ready and unless the video does without."""
    if not video["mp4Support"]:
        raise Problem("resource-not-found", detail="The video has mp4Support false.")
    return player_source(service, request, video)


def player_source(service: Service, request: Request, video: Document) -> Response:
    """What the player's page plays: the file, once the video is ready."""
    source = _ready(service, video)
    rendition = service.attachments.get(video["videoId"], media_processor.RENDITION)
    uploaded = source.media_info is None or source.media_info.as_uploaded
    segments = [rendition.file] if rendition and not uploaded else source.segments
    modified = source.completed_at or service.now
    response = file_responses.send(request, service.files, segments, "video/mp4", modified)
    if request.args.get("dl") == "1":
        name = video["title"] or video["videoId"]
        name = name if name.endswith(".mp4") else name + ".mp4"
        encoded = f"attachment; filename*=UTF-8''{quote(name, safe='')}"  # RFC 6266
        response.headers["Content-Disposition"] = encoded
    return response


def thumbnail(service: Service, request: Request, video: Document) -> Response:
    """The picture that was uploaded or cut from the video; a grey one while there is none."""
    owner, name = video["videoId"], media_processor.THUMBNAIL
    found = file_responses.send_attachment(service, request, owner, name)
    return found or Response(GREY, content_type="image/jpeg")


def manifest(service: Service, request: Request, video: Document) -> Response:
    """The HLS manifest, which has one rendition."""
    source = sources.load(service.store, video["videoId"])
    if source is None or not (source.failed or _is_ready(service, video, source)):
        response = Response(status=202)  # so that a page without a key can wait for it
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response
    source = _ready(service, video)
    rendition = service.attachments.get(video["videoId"], media_processor.RENDITION)
    if rendition is None or source.media_info is None or source.media_info.metadata is None:
        raise Problem("resource-not-found", detail=NO_HLS)
    metadata, seconds = source.media_info.metadata, Fraction(source.media_info.seconds)
    bits = round(rendition.file.size * 8 / max(seconds, Fraction(1)))
    text = MANIFEST.format(bits=bits, size=f"{metadata['width']}x{metadata['height']}")
    response = Response(text, content_type=HLS_TYPE)
    response.headers["Access-Control-Allow-Origin"] = "*"  # players on other pages fetch it
    return response


def playlist(service: Service, request: Request, video: Document) -> Response:
    """The playlist of the rendition: where in it each segment is."""
    return _send_hls(service, request, video, media_processor.PLAYLIST)


def rendition(service: Service, request: Request, video: Document) -> Response:
    """The file with all segments."""
    return _send_hls(service, request, video, media_processor.RENDITION)


def _send_hls(service: Service, request: Request, video: Document, name: str) -> Response:
    source = _ready(service, video)
    found = service.attachments.get(video["videoId"], name)
    if found is None:
        raise Problem("resource-not-found", detail=NO_HLS)
    modified = source.completed_at or service.now
    return file_responses.send(request, service.files, [found.file], found.content_type, modified)


def _open(service: Service, video_id: str, token: str | None) -> Document:
    """The video, if its viewer is let in."""
    video = service.existing("video", video_id, "videoId")
    addresses.let_in(service, video, video_id, token)
    return video


def _opens(handler: Callable[[Service, Request, Document], Response]) -> Callable[..., Response]:
    """A handler of an address of a video, which has a token if the video is private."""

    @functools.wraps(handler)
    def opening(
        service: Service, request: Request, video_id: str, token: str | None = None
    ) -> Response:
        return handler(service, request, _open(service, video_id, token))

    return opening


def _is_ready(service: Service, video: Document, source: Source | None) -> bool:
    seconds = service.settings.encoding_seconds
    found = encoding.qualities(source, video["mp4Support"], service.now, seconds)
    return any(quality["status"] == "encoded" for quality in found)


def _ready(service: Service, video: Document) -> Source:
    """The source of a video that can be played. Raises Problem."""
    source = sources.load(service.store, video["videoId"])
    if source is None or not _is_ready(service, video, source):
        raise Problem("resource-not-found", detail="The video is not ready yet.")
    return source


FILES = {
    "mp4/source.mp4": counts_viewers(_opens(mp4)),
    "player/source.mp4": counts_viewers(_opens(player_source)),
    "thumbnail.jpg": _opens(thumbnail),
    # With a session, one viewer may fetch several files; here, they may be fetched without.
    "session": _opens(lambda *_: json_response({"session_token": secrets.token_hex(16)})),
    "hls/manifest.m3u8": counts_viewers(_opens(manifest)),
    "hls/video.m3u8": _opens(playlist),
    "hls/" + media_processor.RENDITION_ADDRESS: counts_viewers(_opens(rendition)),
}
ROUTES = [
    Route("GET", "/vod/<video_id>", counts_viewers(player, page=True)),
    Route("GET", STATIC + "<name>", functools.partial(pages.static, ROOM)),
    *(
        Route("GET", prefix + path, handler)
        for prefix in ("/vod/<video_id>/", "/vod/<video_id>/token/<token>/")
        for path, handler in FILES.items()
    ),
]
