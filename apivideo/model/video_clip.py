# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field
from apivideo.options import TypedDict


class VideoClip(Model):
    """The section of the source to keep. Set when the video is created and fixed from then on."""

    start_timecode: Optional[str] = field("startTimecode", default=None)
    """Where the section begins, as `HH:MM:SS`, optionally followed by `.` and milliseconds or `:`
    and a frame number, or as whole seconds.
    """

    end_timecode: Optional[str] = field("endTimecode", default=None)
    """Where the section ends, as `HH:MM:SS`, optionally followed by `.` and milliseconds or `:` and
    a frame number, or as whole seconds.
    """


class VideoClipDict(TypedDict, total=False):
    """A dict in the place of a VideoClip."""

    start_timecode: str
    end_timecode: str
