# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class VideoSourceRecordedEvent(Model):
    """Body of the request that tells that the recording of a live stream has become a video."""

    type: Literal["video.source.recorded"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    live_stream_id: str = field("liveStreamId")
    """Id of the live stream."""

    video_id: str = field("videoId")
    """Id of the video."""
