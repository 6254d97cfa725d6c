# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.caption import Caption
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class CaptionsListResponse(Page):
    """One page of the captions of a video."""

    data: List[Caption] = field("data")
    """The captions of this page, one for each language."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
