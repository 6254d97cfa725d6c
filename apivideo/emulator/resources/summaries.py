"""Summaries: at most one a video, written or generated (docs/service.md, section 14)."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing import due_work
from apivideo.emulator.processing.summaries import SUMMARY, request_summary, summary_of
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time
from apivideo.emulator.state.store import Document

SHOWN = ("summaryId", "createdAt", "updatedAt", "videoId", "origin", "sourceStatus")
CONFLICT = "You can delete the existing summary and generate a new one."


def create(service: Service, request: Request) -> Response:
    """Make the summary of a video; only ``origin`` ``auto`` has it generated."""
    payload = json_body.read(request)
    with service.store.transaction():
        video = service.existing("video", payload["videoId"], "videoId")
        if summary_of(service, video["videoId"]):
            raise Problem("summary-already-exists", "videoId", CONFLICT)
        summary = request_summary(
            service, video["videoId"], payload.get("attributes"), payload.get("origin")
        )
    return json_response(_render(summary), 201)


def list_all(service: Service, request: Request) -> Response:
    for summary in Documents(service.store, SUMMARY).equal("$.sourceStatus", "waiting").all():
        due_work.do(service, summary["videoId"])
    summaries = paging.documents(service, SUMMARY, request)
    for name in ("videoId", "origin", "sourceStatus"):
        summaries.equal(f"$.{name}", request.args.get(name))
    return json_response(paging.page(summaries, request, _render))


def delete(service: Service, request: Request, summary_id: str) -> None:
    """Remove a summary; the video may have another one then."""
    service.delete(SUMMARY, summary_id, "summaryId")


def get_summary_source(service: Service, request: Request, summary_id: str) -> Response:
    """The text of a summary; an empty object while there is none."""
    summary = service.existing(SUMMARY, summary_id, "summaryId")
    due_work.do(service, summary["videoId"])
    return json_response(service.existing(SUMMARY, summary_id, "summaryId")["source"])


def update(service: Service, request: Request, summary_id: str) -> Response:
    """Write the text of a summary, unless it is just being generated."""
    summary = service.existing(SUMMARY, summary_id, "summaryId")
    payload = json_body.read(request)
    due_work.do(service, summary["videoId"])
    with service.store.transaction():
        summary = service.existing(SUMMARY, summary_id, "summaryId")
        if summary["sourceStatus"] == "waiting":
            raise Problem("summary-already-exists", detail=CONFLICT)
        summary["source"].update(payload)
        summary.update(sourceStatus="completed", updatedAt=date_time(service.now))
        service.store.put(SUMMARY, summary_id, summary)
    return json_response(summary["source"], 201)


def _render(summary: Document) -> Document:
    return {name: summary[name] for name in SHOWN}
