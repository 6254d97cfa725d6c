# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class RefreshTokenPayload(Model):
    """Refresh token to exchange for a new token pair."""

    refresh_token: str = field("refreshToken", secret=True)
    """The `refresh_token` of the latest token response. It is used up by the exchange, so keep the
    new one.
    """
