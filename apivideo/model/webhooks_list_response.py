# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.webhook import Webhook
from apivideo.model_base import field
from apivideo.pagination import Page


class WebhooksListResponse(Page):
    """One page of webhooks."""

    data: List[Webhook] = field("data")
    """The webhooks of this page."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
