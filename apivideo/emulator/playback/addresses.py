"""Addresses of a video's player, manifest, thumbnail and MP4, on the emulator itself.

Those of a private video carry a token that is made anew for each response; see
docs/service.md, section 16. The token is signed, so none is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import secrets

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service
from apivideo.emulator.state.store import Document

PRIVATE_SECONDS = 24 * 3600


def urls(service: Service, video: Document, base: str) -> dict[str, str]:
    """The ``assets`` of a video.

    Args:
        service: Signs the tokens.
        video: Its ``public`` and ``mp4Support`` decide what there is.
        base: Address of the emulator, with a slash at the end.
    """
    root = f"{base}vod/{video['videoId']}"
    player, media = root, root
    if not video["public"]:
        token = private_token(service, video["videoId"])
        player, media = f"{root}?token={token}", f"{root}/token/{token}"
    found = {
        "hls": f"{media}/hls/manifest.m3u8",
        "iframe": iframe(player),
        "player": player,
        "thumbnail": f"{media}/thumbnail.jpg",
    }
    if video["mp4Support"]:
        found["mp4"] = f"{media}/mp4/source.mp4"
    return found


def iframe(player: str) -> str:
    """The HTML that embeds a player's page."""
    return (
        f'<iframe src="{html.escape(player)}" width="100%" height="100%"'
        ' frameborder="0" scrolling="no" allowfullscreen=""></iframe>'
    )


def media_root(service: Service, video: Document, base: str) -> str:
    """Where the files of a video begin; that of a private one has a token."""
    root = f"{base}vod/{video['videoId']}"
    if video["public"]:
        return root
    return f"{root}/token/{private_token(service, video['videoId'])}"


def private_token(service: Service, video_id: str) -> str:
    """A token that opens the media of one private video for a day."""
    claim = f"{int(service.now) + PRIVATE_SECONDS:x}-{secrets.token_hex(8)}"
    return f"{claim}-{_signature(service, video_id, claim)}"


def is_valid(service: Service, video_id: str, token: str) -> bool:
    """Whether *token* opens the media of that video now."""
    claim, _, signature = token.rpartition("-")
    expected = _signature(service, video_id, claim)
    if not hmac.compare_digest(signature.encode(errors="replace"), expected.encode()):
        return False
    return service.now < int(claim.partition("-")[0], 16)


def let_in(service: Service, document: Document, id: str, token: str | None) -> None:
    """Let a viewer have the media of a video or live stream; the private ones want a token."""
    if not document["public"] and not is_valid(service, id, token or ""):
        detail = "A private address wants a token that has not expired."
        raise Problem("resource-not-found", detail=detail)


def _signature(service: Service, video_id: str, claim: str) -> str:
    key = service.store.secret("private-tokens", secrets.token_hex(32))
    message = f"{video_id} {claim}".encode(errors="replace")
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()[:32]
