# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import List, Optional

from apivideo.model.live_stream_assets import LiveStreamAssets
from apivideo.model.live_stream_update_payload import LiveStreamUpdatePayload
from apivideo.model.restreams_response_object import RestreamsResponseObject
from apivideo.model_base import field
from apivideo.playable import Broadcastable


class LiveStream(Broadcastable):
    """A live stream container: the key to broadcast with, the addresses to watch it from, and the
    servers it is forwarded to. It takes one broadcast at a time, and each broadcast is recorded as
    a video.
    """

    live_stream_id: str = field("liveStreamId")
    """Id of the live stream, needed by every call about it. Treat it as opaque text."""

    restreams: List[RestreamsResponseObject] = field("restreams")
    """Other servers the broadcast is forwarded to, at most 5; empty when there are none."""

    name: str = field("name", default=None)
    """Title of the live stream, searched by the `name` filter of the live stream list."""

    stream_key: str = field("streamKey", default=None, secret=True)
    """Secret to give to the broadcasting software. Whoever has it can broadcast on this live
    stream.
    """

    record: Optional[bool] = field("record", default=None)
    """Deprecated, and no longer returned since 2023-09-11, because every broadcast is recorded. It
    told whether broadcasts are recorded.
    """

    public: bool = field("public", default=None)
    """Whether anyone with the address can watch the live stream. When `False`, each read returns
    addresses in `assets` with a new token for one playback session of up to 24 hours.
    """

    assets: LiveStreamAssets = field("assets", default=None)
    """Addresses for watching and embedding the live stream."""

    player_id: Optional[str] = field("playerId", default=None)
    """Id of the player theme the live stream is shown with."""

    broadcasting: bool = field("broadcasting", default=None)
    """Whether a broadcast is being received at the moment."""

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the live stream was created."""

    updated_at: datetime.datetime = field("updatedAt", default=None)
    """When the details of the live stream last changed."""

    def to_update(self) -> LiveStreamUpdatePayload:
        """Return a payload of what can be changed, as it is now."""
        return LiveStreamUpdatePayload.from_model(self)
