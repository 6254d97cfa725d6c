# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class Model403ErrorSchema(Model):
    """Deprecated. Body of a 403 response, only in the deprecated plays calls, when analytics are
    switched off for the project.
    """

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as
    `authorization-disabled-analytics`, is the part to match on.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    name: Optional[str] = field("name", default=None)
    """Parameter at fault, or `None` when the refusal is not about a parameter."""

    status: Optional[int] = field("status", default=None)
    """HTTP status of the response, 403."""
