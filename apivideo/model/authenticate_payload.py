# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model_base import Model, field


class AuthenticatePayload(Model):
    """API key to exchange for a token pair."""

    api_key: str = field("apiKey", secret=True)
    """Key of the project. It must belong to the environment called, since production and sandbox
    have separate keys.
    """
