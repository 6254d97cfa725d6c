# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class DiscardedVideoUpdatePayload(Model):
    """The request to restore a discarded video."""

    discarded: Optional[bool] = field("discarded", default=None)
    """`False` restores the video; the service refuses any other value."""
