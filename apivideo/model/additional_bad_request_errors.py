# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class AdditionalBadRequestErrors(Model):
    """One entry in the `problems` of a bad request."""

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as `attribute-required`,
    is the part to match on. It can be missing.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    name: Optional[str] = field("name", default=None)
    """Parameter this problem is about, as a dotted or bracketed path. It can be empty or
    missing.
    """

    status: Optional[int] = field("status", default=None)
    """HTTP status that belongs to this problem. It can be missing."""
