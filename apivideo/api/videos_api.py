# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of VideosApi."""

from apivideo.apis.videos_api import VideosApi as VideosApi
