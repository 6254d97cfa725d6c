# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Optional

from apivideo.model_base import Model, field


class PlayerSessionEvent(Model):
    """Deprecated. One thing that happened in the player during a session. Only in responses of the
    deprecated raw statistics calls.
    """

    type: str = field("type", default=None)
    """What happened: `ready`, `play`, `pause`, `resume`, `seek.backward`, `seek.forward` or
    `end`.
    """

    emitted_at: datetime.datetime = field("emittedAt", default=None)
    """When the event happened."""

    at: Optional[int] = field("at", default=None)
    """Playback position of the event in seconds. Seek events have `from_` and `to` instead."""

    from_: Optional[int] = field("from", default=None)
    """Playback position in seconds before a seek. Other events lack it."""

    to: Optional[int] = field("to", default=None)
    """Playback position in seconds after a seek. Other events lack it."""
