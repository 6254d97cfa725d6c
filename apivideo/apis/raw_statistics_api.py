# Generated from openapi.yaml by ``python -m generator``. Do not edit.
# pyright: reportDeprecated=false

from typing import TYPE_CHECKING, List, Mapping, Optional, Union

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, deprecated, operation, raw
from apivideo.model.raw_statistics_list_live_stream_analytics_response import (
    RawStatisticsListLiveStreamAnalyticsResponse,
)
from apivideo.model.raw_statistics_list_player_session_events_response import (
    RawStatisticsListPlayerSessionEventsResponse,
)
from apivideo.model.raw_statistics_list_sessions_response import RawStatisticsListSessionsResponse
from apivideo.options import Timeout

if TYPE_CHECKING:
    from typing import Final


class RawStatisticsApi(Endpoint):
    """Read player sessions and their events, with calls the service dropped on 2023-09-11; use the
    analytics calls instead.
    """

    @deprecated(
        "The service dropped this call on 2023-09-11; use `analytics.get_aggregated_metrics`, "
        "`analytics.get_metrics_breakdown` and `analytics.get_metrics_over_time` with the video as "
        "`media_id` in `filter_by`, which give figures but no single sessions."
    )
    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list_video_sessions(
        self,
        video_id: str,
        period: str,
        *,
        metadata: Optional[Mapping[str, Union[str, List[str]]]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> RawStatisticsListSessionsResponse:
        """List player sessions of a video (dropped).

        Lists the player sessions of a video in a period. The service dropped this call on
        2023-09-11; use `analytics.get_aggregated_metrics`, `analytics.get_metrics_breakdown` and
        `analytics.get_metrics_over_time` with the video as `media_id` in `filter_by`, which give
        figures but no single sessions. Deprecated.

        Args:
            video_id: Id of the video that was played.
            period: Period to look at: a day (`2018-01-01`), an ISO week (`2018-W01`), a month
                (`2018-01`), a year (`2018`), or a range of days (`2018-01-01/2018-01-15`).
            metadata: Keeps only sessions that carry these metadata pairs, given as a mapping from
                key to value.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"period": period, "metadata": metadata, "currentPage": current_page,
                 "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/analytics/videos/{video_id}",
            path_params={"video_id": video_id},
            query=query,
            returns=RawStatisticsListSessionsResponse,
            **self._options,
        )

    @deprecated(
        "The service dropped this call on 2023-09-11; use `analytics.get_aggregated_metrics`, "
        "`analytics.get_metrics_breakdown` and `analytics.get_metrics_over_time` with the live "
        "stream as `media_id` in `filter_by`, which give figures but no single sessions."
    )
    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list_live_stream_sessions(
        self,
        live_stream_id: str,
        period: str,
        *,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> RawStatisticsListLiveStreamAnalyticsResponse:
        """List player sessions of a live stream (dropped).

        Lists the player sessions of a live stream in a period. The service dropped this call on
        2023-09-11; use `analytics.get_aggregated_metrics`, `analytics.get_metrics_breakdown` and
        `analytics.get_metrics_over_time` with the live stream as `media_id` in `filter_by`, which
        give figures but no single sessions. Deprecated.

        Args:
            live_stream_id: Id of the live stream that was played.
            period: Period to look at: a day (`2018-01-01`), an ISO week (`2018-W01`), a month
                (`2018-01`), a year (`2018`), or a range of days (`2018-01-01/2018-01-15`).
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"period": period, "currentPage": current_page, "pageSize": page_size}
        return self.api_client.call(
            "GET",
            "/analytics/live-streams/{live_stream_id}",
            path_params={"live_stream_id": live_stream_id},
            query=query,
            returns=RawStatisticsListLiveStreamAnalyticsResponse,
            **self._options,
        )

    @deprecated(
        "The service dropped this call on 2023-09-11; use `analytics.get_aggregated_metrics`, "
        "`analytics.get_metrics_breakdown` and `analytics.get_metrics_over_time`, which give "
        "figures but no single events."
    )
    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def list_session_events(
        self,
        session_id: str,
        *,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> RawStatisticsListPlayerSessionEventsResponse:
        """List the events of a player session (dropped).

        Lists what happened in one player session, such as play, pause, seek and end. The service
        dropped this call on 2023-09-11; use `analytics.get_aggregated_metrics`,
        `analytics.get_metrics_breakdown` and `analytics.get_metrics_over_time`, which give figures
        but no single events. Deprecated.

        Args:
            session_id: Id of the player session, from a list of sessions of a video or live stream.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"currentPage": current_page, "pageSize": page_size}
        return self.api_client.call(
            "GET",
            "/analytics/sessions/{session_id}/events",
            path_params={"session_id": session_id},
            query=query,
            returns=RawStatisticsListPlayerSessionEventsResponse,
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawRawStatisticsApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawRawStatisticsApi(self.api_client)


class RawRawStatisticsApi(RawEndpoint):
    """The methods of RawStatisticsApi, each of which returns its result in a RawResponse."""

    list_video_sessions: "Final" = raw(RawStatisticsApi.list_video_sessions)
    list_live_stream_sessions: "Final" = raw(RawStatisticsApi.list_live_stream_sessions)
    list_session_events: "Final" = raw(RawStatisticsApi.list_session_events)
