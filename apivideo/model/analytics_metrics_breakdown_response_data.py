# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class AnalyticsMetricsBreakdownResponseData(Model):
    """The result for one value of the dimension."""

    dimension_value: str = field("dimensionValue", default=None)
    """The value of the dimension, such as a two-letter country code or the id of a video."""

    metric_value: float = field("metricValue", default=None)
    """The result of the metric for this value of the dimension."""
