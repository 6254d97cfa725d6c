"""Videos: create, list, read, change, delete, and how far they are (docs/service.md, section 7)."""

from __future__ import annotations

from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import description, json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.playback import addresses
from apivideo.emulator.processing import downloads, due_work, encoding, media_processor, summaries
from apivideo.emulator.state import sources
from apivideo.emulator.state.documents import HAS_TAG
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

KIND = "video"
HAS_METADATA = (
    "EXISTS (SELECT 1 FROM json_each(document, '$.metadata') AS pair"
    " WHERE json_extract(pair.value, '$.key') = ? AND json_extract(pair.value, '$.value') = ?)"
)
HIDDEN = "hidden"  # member of the stored document with what responses do not tell
TOLD = description.members("Video").keys() - {"source"}  # which is told in other words


def create(service: Service, request: Request) -> Response:
    """Make a container, or fill one from an address or from another video."""
    payload = json_body.read(request)
    with service.store.transaction():
        video = make(service, payload)
        origin = payload.get("source")
        if origin is None:
            return json_response(render(service, request, video), 201)
        if origin.startswith(("http://", "https://")):
            sources.begin(service.store, video["videoId"], sources.DOWNLOAD, address=origin)
        else:
            _copy(service, origin, video["videoId"])
    if origin.startswith(("http://", "https://")):
        downloads.start(service, video["videoId"], origin)
    return json_response(render(service, request, video), 202)


def make(service: Service, payload: Document) -> Document:
    """Store a new video with what *payload* says and the defaults."""
    now = date_time(service.now)
    video: Document = {
        "videoId": new_id("vi"),
        "title": "",
        "description": "",
        **description.defaults("VideoCreationPayload"),
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
    with service.store.transaction():
        service.store.put(KIND, video["videoId"], video)
        if payload.get("transcriptSummary"):
            _request_summary(service, video)
    return video


def make_recording(service: Service, stream: Document) -> Document:
    """Store a new video for what a live stream has broadcast."""
    video = make(service, {"title": stream["name"], "public": stream["public"]})
    video[HIDDEN]["liveStreamId"] = stream["liveStreamId"]
    service.store.put(KIND, video["videoId"], video)
    return video


def list_all(service: Service, request: Request) -> Response:
    return json_response(page(service, request, KIND))


def page(service: Service, request: Request, kind: str) -> Document:
    """A page of the videos of a kind, chosen and put in order by the query."""
    query = request.args
    videos = paging.documents(service, kind, request)
    videos.containing("$.title", query.get("title"))
    videos.containing("$.description", query.get("description"))
    videos.equal("$.hidden.liveStreamId", query.get("liveStreamId"))
    for tag in query.getlist("tags[]"):
        videos.where(HAS_TAG, tag)
    for key, value in paging.members(request, "metadata"):
        videos.where(HAS_METADATA, key, value)
    return paging.page(videos, request, partial(render, service, request))


def get(service: Service, request: Request, video_id: str) -> Response:
    due_work.do(service, video_id)  # its language may just have been detected
    return json_response(render(service, request, service.existing(KIND, video_id, "videoId")))


def update(service: Service, request: Request, video_id: str) -> Response:
    """Change what the body names; arrays are replaced whole, null detaches."""
    service.existing(KIND, video_id, "videoId")
    payload = json_body.read(request)
    with service.store.transaction():
        video = service.existing(KIND, video_id, "videoId")
        _apply(video, payload)
        video["updatedAt"] = date_time(service.now)
        service.store.put(KIND, video_id, video)
        if payload.get("transcriptSummary"):
            if summaries.summary_of(service, video_id):
                detail = "You can delete the existing summary and generate a new one."
                raise Problem("summary-already-exists", "transcriptSummary", detail)
            _request_summary(service, video)
        if payload.keys() & {"transcript", "language"}:
            summaries.look_again(service, video_id)
    return json_response(render(service, request, video))


def get_status(service: Service, request: Request, video_id: str) -> Response:
    """What has arrived of a video, and how far its encoding is."""
    video = service.existing(KIND, video_id, "videoId")
    source = sources.load(service.store, video_id)
    seconds = service.settings.encoding_seconds
    return json_response(encoding.status(source, video["mp4Support"], service.now, seconds))


def render(service: Service, request: Request, video: Document) -> Document:
    document = {key: value for key, value in video.items() if key != HIDDEN}
    document["source"] = _source(video)
    if not video["discarded"]:
        document["assets"] = addresses.urls(service, video, request.host_url)
    return document


def _source(video: Document) -> Document:
    live_stream_id = video[HIDDEN].get("liveStreamId")
    if live_stream_id is None:
        return {"uri": f"/videos/{video['videoId']}/source"}
    link = {"rel": "self", "uri": f"/live-streams/{live_stream_id}"}
    return {
        "type": "liveStream",
        "uri": link["uri"],
        "liveStream": {"liveStreamId": live_stream_id, "links": [link]},
    }


def _request_summary(service: Service, video: Document) -> None:
    attributes = video[HIDDEN].get("transcriptSummaryAttributes")
    summaries.request_summary(service, video["videoId"], attributes, "auto")


def _apply(video: Document, payload: Document) -> None:
    for key, value in payload.items():
        if key not in TOLD:
            video[HIDDEN][key] = value
        elif value is None:
            video.pop(key, None)
        else:
            video[key] = value
    if "metadata" in payload:  # a member that is left out is empty text
        video["metadata"] = [{"key": "", "value": "", **pair} for pair in payload["metadata"]]
    if "language" in payload:
        video["languageOrigin"] = "api" if payload["language"] else None


def _copy(service: Service, origin: str, video_id: str) -> None:
    source = sources.load(service.store, origin)
    if source is None or source.completed_at is None or service.store.get(KIND, origin) is None:
        detail = "The address of a video or the id of one that has a source is expected."
        raise Problem("invalid-attribute", "source", detail)
    sources.begin(service.store, video_id, sources.COPY)
    for number, segment in enumerate(source.segments, 1):
        copied = service.files.copy(segment)
        service.store.then(dropped=partial(service.files.remove, [copied.name]))
        sources.add(service.store, video_id, sources.Part(number, number, copied))
    media_processor.complete_source(service, video_id)
