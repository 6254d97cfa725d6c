# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.analytics_metrics_over_time_response_context import (
    AnalyticsMetricsOverTimeResponseContext,
)
from apivideo.model.analytics_metrics_over_time_response_data import (
    AnalyticsMetricsOverTimeResponseData,
)
from apivideo.model.pagination import Pagination
from apivideo.model_base import field
from apivideo.pagination import Page


class AnalyticsMetricsOverTimeResponse(Page):
    """One page of a metric over time. Values are counted for each interval on its own, so they need
    not add up to the aggregated value.
    """

    context: AnalyticsMetricsOverTimeResponseContext = field("context")
    """The metric, interval and period that the values stand for."""

    data: List[AnalyticsMetricsOverTimeResponseData] = field("data")
    """The results of this page, one for each interval."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
