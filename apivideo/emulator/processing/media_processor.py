"""Videos are read, one after the other, by a thread in the background.

What it finds decides how a video ends: its qualities and metadata, its thumbnail, its HLS; a file
that is no video has failed. Every step is stored when it is done, so a restart goes on from there.
"""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import timecodes
from apivideo.emulator.processing.transcoder.process import Stopped, Transcoder, Unusable
from apivideo.emulator.state import media_info, sources
from apivideo.emulator.state.media_info import MediaInfo
from apivideo.emulator.state.sources import Source
from apivideo.emulator.state.store import lacks_room

LOG = logging.getLogger("apivideo.emulator")
THUMBNAIL = "thumbnail"  # names of attachments of a video
PLAYLIST = "hls/playlist"
RENDITION = "hls/rendition"
RENDITION_ADDRESS = "video.mp4"  # beside the playlist
DEFAULT_THUMBNAIL = Fraction(1, 10)  # of the video's length
PAUSES = (5.0, 20.0, 60.0, 300.0, 1200.0)  # seconds after which what met a full disk is tried again


def complete_source(service: Service, video_id: str) -> None:
    """Record that nothing of a source is missing any more, and have it examined."""
    done = "UPDATE sources SET completed_at = ? WHERE video_id = ?"
    service.store.write(done, (service.now, video_id))
    if service.settings.processes_media:
        known = media_info.load(service.store, video_id)  # with a thumbnail picked beforehand
        media_info.save(service.store, video_id, known or MediaInfo())
        service.processing_queue.put(video_id)


def request_thumbnail(service: Service, video_id: str, timecode: str) -> None:
    """Have a thumbnail cut, now or when the video is there; the present one stays until then."""
    if not service.settings.processes_media:
        return
    with service.store.transaction():
        known = media_info.load(service.store, video_id) or MediaInfo()
        media_info.save(service.store, video_id, dataclasses.replace(known, wanted=timecode))
        service.processing_queue.put(video_id)


def enqueue_due(service: Service) -> bool:
    """Have those videos read again whose pause is over; gives whether others wait."""
    for video_id, due_at in list(service.postponed.items()):
        if due_at <= service.now and service.postponed.pop(video_id, None) is not None:
            service.processing_queue.put(video_id)
    return bool(service.postponed)


def wait_until_idle(service: Service, seconds: float) -> bool:
    """Wait until everything is examined; False if that takes longer than *seconds*."""
    enqueue_due(service)
    queue = service.processing_queue
    if not service.settings.processes_media:
        return True
    with queue.all_tasks_done:
        return queue.all_tasks_done.wait_for(lambda: not queue.unfinished_tasks, seconds)


class MediaProcessor:
    """The thread, and the process that reads for it."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._store = service.store
        self._transcoder = Transcoder()
        self._pauses: dict[str, Iterator[float]] = {}  # those left to a video that met a full disk
        self._thread = threading.Thread(target=self._run, name="media processor", daemon=True)

    def start(self) -> None:
        """Begin, with what the last process has left undone."""
        service = self._service
        if not service.settings.processes_media:
            media_info.drop_unfinished(service.store)
            return
        for video_id in media_info.unfinished(service.store):
            service.processing_queue.put(video_id)
        self._thread.start()

    def stop(self) -> None:
        """End; what is under way is done when the emulator starts again."""
        self._transcoder.stop()
        self._service.processing_queue.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self._transcoder.close()

    def _run(self) -> None:
        queue = self._service.processing_queue
        for video_id in iter(queue.get, None):
            try:
                self._examine(video_id)
            except Stopped:
                return
            except Exception:
                LOG.exception("%s could not be examined", video_id)
            finally:
                queue.task_done()

    def _examine(self, video_id: str) -> None:
        source = sources.load(self._store, video_id)
        if source is None or source.media_info is None or source.completed_at is None:
            return  # deleted, or not yet there
        if source.failed:
            self._change(video_id, wanted=None)
            return
        try:
            self._read(video_id, source, source.media_info)
        except Unusable as error:
            self._fail(video_id, source.completed_at, str(error))
        except Exception as error:
            if not lacks_room(error):
                raise
            if self._postpone(video_id):
                return
            if source.media_info.done:
                self._change(video_id, wanted=None)  # the old thumbnail stays
            else:
                self._fail(video_id, source.completed_at, "the disk was full")
        self._pauses.pop(video_id, None)

    def _fail(self, video_id: str, completed_at: float, reason: str) -> None:
        with self._store.transaction():
            if self._change(video_id, done=True, wanted=None, reason=reason):
                sources.fail(self._store, video_id, completed_at)

    def _postpone(self, video_id: str) -> bool:
        """Have a video read again after a pause, longer each time; False after the last one."""
        pause = next(self._pauses.setdefault(video_id, iter(PAUSES)), None)
        if pause is not None:
            self._service.postponed[video_id] = self._service.now + pause
            self._store.on_change()  # the worker looks when it is over
        return pause is not None

    def _read(self, video_id: str, source: Source, known: MediaInfo) -> None:
        files = [(str(self._service.files.path(name)), size) for name, size in source.segments]
        if known.metadata is None:
            found = self._transcoder.probe(files)
            self._change(video_id, **found, wanted=self._default_thumbnail(video_id, found))
        self._cut(video_id, files)
        if not known.done:
            self._package(video_id, files)

    def _default_thumbnail(self, video_id: str, found: dict[str, Any]) -> str | None:
        known = media_info.load(self._store, video_id)
        if known is not None and known.wanted:
            return known.wanted
        if self._service.attachments.get(video_id, THUMBNAIL) is not None:
            return None
        return timecodes.text(Fraction(found["seconds"]) * DEFAULT_THUMBNAIL)

    def _cut(self, video_id: str, files: list[tuple[str, int]]) -> None:
        known = media_info.load(self._store, video_id)
        if known is None or known.wanted is None:
            return
        wanted = timecodes.seconds(known.wanted, Fraction(known.rate))
        seconds = timecodes.within(wanted, Fraction(known.seconds))
        with self._service.files.create() as picture:
            try:
                self._transcoder.cut(files, seconds, picture.path)
            except Unusable:
                if not known.done:
                    raise
                self._change(video_id, wanted=None)  # broken just there; the old one stays
                return
            with self._store.transaction():
                now = media_info.load(self._store, video_id)
                if now is not None and now.wanted == known.wanted:  # nothing else came meanwhile
                    self._change(video_id, wanted=None)
                    picture.measure()
                    self._service.attachments.take(video_id, THUMBNAIL, picture, "image/jpeg")

    def _package(self, video_id: str, files: list[tuple[str, int]]) -> None:
        service = self._service
        with service.files.create() as rendition, service.files.create() as playlist:
            self._transcoder.package(files, rendition.path, playlist.path, RENDITION_ADDRESS)
            with service.store.transaction():
                if self._change(video_id, done=True):
                    for file, name, content_type in (
                        (rendition, RENDITION, "video/mp4"),
                        (playlist, PLAYLIST, "application/vnd.apple.mpegurl"),
                    ):
                        file.measure()
                        service.attachments.take(video_id, name, file, content_type)

    def _change(self, video_id: str, **changes: Any) -> bool:
        return media_info.change(self._store, video_id, **changes)
