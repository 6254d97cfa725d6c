"""Chapters: one WebVTT file a language and video (docs/service.md, section 11)."""

from __future__ import annotations

import re
from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.playback import addresses, text_tracks
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import WEBVTT
from apivideo.emulator.state.store import Document

KIND = "chapter"
VIDEO = "video"
TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)  # the shape of BCP 47


def list_all(service: Service, request: Request, video_id: str) -> Response:
    video = service.existing(VIDEO, video_id, "videoId")
    chapters = Documents(service.store, KIND).equal("$.videoId", video_id)
    chapters.ordered("$.language", descending=False)
    return json_response(paging.page(chapters, request, partial(_render, service, request, video)))


def get(service: Service, request: Request, video_id: str, language: str) -> Response:
    video = service.existing(VIDEO, video_id, "videoId")
    chapter = service.existing(KIND, f"{video_id}/{language}", "language")
    return json_response(_render(service, request, video, chapter))


def upload(service: Service, request: Request, video_id: str, language: str) -> Response:
    """Take the file of a language, in place of the one there may be."""
    video = service.existing(VIDEO, video_id, "videoId")
    if not TAG.fullmatch(language):
        raise Problem("invalid-attribute", "language", 'The "language" attribute is not valid.')
    data = text_tracks.receive(request)
    chapter = {"videoId": video_id, "language": language}
    with service.store.transaction():
        service.attachments.put(video_id, f"chapters/{language}", data, WEBVTT)
        service.store.put(KIND, f"{video_id}/{language}", chapter)
    return json_response(_render(service, request, video, chapter))


def delete(service: Service, request: Request, video_id: str, language: str) -> None:
    service.existing(VIDEO, video_id, "videoId")
    with service.store.transaction():
        service.delete(KIND, f"{video_id}/{language}", "language")
        service.attachments.remove(video_id, f"chapters/{language}")


def _render(service: Service, request: Request, video: Document, chapter: Document) -> Document:
    language = chapter["language"]
    roots = addresses.roots(service, video, video["videoId"], request.host_url + "vod/")
    return {
        "uri": f"/videos/{video['videoId']}/chapters/{language}",
        "src": f"{roots.files}/chapters/{language}.vtt",
        "language": language,
    }
