# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Model, field


class AnalyticsAggregatedMetricsResponseContextTimeframe(Model):
    """The period that an analytics response covers. Used by all three metrics calls."""

    from_: datetime.datetime = field("from", default=None)
    """The beginning of the period; without `from_` in the request, 1 day before its end."""

    to: datetime.datetime = field("to", default=None)
    """The end of the period, itself excluded; without `to` in the request, the moment of the
    call.
    """
