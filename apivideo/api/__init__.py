# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The published import path of the API classes."""

from apivideo._lazy import lazy_package

lazy_package(
    __name__,
    {
        "AnalyticsApi": "apivideo.apis.analytics_api",
        "CaptionsApi": "apivideo.apis.captions_api",
        "ChaptersApi": "apivideo.apis.chapters_api",
        "LiveStreamsApi": "apivideo.apis.live_streams_api",
        "PlayerThemesApi": "apivideo.apis.player_themes_api",
        "RawStatisticsApi": "apivideo.apis.raw_statistics_api",
        "SummariesApi": "apivideo.apis.summaries_api",
        "TagsApi": "apivideo.apis.tags_api",
        "UploadTokensApi": "apivideo.apis.upload_tokens_api",
        "VideosApi": "apivideo.apis.videos_api",
        "WatermarksApi": "apivideo.apis.watermarks_api",
        "WebhooksApi": "apivideo.apis.webhooks_api",
    },
)
