# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Dict, List, Mapping, Optional

from apivideo.model.metadata import Metadata
from apivideo.model.video_assets import VideoAssets
from apivideo.model.video_source import VideoSource
from apivideo.model.video_update_payload import VideoUpdatePayload
from apivideo.model_base import Literal, field, pairs_as_dict
from apivideo.playable import Playable


class Video(Playable):
    """A video container: its details, its source once there is one, and the addresses to play it
    from. Returned by the calls that create, read, update, list or upload videos; the response to a
    part of a cut upload may hold no more than `video_id`.
    """

    video_id: str = field("videoId")
    """Id of the video, needed by every call about it. Treat it as opaque text."""

    created_at: Optional[datetime.datetime] = field("createdAt", default=None)
    """When the container was created."""

    title: str = field("title", default=None)
    """Name shown to viewers and searched by the `title` filter of the video list."""

    description: str = field("description", default=None)
    """Free text about the content of the video."""

    published_at: datetime.datetime = field("publishedAt", default=None)
    """When the video was published."""

    updated_at: Optional[datetime.datetime] = field("updatedAt", default=None)
    """When the details of the video last changed."""

    discarded_at: Optional[datetime.datetime] = field("discardedAt", default=None)
    """When the video was discarded, or `None` while it is not. Filled only in accounts with the
    Video Restore option.
    """

    deletes_at: Optional[datetime.datetime] = field("deletesAt", default=None)
    """When the discarded video is removed for good, 90 days after it was discarded, or `None` while
    it is not discarded.
    """

    discarded: Optional[bool] = field("discarded", default=None)
    """Whether the video is discarded: it can be restored, but not played, and only the discarded
    video calls return it.
    """

    language: Optional[str] = field("language", default=None)
    """Tag of the language spoken in the video, such as `en`, given by a client or detected for the
    transcript.
    """

    language_origin: Optional[Literal["api", "auto"]] = field("languageOrigin", default=None)
    """How `language` came about: `api` when a client gave it, `auto` when it was detected, `None`
    when neither holds.
    """

    tags: List[str] = field("tags", default=None)
    """Words attached to the video. The `tags` filter of the video list keeps videos that have all
    the given ones.
    """

    metadata: List[Metadata] = field("metadata", default=None)
    """Key and value pairs attached to the video, which the `metadata` filter of the video list can
    search.
    """

    source: VideoSource = field("source", default=None)
    """Where the content of the video comes from, for example the live stream it recorded."""

    assets: VideoAssets = field("assets", default=None)
    """Addresses for playing and embedding the video. It can be `None` for a discarded video, and
    for a private one each read of the video returns addresses with a new token.
    """

    player_id: Optional[str] = field("playerId", default=None)
    """Id of the player theme the video is shown with."""

    public: bool = field("public", default=None)
    """Whether anyone with the address can watch the video. When `False`, the addresses in `assets`
    carry a token good for one playback session of up to 24 hours.
    """

    panoramic: bool = field("panoramic", default=None)
    """Whether the video is a 360 degree recording."""

    mp4_support: Optional[bool] = field("mp4Support", default=None)
    """Whether an MP4 version is offered. If so, `assets.mp4` is present and the player shows a
    download button.
    """

    @property
    def metadata_dict(self) -> Dict[str, str]:
        """`metadata` as a dict: a copy to read, and a dict may be assigned."""
        return pairs_as_dict(self.metadata)

    @metadata_dict.setter
    def metadata_dict(self, pairs: Mapping[str, str]) -> None:
        self["metadata"] = pairs

    def to_update(self) -> VideoUpdatePayload:
        """Return a payload of what can be changed, as it is now."""
        return VideoUpdatePayload.from_model(self)
