# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class VideoThumbnailPickPayload(Model):
    """The moment of a video to take its thumbnail from."""

    timecode: str = field("timecode")
    """Position as `hh:mm:ss.ms`, `hh:mm:ss:frame` or whole seconds. A position outside the video
    means its start.
    """
