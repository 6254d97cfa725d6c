# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import Optional

from apivideo.model_base import Model, field


class TokenCreationPayload(Model):
    """The settings of a new upload token. May be empty for a token that never expires."""

    ttl: Optional[int] = field("ttl", default=None, minimum=0, maximum=2147483647)
    """How long the token lives, in seconds. 0, the default, means that it never expires."""
