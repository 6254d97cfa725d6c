# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoSessionOs(Model):
    """Only in responses of the deprecated raw statistics calls. The operating system that a video
    or live stream was watched on; unknown values read `unknown`.
    """

    name: Optional[str] = field("name", default=None)
    """The full name of the system, such as `Microsoft Windows`."""

    shortname: Optional[str] = field("shortname", default=None)
    """The abbreviated name of the system, such as `W10`."""

    version: Optional[str] = field("version", default=None)
    """The version of the system, such as `Windows10`."""
