# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model.video_source_live_stream import VideoSourceLiveStream
from apivideo.model_base import Model, field


class VideoSource(Model):
    """Where the content of a video comes from."""

    uri: Optional[str] = field("uri", default=None)
    """The path of the source, relative to the base URL of the API."""

    type: Optional[str] = field("type", default=None)
    """The kind of source."""

    live_stream: Optional[VideoSourceLiveStream] = field("liveStream", default=None)
    """The live stream that the video was recorded from. Only for recordings."""
