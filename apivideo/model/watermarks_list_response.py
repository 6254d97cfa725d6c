# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.watermark import Watermark
from apivideo.model_base import field
from apivideo.pagination import Page


class WatermarksListResponse(Page):
    """One page of the watermarks in the project."""

    data: List[Watermark] = field("data")
    """Watermarks on this page."""

    pagination: Pagination = field("pagination")
    """Position of this page in the whole list, with links to the other pages."""
