# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Optional

from apivideo.model_base import Model, field


class Watermark(Model):
    """An image that can be burnt into videos when they are created. Only its id and date can be
    read back.
    """

    watermark_id: Optional[str] = field("watermarkId", default=None)
    """Id to give as `watermark.id` when creating a video."""

    created_at: Optional[datetime.datetime] = field("createdAt", default=None)
    """When the image was uploaded."""
