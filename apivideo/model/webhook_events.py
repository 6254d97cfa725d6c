# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The events that the service sends to webhooks, by name."""

from typing import TYPE_CHECKING, Any, Callable, Dict, Type, TypeVar, Union, overload

from apivideo.model.live_stream_broadcast_ended_event import LiveStreamBroadcastEndedEvent
from apivideo.model.live_stream_broadcast_started_event import LiveStreamBroadcastStartedEvent
from apivideo.model.video_caption_generated_event import VideoCaptionGeneratedEvent
from apivideo.model.video_encoding_quality_completed_event import VideoEncodingQualityCompletedEvent
from apivideo.model.video_source_recorded_event import VideoSourceRecordedEvent
from apivideo.model.video_summary_generated_event import VideoSummaryGeneratedEvent

KnownEvent = Union[
    LiveStreamBroadcastStartedEvent,
    LiveStreamBroadcastEndedEvent,
    VideoSourceRecordedEvent,
    VideoEncodingQualityCompletedEvent,
    VideoCaptionGeneratedEvent,
    VideoSummaryGeneratedEvent,
]

EVENTS: Dict[str, Type[KnownEvent]] = {
    "live-stream.broadcast.started": LiveStreamBroadcastStartedEvent,
    "live-stream.broadcast.ended": LiveStreamBroadcastEndedEvent,
    "video.source.recorded": VideoSourceRecordedEvent,
    "video.encoding.quality.completed": VideoEncodingQualityCompletedEvent,
    "video.caption.generated": VideoCaptionGeneratedEvent,
    "video.summary.generated": VideoSummaryGeneratedEvent,
}

if TYPE_CHECKING:
    from apivideo.options import Literal, Protocol

    Handler1 = TypeVar("Handler1", bound=Callable[[LiveStreamBroadcastStartedEvent], Any])
    Handler2 = TypeVar("Handler2", bound=Callable[[LiveStreamBroadcastEndedEvent], Any])
    Handler3 = TypeVar("Handler3", bound=Callable[[VideoSourceRecordedEvent], Any])
    Handler4 = TypeVar("Handler4", bound=Callable[[VideoEncodingQualityCompletedEvent], Any])
    Handler5 = TypeVar("Handler5", bound=Callable[[VideoCaptionGeneratedEvent], Any])
    Handler6 = TypeVar("Handler6", bound=Callable[[VideoSummaryGeneratedEvent], Any])

    class On(Protocol):
        """Takes the name of an event, and returns a decorator for the function that handles it."""

        @overload
        def __call__(
            self, event: Literal["live-stream.broadcast.started"]
        ) -> Callable[[Handler1], Handler1]: ...

        @overload
        def __call__(
            self, event: Literal["live-stream.broadcast.ended"]
        ) -> Callable[[Handler2], Handler2]: ...

        @overload
        def __call__(
            self, event: Literal["video.source.recorded"]
        ) -> Callable[[Handler3], Handler3]: ...

        @overload
        def __call__(
            self, event: Literal["video.encoding.quality.completed"]
        ) -> Callable[[Handler4], Handler4]: ...

        @overload
        def __call__(
            self, event: Literal["video.caption.generated"]
        ) -> Callable[[Handler5], Handler5]: ...

        @overload
        def __call__(
            self, event: Literal["video.summary.generated"]
        ) -> Callable[[Handler6], Handler6]: ...
