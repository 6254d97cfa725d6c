# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.analytics_aggregated_metrics_response_context import (
    AnalyticsAggregatedMetricsResponseContext,
)
from apivideo.model_base import Model, field


class AnalyticsAggregatedMetricsResponse(Model):
    """The response to a call for one metric aggregated into a single value."""

    context: AnalyticsAggregatedMetricsResponseContext = field("context")
    """The metric, aggregation and period that the value stands for."""

    data: float = field("data")
    """The result. Its unit follows the metric: milliseconds for `impression-time`, seconds for
    `watch-time`.
    """
