"""What a video and a live stream can do besides: show their player, and take a broadcast."""

import re
from typing import Any, List, Optional, Union
from urllib.parse import quote

from apivideo._http.message import discreet
from apivideo.configuration import check_seconds
from apivideo.convert import acceptor
from apivideo.exceptions import ApiTypeError, ApiValueError, UnreadableError
from apivideo.model_base import Model
from apivideo.options import PlayerParameters, Unpack

RTMP, SRT = "rtmp://broadcast.api.video/s", "srt://broadcast.api.video:6200"
RTMPS = "rtmps://broadcast.api.video:1936/s"

ALLOWED = "autoplay; fullscreen; picture-in-picture"
IN_AN_OPTION = ":/?&=%+,@~!*'()[]$"
"""The characters of an address that stay as they are in an option of the player."""


class Playable(Model):
    """A video or live stream: it has a player."""

    @discreet
    def player_url(
        self,
        *,
        autoplay: bool = False,
        muted: bool = False,
        loop: bool = False,
        start: Optional[float] = None,
        hide_title: bool = False,
        hide_controls: bool = False,
        hide_poster: bool = False,
        show_subtitles: bool = False,
        api: bool = False,
        ad_tag_url: Optional[str] = None,
    ) -> str:
        """Return the address of the player, which plays in this way (docs/service.md, section 25).

        The address of a private video has a token: it is good for one viewer and 24 hours.

        Args:
            autoplay: Play at once; browsers allow it only to players that are muted.
            muted: Play without sound.
            loop: Begin again at the end.
            start: Seconds from the beginning where to start.
            hide_title: Leave the title out.
            hide_controls: Leave the controls out.
            hide_poster: Leave the picture out that is shown before it plays.
            show_subtitles: Show the captions.
            api: Let scripts of your page control the player.
            ad_tag_url: Where advertisements come from.

        Raises ApiValueError if there is no player, as for a discarded video.
        """
        given = {"autoplay": autoplay, "muted": muted, "loop": loop, "hide-title": hide_title}
        given.update({"hide-controls": hide_controls, "hide-poster": hide_poster, "api": api})
        given["show-subtitles"] = show_subtitles
        flags = {name: acceptor(bool)(one, name.replace("-", "_")) for name, one in given.items()}
        options = [name for name, is_on in flags.items() if is_on]
        if start is not None:
            options.append(f"t={check_seconds('start', start):g}")
        if ad_tag_url is not None:
            address = quote(acceptor(str)(ad_tag_url, "ad_tag_url"), safe=IN_AN_OPTION)
            options.append(f"adTagUrl:{address}")
        assets: Any = self.get("assets")
        player = assets and assets.player
        if not player:
            raise ApiValueError(f"this {type(self).__name__} has no player")
        base, _, fragment = str(player).partition("#")
        options = [one for one in fragment.split(";") if one] + options
        return f"{base}#{';'.join(options)}" if options else base

    @discreet
    def embed_html(
        self,
        *,
        width: Union[int, str, None] = None,
        height: Union[int, str, None] = None,
        title: Optional[str] = None,
        **options: "Unpack[PlayerParameters]",
    ) -> str:
        """Return the HTML that shows the player in a page, with everything escaped.

        Without *width* and *height*, it is as wide as its place, 16 to 9.

        Args:
            width: Pixels, or a text such as ``"100%"``.
            height: The same.
            title: What screen readers say; the title or name of this if it is not given.
            options: Those of ``player_url``: ``autoplay``, ``start`` and so on.
        """
        import html  # slow to import, and rarely needed

        shown = acceptor(Optional[str])(title, "title")
        shown = self.get("title", self.get("name")) if shown is None else shown
        sizes = {"width": _size(width, "width"), "height": _size(height, "height")}
        attributes = {"src": self.player_url(**options), "title": shown or "Video", **sizes}
        if width is None and height is None:
            attributes["style"] = "width: 100%; aspect-ratio: 16 / 9; border: 0"
        attributes.update({"loading": "lazy", "allow": ALLOWED, "frameborder": "0"})
        pairs = ((name, one) for name, one in attributes.items() if one is not None)
        written = " ".join(f'{name}="{html.escape(str(one))}"' for name, one in pairs)
        return f"<iframe {written} allowfullscreen></iframe>"


class Broadcastable(Playable):
    """A live stream: it takes a broadcast (docs/service.md, section 12).

    The addresses have the stream key: whoever sees them can broadcast.
    """

    @property
    def rtmp_url(self) -> str:
        """The address for an encoder that sends RTMP: server and stream key."""
        return f"{RTMP}/{self._key}"

    @property
    def rtmps_url(self) -> str:
        """The same, encrypted."""
        return f"{RTMPS}/{self._key}"

    @property
    def srt_url(self) -> str:
        """The address for an encoder that sends SRT, 1.3 or newer."""
        return f"{SRT}?streamid={self._key}"

    def ffmpeg_command(self, path: str) -> str:
        """Return a shell command with which ffmpeg broadcasts a file, as fast as it plays."""
        import shlex

        words: List[str] = ["ffmpeg", "-re", "-i", acceptor(str)(path, "path")]
        words += "-c:v libx264 -preset veryfast -g 60 -c:a aac -f flv".split()
        return " ".join(map(shlex.quote, [*words, self.rtmps_url]))

    @property
    def _key(self) -> str:
        key = self.get("stream_key")
        if not isinstance(key, str) or not key:
            raise UnreadableError("this live stream has no stream key")
        return quote(key, safe="")


def _size(size: Any, name: str) -> Optional[str]:
    """Return a width or height as HTML has it."""
    if size is None or isinstance(size, bool) or not isinstance(size, (int, str)):
        if size is not None:
            raise ApiTypeError(f"{name} must be a number of pixels or a text, not {size!r}")
        return None
    if not re.match(r"[1-9][0-9]{0,4}%?\Z", str(size), re.ASCII):
        raise ApiValueError(f"{name} must be pixels or a percentage, such as 640 or '100%'")
    return str(size)
