# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Dict, List, Mapping, Optional

from apivideo.model.metadata import Metadata
from apivideo.model_base import Model, field, pairs_as_dict


class VideoSessionSession(Model):
    """Only in responses of the deprecated raw statistics calls. The id and times of a viewing
    session of a video.
    """

    session_id: str = field("sessionId", default=None)
    """The id to list the player events of this session with."""

    loaded_at: datetime.datetime = field("loadedAt", default=None)
    """When the player was loaded."""

    ended_at: datetime.datetime = field("endedAt", default=None)
    """When the session ended."""

    metadata: Optional[List[Metadata]] = field("metadata", default=None)
    """The key and value pairs of this session, which the session list can be filtered by."""

    @property
    def metadata_dict(self) -> Dict[str, str]:
        """`metadata` as a dict: a copy to read, and a dict may be assigned."""
        return pairs_as_dict(self.metadata)

    @metadata_dict.setter
    def metadata_dict(self, pairs: Mapping[str, str]) -> None:
        self["metadata"] = pairs
