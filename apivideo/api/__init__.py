# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of the API classes."""

from typing import TYPE_CHECKING

from apivideo._lazy import lazy_package

if TYPE_CHECKING:
    from apivideo.api.analytics_api import AnalyticsApi
    from apivideo.api.captions_api import CaptionsApi
    from apivideo.api.chapters_api import ChaptersApi
    from apivideo.api.live_streams_api import LiveStreamsApi
    from apivideo.api.player_themes_api import PlayerThemesApi
    from apivideo.api.raw_statistics_api import RawStatisticsApi
    from apivideo.api.summaries_api import SummariesApi
    from apivideo.api.tags_api import TagsApi
    from apivideo.api.upload_tokens_api import UploadTokensApi
    from apivideo.api.videos_api import VideosApi
    from apivideo.api.watermarks_api import WatermarksApi
    from apivideo.api.webhooks_api import WebhooksApi

    __all__ = [
        "AnalyticsApi",
        "CaptionsApi",
        "ChaptersApi",
        "LiveStreamsApi",
        "PlayerThemesApi",
        "RawStatisticsApi",
        "SummariesApi",
        "TagsApi",
        "UploadTokensApi",
        "VideosApi",
        "WatermarksApi",
        "WebhooksApi",
    ]

lazy_package(
    __name__,
    {
        "apivideo.api.analytics_api": "AnalyticsApi",
        "apivideo.api.captions_api": "CaptionsApi",
        "apivideo.api.chapters_api": "ChaptersApi",
        "apivideo.api.live_streams_api": "LiveStreamsApi",
        "apivideo.api.player_themes_api": "PlayerThemesApi",
        "apivideo.api.raw_statistics_api": "RawStatisticsApi",
        "apivideo.api.summaries_api": "SummariesApi",
        "apivideo.api.tags_api": "TagsApi",
        "apivideo.api.upload_tokens_api": "UploadTokensApi",
        "apivideo.api.videos_api": "VideosApi",
        "apivideo.api.watermarks_api": "WatermarksApi",
        "apivideo.api.webhooks_api": "WebhooksApi",
    },
)
