# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model_base import Model, field


class VideoStatusIngestReceivedParts(Model):
    """The parts that the service has stored of a file uploaded part by part."""

    parts: List[int] = field("parts", default=None)
    """The numbers of the stored parts, counted from 1 and sorted. To resume an upload, send those
    that are missing.
    """

    total: Optional[int] = field("total", default=None)
    """How many parts the file has, or `None` while no request has told."""
