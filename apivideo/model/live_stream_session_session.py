# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Model, field


class LiveStreamSessionSession(Model):
    """Only in responses of the deprecated raw statistics calls. The id and times of a viewing
    session of a live stream.
    """

    session_id: str = field("sessionId", default=None)
    """The id to list the player events of this session with."""

    loaded_at: datetime.datetime = field("loadedAt", default=None)
    """When the player was loaded."""

    ended_at: datetime.datetime = field("endedAt", default=None)
    """When the session ended."""
