# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.summary import Summary
from apivideo.model_base import field
from apivideo.pagination import Page


class SummariesListResponse(Page):
    """One page of the summaries in the project."""

    data: List[Summary] = field("data")
    """Summaries on this page. Their text is read separately."""

    pagination: Pagination = field("pagination")
    """Position of this page in the whole list, with links to the other pages."""
