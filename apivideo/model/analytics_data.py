# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class AnalyticsData(Model):
    """Only in responses of the deprecated plays calls. The play count of one value of the
    dimension.
    """

    value: str = field("value")
    """The value of the dimension, as text: an id, a country name in lower case, a date-time and so
    on.
    """

    plays: int = field("plays")
    """The number of plays counted for this value."""
