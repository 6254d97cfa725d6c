"""What every operation works with, and how operations are declared."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from werkzeug.wrappers import Response

from apivideo.emulator.faults import Faults
from apivideo.emulator.files import Files
from apivideo.emulator.problems import Problem
from apivideo.emulator.request_log import RequestLog
from apivideo.emulator.settings import Settings
from apivideo.emulator.store import Document, Store


@dataclass
class Service:
    """State and settings of one emulator."""

    settings: Settings
    store: Store
    files: Files
    receiving: set[str] = field(default_factory=set)  # videos with a plain upload under way
    receiving_lock: threading.Lock = field(default_factory=threading.Lock)
    faults: Faults = field(default_factory=Faults)
    requests: RequestLog = field(default_factory=RequestLog)
    examinations: queue.Queue[str | None] = field(default_factory=queue.Queue)  # ids of videos

    @property
    def now(self) -> float:
        """Seconds since 1970, by the clock of the settings."""
        return self.settings.clock()

    def existing(self, kind: str, id: str, name: str) -> Document:
        """A document; when there is none, 404 that names the parameter *name*."""
        document = self.store.get(kind, id)
        if document is None:
            raise Problem("resource-not-found", name)
        return document


class Route(NamedTuple):
    """One operation: where it is found, and what it takes to be let in."""

    operation: str  # operationId of the description, or a name of our own
    method: str
    path: str
    handler: Callable[..., Response]  # of service, request, and the path's parameters by name
    counts_as: str | None  # upload, write or read; None is not counted
    open: bool = False  # answers without credentials


def answer(document: Any, status: int = 200) -> Response:
    """A JSON answer."""
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, content_type="application/json")


def no_content() -> Response:
    """An answer without a body."""
    response = Response(status=204)
    del response.headers["Content-Type"]
    return response
