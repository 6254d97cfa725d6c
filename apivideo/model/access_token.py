# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class AccessToken(Model):
    """Token pair returned when an API key or a refresh token is exchanged. The access token
    authorizes calls until it expires, the refresh token obtains the next pair.
    """

    access_token: str = field("access_token", default=None, secret=True)
    """JSON Web Token to send as `Authorization: Bearer <access_token>`."""

    token_type: str = field("token_type", default=None)
    """Scheme to use in the `Authorization` header; bearer is the only one. Default: `bearer`."""

    refresh_token: str = field("refresh_token", default=None, secret=True)
    """Token to exchange for the next pair. It works once: the exchange returns a new one and makes
    this one useless.
    """

    expires_in: int = field("expires_in", default=None)
    """Seconds until the access token expires, 3600 as a rule."""
