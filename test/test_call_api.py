"""A ``call_api`` of the user is what the API methods call, as in the published client."""

import json
from unittest import mock

import pytest
from support.fake_rest import FakeRest, answer, tokens
from support.fake_service import FakeService

import apivideo
from apivideo.model.video import Video
from apivideo.model.videos_list_response import VideosListResponse

PAGE = {"data": [], "pagination": {"currentPage": 1, "pagesTotal": 1}}


class Recording(apivideo.ApiClient):
    """Notes the arguments of each call and makes it."""

    def __init__(self, rest, **settings):
        super().__init__(rest_client=rest, **settings)
        self.calls = []

    def call_api(self, *arguments, **keywords):
        self.calls.append((arguments, keywords))
        return super().call_api(*arguments, **keywords)


def test_an_api_method_calls_a_patched_call_api_and_returns_its_result():
    client = apivideo.AuthenticatedApiClient("key", rest_client=FakeRest())

    with mock.patch.object(client, "call_api", return_value="a video") as call_api:
        assert client.videos.get("vi1", _request_timeout=5) == "a video"

    call_api.assert_called_once_with(
        "/videos/{videoId}",
        "GET",
        {"videoId": "vi1"},
        [],
        {"Accept": "application/json"},
        body=None,
        post_params=[],
        files={},
        response_type=(Video,),
        auth_settings=["bearerAuth", "apiKey"],
        async_req=False,
        _return_http_data_only=True,
        _preload_content=True,
        _request_timeout=5,
        collection_formats={},
    )


@pytest.mark.parametrize("autospec", [True, None])
def test_call_api_may_be_patched_on_the_class(autospec):
    client = apivideo.AuthenticatedApiClient("key", rest_client=FakeRest())

    with mock.patch.object(apivideo.ApiClient, "call_api", autospec=autospec) as call_api:
        call_api.return_value = "a page"
        assert client.videos.list(title="film") == "a page"

    assert [("title", "film")] in call_api.call_args[0]


def test_once_the_patch_is_gone_the_service_is_called():
    rest = FakeRest(tokens(), answer(200, {"videoId": "vi1"}))
    client = apivideo.AuthenticatedApiClient("key", rest_client=rest)
    with mock.patch.object(client, "call_api"):
        client.videos.get("vi1")

    assert client.videos.get("vi1").video_id == "vi1"


def test_a_call_by_a_subclass_sends_what_any_other_client_sends():
    metadata = {"lang": ["fr", "en"], "kind": "film"}
    sent = []
    for kind in (apivideo.ApiClient, Recording):
        rest = FakeRest(answer(200, PAGE), answer(200, {}), answer(204, b""))
        client = Recording(rest) if kind is Recording else kind(rest_client=rest)
        page = client.videos.list(tags=["a", "b"], metadata=metadata, page_size=5)
        client.live_streams.update("li 1", {"name": "stream"})
        client.videos.delete("vi1")
        assert isinstance(page, VideosListResponse)
        requests = [one._replace(total=0, timeout=None) for one in rest.requests]
        sent.append([(*one[:4], one.headers) for one in requests])

    assert sent[0] == sent[1]
    (path, method, params, query), keywords = client.calls[0][0][:4], client.calls[0][1]
    assert (path, method, params) == ("/videos", "GET", {})
    assert query == [("tags[]", ["a", "b"]), ("metadata", metadata), ("pageSize", 5)]
    assert keywords["collection_formats"] == {"tags[]": "multi", "metadata": "deepObject"}
    assert client.calls[1][0][:3] == (
        "/live-streams/{liveStreamId}",
        "PATCH",
        {"liveStreamId": "li 1"},
    )
    assert client.calls[1][1]["body"].name == "stream"
    assert client.calls[2][1]["response_type"] is None


def test_status_and_headers_come_from_a_call_api_of_the_user():
    client = Recording(FakeRest(answer(201, {"videoId": "vi1"}, {"X-Trace": "7"})))

    video, status, headers = client.videos.get("vi1", _return_http_data_only=False)

    assert (video.video_id, status, headers) == ("vi1", 201, {"X-Trace": "7"})
    assert client.calls[0][1]["_return_http_data_only"] is False


def test_an_unread_response_comes_from_a_call_api_of_the_user():
    client = Recording(FakeRest(answer(200, b"abc")))

    assert client.videos.get("vi1", _preload_content=False).data == b"abc"


def test_an_asynchronous_call_goes_by_a_call_api_of_the_user():
    with Recording(FakeRest(answer(200, {"videoId": "vi1"}))) as client:
        assert client.videos.get("vi1", async_req=True).get(20).video_id == "vi1"

    assert len(client.calls) == 1


def test_a_file_goes_by_a_call_api_of_the_user():
    rest = FakeRest(answer(200, {"playerId": "pl1"}))
    client = Recording(rest)

    client.player_themes.upload_logo("pl1", ("logo.png", b"\x89PNG"), link="https://a.b")

    keywords = client.calls[0][1]
    assert keywords["post_params"] == [("link", "https://a.b")]
    assert keywords["files"] == {"file": [("logo.png", b"\x89PNG")]}
    assert b'name="link"' in rest.bodies[0] and b"\x89PNG" in rest.bodies[0]


def test_the_parts_of_an_upload_go_by_a_call_api_of_the_user():
    service = FakeService(["503", None, "503"])
    client = Recording(service, sleep=lambda seconds: None)
    session = client.videos.create_upload_with_upload_token_progressive_session("to1")

    session.upload_part(b"abc")
    video = session.upload_last_part(b"def")

    assert video.title == "whole"
    assert service.videos["new-1"].content == b"abcdef"
    ranges = {arguments[4]["Content-Range"] for arguments, _ in client.calls}
    assert ranges == {"part 1/*", "part 2/2"}
    assert all(keywords["auth_settings"] == [] for _, keywords in client.calls)
    assert {one["files"]["file"][0].name for _, one in client.calls} == {"file"}


def test_a_specified_mock_of_a_client_has_the_methods_of_its_resources():
    client = mock.create_autospec(apivideo.AuthenticatedApiClient, instance=True)

    client.videos.list(title="film")

    client.videos.list.assert_called_once_with(title="film")


def test_a_body_given_to_call_api_reaches_the_service_as_json():
    rest = FakeRest(answer(201, {"videoId": "vi1"}))

    Recording(rest).videos.create({"title": "film"})

    assert json.loads(rest.bodies[0].decode()) == {"title": "film"}
