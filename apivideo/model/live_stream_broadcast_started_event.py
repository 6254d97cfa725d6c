# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class LiveStreamBroadcastStartedEvent(Model):
    """Body of the request that tells that a live stream has begun to broadcast."""

    type: Literal["live-stream.broadcast.started"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    live_stream_id: str = field("liveStreamId")
    """Id of the live stream."""
