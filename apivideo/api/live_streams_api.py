"""The published import path of LiveStreamsApi."""

from apivideo.apis.live_streams_api import LiveStreamsApi as LiveStreamsApi
