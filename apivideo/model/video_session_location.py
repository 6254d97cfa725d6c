# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoSessionLocation(Model):
    """Only in responses of the deprecated raw statistics calls. Where the viewer of a video was."""

    country: Optional[str] = field("country", default=None)
    """The name of the country, such as `France`."""

    city: Optional[str] = field("city", default=None)
    """The name of the city; may be `None`."""
