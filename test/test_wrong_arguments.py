"""A wrong argument is refused by name, with an error of ours, before anything is sent."""

import inspect
import os

import pytest
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo.apis.resources import Resources
from apivideo.exceptions import ApiConnectionError, ApiTypeError, ApiValueError
from apivideo.model.analytics_aggregated_metrics_response import AnalyticsAggregatedMetricsResponse
from apivideo.pagination import items, pages
from apivideo.rest import RESTClientObject
from apivideo.uploads import ProgressiveSession, part_size, plan
from apivideo.waiting import wait_until_encoded, wait_until_playable

REFUSED = (ApiTypeError, ApiValueError)

URL = "http://127.0.0.1:1/videos"
NAN = float("nan")
LOOP = {}
LOOP["a"] = LOOP
ENDLESS = []
ENDLESS.append(ENDLESS)
HALF = "\ud800"
NO_PAIRS = [5, "ab", ["ab"], [5], [("a",)], [("a", 1, 2)], {5: 1}, {"a": object()}, LOOP]
NO_PAIRS += [{"a": LOOP}, {"a": HALF}, {"a": [HALF]}, {HALF: 1}, {"a": NAN}, [("a", {"b": NAN})]]


def called_with(hooks, hook, client):
    hooks.append(hook)
    client.call("GET", "/videos", authenticated=False)


def called_with_request(client, **changes):
    called_with(client.before_request, lambda request: request._replace(**changes), client)


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
        lambda client: client.call("GET", "videos"),
        lambda client: client.call("GET", ""),
        lambda client: client.call_api("videos", "GET"),
        lambda client: client.call_api(None, "GET"),
    ],
    "path_params": [
        lambda client: client.call("GET", "/videos/{v}", path_params=["v"]),
        lambda client: client.call("GET", "/videos/{v}", path_params="v"),
        lambda client: client.call("GET", "/videos/{v}", path_params={5: "v"}),
        lambda client: client.call_api("/videos/{v}", "GET", 5),
    ],
    "video_id must be": [
        lambda client, wrong=wrong: client.call(
            "GET", "/v/{video_id}", path_params={"video_id": wrong}
        )
        for wrong in (None, b"x", ["x"], {"a": 1}, object(), "", "..")
    ],
    "options": [
        lambda client, wrong=wrong: client.call("GET", "/videos", options=wrong)
        for wrong in (5, None, {}, (1, 2))
    ],
    "obj": [
        lambda client, wrong=wrong: client.sanitize_for_serialization(wrong)
        for wrong in (ENDLESS, LOOP, object(), [object()], {5: 1})
    ],
    "method": [
        lambda client: client.call(None, "/videos"),
        lambda client: client.call(5, "/videos"),
        lambda client: client.request(None, URL),
        lambda client: client.request(b"GET", URL),
        lambda client: client.request("G T", URL),
        lambda client: client.call_api("/videos", None),
    ],
    "query": [
        lambda client: client.call("GET", "/videos", query=["title"]),
        lambda client: client.call("GET", "/videos", query="title"),
        lambda client: client.call("GET", "/videos", query={5: "x"}),
        lambda client: client.call("GET", "/videos", query={HALF: "x"}),
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
    "files": [
        lambda client: client.call_api("/x", "POST", files=5),
        lambda client: client.call_api("/x", "POST", files=["a"]),
        lambda client: client.call_api("/x", "POST", files={"file": 5}),
        lambda client: client.call_api("/x", "POST", files={"file": b"abc"}),
        lambda client: client.files_parameters("a"),
    ],
    "response_type.*such as": [
        lambda client, wrong=wrong: client.call_api("/x", "GET", response_type=(wrong,))
        for wrong in (5, "Video", None, [], {}, (), {"a": str}, [5], {str: (5,)}, object())
    ],
    "returns": [
        lambda client, wrong=wrong: client.call("GET", "/x", returns=wrong)
        for wrong in (5, "Video", dict, [dict], (dict,))
    ],
    "_host": [
        lambda client, wrong=wrong: client.call_api("/x", "GET", _host=wrong)
        for wrong in (5, b"x", "", "nope", object(), "ftp://a")
    ],
    "auth_settings": [
        lambda client: client.call_api("/x", "GET", auth_settings=5),
        lambda client: client.call_api("/x", "GET", auth_settings="bearerAuth"),
    ],
    "video_creation_payload": [
        lambda client: client.videos.create(LOOP),
        lambda client: client.videos.create({"title": "x", "extra": LOOP}),
        lambda client: client.videos.create({"title": "x", "extra": {(1,): 1}}),
        lambda client: client.videos.create({"title": "x", "extra": object()}),
        lambda client: client.videos.create({"title": "x", "extra": NAN}),
        lambda client: client.videos.create({"title": "x", "extra": [HALF]}),
        lambda client: client.videos.create({"title": "x", "extra": {HALF: 1}}),
        lambda client: client.videos.create({"title": "x", HALF: 1}),
        lambda client: client.videos.create({"title": "x", 5: 1}),
        lambda client: client.videos.create({"title": "x", None: 1}),
        lambda client: client.videos.create({"title": "x", "metadata": [{5: 1}]}),
    ],
    "body": [
        lambda client, send=send, wrong=wrong: send(client, wrong)
        for wrong in (LOOP, {"a": [LOOP]}, object(), {5: 1}, {(1,): 1}, {"a": b"x"}, {"a": NAN})
        + ({"a": HALF}, {HALF: 1}, [[HALF]], HALF)
        for send in (
            lambda client, wrong: client.call("POST", "/x", body=wrong),
            lambda client, wrong: client.call_api("/x", "POST", body=wrong),
            lambda client, wrong: client.request("POST", URL, body=wrong),
        )
    ],
    "query.*a": [
        lambda client, wrong=wrong: client.call("GET", "/x", query={"a": wrong})
        for wrong in (LOOP, object(), b"x", {5: 1}, NAN, [NAN], {"b": NAN}, HALF, [HALF])
        + ({HALF: 1}, {"b": HALF}, {"b": {"c": 1}}, [{"b": 1}], [[1]], {"b": [[1]]}, {"b": [{}]})
    ],
    "query_params": [
        lambda client, send=send, wrong=wrong: send(client, wrong)
        for wrong in NO_PAIRS
        for send in (
            lambda client, wrong: client.call_api("/x", "GET", query_params=wrong),
            lambda client, wrong: client.request("GET", URL, query_params=wrong),
        )
    ],
    "post_params": [
        lambda client, send=send, wrong=wrong: send(client, wrong)
        for wrong in NO_PAIRS
        for send in (
            lambda client, wrong: client.call_api("/x", "POST", post_params=wrong),
            lambda client, wrong: client.request("POST", URL, post_params=wrong),
        )
    ],
    "header": [
        lambda client, send=send, wrong=wrong: send(client, wrong)
        for wrong in (5, ["a"], "abc", {5: "x"}, {"A": None}, {"A": b"x"}, {"A": object()})
        for send in (
            lambda client, wrong: client.call("GET", "/x", headers=wrong),
            lambda client, wrong: client.call_api("/x", "GET", header_params=wrong),
            lambda client, wrong: client.request("GET", URL, headers=wrong),
        )
    ],
    "default_headers": [lambda client: setattr(client, "default_headers", 5)],
    "url": [
        lambda client, wrong=wrong: client.request("GET", wrong)
        for wrong in (None, 5, b"http://x", "", "nope", "ftp://x/", "http://", "/videos")
        + ("http://[::1", "http://a:99999/", "http://a b/", "http://\ud800/")
    ],
    "before_request": [
        lambda client: setattr(client, "before_request", 5),
        lambda client: setattr(client, "before_request", None),
        lambda client: called_with(client.before_request, 5, client),
        lambda client: called_with(client.before_request, lambda request: 5, client),
        lambda client: called_with(client.before_request, lambda r: r.headers.update(A=5), client),
    ],
    **{
        "before_request.*" + name: [
            lambda client, name=name, wrong=wrong: called_with_request(client, **{name: wrong})
            for wrong in several
        ]
        for name, several in {
            "headers": [{"A": 5}, {5: "a"}, {"A": b"x"}, None, ["A"]],
            "url": [None, 5, b"http://x", "nope", "ftp://a/b"],
            "method": [None, 5],
            "body": [5, "text", object()],
            "timeout": [("a", "b"), (1, 2, 3), "x", -1],
            "total": ["x", None],
        }.items()
    },
    "after_response": [
        lambda client: setattr(client, "after_response", 5),
        lambda client: called_with(client.after_response, None, client),
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
    "configuration": [
        lambda client: apivideo.ApiClient("http://127.0.0.1"),
        lambda client: RESTClientObject(),
        lambda client: RESTClientObject("https://a.example"),
    ],
    "api_key": [
        lambda client: apivideo.AuthenticatedApiClient(None),
        lambda client: apivideo.AuthenticatedApiClient(b"key"),
        lambda client: setattr(client, "api_key", b"key"),
        lambda client: setattr(client, "api_key", 5),
    ],
    "user_agent": [lambda client: setattr(client, "user_agent", None)],
    "rest_client": [
        lambda client, wrong=wrong: setattr(client, "rest_client", wrong)
        for wrong in (None, 5, [], object())
    ]
    + [lambda client: apivideo.ApiClient(rest_client=5)],
    **{
        name: [
            lambda client, name=name, wrong=wrong: apivideo.ApiClient(**{name: wrong})
            for wrong in (None, 5, "now")
        ]
        + [
            lambda client, name=name, wrong=wrong: wait_until_playable(client, "v", **{name: wrong})
            for wrong in (5, "now", None)
            if name != "draw"
        ]
        for name in ("clock", "sleep", "draw")
    },
    r"AuthenticatedApiClient\(\) has no argument 'hots'; did you mean host": [
        lambda client: apivideo.AuthenticatedApiClient("key", hots="https://a.example")
    ],
    r"Configuration\(\) has no argument 'hots'": [
        lambda client: apivideo.Configuration(hots="https://a.example")
    ],
    "has no argument 'tmeout'; did you mean timeout": [
        lambda client: wait_until_playable(client, "v", tmeout=5),
        lambda client: client.with_options(tmeout=5),
    ],
    "positional argument": [
        lambda client: client.connect(5),
        lambda client: apivideo.ApiClient(None, None, None, None, 1, "host"),
    ],
    "video_id": [
        lambda client: wait_until_playable(client),
        lambda client: wait_until_playable(client=client),
    ],
    "qualities": [
        lambda client, wrong=wrong: wait_until_encoded(client, "v", qualities=wrong)
        for wrong in ("720p", 720, [720], None)
    ],
    "cancel": [lambda client: wait_until_encoded(client, "v", cancel=5)],
    "transport": [lambda client: RESTClientObject(client.configuration, transport="x")],
    "seconds": [lambda client: apivideo.Cancellation().wait("x")],
    "on_status": [lambda client: wait_until_playable(client, "v", on_status=5)],
    "client": [
        lambda client: wait_until_playable(client.videos, "v"),
        lambda client: ProgressiveSession(client.videos, "/upload", None, None),
    ],
    "timeout": [lambda client: wait_until_playable(client, "v", timeout="5")],
    "list_method": [
        lambda client, read=read, wrong=wrong: next(read(wrong))
        for wrong in (None, "videos", {})
        for read in (pages, items)
    ],
    "size": [lambda client: next(plan("5")), lambda client: part_size(None)],
    "chunk_size": [lambda client: next(plan(5, "5"))],
    "accepts": [lambda client: client.select_header_accept(5)],
    "content_types": [lambda client: client.select_header_content_type([5])],
    "response": [lambda client: client.deserialize({}, (str,))],
    "variables": [lambda client: client.configuration.get_host_from_settings(0, "v")],
    "identifier": [lambda client: client.configuration.get_api_key_with_prefix([])],
    "logger_file": [lambda client: setattr(client.configuration, "logger_file", "a\0b")],
    "headers.*X-Count": [
        lambda client: client.call("GET", "/videos", headers={"X-Count": NAN}),
        lambda client: client.request("GET", URL, headers={"X-Count": NAN}),
    ],
    "context": [lambda client: AnalyticsAggregatedMetricsResponse(LOOP)],
}

PAYLOAD = {"title": "a", "name": "a", "url": "https://a.example", "events": ["a"], "video_id": "v"}
PAYLOAD["timecode"] = "00:00:01:00"
ODD = [5, None, b"x", [], object(), NAN, HALF, LOOP, {5: 1}, {"a": object()}, [None], len, ...]
OPTIONS = "_request_timeout _preload_content _return_http_data_only async_req idempotency_key"
OPTIONS += " on_progress _progress_listener cancel resume unknown"


def needed(name):
    """A right value for an argument that a method needs."""
    if "payload" in name:
        return PAYLOAD
    return {"file": b"film", "from_": "2024-01-01"}.get(name, "v")


class AnyRest(FakeRest):
    """Responds in the same way to all requests."""

    def send(self, request):
        self.answers = [answer(200, {"access_token": "a", "videoId": "v", "data": []})]
        return super().send(request)


GENERATED = [
    (resource, name)
    for resource in vars(Resources)
    if not resource.startswith("_")
    for name, _ in inspect.getmembers(getattr(Resources, resource), inspect.isfunction)
    if not name.startswith("_")
]


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("resource, name", GENERATED)
def test_a_generated_method_refuses_any_odd_argument_by_name(resource, name):
    with apivideo.AuthenticatedApiClient("key", rest_client=AnyRest()) as client:
        method = getattr(getattr(client, resource), name)
        parameters = [
            one
            for one in inspect.signature(method).parameters.values()
            if one.kind != one.VAR_KEYWORD
        ]
        names = [one.name for one in parameters]
        required = [one.name for one in parameters if one.default is one.empty]
        by_payload = {name: needed(name) for name in names if name in required or "payload" in name}
        by_fields = {name: needed(name) for name in required}
        if by_payload != by_fields:  # there is a payload, whose fields are arguments too
            by_fields.update((name, PAYLOAD[name]) for name in names if name in PAYLOAD)
        for argument in {*names, *OPTIONS.split()}:
            is_other = argument in by_payload or argument in OPTIONS.split()
            right = by_payload if is_other else by_fields
            for odd in ODD:
                is_listener = odd is len and argument in ("on_progress", "_progress_listener")
                try:
                    if not is_listener:  # what that raises is the user's own
                        method(**dict(right, **{argument: odd}))
                except REFUSED as error:
                    assert argument in str(error)
                except apivideo.ApiVideoError as error:
                    assert "is not there" in str(error)  # right, but nothing to download


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


def test_the_original_exception_is_the_cause():
    client = apivideo.ApiClient(rest_client=FakeRest())

    with pytest.raises(ApiValueError, match="body contains itself") as caught:
        client.call("POST", "/videos", body=LOOP)

    assert isinstance(caught.value.__cause__, RecursionError)


def test_a_number_in_a_header_is_sent_as_text():
    rest = FakeRest(answer(200, {}))
    client = apivideo.ApiClient(rest_client=rest)

    client.call("GET", "/videos", headers={"X-Count": 5})

    assert rest.requests[0].headers["X-Count"] == "5"


def test_too_many_open_files_are_told_and_do_not_end_a_call(recording_server):
    resource = pytest.importorskip("resource")
    configuration = apivideo.Configuration(recording_server.host, max_attempts=2)
    before, waits = resource.getrlimit(resource.RLIMIT_NOFILE), []
    with open(os.devnull, "rb") as lowest:
        number = lowest.fileno()

    def sleep(seconds):
        waits.append(seconds)
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

    with apivideo.ApiClient(configuration, sleep=sleep) as client:
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (number, before[1]))
            configuration.max_attempts = client.configuration.max_attempts = 1
            with pytest.raises(ApiConnectionError, match="too many open files.*ulimit -n"):
                client.call("POST", "/videos")
            client.configuration.max_attempts = 2
            client.call("POST", "/videos")
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, before)

    assert len(waits) == len(recording_server.requests) == 1
