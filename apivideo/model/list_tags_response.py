# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.list_tags_response_data import ListTagsResponseData
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class ListTagsResponse(Page):
    """One page of the tags in use in the project."""

    data: List[ListTagsResponseData] = field("data", default=None)
    """Tags on this page, by `value` unless the request sorts differently."""

    pagination: Pagination = field("pagination", default=None)
    """Position of this page in the whole list, with links to the other pages."""
