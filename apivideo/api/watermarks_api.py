"""The published import path of WatermarksApi."""

from apivideo.apis.watermarks_api import WatermarksApi as WatermarksApi
