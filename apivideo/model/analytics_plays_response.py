# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.analytics_data import AnalyticsData
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class AnalyticsPlaysResponse(Page):
    """Only in responses of the deprecated plays calls. One page of play counts, grouped by the
    `dimension` that was asked for.
    """

    data: List[AnalyticsData] = field("data")
    """The play counts of this page, one entry for each value of the dimension."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
