# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Literal, Model, field


class Quality(Model):
    """One version of a video that the service makes from the source, and how far it is."""

    type: Optional[Literal["hls", "mp4"]] = field("type", default=None)
    """Format of the version: `hls` for one rendition of the adaptive stream, `mp4` for the single
    downloadable file.
    """

    quality: Literal["240p", "360p", "480p", "720p", "1080p", "2160p"] = field(
        "quality", default=None
    )
    """Height of the picture in pixels. HLS goes up to the size of the source, MP4 exists at the
    highest only.
    """

    status: Literal["waiting", "encoding", "encoded", "failed"] = field("status", default=None)
    """Progress of this version: `waiting` for its turn, `encoding` in progress, `encoded` when it
    can be played, `failed` when it could not be made.
    """
