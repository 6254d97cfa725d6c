# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Optional

from apivideo.model.player_theme_assets import PlayerThemeAssets
from apivideo.model.player_theme_update_payload import PlayerThemeUpdatePayload
from apivideo.model_base import Model, field


class PlayerTheme(Model):
    """A set of colours and switches for the player, which videos and live streams refer to by
    `player_id`. Changes take up to 10 minutes to reach viewers.
    """

    player_id: str = field("playerId")
    """Id of the theme, to give as `player_id` to videos and live streams."""

    name: Optional[str] = field("name", default=None)
    """Label that tells the theme apart from others, at most 100 characters."""

    text: Optional[str] = field("text", default=None)
    """Colour of the text in the player, as a CSS string such as `rgba(255, 255, 255, .95)`."""

    link: Optional[str] = field("link", default=None)
    """Colour of the links and controls in the player, as a CSS string such as `rgba(255, 255, 255,
    .95)`.
    """

    link_hover: Optional[str] = field("linkHover", default=None)
    """Colour of a link or control while the pointer is over it, as a CSS string such as `rgba(255,
    255, 255, .95)`.
    """

    link_active: Optional[str] = field("linkActive", default=None)
    """Colour of a link or control while it is active, as a CSS string such as `rgba(255, 255, 255,
    .95)`.
    """

    track_played: Optional[str] = field("trackPlayed", default=None)
    """Colour of the timeline up to the current position, as a CSS string such as `rgba(255, 255,
    255, .95)`.
    """

    track_unplayed: Optional[str] = field("trackUnplayed", default=None)
    """Colour of the timeline after the current position, as a CSS string such as `rgba(255, 255,
    255, .95)`.
    """

    track_background: Optional[str] = field("trackBackground", default=None)
    """Colour behind the timeline, as a CSS string such as `rgba(255, 255, 255, .95)`."""

    background_top: Optional[str] = field("backgroundTop", default=None)
    """Colour at the top of the player background, as a CSS string such as `rgba(255, 255, 255,
    .95)`.
    """

    background_bottom: Optional[str] = field("backgroundBottom", default=None)
    """Colour at the bottom of the player background, as a CSS string such as `rgba(255, 255, 255,
    .95)`.
    """

    background_text: Optional[str] = field("backgroundText", default=None)
    """Colour behind the text in the player, as a CSS string such as `rgba(255, 255, 255, .95)`."""

    enable_api: bool = field("enableApi", default=None)
    """Whether scripts can control the player through its API."""

    enable_controls: bool = field("enableControls", default=None)
    """Whether the player shows its controls to viewers."""

    force_autoplay: bool = field("forceAutoplay", default=None)
    """Whether playback starts as soon as the player is loaded."""

    hide_title: bool = field("hideTitle", default=None)
    """Whether the player leaves out the title of the video."""

    force_loop: bool = field("forceLoop", default=None)
    """Whether playback starts over when the end is reached."""

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the theme was created."""

    updated_at: datetime.datetime = field("updatedAt", default=None)
    """When the theme last changed."""

    assets: Optional[PlayerThemeAssets] = field("assets", default=None)
    """Logo of the theme and its click target. It can be missing, for instance when no logo was
    uploaded.
    """

    def to_update(self) -> PlayerThemeUpdatePayload:
        """Return a payload of what can be changed, as it is now."""
        return PlayerThemeUpdatePayload.from_model(self)
