# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo import apis
from apivideo.endpoint import resource


class Resources:
    """The resources of the service, one attribute each."""

    videos: "apis.VideosApi" = resource("VideosApi")
    """Create, upload, search, change and delete videos on demand, and restore discarded ones."""

    tags: "apis.TagsApi" = resource("TagsApi")
    """See which tags the videos of a project carry and how many videos carry each."""

    summaries: "apis.SummariesApi" = resource("SummariesApi")
    """Have a written summary of a video generated, or write one yourself."""

    watermarks: "apis.WatermarksApi" = resource("WatermarksApi")
    """Store images that can be burnt into videos when they are created."""

    upload_tokens: "apis.UploadTokensApi" = resource("UploadTokensApi")
    """Manage tokens that let someone without an API key upload videos into the project."""

    live_streams: "apis.LiveStreamsApi" = resource("LiveStreamsApi")
    """Create and manage live streams, their restreams and thumbnails."""

    captions: "apis.CaptionsApi" = resource("CaptionsApi")
    """Attach WebVTT subtitles to a video, one file per language."""

    chapters: "apis.ChaptersApi" = resource("ChaptersApi")
    """Attach WebVTT chapter lists to a video, one file per language."""

    player_themes: "apis.PlayerThemesApi" = resource("PlayerThemesApi")
    """Define the colours, controls and logo of the embedded player."""

    analytics: "apis.AnalyticsApi" = resource("AnalyticsApi")
    """Query plays, views, watch time and other figures about videos and live streams."""

    webhooks: "apis.WebhooksApi" = resource("WebhooksApi")
    """Subscribe a URL of yours to events such as finished encodings and started broadcasts."""

    raw_statistics: "apis.RawStatisticsApi" = resource("RawStatisticsApi")
    """Read player sessions and their events, with calls the service dropped on 2023-09-11; use the
    analytics calls instead.
    """
