# Generated from openapi.yaml by ``python -m generator``. Do not edit.
# pyright: reportDeprecated=false

import datetime
from typing import TYPE_CHECKING, Any, Dict, Optional, Union

from apivideo.endpoint import Bounds, Endpoint, RawEndpoint, deprecated, operation, raw
from apivideo.model.analytics_aggregated_metrics_response import AnalyticsAggregatedMetricsResponse
from apivideo.model.analytics_metrics_breakdown_response import AnalyticsMetricsBreakdownResponse
from apivideo.model.analytics_metrics_over_time_response import AnalyticsMetricsOverTimeResponse
from apivideo.model.analytics_plays_response import AnalyticsPlaysResponse
from apivideo.model.filter_by import FilterBy
from apivideo.options import Literal, Timeout

if TYPE_CHECKING:
    from typing import Final


class AnalyticsApi(Endpoint):
    """Query plays, views, watch time and other figures about videos and live streams."""

    @operation()
    def get_aggregated_metrics(
        self,
        metric: Literal[
            "play", "start", "end", "impression", "impression-time", "watch-time", "ccv", "view"
        ],
        aggregation: Literal["count", "rate", "total", "average", "sum", "peak", "live"],
        *,
        from_: Optional[datetime.datetime] = None,
        to: Optional[datetime.datetime] = None,
        unique: Optional[bool] = None,
        view_duration: Optional[Literal["3s", "5s", "10s", "30s"]] = None,
        filter_by: Optional[Union[FilterBy, Dict[str, Any]]] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> AnalyticsAggregatedMetricsResponse:
        """Get one figure for a period.

        Reduces a metric to a single number over a period, for everything in the project or for what
        `filter_by` selects. `metric` and `aggregation` must go together: `play` takes `count`,
        `rate` and `total`; `start`, `end` and `impression` take `count`; `impression-time` and
        `watch-time` take `average` and `sum`; `ccv` takes `peak`, `live` and `average`. For `play`
        with `total` the period is ignored and the 30 days limit does not apply.

        Args:
            metric: What to measure: `impression-time` is in milliseconds, `watch-time` in seconds,
                `ccv` is concurrent viewers.
            aggregation: How to reduce the metric to one number; not every pair is allowed. `live`
                covers the last 20 seconds.
            from_: Start of the period, at most 30 days back unless the account keeps data longer;
                one day before `to` when left out. Without an offset it is UTC. Ignored for `play`
                with `total`.
            to: End of the period, not included; now when left out. Without an offset it is UTC.
                Ignored for `play` with `total`.
            unique: Counts each viewer once a day, told apart by user agent and IP address. Only
                with the metrics `ccv` and `view`.
            view_duration: How long playback must last to count as a view; `5s` when left out. Only
                with the metric `view`.
            filter_by: Narrows the figures to events that match the given properties. Left out,
                everything in the project counts; `play` with `total` and `play-total` accept only
                `media_id` and `media_type`.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"from": from_, "to": to, "unique": unique,
                 "viewDuration": view_duration, "filterBy": filter_by}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/data/metrics/{metric}/{aggregation}",
            path_params={"metric": metric, "aggregation": aggregation},
            query=query,
            returns=AnalyticsAggregatedMetricsResponse,
            **self._options,
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def get_metrics_breakdown(
        self,
        metric: Literal[
            "play",
            "play-rate",
            "play-total",
            "start",
            "end",
            "impression",
            "ccv-peak",
            "ccv-average",
            "view",
        ],
        breakdown: Literal[
            "media-id",
            "media-type",
            "continent",
            "country",
            "device-type",
            "operating-system",
            "browser",
            "referrer",
        ],
        *,
        from_: Optional[datetime.datetime] = None,
        to: Optional[datetime.datetime] = None,
        sort_by: Optional[Literal["metricValue", "dimensionValue"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        unique: Optional[bool] = None,
        view_duration: Optional[Literal["3s", "5s", "10s", "30s"]] = None,
        filter_by: Optional[Union[FilterBy, Dict[str, Any]]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> AnalyticsMetricsBreakdownResponse:
        """Get figures split by a dimension.

        Returns one page of values of a metric over a period, one for each video, country, browser
        or other value of the dimension. `play-total` works only with `media-id`, accepts only the
        filters `media_id` and `media_type`, and has no 30 days limit.

        Args:
            metric: What to measure; `ccv-peak` and `ccv-average` are concurrent viewers, and
                `play-total` works only with the breakdown `media-id`.
            breakdown: Dimension to split by, with one entry in the response for each of its values.
            from_: Start of the period, at most 30 days back unless the account keeps data longer;
                one day before `to` when left out. Without an offset it is UTC.
            to: End of the period, not included; now when left out. Without an offset it is UTC.
            sort_by: Whether to order the entries by their number (`metricValue`) or by the value of
                the dimension (`dimensionValue`).
            sort_order: Direction of the order: `asc` puts the smallest value first, `desc` the
                largest.
            unique: Counts each viewer once a day, told apart by user agent and IP address. Only
                with the `ccv` and `view` metrics.
            view_duration: How long playback must last to count as a view; `5s` when left out. Only
                with the metric `view`.
            filter_by: Narrows the figures to events that match the given properties. Left out,
                everything in the project counts; `play` with `total` and `play-total` accept only
                `media_id` and `media_type`.
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
        query = {"from": from_, "to": to, "sortBy": sort_by, "sortOrder": sort_order,
                 "unique": unique, "viewDuration": view_duration,
                 "filterBy": filter_by, "currentPage": current_page,
                 "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/data/buckets/{metric}/{breakdown}",
            path_params={"metric": metric, "breakdown": breakdown},
            query=query,
            returns=AnalyticsMetricsBreakdownResponse,
            **self._options,
        )

    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def get_metrics_over_time(
        self,
        metric: Literal[
            "play", "play-rate", "start", "end", "impression", "ccv-peak", "ccv-average", "view"
        ],
        *,
        from_: Optional[datetime.datetime] = None,
        to: Optional[datetime.datetime] = None,
        interval: Optional[Literal["minute", "hour", "day"]] = None,
        sort_by: Optional[Literal["metricValue", "emittedAt"]] = None,
        sort_order: Optional[Literal["asc", "desc"]] = None,
        unique: Optional[bool] = None,
        view_duration: Optional[Literal["3s", "5s", "10s", "30s"]] = None,
        filter_by: Optional[Union[FilterBy, Dict[str, Any]]] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> AnalyticsMetricsOverTimeResponse:
        """Get figures over time.

        Returns one page of values of a metric, one for each minute, hour or day of a period. Each
        value is counted within its interval alone, so the values need not add up to the figure for
        the whole period.

        Args:
            metric: What to measure; `ccv-peak` and `ccv-average` are concurrent viewers.
            from_: Start of the period, at most 30 days back unless the account keeps data longer;
                one day before `to` when left out. Without an offset it is UTC.
            to: End of the period, not included; now when left out. Without an offset it is UTC.
            interval: Length of one step. When left out it is `hour` for periods of at most 2 days
                and `day` for longer ones; `minute` is refused for periods over 60 minutes.
            sort_by: Whether to order the entries by their number (`metricValue`) or by time
                (`emittedAt`).
            sort_order: Direction of the order: `asc` puts the smallest or oldest value first,
                `desc` the largest or newest.
            unique: Counts each viewer once a day, told apart by user agent and IP address. Only
                with the `ccv` and `view` metrics.
            view_duration: How long playback must last to count as a view; `5s` when left out. Only
                with the metric `view`.
            filter_by: Narrows the figures to events that match the given properties. Left out,
                everything in the project counts; `play` with `total` and `play-total` accept only
                `media_id` and `media_type`.
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
        query = {"from": from_, "to": to, "interval": interval, "sortBy": sort_by,
                 "sortOrder": sort_order, "unique": unique,
                 "viewDuration": view_duration, "filterBy": filter_by,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/data/timeseries/{metric}",
            path_params={"metric": metric},
            query=query,
            returns=AnalyticsMetricsOverTimeResponse,
            **self._options,
        )

    @deprecated(
        "The service dropped this call on 2024-07-26; use `analytics.get_metrics_breakdown` "
        "instead, or `analytics.get_metrics_over_time` for plays over time, with `video` as "
        "`media_type` in `filter_by`."
    )
    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def get_videos_plays(
        self,
        from_: datetime.date,
        dimension: Literal[
            "videoId", "emittedAt", "country", "deviceType", "operatingSystem", "browser"
        ],
        *,
        to: Optional[datetime.date] = None,
        filter: Optional[str] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> AnalyticsPlaysResponse:
        """Count plays of videos (dropped).

        Counts the plays of videos in a period within the last 30 days, split by a dimension. The
        service dropped this call on 2024-07-26; use `analytics.get_metrics_breakdown` instead, or
        `analytics.get_metrics_over_time` for plays over time, with `video` as `media_type` in
        `filter_by`. Responds with 403 if analytics are off for the project. Deprecated.

        Args:
            from_: First day of the period, included, at most 30 days back.
            dimension: What to split the plays by; `emittedAt` gives one entry per hour for periods
                of up to 2 days and one per day for longer ones.
            to: End of the period, at most 30 days back. When left out the period runs up to today,
                which is not included.
            filter: Counts only the plays of one video, given as `videoId:<id>`; the video must
                exist.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            ForbiddenException: The account or the project may not do this.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"from": from_, "to": to, "dimension": dimension, "filter": filter,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/analytics/videos/plays",
            query=query,
            returns=AnalyticsPlaysResponse,
            **self._options,
        )

    @deprecated(
        "The service dropped this call on 2024-07-26; use `analytics.get_metrics_breakdown` "
        "instead, or `analytics.get_metrics_over_time` for plays over time, with `live-stream` as "
        "`media_type` in `filter_by`."
    )
    @operation(current_page=Bounds(1), page_size=Bounds(1, 100))
    def get_live_streams_plays(
        self,
        from_: datetime.date,
        dimension: Literal[
            "liveStreamId", "emittedAt", "country", "deviceType", "operatingSystem", "browser"
        ],
        *,
        to: Optional[datetime.date] = None,
        filter: Optional[str] = None,
        current_page: Optional[int] = None,
        page_size: Optional[int] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        _return_http_data_only: bool = True,
        async_req: bool = False,
    ) -> AnalyticsPlaysResponse:
        """Count plays of live streams (dropped).

        Counts the plays of live streams in a period within the last 30 days, split by a dimension.
        The service dropped this call on 2024-07-26; use `analytics.get_metrics_breakdown` instead,
        or `analytics.get_metrics_over_time` for plays over time, with `live-stream` as `media_type`
        in `filter_by`. Responds with 403 if analytics are off for the project. Deprecated.

        Args:
            from_: First day of the period, included, at most 30 days back.
            dimension: What to split the plays by; `emittedAt` gives one entry per hour for periods
                of up to 2 days and one per day for longer ones.
            to: End of the period, at most 30 days back. When left out the period runs up to today,
                which is not included.
            filter: Counts only the plays of one live stream, given as `liveStreamId:<id>`.
            current_page: Number of the page to return, counted from 1; 1 when left out.
            page_size: Number of entries on a page, from 1 to 100; 25 when left out.
            _request_timeout: Seconds for an attempt, or a pair, to connect and between two reads.
            _preload_content: False returns the unread response, to stream it or read it as it is.
            _return_http_data_only: False returns a tuple of the result, the status and the headers.
            async_req: True returns an `AsyncResult` at once; its `get()` waits for the result.

        Raises:
            BadRequestException: The request is refused; the problem names the parameter.
            ForbiddenException: The account or the project may not do this.
            NotFoundException: There is no such object in this project.
            TooManyRequestsException: Too many requests in this minute.
        """
        query = {"from": from_, "to": to, "dimension": dimension, "filter": filter,
                 "currentPage": current_page, "pageSize": page_size}  # fmt: skip
        return self.api_client.call(
            "GET",
            "/analytics/live-streams/plays",
            query=query,
            returns=AnalyticsPlaysResponse,
            **self._options,
        )

    @property
    def with_raw_response(self) -> "RawAnalyticsApi":
        """The same methods, each of which returns its result in a RawResponse."""
        return RawAnalyticsApi(self.api_client)


class RawAnalyticsApi(RawEndpoint):
    """The methods of AnalyticsApi, each of which returns its result in a RawResponse."""

    get_aggregated_metrics: "Final" = raw(AnalyticsApi.get_aggregated_metrics)
    get_metrics_breakdown: "Final" = raw(AnalyticsApi.get_metrics_breakdown)
    get_metrics_over_time: "Final" = raw(AnalyticsApi.get_metrics_over_time)
    get_videos_plays: "Final" = raw(AnalyticsApi.get_videos_plays)
    get_live_streams_plays: "Final" = raw(AnalyticsApi.get_live_streams_plays)
