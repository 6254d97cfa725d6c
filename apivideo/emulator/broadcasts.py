"""Broadcasts of live streams, begun and ended by hand (service facts, section 12).

Nothing listens for RTMP here. `Emulator.start_broadcast` and `end_broadcast`, or ``POST`` and
``DELETE`` of ``/_emulator/live-streams/{liveStreamId}/broadcast``, stand for the encoder of the
streamer; all that follows is the service's: events, and a recording that becomes a video.
"""

from __future__ import annotations

from pathlib import Path

from werkzeug.wrappers import Request, Response

from apivideo.emulator import control, events, examination, sources, videos
from apivideo.emulator.service import Route, Service, no_content
from apivideo.emulator.store import Document
from apivideo.emulator.values import date_time

KIND = "live-stream"
RECORDING = Path(__file__).with_name("data") / "recording.mp4"


def start(service: Service, live_stream_id: str) -> None:
    """The encoder of the streamer connects; nothing happens when it is connected."""
    with service.store.transaction():
        stream = service.existing(KIND, live_stream_id, "liveStreamId")
        if stream["broadcasting"]:
            return
        _set(service, stream, True)
        events.emit(service, "live-stream.broadcast.started", liveStreamId=live_stream_id)


def end(service: Service, live_stream_id: str) -> str | None:
    """The broadcast ends; gives the id of the video that has been recorded, if there was one."""
    with service.files.create() as file:
        file.write(memoryview(RECORDING.read_bytes()))
        with service.store.transaction() as database:
            stream = service.existing(KIND, live_stream_id, "liveStreamId")
            if not stream["broadcasting"]:
                return None
            _set(service, stream, False)
            events.emit(service, "live-stream.broadcast.ended", liveStreamId=live_stream_id)
            video_id = str(videos.make_recording(service, stream)["videoId"])
            sources.begin(database, video_id, sources.UPLOAD)
            sources.add(database, video_id, sources.Piece(1, 1, file.segment), None)
            sources.complete(database, video_id, service.now)
            examination.expect(service, database, video_id)
            events.emit(
                service, "video.source.recorded", liveStreamId=live_stream_id, videoId=video_id
            )
        file.keep()
    return video_id


def start_by_hand(service: Service, request: Request, live_stream_id: str) -> Response:
    """Begin a broadcast."""
    start(service, live_stream_id)
    return no_content()


def end_by_hand(service: Service, request: Request, live_stream_id: str) -> Response:
    """End a broadcast."""
    end(service, live_stream_id)
    return no_content()


def _set(service: Service, stream: Document, broadcasting: bool) -> None:
    stream.update(broadcasting=broadcasting, updatedAt=date_time(service.now))
    service.store.put(KIND, stream["liveStreamId"], stream)


BROADCAST = control.PREFIX + "live-streams/<live_stream_id>/broadcast"
ROUTES = [
    Route("emulator.start_broadcast", "POST", BROADCAST, start_by_hand, None, open=True),
    Route("emulator.end_broadcast", "DELETE", BROADCAST, end_by_hand, None, open=True),
]
