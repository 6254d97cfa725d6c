# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class Link(Model):
    """A relation and the address it points to. None of the described responses contains it; lists
    use the link type of `Pagination` instead.
    """

    rel: Optional[str] = field("rel", default=None)
    """What the address is in relation to the object that carries the link."""

    uri: Optional[str] = field("uri", default=None)
    """Where the link leads."""
