# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class VideoCaptionGeneratedEvent(Model):
    """Body of the request that tells that a caption of a video has been generated."""

    type: Literal["video.caption.generated"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    video_id: str = field("videoId")
    """Id of the video."""

    caption_id: str = field("captionId")
    """Id of the caption."""

    generation_mode: Literal["transcript"] = field("generationMode")
    """How the caption was made: `transcript`, from what is said in the video."""

    language: str = field("language")
    """Language tag of the caption."""
