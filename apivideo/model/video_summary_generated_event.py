# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class VideoSummaryGeneratedEvent(Model):
    """Body of the request that tells that the summary of a video has been generated."""

    type: Literal["video.summary.generated"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    video_id: str = field("videoId")
    """Id of the video."""

    summary_id: str = field("summaryId")
    """Id of the summary."""
