"""Watermarks: pictures to be burnt into videos (docs/service.md, section 10).

Only the id and the date are kept, as the service does; no video is changed by them here.
"""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import paging
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing import images
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time, new_id

KIND = "watermark"


def upload(service: Service, request: Request) -> Response:
    images.receive(request, images.WATERMARK)
    watermark = {"watermarkId": new_id("watermark_"), "createdAt": date_time(service.now)}
    service.store.put(KIND, watermark["watermarkId"], watermark)
    return json_response(watermark)


def list_all(service: Service, request: Request) -> Response:
    """A page of the watermarks. The words for sorting are not declared, so none is refused."""
    oldest_first = request.args.get("sortOrder", "").lower() == "asc"
    watermarks = Documents(service.store, KIND).ordered(None, descending=not oldest_first)
    return json_response(paging.page(watermarks, request))


def delete(service: Service, request: Request, watermark_id: str) -> None:
    """Remove a watermark; videos that have it keep it."""
    service.delete(KIND, watermark_id, "watermarkId")
