"""Captions: one WebVTT file a language and video (docs/service.md, section 11)."""

from __future__ import annotations

import functools
import re
from functools import partial

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.playback import addresses, text_tracks
from apivideo.emulator.processing import due_work
from apivideo.emulator.processing.captions import KIND, add, key, of_video
from apivideo.emulator.state import reference_data
from apivideo.emulator.state.store import Document


def list_all(service: Service, request: Request, video_id: str) -> Response:
    video = _video(service, video_id)
    captions = of_video(service, video_id).ordered("$.srclang", descending=False)
    return json_response(paging.page(captions, request, partial(_render, service, request, video)))


def get(service: Service, request: Request, video_id: str, language: str) -> Response:
    video = _video(service, video_id)
    caption = service.existing(KIND, key(video_id, canonical(language)), "language")
    return json_response(_render(service, request, video, caption))


def upload(service: Service, request: Request, video_id: str, language: str) -> Response:
    """Take the file of a language, in place of the one there may be."""
    video = _video(service, video_id)
    tag = canonical(language)
    caption = add(service, video_id, tag, text_tracks.receive(request))
    return json_response(_render(service, request, video, caption))


def update(service: Service, request: Request, video_id: str, language: str) -> Response:
    """Say whether a caption is shown without the viewer asking; at most one of a video is."""
    video = _video(service, video_id)
    tag, payload = canonical(language), json_body.read(request)
    with service.store.transaction():
        caption = service.existing(KIND, key(video_id, tag), "language")
        if payload.get("default"):
            for other in of_video(service, video_id).all():
                service.store.put(
                    KIND, key(video_id, other["srclang"]), {**other, "default": False}
                )
        caption.update(payload)
        service.store.put(KIND, key(video_id, tag), caption)
    return json_response(_render(service, request, video, caption))


def delete(service: Service, request: Request, video_id: str, language: str) -> None:
    _video(service, video_id)
    tag = canonical(language)
    with service.store.transaction():
        service.delete(KIND, key(video_id, tag), "language")
        service.attachments.remove(video_id, f"captions/{tag}")


def canonical(language: str) -> str:
    """A language tag as the service writes it. Raises Problem for one it does not cover."""
    if not re.fullmatch(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", language):
        detail = (
            'The "language" attribute must contain only letters and dashes'
            ' (for example "fr", "fr-BE").'
        )
        raise Problem("invalid-attribute", "language", detail)
    tag = _tags().get(language.lower())
    if tag is None:
        raise Problem("invalid-attribute", "language", 'The "language" attribute is not valid.')
    return tag


@functools.lru_cache(maxsize=None)
def _tags() -> dict[str, str]:
    return {tag.lower(): tag for tag in reference_data.load("caption_languages")}


def _video(service: Service, video_id: str) -> Document:
    """The video, whose transcript may just be ready. Raises Problem when there is none."""
    due_work.do(service, video_id)
    return service.existing("video", video_id, "videoId")


def _render(service: Service, request: Request, video: Document, caption: Document) -> Document:
    tag = caption["srclang"]
    roots = addresses.roots(service, video, video["videoId"], request.host_url + "vod/")
    return {
        "uri": f"/videos/{video['videoId']}/captions/{tag}",
        "src": f"{roots.files}/captions/{tag}.vtt",
        "srclang": tag,
        "languageName": reference_data.load("caption_languages")[tag],
        "default": caption["default"],
    }
