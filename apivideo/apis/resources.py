# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import TYPE_CHECKING

from apivideo._lazy import resource

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


class Resources:
    """The resources of the service, one attribute each."""

    videos: "VideosApi" = resource("apivideo.apis.videos_api", "VideosApi")
    """Create, upload, search, change and delete videos on demand, and restore discarded ones."""

    tags: "TagsApi" = resource("apivideo.apis.tags_api", "TagsApi")
    """See which tags the videos of a project carry and how many videos carry each."""

    summaries: "SummariesApi" = resource("apivideo.apis.summaries_api", "SummariesApi")
    """Have a written summary of a video generated, or write one yourself."""

    watermarks: "WatermarksApi" = resource("apivideo.apis.watermarks_api", "WatermarksApi")
    """Store images that can be burnt into videos when they are created."""

    upload_tokens: "UploadTokensApi" = resource(
        "apivideo.apis.upload_tokens_api", "UploadTokensApi"
    )
    """Manage tokens that let someone without an API key upload videos into the project."""

    live_streams: "LiveStreamsApi" = resource("apivideo.apis.live_streams_api", "LiveStreamsApi")
    """Create and manage live streams, their restreams and thumbnails."""

    captions: "CaptionsApi" = resource("apivideo.apis.captions_api", "CaptionsApi")
    """Attach WebVTT subtitles to a video, one file per language."""

    chapters: "ChaptersApi" = resource("apivideo.apis.chapters_api", "ChaptersApi")
    """Attach WebVTT chapter lists to a video, one file per language."""

    player_themes: "PlayerThemesApi" = resource(
        "apivideo.apis.player_themes_api", "PlayerThemesApi"
    )
    """Define the colours, controls and logo of the embedded player."""

    analytics: "AnalyticsApi" = resource("apivideo.apis.analytics_api", "AnalyticsApi")
    """Query plays, views, watch time and other figures about videos and live streams."""

    webhooks: "WebhooksApi" = resource("apivideo.apis.webhooks_api", "WebhooksApi")
    """Subscribe a URL of yours to events such as finished encodings and started broadcasts."""

    raw_statistics: "RawStatisticsApi" = resource(
        "apivideo.apis.raw_statistics_api", "RawStatisticsApi"
    )
    """Read player sessions and their events, with calls the service dropped on 2023-09-11; use the
    analytics calls instead.
    """
