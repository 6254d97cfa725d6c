# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.live_stream import LiveStream
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class LiveStreamListResponse(Page):
    """One page of live streams."""

    data: List[LiveStream] = field("data")
    """The live streams of this page."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
