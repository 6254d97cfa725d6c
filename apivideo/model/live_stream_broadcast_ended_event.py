# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class LiveStreamBroadcastEndedEvent(Model):
    """Body of the request that tells that a live stream no longer broadcasts."""

    type: Literal["live-stream.broadcast.ended"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    live_stream_id: str = field("liveStreamId")
    """Id of the live stream."""
