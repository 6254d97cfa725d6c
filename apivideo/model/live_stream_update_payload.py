# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List, Optional

from apivideo.model.restreams_request_object import RestreamsRequestObject
from apivideo.model_base import UpdatePayload, field


class LiveStreamUpdatePayload(UpdatePayload):
    """The changes to make to a live stream. Properties left out keep their value; `restreams` is
    replaced whole.
    """

    name: Optional[str] = field("name", default=None)
    """A free label for the live stream, matched by the name filter of the live stream list. Leaving
    it out keeps the current one.
    """

    public: Optional[bool] = field("public", default=None)
    """Whether the asset URLs work for everybody. With `False` each read of the live stream puts a
    new private token into every URL of `assets`.
    """

    record: Optional[bool] = field("record", default=None)
    """Deprecated: the service dropped it on 2023-09-11 and records broadcasts by itself."""

    player_id: Optional[str] = field("playerId", default=None)
    """The player theme to show the live stream with. Leaving it out keeps the current one."""

    restreams: Optional[List[RestreamsRequestObject]] = field(
        "restreams", default=None, max_items=5
    )
    """Other servers that receive the broadcast as well, at most 5. The list replaces the current
    one and `[]` removes all; a change made while broadcasting applies from the next start.
    """
