"""The published import path of VideosApi."""

from apivideo.apis.videos_api import VideosApi as VideosApi
