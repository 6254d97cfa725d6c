# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model_base import Literal, Model, field


class WebhooksCreationPayload(Model):
    """The settings of a new webhook. A webhook cannot be changed later, only deleted."""

    events: List[
        Literal[
            "live-stream.broadcast.started",
            "live-stream.broadcast.ended",
            "video.source.recorded",
            "video.encoding.quality.completed",
            "video.caption.generated",
            "video.summary.generated",
        ]
    ] = field("events")
    """The events to be told about. `video.encoding.quality.completed` comes once for the MP4 and
    once for each HLS quality, `video.source.recorded` when the recording of a live stream is queued
    for encoding.
    """

    url: str = field("url")
    """Your address that receives each event as a JSON `POST`. A response of 300 or above makes the
    service try 3 more times, 3 seconds apart.
    """
