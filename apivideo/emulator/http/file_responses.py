"""Stored files as responses: whole, a range of them, or nothing when they are known already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from werkzeug.http import parse_range_header
from werkzeug.wrappers import Request, Response

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.files import Files, Segment
from apivideo.emulator.state.formats import point_in_time


def send(
    request: Request,
    files: Files,
    segments: Sequence[Segment],
    content_type: str,
    modified: float,
) -> Response:
    """A response with the bytes of *segments*, read as they are sent.

    Args:
        request: May ask for a range, or name what it has.
        files: Where the segments are.
        segments: One after the other, the file. They never change, so their names are its version.
        content_type: Of the file.
        modified: When it came, in seconds since 1970.
    """
    size = sum(segment.size for segment in segments)
    names = " ".join(segment.name for segment in segments)
    etag = hashlib.sha256(names.encode()).hexdigest()[:32]
    response = Response(content_type=content_type)
    response.set_etag(etag)
    response.last_modified = point_in_time(modified)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"  # players on other pages fetch it
    if request.if_none_match.contains_weak(etag):
        response.status_code = 304
        return response
    start, stop = 0, size
    wanted = parse_range_header(request.headers.get("Range"))
    if wanted is not None and wanted.units == "bytes" and _range_applies(request, response, etag):
        one = wanted.range_for_length(size)
        if one is not None:
            start, stop = one
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
        elif len(wanted.ranges) == 1:
            response.status_code = 416
            response.headers["Content-Range"] = f"bytes */{size}"
            return response
    response.direct_passthrough = True
    response.response = files.read(segments, start, stop)
    response.content_length = stop - start
    return response


def send_attachment(service: Service, request: Request, owner: str, name: str) -> Response | None:
    """A response with the bytes of an attachment; None when there is none."""
    found = service.attachments.get(owner, name)
    if found is None:
        return None
    content = service.files.read([found.file], 0, found.file.size)
    response = Response(b"".join(content), content_type=found.content_type)
    response.set_etag(hashlib.sha256(found.file.name.encode()).hexdigest()[:32])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"  # players on other pages fetch it
    return response.make_conditional(request)


def _range_applies(request: Request, response: Response, etag: str) -> bool:
    """Whether ``If-Range``, where there is one, names what is here now."""
    condition = request.if_range
    if condition.etag is not None:
        return condition.etag == etag
    return condition.date is None or condition.date == response.last_modified
