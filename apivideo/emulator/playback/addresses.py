"""Addresses of a video's player, manifest, thumbnail and MP4, on the emulator itself.

Those of a private video carry a token that is made anew for each response; see
docs/service.md, section 16. The token is signed, so none is stored.
"""

from __future__ import annotations

import hashlib
import hmac
import html
import secrets
from typing import NamedTuple

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service
from apivideo.emulator.state.store import Document

PRIVATE_SECONDS = 24 * 3600


class Roots(NamedTuple):
    """Where the addresses of a video or live stream begin; those of a private one have a token."""

    player: str
    files: str

    def urls(self, manifest: str) -> dict[str, str]:
        """The ``assets`` that both have."""
        return {
            "hls": f"{self.files}/{manifest}",
            "iframe": f'<iframe src="{html.escape(self.player)}" width="100%" height="100%"'
            ' frameborder="0" scrolling="no" allowfullscreen=""></iframe>',
            "player": self.player,
            "thumbnail": f"{self.files}/thumbnail.jpg",
        }


def roots(service: Service, document: Document, id: str, base: str) -> Roots:
    """Where the addresses of a video or live stream begin, whose kind is at *base*."""
    root = base + id
    if document["public"]:
        return Roots(root, root)
    token = private_token(service, id)
    return Roots(f"{root}?token={token}", f"{root}/token/{token}")


def urls(service: Service, video: Document, base: str) -> dict[str, str]:
    """The ``assets`` of a video on the emulator whose address is *base*."""
    found = roots(service, video, video["videoId"], base + "vod/")
    mp4 = {"mp4": f"{found.files}/mp4/source.mp4"} if video["mp4Support"] else {}
    return {**found.urls("hls/manifest.m3u8"), **mp4}


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
