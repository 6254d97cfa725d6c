# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.chapter import Chapter
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class ChaptersListResponse(Page):
    """One page of the chapters of a video."""

    data: List[Chapter] = field("data")
    """The chapters of this page, one entry for each language."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
