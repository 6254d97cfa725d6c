"""The web page at ``/``: videos, the last requests, and a form to upload with a token.

It is whole without scripts; a script keeps the lists fresh and tells how far an upload is. Whoever
reaches the emulator sees the page: it wants no credentials.
"""

from __future__ import annotations

import html
from urllib.parse import quote, urlencode

from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from apivideo.emulator.dashboard import page_parts
from apivideo.emulator.http.service import CONTROL, Route, Service
from apivideo.emulator.playback import addresses
from apivideo.emulator.processing import encoding
from apivideo.emulator.resources import upload_tokens
from apivideo.emulator.state import sources
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time
from apivideo.emulator.state.request_log import Entry
from apivideo.emulator.state.store import Document

SCRIPT = CONTROL + "page.js"
MAKE_TOKEN = CONTROL + "upload-tokens"
TOKEN_SECONDS = 3600
MOST_VIDEOS = 50
MOST_REQUESTS = 50
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'unsafe-inline';"
    " img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def show(service: Service, request: Request) -> Response:
    """The page."""
    videos = Documents(service.store, "video")
    found = [_video(service, request, video) for video in videos[:MOST_VIDEOS]]
    entries = service.requests.newest(MOST_REQUESTS)
    document = page_parts.PAGE.format(
        script=SCRIPT,
        address=html.escape(request.host_url.rstrip("/")),
        form=_form(service, request.args.get("token", "")),
        count=len(videos),
        videos="\n".join(found) or page_parts.NO_VIDEO,
        requests="\n".join(map(_entry, entries)) or page_parts.NO_REQUEST,
    )
    return Response(document, content_type="text/html; charset=utf-8", headers=HEADERS)


def script(service: Service, request: Request) -> Response:
    """What keeps the page fresh."""
    return Response(page_parts.SCRIPT, content_type="text/javascript", headers=HEADERS)


def make_token(service: Service, request: Request) -> Response:
    """Make an upload token for an hour, and go back to the page with it."""
    token = upload_tokens.make(service, TOKEN_SECONDS)
    return redirect("/?" + urlencode({"token": token["token"]}) + "#upload", 303)


def state(status: Document) -> str:
    """How far a video is, in a word or two.

    Args:
        status: What ``GET /videos/{videoId}/status`` returns.
    """
    qualities = [quality["status"] for quality in status["encoding"]["qualities"]]
    if not qualities:
        ingest: str = status["ingest"]["status"]
        return {"missing": "no source yet"}.get(ingest, ingest)
    if "failed" in qualities:
        return "failed"
    done = qualities.count("encoded")
    return "ready" if done == len(qualities) else f"encoding, {done} of {len(qualities)} done"


def _video(service: Service, request: Request, video: Document) -> str:
    with service.store.transaction() as database:
        source = sources.load(database, video["videoId"])
    seconds = service.settings.encoding_seconds
    status = encoding.status(source, video["mp4Support"], service.now, seconds)
    urls = addresses.urls(service, video, request.host_url)
    return page_parts.VIDEO.format(
        id=html.escape(video["videoId"]),
        title=html.escape(video["title"] or video["videoId"]),
        thumbnail=html.escape(urls["thumbnail"]),
        player=html.escape(urls["player"]),
        state=html.escape(state(status)),
        word=state(status).partition(",")[0].partition(" ")[0],
        created_at=html.escape(video["createdAt"]),
        private="" if video["public"] else ", private",
    )


def _entry(entry: Entry) -> str:
    return page_parts.REQUEST.format(
        at=date_time(entry.at)[11:19],
        method=html.escape(entry.method),
        path=html.escape(entry.path),
        status="cut" if entry.status is None else entry.status,
        word="bad" if entry.status is None or entry.status >= 400 else "good",
        milliseconds=f"{entry.milliseconds:.1f}",
    )


def _form(service: Service, token: str) -> str:
    choose = page_parts.ADMISSION.format(make=MAKE_TOKEN, token=html.escape(token))
    if not token:
        return choose
    if not upload_tokens.is_good(service, token):
        return choose + page_parts.NOT_ADMITTED
    return choose + page_parts.UPLOAD.format(action="/upload?token=" + quote(token, safe=""))


ROUTES = [
    Route("emulator.page", "GET", "/", show, None, True),
    Route("emulator.page_script", "GET", SCRIPT, script, None, True),
    Route("emulator.make_token", "POST", MAKE_TOKEN, make_token, None, True),
]
