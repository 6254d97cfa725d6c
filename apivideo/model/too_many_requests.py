# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class TooManyRequests(Model):
    """Body of a 429 response, sent when the requests of the current minute are used up. Wait the
    seconds in the `X-RateLimit-Retry-After` header, then send the request again.
    """

    type: Optional[str] = field("type", default=None)
    """URL that identifies the kind of problem. Its last path segment, such as `too-many-requests`,
    is the part to match on.
    """

    title: Optional[str] = field("title", default=None)
    """Readable message about the problem. Show or log it, but decide by `type` or `status`, since
    the wording can change.
    """

    status: Optional[int] = field("status", default=None)
    """HTTP status of the response, 429."""
