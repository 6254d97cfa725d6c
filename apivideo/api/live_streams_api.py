# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of LiveStreamsApi."""

from apivideo.apis.live_streams_api import LiveStreamsApi as LiveStreamsApi
