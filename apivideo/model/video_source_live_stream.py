# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model.video_source_live_stream_link import VideoSourceLiveStreamLink
from apivideo.model_base import Model, field


class VideoSourceLiveStream(Model):
    """The live stream that a video was recorded from."""

    live_stream_id: str = field("liveStreamId", default=None)
    """The id of the live stream. The video list can be filtered by it to find all its
    recordings.
    """

    links: Optional[List[VideoSourceLiveStreamLink]] = field("links", default=None)
    """Links to the live stream."""
