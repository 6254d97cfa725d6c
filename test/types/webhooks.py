# pyright: strict
"""What a type checker knows of webhooks. Never run; a line marked ``# error: word`` must fail."""

import datetime
from typing import Dict, Optional, Set, Union

from typing_extensions import assert_type

from apivideo.model import (
    LiveStreamBroadcastEndedEvent,
    LiveStreamBroadcastStartedEvent,
    VideoCaptionGeneratedEvent,
    VideoEncodingQualityCompletedEvent,
)
from apivideo.webhooks import Event, Receiver, UnknownEvent, sign, verify

seen: Set[str] = set()
receiver = Receiver(["old", "new"], tolerance=None, seen=seen)


@receiver.on("video.encoding.quality.completed")
def encoded(event: VideoEncodingQualityCompletedEvent) -> None:
    assert_type(event.video_id, str)
    event.caption_id  # error: caption_id


@receiver.on("video.encoding.quality.completed")  # error: VideoCaptionGeneratedEvent|Handler
def captioned(event: VideoCaptionGeneratedEvent) -> None: ...


@receiver.on("live-stream.broadcast.started")
@receiver.on("live-stream.broadcast.ended")
def broadcast(
    event: Union[LiveStreamBroadcastStartedEvent, LiveStreamBroadcastEndedEvent],
) -> str:
    return event.live_stream_id


def a_handler_stays_what_it_is(event: LiveStreamBroadcastEndedEvent) -> None:
    assert_type(broadcast(event), str)


def a_misspelt_event_is_found() -> None:
    receiver.on("video.summary.generate")  # error: video.summary.generate|overload


def an_event_is_one_of_all(body: bytes, headers: Dict[str, str]) -> None:
    event = verify(body, headers, "secret", tolerance=300)
    assert_type(event, Event)
    assert_type(event.emitted_at, Optional[datetime.datetime])
    event.video_id  # error: video_id
    if isinstance(event, VideoCaptionGeneratedEvent):
        assert_type(event.caption_id, str)
    elif isinstance(event, UnknownEvent):
        print(event["brandNew"])


def arguments_have_types(body: bytes, headers: Dict[str, str]) -> None:
    verify(body.decode(), headers, "secret")  # error: str
    verify(body, "headers", "secret")  # error: Mapping
    verify(body, headers, None)  # error: None
    sign(body, ["secret"])  # error: list
    receiver.handle(body, [(b"x-api-video-signature", b"")])
