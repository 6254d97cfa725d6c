# Generated from openapi.yaml by ``python -m generator``. Do not edit.
"""The models, each imported when it is first used."""

from typing import TYPE_CHECKING

from apivideo._lazy import lazy_package

if TYPE_CHECKING:
    from apivideo.model.access_token import AccessToken
    from apivideo.model.additional_bad_request_errors import AdditionalBadRequestErrors
    from apivideo.model.analytics_aggregated_metrics_response import (
        AnalyticsAggregatedMetricsResponse,
    )
    from apivideo.model.analytics_aggregated_metrics_response_context import (
        AnalyticsAggregatedMetricsResponseContext,
    )
    from apivideo.model.analytics_aggregated_metrics_response_context_timeframe import (
        AnalyticsAggregatedMetricsResponseContextTimeframe,
    )
    from apivideo.model.analytics_data import AnalyticsData
    from apivideo.model.analytics_metrics_breakdown_response import (
        AnalyticsMetricsBreakdownResponse,
    )
    from apivideo.model.analytics_metrics_breakdown_response_context import (
        AnalyticsMetricsBreakdownResponseContext,
    )
    from apivideo.model.analytics_metrics_breakdown_response_data import (
        AnalyticsMetricsBreakdownResponseData,
    )
    from apivideo.model.analytics_metrics_over_time_response import AnalyticsMetricsOverTimeResponse
    from apivideo.model.analytics_metrics_over_time_response_context import (
        AnalyticsMetricsOverTimeResponseContext,
    )
    from apivideo.model.analytics_metrics_over_time_response_data import (
        AnalyticsMetricsOverTimeResponseData,
    )
    from apivideo.model.analytics_plays400_error import AnalyticsPlays400Error
    from apivideo.model.analytics_plays_response import AnalyticsPlaysResponse
    from apivideo.model.authenticate_payload import AuthenticatePayload
    from apivideo.model.bad_request import BadRequest
    from apivideo.model.bytes_range import BytesRange
    from apivideo.model.caption import Caption
    from apivideo.model.captions_list_response import CaptionsListResponse
    from apivideo.model.captions_update_payload import CaptionsUpdatePayload
    from apivideo.model.chapter import Chapter
    from apivideo.model.chapters_list_response import ChaptersListResponse
    from apivideo.model.conflict_error import ConflictError
    from apivideo.model.discarded_video_update_payload import DiscardedVideoUpdatePayload
    from apivideo.model.filter_by import FilterBy
    from apivideo.model.filter_by1 import FilterBy1
    from apivideo.model.filter_by2 import FilterBy2
    from apivideo.model.link import Link
    from apivideo.model.list_tags_response import ListTagsResponse
    from apivideo.model.list_tags_response_data import ListTagsResponseData
    from apivideo.model.live_stream import LiveStream
    from apivideo.model.live_stream_assets import LiveStreamAssets
    from apivideo.model.live_stream_broadcast_ended_event import LiveStreamBroadcastEndedEvent
    from apivideo.model.live_stream_broadcast_started_event import LiveStreamBroadcastStartedEvent
    from apivideo.model.live_stream_creation_payload import LiveStreamCreationPayload
    from apivideo.model.live_stream_list_response import LiveStreamListResponse
    from apivideo.model.live_stream_session import LiveStreamSession
    from apivideo.model.live_stream_session_client import LiveStreamSessionClient
    from apivideo.model.live_stream_session_device import LiveStreamSessionDevice
    from apivideo.model.live_stream_session_location import LiveStreamSessionLocation
    from apivideo.model.live_stream_session_referrer import LiveStreamSessionReferrer
    from apivideo.model.live_stream_session_session import LiveStreamSessionSession
    from apivideo.model.live_stream_update_payload import LiveStreamUpdatePayload
    from apivideo.model.metadata import Metadata, MetadataDict
    from apivideo.model.model403_error_schema import Model403ErrorSchema
    from apivideo.model.not_found import NotFound
    from apivideo.model.pagination import Pagination
    from apivideo.model.pagination_link import PaginationLink
    from apivideo.model.player_session_event import PlayerSessionEvent
    from apivideo.model.player_theme import PlayerTheme
    from apivideo.model.player_theme_assets import PlayerThemeAssets
    from apivideo.model.player_theme_creation_payload import PlayerThemeCreationPayload
    from apivideo.model.player_theme_update_payload import PlayerThemeUpdatePayload
    from apivideo.model.player_themes_list_response import PlayerThemesListResponse
    from apivideo.model.quality import Quality
    from apivideo.model.raw_statistics_list_live_stream_analytics_response import (
        RawStatisticsListLiveStreamAnalyticsResponse,
    )
    from apivideo.model.raw_statistics_list_player_session_events_response import (
        RawStatisticsListPlayerSessionEventsResponse,
    )
    from apivideo.model.raw_statistics_list_sessions_response import (
        RawStatisticsListSessionsResponse,
    )
    from apivideo.model.refresh_token_payload import RefreshTokenPayload
    from apivideo.model.restreams_request_object import (
        RestreamsRequestObject,
        RestreamsRequestObjectDict,
    )
    from apivideo.model.restreams_response_object import RestreamsResponseObject
    from apivideo.model.summaries_list_response import SummariesListResponse
    from apivideo.model.summary import Summary
    from apivideo.model.summary_creation_payload import SummaryCreationPayload
    from apivideo.model.summary_source import SummarySource
    from apivideo.model.summary_update_payload import SummaryUpdatePayload
    from apivideo.model.token_creation_payload import TokenCreationPayload
    from apivideo.model.token_list_response import TokenListResponse
    from apivideo.model.too_many_requests import TooManyRequests
    from apivideo.model.unrecognized_request_url import UnrecognizedRequestUrl
    from apivideo.model.upload_token import UploadToken
    from apivideo.model.video import Video
    from apivideo.model.video_assets import VideoAssets
    from apivideo.model.video_caption_generated_event import VideoCaptionGeneratedEvent
    from apivideo.model.video_clip import VideoClip, VideoClipDict
    from apivideo.model.video_creation_payload import VideoCreationPayload
    from apivideo.model.video_encoding_quality_completed_event import (
        VideoEncodingQualityCompletedEvent,
    )
    from apivideo.model.video_id import VideoId
    from apivideo.model.video_session import VideoSession
    from apivideo.model.video_session_client import VideoSessionClient
    from apivideo.model.video_session_device import VideoSessionDevice
    from apivideo.model.video_session_location import VideoSessionLocation
    from apivideo.model.video_session_os import VideoSessionOs
    from apivideo.model.video_session_referrer import VideoSessionReferrer
    from apivideo.model.video_session_session import VideoSessionSession
    from apivideo.model.video_source import VideoSource
    from apivideo.model.video_source_live_stream import VideoSourceLiveStream
    from apivideo.model.video_source_live_stream_link import VideoSourceLiveStreamLink
    from apivideo.model.video_source_recorded_event import VideoSourceRecordedEvent
    from apivideo.model.video_status import VideoStatus
    from apivideo.model.video_status_encoding import VideoStatusEncoding
    from apivideo.model.video_status_encoding_metadata import VideoStatusEncodingMetadata
    from apivideo.model.video_status_ingest import VideoStatusIngest
    from apivideo.model.video_status_ingest_received_parts import VideoStatusIngestReceivedParts
    from apivideo.model.video_summary_generated_event import VideoSummaryGeneratedEvent
    from apivideo.model.video_thumbnail_pick_payload import VideoThumbnailPickPayload
    from apivideo.model.video_update_payload import VideoUpdatePayload
    from apivideo.model.video_watermark import VideoWatermark, VideoWatermarkDict
    from apivideo.model.videos_list_response import VideosListResponse
    from apivideo.model.watermark import Watermark
    from apivideo.model.watermarks_list_response import WatermarksListResponse
    from apivideo.model.webhook import Webhook
    from apivideo.model.webhooks_creation_payload import WebhooksCreationPayload
    from apivideo.model.webhooks_list_response import WebhooksListResponse

    __all__ = [
        "AccessToken",
        "AdditionalBadRequestErrors",
        "AnalyticsAggregatedMetricsResponse",
        "AnalyticsAggregatedMetricsResponseContext",
        "AnalyticsAggregatedMetricsResponseContextTimeframe",
        "AnalyticsData",
        "AnalyticsMetricsBreakdownResponse",
        "AnalyticsMetricsBreakdownResponseContext",
        "AnalyticsMetricsBreakdownResponseData",
        "AnalyticsMetricsOverTimeResponse",
        "AnalyticsMetricsOverTimeResponseContext",
        "AnalyticsMetricsOverTimeResponseData",
        "AnalyticsPlays400Error",
        "AnalyticsPlaysResponse",
        "AuthenticatePayload",
        "BadRequest",
        "BytesRange",
        "Caption",
        "CaptionsListResponse",
        "CaptionsUpdatePayload",
        "Chapter",
        "ChaptersListResponse",
        "ConflictError",
        "DiscardedVideoUpdatePayload",
        "FilterBy",
        "FilterBy1",
        "FilterBy2",
        "Link",
        "ListTagsResponse",
        "ListTagsResponseData",
        "LiveStream",
        "LiveStreamAssets",
        "LiveStreamBroadcastEndedEvent",
        "LiveStreamBroadcastStartedEvent",
        "LiveStreamCreationPayload",
        "LiveStreamListResponse",
        "LiveStreamSession",
        "LiveStreamSessionClient",
        "LiveStreamSessionDevice",
        "LiveStreamSessionLocation",
        "LiveStreamSessionReferrer",
        "LiveStreamSessionSession",
        "LiveStreamUpdatePayload",
        "Metadata",
        "MetadataDict",
        "Model403ErrorSchema",
        "NotFound",
        "Pagination",
        "PaginationLink",
        "PlayerSessionEvent",
        "PlayerTheme",
        "PlayerThemeAssets",
        "PlayerThemeCreationPayload",
        "PlayerThemeUpdatePayload",
        "PlayerThemesListResponse",
        "Quality",
        "RawStatisticsListLiveStreamAnalyticsResponse",
        "RawStatisticsListPlayerSessionEventsResponse",
        "RawStatisticsListSessionsResponse",
        "RefreshTokenPayload",
        "RestreamsRequestObject",
        "RestreamsRequestObjectDict",
        "RestreamsResponseObject",
        "SummariesListResponse",
        "Summary",
        "SummaryCreationPayload",
        "SummarySource",
        "SummaryUpdatePayload",
        "TokenCreationPayload",
        "TokenListResponse",
        "TooManyRequests",
        "UnrecognizedRequestUrl",
        "UploadToken",
        "Video",
        "VideoAssets",
        "VideoCaptionGeneratedEvent",
        "VideoClip",
        "VideoClipDict",
        "VideoCreationPayload",
        "VideoEncodingQualityCompletedEvent",
        "VideoId",
        "VideoSession",
        "VideoSessionClient",
        "VideoSessionDevice",
        "VideoSessionLocation",
        "VideoSessionOs",
        "VideoSessionReferrer",
        "VideoSessionSession",
        "VideoSource",
        "VideoSourceLiveStream",
        "VideoSourceLiveStreamLink",
        "VideoSourceRecordedEvent",
        "VideoStatus",
        "VideoStatusEncoding",
        "VideoStatusEncodingMetadata",
        "VideoStatusIngest",
        "VideoStatusIngestReceivedParts",
        "VideoSummaryGeneratedEvent",
        "VideoThumbnailPickPayload",
        "VideoUpdatePayload",
        "VideoWatermark",
        "VideoWatermarkDict",
        "VideosListResponse",
        "Watermark",
        "WatermarksListResponse",
        "Webhook",
        "WebhooksCreationPayload",
        "WebhooksListResponse",
    ]

lazy_package(
    __name__,
    {
        "apivideo.model.access_token": "AccessToken",
        "apivideo.model.additional_bad_request_errors": "AdditionalBadRequestErrors",
        "apivideo.model.analytics_aggregated_metrics_response": (
            "AnalyticsAggregatedMetricsResponse"
        ),
        "apivideo.model.analytics_aggregated_metrics_response_context": (
            "AnalyticsAggregatedMetricsResponseContext"
        ),
        "apivideo.model.analytics_aggregated_metrics_response_context_timeframe": (
            "AnalyticsAggregatedMetricsResponseContextTimeframe"
        ),
        "apivideo.model.analytics_data": "AnalyticsData",
        "apivideo.model.analytics_metrics_breakdown_response": "AnalyticsMetricsBreakdownResponse",
        "apivideo.model.analytics_metrics_breakdown_response_context": (
            "AnalyticsMetricsBreakdownResponseContext"
        ),
        "apivideo.model.analytics_metrics_breakdown_response_data": (
            "AnalyticsMetricsBreakdownResponseData"
        ),
        "apivideo.model.analytics_metrics_over_time_response": "AnalyticsMetricsOverTimeResponse",
        "apivideo.model.analytics_metrics_over_time_response_context": (
            "AnalyticsMetricsOverTimeResponseContext"
        ),
        "apivideo.model.analytics_metrics_over_time_response_data": (
            "AnalyticsMetricsOverTimeResponseData"
        ),
        "apivideo.model.analytics_plays400_error": "AnalyticsPlays400Error",
        "apivideo.model.analytics_plays_response": "AnalyticsPlaysResponse",
        "apivideo.model.authenticate_payload": "AuthenticatePayload",
        "apivideo.model.bad_request": "BadRequest",
        "apivideo.model.bytes_range": "BytesRange",
        "apivideo.model.caption": "Caption",
        "apivideo.model.captions_list_response": "CaptionsListResponse",
        "apivideo.model.captions_update_payload": "CaptionsUpdatePayload",
        "apivideo.model.chapter": "Chapter",
        "apivideo.model.chapters_list_response": "ChaptersListResponse",
        "apivideo.model.conflict_error": "ConflictError",
        "apivideo.model.discarded_video_update_payload": "DiscardedVideoUpdatePayload",
        "apivideo.model.filter_by": "FilterBy",
        "apivideo.model.filter_by1": "FilterBy1",
        "apivideo.model.filter_by2": "FilterBy2",
        "apivideo.model.link": "Link",
        "apivideo.model.list_tags_response": "ListTagsResponse",
        "apivideo.model.list_tags_response_data": "ListTagsResponseData",
        "apivideo.model.live_stream": "LiveStream",
        "apivideo.model.live_stream_assets": "LiveStreamAssets",
        "apivideo.model.live_stream_broadcast_ended_event": "LiveStreamBroadcastEndedEvent",
        "apivideo.model.live_stream_broadcast_started_event": "LiveStreamBroadcastStartedEvent",
        "apivideo.model.live_stream_creation_payload": "LiveStreamCreationPayload",
        "apivideo.model.live_stream_list_response": "LiveStreamListResponse",
        "apivideo.model.live_stream_session": "LiveStreamSession",
        "apivideo.model.live_stream_session_client": "LiveStreamSessionClient",
        "apivideo.model.live_stream_session_device": "LiveStreamSessionDevice",
        "apivideo.model.live_stream_session_location": "LiveStreamSessionLocation",
        "apivideo.model.live_stream_session_referrer": "LiveStreamSessionReferrer",
        "apivideo.model.live_stream_session_session": "LiveStreamSessionSession",
        "apivideo.model.live_stream_update_payload": "LiveStreamUpdatePayload",
        "apivideo.model.metadata": "Metadata MetadataDict",
        "apivideo.model.model403_error_schema": "Model403ErrorSchema",
        "apivideo.model.not_found": "NotFound",
        "apivideo.model.pagination": "Pagination",
        "apivideo.model.pagination_link": "PaginationLink",
        "apivideo.model.player_session_event": "PlayerSessionEvent",
        "apivideo.model.player_theme": "PlayerTheme",
        "apivideo.model.player_theme_assets": "PlayerThemeAssets",
        "apivideo.model.player_theme_creation_payload": "PlayerThemeCreationPayload",
        "apivideo.model.player_theme_update_payload": "PlayerThemeUpdatePayload",
        "apivideo.model.player_themes_list_response": "PlayerThemesListResponse",
        "apivideo.model.quality": "Quality",
        "apivideo.model.raw_statistics_list_live_stream_analytics_response": (
            "RawStatisticsListLiveStreamAnalyticsResponse"
        ),
        "apivideo.model.raw_statistics_list_player_session_events_response": (
            "RawStatisticsListPlayerSessionEventsResponse"
        ),
        "apivideo.model.raw_statistics_list_sessions_response": "RawStatisticsListSessionsResponse",
        "apivideo.model.refresh_token_payload": "RefreshTokenPayload",
        "apivideo.model.restreams_request_object": (
            "RestreamsRequestObject RestreamsRequestObjectDict"
        ),
        "apivideo.model.restreams_response_object": "RestreamsResponseObject",
        "apivideo.model.summaries_list_response": "SummariesListResponse",
        "apivideo.model.summary": "Summary",
        "apivideo.model.summary_creation_payload": "SummaryCreationPayload",
        "apivideo.model.summary_source": "SummarySource",
        "apivideo.model.summary_update_payload": "SummaryUpdatePayload",
        "apivideo.model.token_creation_payload": "TokenCreationPayload",
        "apivideo.model.token_list_response": "TokenListResponse",
        "apivideo.model.too_many_requests": "TooManyRequests",
        "apivideo.model.unrecognized_request_url": "UnrecognizedRequestUrl",
        "apivideo.model.upload_token": "UploadToken",
        "apivideo.model.video": "Video",
        "apivideo.model.video_assets": "VideoAssets",
        "apivideo.model.video_caption_generated_event": "VideoCaptionGeneratedEvent",
        "apivideo.model.video_clip": "VideoClip VideoClipDict",
        "apivideo.model.video_creation_payload": "VideoCreationPayload",
        "apivideo.model.video_encoding_quality_completed_event": (
            "VideoEncodingQualityCompletedEvent"
        ),
        "apivideo.model.video_id": "VideoId",
        "apivideo.model.video_session": "VideoSession",
        "apivideo.model.video_session_client": "VideoSessionClient",
        "apivideo.model.video_session_device": "VideoSessionDevice",
        "apivideo.model.video_session_location": "VideoSessionLocation",
        "apivideo.model.video_session_os": "VideoSessionOs",
        "apivideo.model.video_session_referrer": "VideoSessionReferrer",
        "apivideo.model.video_session_session": "VideoSessionSession",
        "apivideo.model.video_source": "VideoSource",
        "apivideo.model.video_source_live_stream": "VideoSourceLiveStream",
        "apivideo.model.video_source_live_stream_link": "VideoSourceLiveStreamLink",
        "apivideo.model.video_source_recorded_event": "VideoSourceRecordedEvent",
        "apivideo.model.video_status": "VideoStatus",
        "apivideo.model.video_status_encoding": "VideoStatusEncoding",
        "apivideo.model.video_status_encoding_metadata": "VideoStatusEncodingMetadata",
        "apivideo.model.video_status_ingest": "VideoStatusIngest",
        "apivideo.model.video_status_ingest_received_parts": "VideoStatusIngestReceivedParts",
        "apivideo.model.video_summary_generated_event": "VideoSummaryGeneratedEvent",
        "apivideo.model.video_thumbnail_pick_payload": "VideoThumbnailPickPayload",
        "apivideo.model.video_update_payload": "VideoUpdatePayload",
        "apivideo.model.video_watermark": "VideoWatermark VideoWatermarkDict",
        "apivideo.model.videos_list_response": "VideosListResponse",
        "apivideo.model.watermark": "Watermark",
        "apivideo.model.watermarks_list_response": "WatermarksListResponse",
        "apivideo.model.webhook": "Webhook",
        "apivideo.model.webhooks_creation_payload": "WebhooksCreationPayload",
        "apivideo.model.webhooks_list_response": "WebhooksListResponse",
    },
)
