# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class ConflictError(Model):
    """Body of a 409 response: the video already has a summary, or one is being generated. Delete
    the summary, or wait until it is finished.
    """

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as
    `summary-already-exists`, is the part to match on.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    name: Optional[str] = field("name", default=None)
    """Parameter that asked for the summary, `video_id` or `transcript_summary`. It can be
    missing.
    """

    status: Optional[int] = field("status", default=None)
    """HTTP status of the response, 409."""

    detail: Optional[str] = field("detail", default=None)
    """Hint on how to resolve the conflict."""
