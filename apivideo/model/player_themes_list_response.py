# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination import Pagination
from apivideo.model.player_theme import PlayerTheme
from apivideo.model_base import field
from apivideo.pagination import Page


class PlayerThemesListResponse(Page):
    """One page of player themes."""

    data: List[PlayerTheme] = field("data")
    """The player themes of this page."""

    pagination: Pagination = field("pagination")
    """Where this page stands in the list, with links to the other pages."""
