# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.player_session_event import PlayerSessionEvent
from apivideo.model_base import field
from apivideo.pagination import Page


class RawStatisticsListPlayerSessionEventsResponse(Page):
    """Only in responses of the deprecated raw statistics calls. One page of what happened in the
    player during a session.
    """

    data: List[PlayerSessionEvent] = field("data")
    """The events of this page, such as play, pause or a jump."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
