# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The API classes, each imported when it is first used."""

from typing import TYPE_CHECKING

from apivideo._lazy import lazy_package

if TYPE_CHECKING:
    from apivideo.apis.analytics_api import AnalyticsApi
    from apivideo.apis.captions_api import CaptionsApi
    from apivideo.apis.chapters_api import ChaptersApi
    from apivideo.apis.live_streams_api import LiveStreamsApi
    from apivideo.apis.player_themes_api import PlayerThemesApi
    from apivideo.apis.raw_statistics_api import RawStatisticsApi
    from apivideo.apis.summaries_api import SummariesApi
    from apivideo.apis.tags_api import TagsApi
    from apivideo.apis.upload_tokens_api import UploadTokensApi
    from apivideo.apis.videos_api import VideosApi
    from apivideo.apis.watermarks_api import WatermarksApi
    from apivideo.apis.webhooks_api import WebhooksApi

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
        "apivideo.apis.analytics_api": "AnalyticsApi",
        "apivideo.apis.captions_api": "CaptionsApi",
        "apivideo.apis.chapters_api": "ChaptersApi",
        "apivideo.apis.live_streams_api": "LiveStreamsApi",
        "apivideo.apis.player_themes_api": "PlayerThemesApi",
        "apivideo.apis.raw_statistics_api": "RawStatisticsApi",
        "apivideo.apis.summaries_api": "SummariesApi",
        "apivideo.apis.tags_api": "TagsApi",
        "apivideo.apis.upload_tokens_api": "UploadTokensApi",
        "apivideo.apis.videos_api": "VideosApi",
        "apivideo.apis.watermarks_api": "WatermarksApi",
        "apivideo.apis.webhooks_api": "WebhooksApi",
    },
)
