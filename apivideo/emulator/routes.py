"""All addresses of the emulator: the operations that the description has, and some of its own.

An operation is handled by the function of its name (``captions.upload`` by ``upload``) in one of
the modules of its resource. Its method, its path and whether it needs credentials are told by
the description.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import cast

from werkzeug.wrappers import Response

from apivideo.emulator import control
from apivideo.emulator.analytics import metrics, raw_statistics
from apivideo.emulator.dashboard import page
from apivideo.emulator.http import auth, description
from apivideo.emulator.http.service import Route
from apivideo.emulator.playback import live_playback, text_tracks, video_playback
from apivideo.emulator.resources import (
    captions,
    chapters,
    discarded_videos,
    live_streams,
    player_themes,
    summaries,
    tags,
    upload_tokens,
    video_thumbnails,
    video_uploads,
    videos,
    watermarks,
    webhooks,
)

MODULES: dict[str, tuple[ModuleType, ...]] = {
    "advanced_authentication": (auth,),
    "analytics": (metrics, raw_statistics),
    "captions": (captions,),
    "chapters": (chapters,),
    "live_streams": (live_streams,),
    "player_themes": (player_themes,),
    "raw_statistics": (raw_statistics,),
    "summaries": (summaries,),
    "tags": (tags,),
    "upload_tokens": (upload_tokens,),
    "videos": (videos, video_uploads, video_thumbnails, discarded_videos),
    "watermarks": (watermarks,),
    "webhooks": (webhooks,),
}


@functools.lru_cache(maxsize=None)
def load() -> tuple[Route, ...]:
    own = (video_playback, live_playback, text_tracks, player_themes, control, page)
    return (*_operations(), *(route for module in own for route in module.ROUTES))


def _operations() -> Iterator[Route]:
    document = description.read()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield Route(
                method.upper(),
                re.sub(r"\{(\w+)\}", lambda found: f"<{_snake(found[1])}>", path),
                _handler(*operation["operationId"].split(".")),
                operation["operationId"],
                open=operation.get("security", document["security"]) == [],
                is_upload="x-upload" in operation,
            )


def _handler(resource: str, name: str) -> Callable[..., Response | None]:
    name = "list_all" if name == "list" else name  # which would hide the built-in one
    module = next(module for module in MODULES[resource] if hasattr(module, name))
    return cast("Callable[..., Response | None]", getattr(module, name))


def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)
