"""Videos: create, list, read, change, delete, and how far they are (service facts, section 7)."""

from __future__ import annotations

import sqlite3

from werkzeug.wrappers import Request, Response

from apivideo.emulator import assets, downloads, encoding, paging, payloads, sources
from apivideo.emulator.problems import Problem
from apivideo.emulator.service import Route, Service, answer, no_content
from apivideo.emulator.store import Document
from apivideo.emulator.values import date_time, new_id

KIND = "video"
LANGUAGES = (
    "ar ca cs da de el en es fa fi fr he hi hr hu it ja ko ml nl nn no pl pt ru sk sl te tr uk ur"
    " vi zh"
).split()
EDGES = ("top", "left", "bottom", "right", "width", "height")

METADATA = payloads.array(
    payloads.structure({"key": payloads.text, "value": payloads.text}, required=["key", "value"])
)
CHANGEABLE = {
    "title": payloads.text,
    "description": payloads.text,
    "public": payloads.boolean,
    "panoramic": payloads.boolean,
    "mp4Support": payloads.boolean,
    "playerId": payloads.text,
    "tags": payloads.array(payloads.text),
    "metadata": METADATA,
    "language": payloads.nullable(payloads.one_of(LANGUAGES)),
    "transcript": payloads.boolean,
    "transcriptSummary": payloads.boolean,
    "transcriptSummaryAttributes": payloads.array(payloads.one_of(("abstract", "takeaways"))),
}
CREATION = {
    **CHANGEABLE,
    "source": payloads.text,
    "clip": payloads.structure(dict.fromkeys(("startTimecode", "endTimecode"), payloads.text)),
    "watermark": payloads.structure(dict.fromkeys(("id", *EDGES, "opacity"), payloads.text)),
}
UPDATE = {**CHANGEABLE, "playerId": payloads.nullable(payloads.text)}
HIDDEN = "hidden"  # member of the stored document with what answers do not tell
TOLD = (
    "title",
    "description",
    "public",
    "panoramic",
    "mp4Support",
    "playerId",
    "tags",
    "metadata",
    "language",
)


def create(service: Service, request: Request) -> Response:
    """Make a container, or fill one from an address or from another video."""
    payload = payloads.read(request, CREATION, required=["title"])
    with service.store.transaction() as database:
        video = make(service, payload)
        origin = payload.get("source")
        if origin is None:
            return answer(render(service, request, video), 201)
        if origin.startswith(("http://", "https://")):
            sources.begin(database, video["videoId"], sources.DOWNLOAD, address=origin)
        else:
            _copy(service, database, origin, video["videoId"])
    if origin.startswith(("http://", "https://")):
        downloads.start(service, video["videoId"], origin)
    return answer(render(service, request, video), 202)


def make(service: Service, payload: Document) -> Document:
    """Store a new video with what *payload* says and the defaults."""
    now = date_time(service.now)
    video: Document = {
        "videoId": new_id("vi"),
        "title": "",
        "description": "",
        "public": True,
        "panoramic": False,
        "mp4Support": True,
        "tags": [],
        "metadata": [],
        "languageOrigin": None,
        "createdAt": now,
        "publishedAt": now,
        "updatedAt": now,
        "discarded": False,
        "discardedAt": None,
        "deletesAt": None,
        HIDDEN: {},
    }
    _apply(video, payload)
    service.store.put(KIND, video["videoId"], video)
    return video


def list_all(service: Service, request: Request) -> Response:
    """A page of the videos that pass all filters."""
    names = ("title", "tags[]", "metadata", "description", "liveStreamId")
    paging.check_names(request, (*names, *paging.SORTING, *paging.COMMON))
    chosen = [video for video in service.store.all(KIND) if matches(video, request)]
    keys = ("title", "createdAt", "publishedAt", "updatedAt")
    page = paging.answer(paging.arrange(chosen, request, keys), request)
    page["data"] = [render(service, request, video) for video in page["data"]]
    return answer(page)


def matches(video: Document, request: Request) -> bool:
    """Whether a video passes the filters of the query."""
    query = request.args
    pairs = {(pair["key"], pair["value"]) for pair in video["metadata"]}
    return (
        query.get("title", "") in video["title"]
        and query.get("description", "") in video["description"]
        and set(query.getlist("tags[]")) <= set(video["tags"])
        and set(paging.members(request, "metadata").items()) <= pairs
        and query.get("liveStreamId") in (None, video[HIDDEN].get("liveStreamId"))
    )


def get(service: Service, request: Request, video_id: str) -> Response:
    """One video."""
    return answer(render(service, request, service.existing(KIND, video_id, "videoId")))


def update(service: Service, request: Request, video_id: str) -> Response:
    """Change what the body names; arrays are replaced whole, null detaches."""
    service.existing(KIND, video_id, "videoId")
    payload = payloads.read(request, UPDATE)
    with service.store.transaction():
        video = service.existing(KIND, video_id, "videoId")
        _apply(video, payload)
        video["updatedAt"] = date_time(service.now)
        service.store.put(KIND, video_id, video)
    return answer(render(service, request, video))


def delete(service: Service, request: Request, video_id: str) -> Response:
    """Remove a video and its bytes, for good."""
    with service.store.transaction() as database:
        if not service.store.delete(KIND, video_id):
            raise Problem("resource-not-found", "videoId")
        files = sources.delete(database, video_id)
    service.files.remove(files)
    return no_content()


def get_status(service: Service, request: Request, video_id: str) -> Response:
    """What has arrived of a video, and how far its encoding is."""
    video = service.existing(KIND, video_id, "videoId")
    with service.store.transaction() as database:
        source = sources.load(database, video_id)
    seconds = service.settings.encoding_seconds
    return answer(encoding.status(source, video["mp4Support"], service.now, seconds))


def render(service: Service, request: Request, video: Document) -> Document:
    """A stored video as answers show it."""
    document = {key: value for key, value in video.items() if key != HIDDEN}
    document["source"] = {"uri": f"/videos/{video['videoId']}/source"}
    document["assets"] = assets.urls(service, video, request.host_url)
    return document


def _apply(video: Document, payload: Document) -> None:
    for key, value in payload.items():
        if key not in TOLD:
            video[HIDDEN][key] = value
        elif value is None:
            video.pop(key, None)
        else:
            video[key] = value
    if "language" in payload:
        video["languageOrigin"] = "api" if payload["language"] else None


def _copy(service: Service, database: sqlite3.Connection, origin: str, video_id: str) -> None:
    source = sources.load(database, origin)
    if source is None or source.completed_at is None or service.store.get(KIND, origin) is None:
        detail = "The address of a video or the id of one that has a source is expected."
        raise Problem("invalid-attribute", "source", detail)
    sources.begin(database, video_id, sources.COPY)
    for number, segment in enumerate(source.segments, 1):
        copied = service.files.copy(segment)
        sources.add(database, video_id, sources.Piece(number, number, copied), None)
    sources.complete(database, video_id, service.now)


ROUTES = [
    Route("videos.list", "GET", "/videos", list_all, "read"),
    Route("videos.create", "POST", "/videos", create, "write"),
    Route("videos.get", "GET", "/videos/<video_id>", get, "read"),
    Route("videos.update", "PATCH", "/videos/<video_id>", update, "write"),
    Route("videos.delete", "DELETE", "/videos/<video_id>", delete, "write"),
    Route("videos.get_status", "GET", "/videos/<video_id>/status", get_status, "read"),
]
