# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class PlayerThemeAssets(Model):
    """Logo of a player theme and where a click on it leads."""

    logo: Optional[str] = field("logo", default=None)
    """Image shown as the logo in the player."""

    link: Optional[str] = field("link", default=None)
    """Address that opens when a viewer clicks the logo, as given with the logo upload."""
