# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of WebhooksApi."""

from apivideo.apis.webhooks_api import WebhooksApi as WebhooksApi
