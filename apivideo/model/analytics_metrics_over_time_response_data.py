# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class AnalyticsMetricsOverTimeResponseData(Model):
    """The result for one interval."""

    emitted_at: str = field("emittedAt", default=None)
    """The date and time of the interval. Kept as text, since the service does not always write it
    as a valid ISO 8601 date-time.
    """

    metric_value: float = field("metricValue", default=None)
    """The result of the metric within this interval."""
