# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class VideoId(Model):
    """The response to a part of a file that does not yet complete the upload."""

    video_id: str = field("videoId")
    """The id of the video that the part belongs to."""
