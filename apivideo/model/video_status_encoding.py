# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.quality import Quality
from apivideo.model.video_status_encoding_metadata import VideoStatusEncodingMetadata
from apivideo.model_base import Model, field


class VideoStatusEncoding(Model):
    """How far the encoding has come, as part of the status of a video."""

    playable: bool = field("playable", default=None)
    """`True` as soon as one asset is ready, even while further qualities are still being
    encoded.
    """

    qualities: List[Quality] = field("qualities", default=None)
    """The outputs with the state of each, from `waiting` over `encoding` to `encoded` or `failed`.
    HLS comes in several qualities up to the size of the source, MP4 in one.
    """

    metadata: VideoStatusEncodingMetadata = field("metadata", default=None)
    """Technical properties of the video."""
