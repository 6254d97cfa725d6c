# pyright: strict
"""What a type checker knows of calls. Never run; ``# error: word`` marks what must fail."""

import datetime
from typing import Mapping, Optional

from typing_extensions import assert_type

import apivideo
from apivideo.api.videos_api import VideosApi as PublishedVideosApi
from apivideo.apis import AnalyticsApi, CaptionsApi, VideosApi
from apivideo.model import (
    AnalyticsAggregatedMetricsResponse,
    Caption,
    FilterBy,
    LiveStream,
    UploadToken,
    Video,
    VideoCreationPayload,
    VideosListResponse,
    VideoStatus,
)


def a_client_has_its_resources(client: apivideo.AuthenticatedApiClient) -> None:
    assert_type(client.videos, VideosApi)
    assert_type(client.captions, CaptionsApi)
    assert_type(client.videos.get("vi"), Video)
    assert_type(client.live_streams.get("li"), LiveStream)
    assert_type(client.upload_tokens.get_token("to"), UploadToken)
    assert_type(client.get_access_token(), str)
    client.video  # error: video
    client.videos.fetch("vi")  # error: fetch


def a_client_is_what_its_with_statement_gives() -> None:
    with apivideo.AuthenticatedApiClient("key", production=False) as client:
        assert_type(client, apivideo.AuthenticatedApiClient)
        assert_type(VideosApi(client).get_status("vi"), VideoStatus)
        assert_type(PublishedVideosApi(client).get("vi"), Video)
    with apivideo.ApiClient() as plain:
        assert_type(plain, apivideo.ApiClient)
        assert_type(plain.videos, VideosApi)
        plain.video  # error: video
    apivideo.AuthenticatedApiClient(5)  # error: int|Literal
    apivideo.AuthenticatedApiClient("key", production="yes")  # error: production|str
    assert_type(apivideo.AuthenticatedApiClient(), apivideo.AuthenticatedApiClient)
    apivideo.AuthenticatedApiClient("key", sandbox=True)  # error: sandbox
    VideosApi("key")  # error: "?ApiClient


def arguments_have_their_types(videos: VideosApi) -> None:
    videos.list(title="holiday", tags=["sea"], metadata={"author": "me"}, page_size=10)
    videos.list(sort_by="createdAt", sort_order="desc")
    videos.list(titel="holiday")  # error: titel
    videos.list(title=5)  # error: title
    videos.list(tags="sea")  # error: tags
    videos.list(metadata={"author": 5})  # error: int
    videos.list(page_size="many")  # error: page_size
    videos.list(sort_by="size")  # error: sort_by
    videos.list("holiday")  # error: positional
    videos.get()  # error: video_id
    videos.get(5)  # error: "str"
    videos.get(None)  # error: None
    assert_type(videos.delete("vi"), None)


def a_payload_is_a_model_or_a_dict(videos: VideosApi) -> None:
    assert_type(videos.create(VideoCreationPayload(title="Holiday")), Video)
    assert_type(videos.create({"title": "Holiday"}), Video)
    videos.create("Holiday")  # error: str
    videos.create(video=VideoCreationPayload(title="Holiday"))  # error: overload
    videos.update("vi", VideoCreationPayload(title="Holiday"))  # error: VideoCreationPayload


def words_are_those_of_the_description(analytics: AnalyticsApi, captions: CaptionsApi) -> None:
    yesterday = datetime.datetime(2024, 5, 28)
    figures = analytics.get_aggregated_metrics(
        "play", "count", from_=yesterday, unique=True, filter_by=FilterBy(media_type="video")
    )
    assert_type(figures, AnalyticsAggregatedMetricsResponse)
    analytics.get_aggregated_metrics("plays", "count")  # error: plays
    analytics.get_aggregated_metrics("play", "mode")  # error: mode
    analytics.get_aggregated_metrics("play", "count", from_="yesterday")  # error: from_
    analytics.get_metrics_over_time("play", interval="year")  # error: interval
    assert_type(captions.update("vi", "fr", {"default": True}), Caption)


def options_are_known(videos: VideosApi) -> None:
    videos.get("vi", _request_timeout=5)
    videos.get("vi", _request_timeout=(0.5, None), _return_http_data_only=False)
    videos.get("vi", _preload_content=False, async_req=True)
    videos.get("vi", _request_timeot=5)  # error: _request_timeot
    videos.get("vi", _request_timeout="soon")  # error: _request_timeout
    videos.get("vi", async_req="yes")  # error: async_req
    videos.get("vi", _progress_listener=print)  # error: _progress_listener
    videos.create({"title": "Holiday"}, idempotency_key="order-7", _request_timeout=5)
    videos.create({"title": "Holiday"}, idempotency_key=7)  # error: overload|idempotency_key
    videos.get("vi", idempotency_key="order-7")  # error: idempotency_key


def a_raw_response_has_the_result(videos: VideosApi) -> None:
    raw = videos.with_raw_response
    response = raw.get("vi", _request_timeout=5)
    assert_type(response, apivideo.RawResponse[Video])
    assert_type(response.parse(), Video)
    assert_type(response.status, int)
    assert_type(response.headers, Mapping[str, str])
    assert_type(response.request_id, Optional[str])
    assert_type(response.attempts, int)
    assert_type(raw.list(tags=["sea"]).parse(), VideosListResponse)
    assert_type(raw.upload("vi", "film.mp4", resume=True).parse(), Video)
    assert_type(raw.create({"title": "Holiday"}, idempotency_key="order-7").parse(), Video)
    assert_type(raw.create(title="Holiday", tags=["sea"]).parse(), Video)
    assert_type(raw.delete("vi").parse(), None)
    raw.get()  # error: video_id|Too few
    raw.get(5)  # error: "str"
    raw.get("vi", _request_timeot=5)  # error: _request_timeot
    raw.list(titel="holiday")  # error: titel
    raw.create(titel="Holiday")  # error: overload|titel
    raw.list(sort_by="size")  # error: sort_by|createdAt
    raw.fetch("vi")  # error: fetch
    response.title  # error: title
    response.parse().titel  # error: titel


def a_client_may_have_other_options(client: apivideo.AuthenticatedApiClient) -> None:
    other = client.with_options(timeout=5, retries=0, headers={"X-Team": "films"}, deadline=20)
    assert_type(other, apivideo.AuthenticatedApiClient)
    assert_type(apivideo.ApiClient().with_options(timeout=(3, 20)), apivideo.ApiClient)
    client.with_options(timeot=5)  # error: timeot|Never|NoReturn
    client.with_options(timeout="soon")  # error: timeout
    client.with_options(retries=1.5)  # error: retries
    client.with_options(headers={"X-Team": 5})  # error: int
    client.with_options(5)  # error: positional


def settings_are_known() -> None:
    configuration = apivideo.Configuration(host="http://127.0.0.1:8080", request_timeout=(3, 30))
    configuration.chunk_size = 5 * 1024 * 1024
    configuration.chunk_size = "5 MiB"  # error: chunk_size|int
    configuration.host = 8080  # error: host|str
    apivideo.Configuration(hosts="http://127.0.0.1:8080")  # error: hosts
    apivideo.ApiClient(configuration)
    apivideo.ApiClient("http://127.0.0.1:8080")  # error: Configuration
