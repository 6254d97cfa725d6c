# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import UpdatePayload, field


class CaptionsUpdatePayload(UpdatePayload):
    """The change to make to a caption."""

    default: Optional[bool] = field("default", default=None)
    """`True` shows this caption without the viewer asking for it."""
