# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class NotFound(Model):
    """Body of a 404 response: the object does not exist, or belongs to another project than the
    key.
    """

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as `resource-not-found`,
    is the part to match on.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    name: Optional[str] = field("name", default=None)
    """Parameter that held the unknown id, such as `video_id`. It can be empty or missing."""

    status: Optional[int] = field("status", default=None)
    """HTTP status of the response, 404."""
