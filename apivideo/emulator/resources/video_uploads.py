"""Sources sent by the client, whole or in parts (docs/service.md, sections 4 and 8).

The order of things makes an upload safe: what the headers tell is checked, the bytes go to a file
of their own, and one transaction then checks everything again and records the part. Parts may
come in any order and at the same time; of two requests with the same part one is recorded.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import multipart
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing import media_processor
from apivideo.emulator.resources import content_range, upload_tokens, videos
from apivideo.emulator.resources.content_range import LARGEST_REQUEST, ContentRange
from apivideo.emulator.state import sources
from apivideo.emulator.state.files import NewFile
from apivideo.emulator.state.sources import Received
from apivideo.emulator.state.store import Document

REFUSED = {
    sources.DOWNLOAD: "video-source-already-downloaded",
    sources.COPY: "video-source-already-copied",
}


def upload(service: Service, request: Request, video_id: str) -> Response:
    """Take a file, or a part of one, for a video that has been created."""
    service.existing(videos.KIND, video_id, "videoId")
    return _receive(service, request, video_id, fields=())


def upload_with_upload_token(service: Service, request: Request) -> Response:
    """Take a file, or a part of one, from someone who has nothing but an upload token.

    The first part makes the video, titled like the file; its response tells the ``videoId`` that
    all others carry.
    """
    upload_tokens.check(service, request.args.get("token"))
    return _receive(service, request, None, fields=("videoId",))


def _receive(
    service: Service, request: Request, video_id: str | None, fields: Collection[str]
) -> Response:
    part = content_range.parse(request.headers.get("Content-Range"))
    with _alone(service, video_id, part), service.files.create() as file:
        if video_id is not None:
            _check(service, video_id, part)
        content_type = request.headers.get("Content-Type", "")
        form = multipart.read(request.stream, content_type, _bounded(file))
        multipart.check(form, file.size, fields)
        with service.store.transaction():
            video = _video(service, video_id, form)
            complete = _record(service, video["videoId"], part, file)
        file.keep()
    if complete:
        return json_response(videos.render(service, request, video), 201)
    return json_response({"videoId": video["videoId"]}, 201)


@contextlib.contextmanager
def _alone(service: Service, video_id: str | None, part: ContentRange | None) -> Iterator[None]:
    """While a file is sent in one request, nothing else may be sent for its video."""
    if video_id is None:
        yield
        return
    with service.receiving_lock:
        if video_id in service.receiving:
            detail = "Another request is sending the file."
            raise Problem("video-source-already-uploaded", "file", detail)
        if part is None:
            service.receiving.add(video_id)
    try:
        yield
    finally:
        if part is None:
            with service.receiving_lock:
                service.receiving.discard(video_id)


def _check(
    service: Service, video_id: str, part: ContentRange | None, size: int | None = None
) -> bool:
    """Whether the part completes the source. Raises Problem if it cannot be taken."""
    source = sources.load(service.store, video_id)
    if source is not None:
        if source.origin in REFUSED:
            raise Problem(REFUSED[source.origin], "file")
        if source.completed_at is not None:
            raise Problem("video-source-already-uploaded", "file")
        if part is None:
            raise Problem("video-content-range-already-initiated", "Content-Range")
    if part is None:
        return True
    return content_range.check(part, source.received if source else Received(), size)


def _bounded(file: NewFile) -> multipart.Sink:
    def write(data: bytes) -> None:
        if file.size + len(data) > LARGEST_REQUEST:
            raise Problem(
                "uploaded-file-too-large", "file", f"The most is {LARGEST_REQUEST} bytes a request."
            )
        file.write(data)

    return write


def _video(service: Service, video_id: str | None, form: multipart.Form) -> Document:
    """The video that the file is for: of the path, of the form, or a new one."""
    if video_id is not None:
        return service.existing(videos.KIND, video_id, "videoId")
    if "videoId" not in form.fields:
        title = form.file_name.replace("\\", "/").rpartition("/")[2]
        return videos.make(service, {"title": title})
    video = service.store.get(videos.KIND, form.fields["videoId"])
    if video is None:
        raise Problem("invalid-attribute", "videoId", "There is no such video.")
    return video


def _record(service: Service, video_id: str, part: ContentRange | None, file: NewFile) -> bool:
    """Store what has arrived; gives whether it was the last that was missing."""
    complete = _check(service, video_id, part, file.size)
    sources.begin(service.store, video_id, sources.UPLOAD, unit=part.unit if part else None)
    first, last = (part.first, part.last) if part else (1, 1)
    stored = sources.Part(first, last, file.segment)
    sources.add(service.store, video_id, stored, part.total if part else None)
    if complete:
        media_processor.complete_source(service, video_id)
    return complete
