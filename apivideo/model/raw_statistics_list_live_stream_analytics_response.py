# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.live_stream_session import LiveStreamSession
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class RawStatisticsListLiveStreamAnalyticsResponse(Page):
    """Only in responses of the deprecated raw statistics calls. One page of the viewing sessions of
    a live stream.
    """

    data: List[LiveStreamSession] = field("data")
    """The sessions of this page."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
