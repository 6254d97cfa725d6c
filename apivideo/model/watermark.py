# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Model, field


class Watermark(Model):
    """An image that can be burnt into videos when they are created. Only its id and date can be
    read back.
    """

    watermark_id: str = field("watermarkId", default=None)
    """Id to give as `watermark.id` when creating a video."""

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the image was uploaded."""
