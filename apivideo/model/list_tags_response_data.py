# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class ListTagsResponseData(Model):
    """One tag in use in the project, with the number of videos that have it."""

    value: str = field("value", default=None)
    """Text of the tag, as given to the videos."""

    video_count: int = field("videoCount", default=None)
    """Number of videos that have the tag. The service may send it as text."""
