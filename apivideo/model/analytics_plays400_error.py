# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class AnalyticsPlays400Error(Model):
    """The problem with status 400 that the analytics calls return, the current ones too in spite of
    the name.
    """

    type: Optional[str] = field("type", default=None)
    """A URL whose last path segment identifies the kind of problem, such as `invalid-attribute`.
    Test this segment, not `title`.
    """

    title: Optional[str] = field("title", default=None)
    """A short message for people; its wording may change."""

    status: Optional[int] = field("status", default=None)
    """The HTTP status, here 400."""

    detail: Optional[str] = field("detail", default=None)
    """A hint on what was wrong, often with the accepted values or limits."""

    name: Optional[str] = field("name", default=None)
    """The faulty parameter, such as `filterBy[referrer]`."""
