# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.analytics_aggregated_metrics_response_context_timeframe import (
    AnalyticsAggregatedMetricsResponseContextTimeframe,
)
from apivideo.model_base import Literal, Model, field


class AnalyticsAggregatedMetricsResponseContext(Model):
    """What the service calculated in a response with a single aggregated value."""

    metric: Literal[
        "play",
        "start",
        "end",
        "impression",
        "impression-time",
        "watch-time",
        "ccv",
        "unique-ccv",
        "view-3",
        "view-5",
        "view-10",
        "view-30",
        "unique-view",
        "unique-view-3",
        "unique-view-5",
        "unique-view-10",
        "unique-view-30",
    ] = field("metric", default=None)
    """The metric that was measured. It may differ from the name in the request: unique metrics
    start with `unique-` and view metrics end with the seconds watched, as in `view-3`.
    """

    aggregation: Literal["count", "rate", "total", "average", "sum", "peak", "live"] = field(
        "aggregation", default=None
    )
    """How the measurements were combined into one value. Other words than the listed ones can
    occur, such as those that the request accepts.
    """

    timeframe: AnalyticsAggregatedMetricsResponseContextTimeframe = field("timeframe", default=None)
    """The period that the value covers."""
