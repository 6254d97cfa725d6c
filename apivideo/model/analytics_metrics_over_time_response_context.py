# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.analytics_aggregated_metrics_response_context_timeframe import (
    AnalyticsAggregatedMetricsResponseContextTimeframe,
)
from apivideo.model_base import Literal, Model, field


class AnalyticsMetricsOverTimeResponseContext(Model):
    """What the service calculated in a response with a metric over time."""

    metric: Literal[
        "play",
        "play-rate",
        "start",
        "end",
        "impression",
        "ccv-average",
        "ccv-peak",
        "unique-ccv-average",
        "unique-ccv-peak",
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

    interval: Literal["minute", "hour", "day"] = field("interval", default=None)
    """The length of one interval. When the request names none it is `hour` for a period of at most
    2 days, else `day`.
    """

    timeframe: AnalyticsAggregatedMetricsResponseContextTimeframe = field("timeframe", default=None)
    """The period that the values cover."""
