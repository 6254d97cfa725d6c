# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import Optional

from apivideo.model_base import Model, field


class UploadToken(Model):
    """A token that lets someone without an API key upload videos into the project, any number of
    times until it expires or is deleted.
    """

    token: str = field("token", default=None, secret=True)
    """Secret to put in the query of the upload, and the id of the token in the other calls."""

    ttl: int = field("ttl", default=None, minimum=0, maximum=2147483647)
    """Seconds the token is good for from its creation; 0 means it never expires."""

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the token was created."""

    expires_at: Optional[datetime.datetime] = field("expiresAt", default=None)
    """When the token stops working. It is `None` or missing for a token that never expires."""
