"""Stored files as responses: whole, a range of them, or nothing when they are known already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import IO, cast

from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import FileWrapper

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.files import BLOCK, Files, Segment
from apivideo.emulator.state.formats import point_in_time


def send(
    request: Request,
    files: Files,
    segments: Sequence[Segment],
    content_type: str,
    modified: float | None = None,
) -> Response:
    """A response with the bytes of *segments*, read as they are sent, or the range asked for."""
    file = files.open(segments)
    blocks = FileWrapper(cast("IO[bytes]", file), BLOCK)
    response = Response(blocks, content_type=content_type, direct_passthrough=True)
    response.content_length = file.size
    names = " ".join(segment.name for segment in segments)  # a file never changes under its name
    etag = hashlib.sha256(names.encode()).hexdigest()[:32]
    response.set_etag(etag)
    response.last_modified = None if modified is None else point_in_time(modified)
    response.accept_ranges = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"  # players on other pages fetch it
    try:
        changed = not request.if_none_match.contains_weak(etag)  # else no range of it is sent
        response.make_conditional(request, accept_ranges=changed, complete_length=file.size)
    except RequestedRangeNotSatisfiable:
        wanted = request.range
        if wanted and wanted.units == "bytes" and len(wanted.ranges) == 1:
            response.status_code, response.response = 416, ()
            response.content_length = 0
            response.headers["Content-Range"] = f"bytes */{file.size}"
    return response


def send_attachment(service: Service, request: Request, owner: str, name: str) -> Response | None:
    """A response with the bytes of an attachment; None when there is none."""
    found = service.attachments.get(owner, name)
    return found and send(request, service.files, [found.file], found.content_type)
