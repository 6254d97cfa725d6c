# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Optional

from apivideo.model_base import Literal, Model, field


class VideoEncodingQualityCompletedEvent(Model):
    """Body of the request that tells that one quality of a video is encoded."""

    type: Literal["video.encoding.quality.completed"] = field("type")
    """Name of the event."""

    emitted_at: datetime.datetime = field("emittedAt")
    """When it happened."""

    video_id: str = field("videoId")
    """Id of the video."""

    encoding: Literal["hls", "mp4"] = field("encoding")
    """Format of the quality: `hls` or `mp4`."""

    quality: Literal["240p", "360p", "480p", "720p", "1080p", "2160p"] = field("quality")
    """Height of the picture in pixels."""

    live_stream_id: Optional[str] = field("liveStreamId", default=None)
    """Id of the live stream, if the video is a recording of one."""
