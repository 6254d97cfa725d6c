# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.analytics_metrics_breakdown_response_context import (
    AnalyticsMetricsBreakdownResponseContext,
)
from apivideo.model.analytics_metrics_breakdown_response_data import (
    AnalyticsMetricsBreakdownResponseData,
)
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class AnalyticsMetricsBreakdownResponse(Page):
    """One page of a metric broken down by a dimension."""

    context: AnalyticsMetricsBreakdownResponseContext = field("context")
    """The metric, dimension and period that the values stand for."""

    data: List[AnalyticsMetricsBreakdownResponseData] = field("data")
    """The results of this page, one for each value of the dimension."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
