# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field
from apivideo.options import TypedDict


class VideoWatermark(Model):
    """How to draw an uploaded watermark on a video. Set when the video is created and permanent,
    since the mark becomes part of the picture.
    """

    id: Optional[str] = field("id", default=None)
    """The `watermark_id` of an uploaded watermark."""

    top: Optional[str] = field("top", default=None)
    """The distance from the top edge of the video, in `px` or `%`."""

    left: Optional[str] = field("left", default=None)
    """The distance from the left edge of the video, in `px` or `%`."""

    bottom: Optional[str] = field("bottom", default=None)
    """The distance from the bottom edge of the video, in `px` or `%`."""

    right: Optional[str] = field("right", default=None)
    """The distance from the right edge of the video, in `px` or `%`."""

    width: Optional[str] = field("width", default=None)
    """How wide the watermark is drawn, in `px` or `%`, or `initial` for the width of the image."""

    height: Optional[str] = field("height", default=None)
    """How high the watermark is drawn, in `px` or `%`, or `initial` for the height of the image."""

    opacity: Optional[str] = field("opacity", default=None)
    """How opaque the watermark is, in `%`."""


class VideoWatermarkDict(TypedDict, total=False):
    """A dict in the place of a VideoWatermark."""

    id: str
    top: str
    left: str
    bottom: str
    right: str
    width: str
    height: str
    opacity: str
