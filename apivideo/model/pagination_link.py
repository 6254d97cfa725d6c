# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class PaginationLink(Model):
    """A link from one page of a list to itself or another page."""

    rel: str = field("rel", default=None)
    """Where the link leads: `self`, `first`, `previous`, `next` or `last`. The first page has no
    `previous` and the last page no `next`.
    """

    uri: str = field("uri", default=None)
    """The path and query of that page, relative to the base URL of the API."""
