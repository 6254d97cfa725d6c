"""A wrong argument is refused by name, with an error of ours, before anything is sent."""

import pytest
from support.fake_rest import FakeRest

import apivideo
from apivideo.exceptions import ApiTypeError, ApiValueError

REFUSED = (ApiTypeError, ApiValueError)

WRONG = {
    "path": [
        lambda client: client.call("GET", "/videos/{video_id}"),
        lambda client: client.call("GET", "/videos/{}", path_params={"video_id": "v"}),
        lambda client: client.call("GET", "/videos/{video_id", path_params={"video_id": "v"}),
        lambda client: client.call("GET", "/videos/}"),
        lambda client: client.call("GET", "/videos/{v.x}", path_params={"v": "v"}),
        lambda client: client.call("GET", "/videos/{v[x]}", path_params={"v": "v"}),
        lambda client: client.call("GET", None),
        lambda client: client.call("GET", 5),
        lambda client: client.call_api("/videos/{videoId}", "GET"),
        lambda client: client.call_api("/videos/}", "GET"),
        lambda client: client.call_api(None, "GET"),
    ],
    "path_params": [
        lambda client: client.call("GET", "/videos/{v}", path_params=["v"]),
        lambda client: client.call("GET", "/videos/{v}", path_params="v"),
        lambda client: client.call("GET", "/videos/{v}", path_params={5: "v"}),
        lambda client: client.call_api("/videos/{v}", "GET", 5),
    ],
    "method": [
        lambda client: client.call(None, "/videos"),
        lambda client: client.call(5, "/videos"),
        lambda client: client.call_api("/videos", None),
    ],
    "query": [
        lambda client: client.call("GET", "/videos", query=["title"]),
        lambda client: client.call("GET", "/videos", query="title"),
        lambda client: client.call("GET", "/videos", query={5: "x"}),
    ],
    "headers": [
        lambda client: client.call("GET", "/videos", headers=["X"]),
        lambda client: client.call("GET", "/videos", headers={5: "x"}),
    ],
    "form": [lambda client: client.call("POST", "/x", form=["a"], file=b"abc")],
    "response_type": [
        lambda client: client.call_api("/videos", "GET", response_type=5),
        lambda client: client.call_api("/videos", "GET", response_type=dict),
    ],
    "collection_formats": [
        lambda client: client.call_api("/v", "GET", query_params={"a": 1}, collection_formats=[1]),
    ],
    "pool_threads": [
        lambda client: apivideo.ApiClient(pool_threads=0),
        lambda client: apivideo.ApiClient(pool_threads=-1),
        lambda client: apivideo.ApiClient(pool_threads="2"),
        lambda client: apivideo.ApiClient(pool_threads=None),
    ],
    "header_name": [
        lambda client: apivideo.ApiClient(header_name=5),
        lambda client: client.set_default_header(None, "x"),
    ],
    "cookie": [lambda client: apivideo.ApiClient(cookie=5)],
    "configuration": [lambda client: apivideo.ApiClient("http://127.0.0.1")],
    "api_key": [
        lambda client: apivideo.AuthenticatedApiClient(None),
        lambda client: apivideo.AuthenticatedApiClient(b"key"),
    ],
}


@pytest.mark.parametrize(
    "name, call", [(name, call) for name, calls in WRONG.items() for call in calls]
)
def test_a_wrong_argument_is_refused_by_name_before_anything_is_sent(name, call):
    rest = FakeRest()
    client = apivideo.AuthenticatedApiClient("key", rest_client=rest)

    with pytest.raises(REFUSED, match=name):
        call(client)

    assert rest.requests == []


def test_a_single_value_may_be_said_to_be_repeated():
    client = apivideo.ApiClient(rest_client=FakeRest())

    assert client.parameters_to_tuples({"a": 1}, {"a": "multi"}) == [("a", "1")]
