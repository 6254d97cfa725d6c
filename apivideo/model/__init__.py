# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The models, each imported when it is first used."""

from apivideo._lazy import lazy_package

lazy_package(
    __name__,
    {
        "AccessToken": "apivideo.model.access_token",
        "AdditionalBadRequestErrors": "apivideo.model.additional_bad_request_errors",
        "AnalyticsAggregatedMetricsResponse": (
            "apivideo.model.analytics_aggregated_metrics_response"
        ),
        "AnalyticsAggregatedMetricsResponseContext": (
            "apivideo.model.analytics_aggregated_metrics_response_context"
        ),
        "AnalyticsAggregatedMetricsResponseContextTimeframe": (
            "apivideo.model.analytics_aggregated_metrics_response_context_timeframe"
        ),
        "AnalyticsData": "apivideo.model.analytics_data",
        "AnalyticsMetricsBreakdownResponse": "apivideo.model.analytics_metrics_breakdown_response",
        "AnalyticsMetricsBreakdownResponseContext": (
            "apivideo.model.analytics_metrics_breakdown_response_context"
        ),
        "AnalyticsMetricsBreakdownResponseData": (
            "apivideo.model.analytics_metrics_breakdown_response_data"
        ),
        "AnalyticsMetricsOverTimeResponse": "apivideo.model.analytics_metrics_over_time_response",
        "AnalyticsMetricsOverTimeResponseContext": (
            "apivideo.model.analytics_metrics_over_time_response_context"
        ),
        "AnalyticsMetricsOverTimeResponseData": (
            "apivideo.model.analytics_metrics_over_time_response_data"
        ),
        "AnalyticsPlays400Error": "apivideo.model.analytics_plays400_error",
        "AnalyticsPlaysResponse": "apivideo.model.analytics_plays_response",
        "AuthenticatePayload": "apivideo.model.authenticate_payload",
        "BadRequest": "apivideo.model.bad_request",
        "BytesRange": "apivideo.model.bytes_range",
        "Caption": "apivideo.model.caption",
        "CaptionsListResponse": "apivideo.model.captions_list_response",
        "CaptionsUpdatePayload": "apivideo.model.captions_update_payload",
        "Chapter": "apivideo.model.chapter",
        "ChaptersListResponse": "apivideo.model.chapters_list_response",
        "ConflictError": "apivideo.model.conflict_error",
        "DiscardedVideoUpdatePayload": "apivideo.model.discarded_video_update_payload",
        "FilterBy": "apivideo.model.filter_by",
        "FilterBy1": "apivideo.model.filter_by1",
        "FilterBy2": "apivideo.model.filter_by2",
        "Link": "apivideo.model.link",
        "ListTagsResponse": "apivideo.model.list_tags_response",
        "ListTagsResponseData": "apivideo.model.list_tags_response_data",
        "LiveStream": "apivideo.model.live_stream",
        "LiveStreamAssets": "apivideo.model.live_stream_assets",
        "LiveStreamCreationPayload": "apivideo.model.live_stream_creation_payload",
        "LiveStreamListResponse": "apivideo.model.live_stream_list_response",
        "LiveStreamSession": "apivideo.model.live_stream_session",
        "LiveStreamSessionClient": "apivideo.model.live_stream_session_client",
        "LiveStreamSessionDevice": "apivideo.model.live_stream_session_device",
        "LiveStreamSessionLocation": "apivideo.model.live_stream_session_location",
        "LiveStreamSessionReferrer": "apivideo.model.live_stream_session_referrer",
        "LiveStreamSessionSession": "apivideo.model.live_stream_session_session",
        "LiveStreamUpdatePayload": "apivideo.model.live_stream_update_payload",
        "Metadata": "apivideo.model.metadata",
        "Model403ErrorSchema": "apivideo.model.model403_error_schema",
        "NotFound": "apivideo.model.not_found",
        "Pagination": "apivideo.model.pagination",
        "PaginationLink": "apivideo.model.pagination_link",
        "PlayerSessionEvent": "apivideo.model.player_session_event",
        "PlayerTheme": "apivideo.model.player_theme",
        "PlayerThemeAssets": "apivideo.model.player_theme_assets",
        "PlayerThemeCreationPayload": "apivideo.model.player_theme_creation_payload",
        "PlayerThemeUpdatePayload": "apivideo.model.player_theme_update_payload",
        "PlayerThemesListResponse": "apivideo.model.player_themes_list_response",
        "Quality": "apivideo.model.quality",
        "RawStatisticsListLiveStreamAnalyticsResponse": (
            "apivideo.model.raw_statistics_list_live_stream_analytics_response"
        ),
        "RawStatisticsListPlayerSessionEventsResponse": (
            "apivideo.model.raw_statistics_list_player_session_events_response"
        ),
        "RawStatisticsListSessionsResponse": "apivideo.model.raw_statistics_list_sessions_response",
        "RefreshTokenPayload": "apivideo.model.refresh_token_payload",
        "RestreamsRequestObject": "apivideo.model.restreams_request_object",
        "RestreamsResponseObject": "apivideo.model.restreams_response_object",
        "SummariesListResponse": "apivideo.model.summaries_list_response",
        "Summary": "apivideo.model.summary",
        "SummaryCreationPayload": "apivideo.model.summary_creation_payload",
        "SummarySource": "apivideo.model.summary_source",
        "SummaryUpdatePayload": "apivideo.model.summary_update_payload",
        "TokenCreationPayload": "apivideo.model.token_creation_payload",
        "TokenListResponse": "apivideo.model.token_list_response",
        "TooManyRequests": "apivideo.model.too_many_requests",
        "UnrecognizedRequestUrl": "apivideo.model.unrecognized_request_url",
        "UploadToken": "apivideo.model.upload_token",
        "Video": "apivideo.model.video",
        "VideoAssets": "apivideo.model.video_assets",
        "VideoClip": "apivideo.model.video_clip",
        "VideoCreationPayload": "apivideo.model.video_creation_payload",
        "VideoId": "apivideo.model.video_id",
        "VideoSession": "apivideo.model.video_session",
        "VideoSessionClient": "apivideo.model.video_session_client",
        "VideoSessionDevice": "apivideo.model.video_session_device",
        "VideoSessionLocation": "apivideo.model.video_session_location",
        "VideoSessionOs": "apivideo.model.video_session_os",
        "VideoSessionReferrer": "apivideo.model.video_session_referrer",
        "VideoSessionSession": "apivideo.model.video_session_session",
        "VideoSource": "apivideo.model.video_source",
        "VideoSourceLiveStream": "apivideo.model.video_source_live_stream",
        "VideoSourceLiveStreamLink": "apivideo.model.video_source_live_stream_link",
        "VideoStatus": "apivideo.model.video_status",
        "VideoStatusEncoding": "apivideo.model.video_status_encoding",
        "VideoStatusEncodingMetadata": "apivideo.model.video_status_encoding_metadata",
        "VideoStatusIngest": "apivideo.model.video_status_ingest",
        "VideoStatusIngestReceivedParts": "apivideo.model.video_status_ingest_received_parts",
        "VideoThumbnailPickPayload": "apivideo.model.video_thumbnail_pick_payload",
        "VideoUpdatePayload": "apivideo.model.video_update_payload",
        "VideoWatermark": "apivideo.model.video_watermark",
        "VideosListResponse": "apivideo.model.videos_list_response",
        "Watermark": "apivideo.model.watermark",
        "WatermarksListResponse": "apivideo.model.watermarks_list_response",
        "Webhook": "apivideo.model.webhook",
        "WebhooksCreationPayload": "apivideo.model.webhooks_creation_payload",
        "WebhooksListResponse": "apivideo.model.webhooks_list_response",
    },
)
