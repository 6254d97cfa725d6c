# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class UnrecognizedRequestUrl(Model):
    """The problem with status 404 that the metrics calls return when the path leads to no known
    route.
    """

    type: Optional[str] = field("type", default=None)
    """A URL whose last path segment identifies the kind of problem, here
    `unrecognized-request-url`.
    """

    title: Optional[str] = field("title", default=None)
    """A short message for people; its wording may change."""

    status: Optional[int] = field("status", default=None)
    """The HTTP status, here 404."""
