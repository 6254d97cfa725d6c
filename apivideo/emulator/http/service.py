"""What every operation works with, and how operations are declared."""

from __future__ import annotations

import json
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from werkzeug.wrappers import Response

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.settings import Settings
from apivideo.emulator.state.attachments import Attachments
from apivideo.emulator.state.faults import Faults
from apivideo.emulator.state.files import Files
from apivideo.emulator.state.formats import date_time
from apivideo.emulator.state.request_log import RequestLog
from apivideo.emulator.state.store import Document, Store

CONTROL = "/_emulator/"
"""Where the paths begin that the service does not have: they control the emulator."""


@dataclass
class Service:
    """State and settings of one emulator."""

    settings: Settings
    store: Store
    files: Files
    routes: Sequence[Route] = ()  # of all operations
    receiving: set[str] = field(default_factory=set)  # videos with a plain upload under way
    receiving_lock: threading.Lock = field(default_factory=threading.Lock)
    faults: Faults = field(default_factory=Faults)
    requests: RequestLog = field(default_factory=RequestLog)
    attachments: Attachments = field(init=False)
    processing_queue: queue.Queue[str | None] = field(default_factory=queue.Queue)  # ids of videos
    postponed: dict[str, float] = field(default_factory=dict)  # when a video is read again

    def __post_init__(self) -> None:
        self.attachments = Attachments(self.store, self.files)

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

    def change(self, kind: str, id: str, name: str, members: Document) -> Document:
        """A document after *members* of it have changed, and so the time of its last change."""
        with self.store.transaction():
            document = self.existing(kind, id, name)
            document.update(members, updatedAt=date_time(self.now))
            self.store.put(kind, id, document)
        return document

    def delete(self, kind: str, id: str, name: str) -> None:
        """Delete a document; when there is none, 404 that names the parameter *name*."""
        if not self.store.delete(kind, id):
            raise Problem("resource-not-found", name)


class Route(NamedTuple):
    """An address and what responds there; an operation of the API, or an address of our own."""

    method: str
    path: str
    handler: Callable[..., Response | None]  # of service, request, and the path's parameters
    operation: str = ""  # operationId of the description, if it is there
    open: bool = True  # needs no credentials
    is_upload: bool = False


def json_response(document: Any, status: int = 200) -> Response:
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, content_type="application/json")


def no_content(status: int = 204) -> Response:
    response = Response(status=status)
    del response.headers["Content-Type"]
    return response
