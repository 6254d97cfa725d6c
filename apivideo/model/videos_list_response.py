# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.video import Video
from apivideo.model_base import field
from apivideo.pagination import Page


class VideosListResponse(Page):
    """One page of videos. Also the response to listing discarded videos."""

    data: List[Video] = field("data")
    """Videos on this page that match all the given filters."""

    pagination: Pagination = field("pagination")
    """Position of this page in the whole list, with links to the other pages."""
