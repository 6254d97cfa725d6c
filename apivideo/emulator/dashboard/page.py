"""The web page at ``/``: what the emulator has and what it was asked, and controls for both.

The lists are whole without scripts; a script keeps them fresh, uploads, and sends what the buttons
say. Whoever reaches the emulator sees the page: it wants no credentials.
"""

from __future__ import annotations

import json
from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.dashboard import faults
from apivideo.emulator.http.service import CONTROL, Route, Service
from apivideo.emulator.playback import addresses, live_playback, pages
from apivideo.emulator.processing import deliveries, encoding
from apivideo.emulator.processing.deliveries import Delivery
from apivideo.emulator.resources import live_streams
from apivideo.emulator.state import sources
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time
from apivideo.emulator.state.request_log import Entry
from apivideo.emulator.state.store import Document

ROOM = "dashboard"
STATIC = CONTROL + "page/"
MOST_SHOWN = 50  # videos, live streams, requests
MOST_DELIVERIES = 20  # of a webhook
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'none';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def show(service: Service, request: Request) -> Response:
    videos = Documents(service.store, "video")
    streams = Documents(service.store, live_streams.KIND)
    webhooks = Documents(service.store, deliveries.KIND)
    entries = service.requests.newest()
    response = pages.render(
        ROOM,
        "page.html.jinja",
        address=request.host_url.rstrip("/"),
        control=CONTROL,
        static=STATIC,
        video_count=len(videos),
        videos=[_video(service, request, video) for video in videos[:MOST_SHOWN]],
        stream_count=len(streams),
        streams=[
            {"stream": stream, "assets": live_playback.urls(service, stream, request.host_url)}
            for stream in streams[:MOST_SHOWN]
        ],
        webhooks=[_webhook(service, webhook) for webhook in webhooks.all()],
        failed_count=sum(map(failed, entries)),
        requests=sorted(entries, key=failed, reverse=True)[:MOST_SHOWN],
        date_time=date_time,
        duration=duration,
        failed=failed,
        size=size,
        **faults.context(service),
    )
    response.headers.update(HEADERS)
    return response


def failed(entry: Entry) -> bool:
    """Whether a request was refused, or its connection ended without a response."""
    return entry.status is None or entry.status >= 400


def size(count: int) -> str:
    """Return a number of bytes for people."""
    number, unit = float(count), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            break
        number /= 1000
    return f"{number:.0f} {unit}" if unit == "B" or number >= 100 else f"{number:.1f} {unit}"


def duration(seconds: int) -> str:
    """Return a number of seconds as minutes and seconds, after hours if there are any."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def state(status: Document) -> str:
    """How far a video is, in a word or two, by what ``GET /videos/{videoId}/status`` returns."""
    qualities = [quality["status"] for quality in status["encoding"]["qualities"]]
    if not qualities:
        ingest: str = status["ingest"]["status"]
        return {"missing": "no source yet"}.get(ingest, ingest)
    if "failed" in qualities:
        return "failed"
    done = qualities.count("encoded")
    return "ready" if done == len(qualities) else f"encoding, {done} of {len(qualities)} done"


def _video(service: Service, request: Request, video: Document) -> Document:
    source = sources.load(service.store, video["videoId"])
    seconds = service.settings.encoding_seconds
    status = encoding.status(source, video["mp4Support"], service.now, seconds)
    return {
        "video": video,
        "assets": addresses.urls(service, video, request.host_url),
        "status": status,
        "state": state(status),
        "reason": source.media_info.reason if source and source.media_info else None,
    }


def _webhook(service: Service, webhook: Document) -> Document:
    found = deliveries.newest(service, webhook["webhookId"], MOST_DELIVERIES)
    return {"webhook": webhook, "deliveries": [_delivery(webhook, one) for one in found]}


def _delivery(webhook: Document, delivery: Delivery) -> Document:
    return {
        "delivery": delivery,
        "signature": deliveries.signature(webhook["signatureSecret"], delivery.body),
        "body": json.dumps(delivery.event, indent=2, ensure_ascii=False),
    }


ROUTES = [
    Route("GET", "/", show),
    Route("GET", STATIC + "<name>", partial(pages.static, ROOM)),
]
