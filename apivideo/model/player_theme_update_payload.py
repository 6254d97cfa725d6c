# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import UpdatePayload, field


class PlayerThemeUpdatePayload(UpdatePayload):
    """Changes to a player theme. Properties left out keep their value."""

    name: Optional[str] = field("name", default=None, max_length=100)
    """New label of the theme, at most 100 characters. Leave it out to keep the current value."""

    text: Optional[str] = field("text", default=None)
    """Colour of the text in the player, as a CSS string such as `rgba(255, 255, 255, .95)`. Leave
    it out to keep the current value.
    """

    link: Optional[str] = field("link", default=None)
    """Colour of the links and controls in the player, as a CSS string such as `rgba(255, 255, 255,
    .95)`. Leave it out to keep the current value.
    """

    link_hover: Optional[str] = field("linkHover", default=None)
    """Colour of a link or control while the pointer is over it, as a CSS string such as `rgba(255,
    255, 255, .95)`. Leave it out to keep the current value.
    """

    link_active: Optional[str] = field("linkActive", default=None)
    """Colour of a link or control while it is active, as a CSS string such as `rgba(255, 255, 255,
    .95)`. Leave it out to keep the current value.
    """

    track_played: Optional[str] = field("trackPlayed", default=None)
    """Colour of the timeline up to the current position, as a CSS string such as `rgba(255, 255,
    255, .95)`. Leave it out to keep the current value.
    """

    track_unplayed: Optional[str] = field("trackUnplayed", default=None)
    """Colour of the timeline after the current position, as a CSS string such as `rgba(255, 255,
    255, .95)`. Leave it out to keep the current value.
    """

    track_background: Optional[str] = field("trackBackground", default=None)
    """Colour behind the timeline, as a CSS string such as `rgba(255, 255, 255, .95)`. Leave it out
    to keep the current value.
    """

    background_top: Optional[str] = field("backgroundTop", default=None)
    """Colour at the top of the player background, as a CSS string such as `rgba(255, 255, 255,
    .95)`. Leave it out to keep the current value.
    """

    background_bottom: Optional[str] = field("backgroundBottom", default=None)
    """Colour at the bottom of the player background, as a CSS string such as `rgba(255, 255, 255,
    .95)`. Leave it out to keep the current value.
    """

    background_text: Optional[str] = field("backgroundText", default=None)
    """Colour behind the text in the player, as a CSS string such as `rgba(255, 255, 255, .95)`.
    Leave it out to keep the current value.
    """

    enable_api: Optional[bool] = field("enableApi", default=None)
    """Whether scripts can control the player through its API. Leave it out to keep the current
    value.
    """

    enable_controls: Optional[bool] = field("enableControls", default=None)
    """Whether the player shows its controls to viewers. Leave it out to keep the current value."""

    force_autoplay: Optional[bool] = field("forceAutoplay", default=None)
    """Whether playback starts as soon as the player is loaded. Leave it out to keep the current
    value.
    """

    hide_title: Optional[bool] = field("hideTitle", default=None)
    """Whether the player leaves out the title of the video. Leave it out to keep the current
    value.
    """

    force_loop: Optional[bool] = field("forceLoop", default=None)
    """Whether playback starts over when the end is reached. Leave it out to keep the current
    value.
    """
