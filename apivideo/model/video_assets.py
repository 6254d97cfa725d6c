# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class VideoAssets(Model):
    """The addresses to play or show a video. Use them as they are, since custom domains can replace
    the hosts; for a private video each read gives new ones with a token for one playback session of
    at most 24 hours, so do not cache those.
    """

    hls: str = field("hls", default=None)
    """The HLS manifest (`.m3u8`), for players of your own."""

    iframe: str = field("iframe", default=None)
    """HTML code that embeds the player in a page."""

    player: str = field("player", default=None)
    """The page of the hosted player."""

    thumbnail: str = field("thumbnail", default=None)
    """The image shown before playback. A new thumbnail takes a while to appear here."""

    mp4: Optional[str] = field("mp4", default=None)
    """The MP4 file at the highest quality. Only when `mp4_support` is `True`."""
