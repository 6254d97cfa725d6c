# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoSourceLiveStreamLink(Model):
    """A link from a recording to the live stream it was made from."""

    rel: Optional[str] = field("rel", default=None)
    """How the target relates to the recording."""

    uri: Optional[str] = field("uri", default=None)
    """The address of the target."""
