# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime

from apivideo.model_base import Literal, Model, field


class Summary(Model):
    """A summary of a video and the state it is in. Its text is read with the summary source
    call.
    """

    summary_id: str = field("summaryId", default=None)
    """Id of the summary, needed to read its text, update it or delete it."""

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the summary was created."""

    updated_at: datetime.datetime = field("updatedAt", default=None)
    """When the summary last changed."""

    video_id: str = field("videoId", default=None)
    """Id of the video that is summarized."""

    origin: Literal["api", "auto"] = field("origin", default=None)
    """Who provides the text: `auto` when the service generates it, `api` when a client writes
    it.
    """

    source_status: Literal["missing", "waiting", "failed", "completed", "unprocessable"] = field(
        "sourceStatus", default=None
    )
    """State of the text: `missing` until a client writes it, `waiting` while it is generated, then
    `completed` or `failed`. It is `unprocessable` when the video has no audio or fewer than 50
    words.
    """
