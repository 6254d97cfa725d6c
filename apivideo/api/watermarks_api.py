# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of WatermarksApi."""

from apivideo.apis.watermarks_api import WatermarksApi as WatermarksApi
