# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class LiveStreamSessionReferrer(Model):
    """Only in responses of the deprecated raw statistics calls. Where the viewer of a live stream
    came from; unknown values read `unknown`.
    """

    url: Optional[str] = field("url", default=None)
    """The address that the viewer came from."""

    medium: Optional[str] = field("medium", default=None)
    """The kind of referral, such as `organic`."""

    source: Optional[str] = field("source", default=None)
    """The site that sent the viewer, such as a search engine."""

    search_term: Optional[str] = field("searchTerm", default=None)
    """The words that the viewer searched for."""
