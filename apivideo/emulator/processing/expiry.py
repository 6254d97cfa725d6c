"""Videos that time removes: empty and discarded ones (docs/service.md, sections 7 and 15)."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service
from apivideo.emulator.state import sources
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import parse_date_time, seconds

VIDEO = "video"
DISCARDED = "discarded-video"
BELONGINGS = ("caption", "chapter", "summary")
CONTAINER_SECONDS = 7 * 86400.0
EMPTY = "NOT EXISTS (SELECT 1 FROM sources WHERE video_id = documents.id)"


def remove(
    service: Service, kind: str, video_id: str, *, unless_it_has_a_source: bool = False
) -> None:
    """Delete a video and all that belongs to it, for good. Raises Problem if there is none."""
    with service.store.transaction():
        if unless_it_has_a_source and sources.load(service.store, video_id):
            return
        service.delete(kind, video_id, "videoId")
        files = sources.delete(service.store, video_id)
        service.store.write("DELETE FROM announced WHERE video_id = ?", (video_id,))
        for belonging in BELONGINGS:
            service.store.write(
                "DELETE FROM documents WHERE kind = ? AND json_extract(document, '$.videoId') = ?",
                (belonging, video_id),
            )
        service.attachments.remove(video_id)
        service.store.then(stored=lambda: service.files.remove(files))


class Expiry:
    """Removes videos whose time has come.

    What is new stays for days, so it looks only when the next one of those it has seen is due.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._next_look = 0.0
        self._lock = threading.Lock()

    def remove_due(self) -> None:
        """Remove the videos that are due by the clock of the settings."""
        now = self._service.now
        with self._lock:
            if now < self._next_look:
                return
            next_look = now + CONTAINER_SECONDS
            for due_at, kind, video_id in self._expiring():
                if due_at > now:
                    next_look = min(next_look, due_at)
                    continue
                with contextlib.suppress(Problem):  # it was deleted or restored meanwhile
                    is_container = kind == VIDEO
                    remove(self._service, kind, video_id, unless_it_has_a_source=is_container)
            self._next_look = next_look

    def _expiring(self) -> Iterator[tuple[float, str, str]]:
        """When each video is due that will be removed, its kind and its id."""
        store = self._service.store
        for video in Documents(store, VIDEO).where(EMPTY).all():
            yield (
                seconds(parse_date_time(video["createdAt"])) + CONTAINER_SECONDS,
                VIDEO,
                video["videoId"],
            )
        for video in Documents(store, DISCARDED).all():
            yield seconds(parse_date_time(video["deletesAt"])), DISCARDED, video["videoId"]
