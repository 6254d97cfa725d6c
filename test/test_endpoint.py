"""What a generated method does with its arguments, before anything is sent."""

import datetime
import enum
import io
import json
import sys
import threading
import typing
import warnings
from typing import Any, Dict, List, Optional, Union

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo.apis import AnalyticsApi, LiveStreamsApi, RawStatisticsApi, VideosApi
from apivideo.endpoint import Bounds, EndPoint, Endpoint, deprecated, operation
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model import LiveStreamCreationPayload, VideoCreationPayload, VideoUpdatePayload
from apivideo.model.metadata import Metadata
from apivideo.options import Timeout


class Recorder:
    """In place of a client: returns what it was called with."""

    def call(self, **arguments):
        return arguments


class PlantsApi(Endpoint):
    """An API class as the generator writes them, for these tests."""

    @operation(height=Bounds(1, 100), leaves=Bounds(0), age=Bounds(None, 9))
    def grow(
        self,
        plant_id: str,
        height: int,
        *,
        from_: Optional[datetime.datetime] = None,
        leaves: Optional[int] = None,
        age: Optional[int] = None,
        names: Optional[List[str]] = None,
        is_alive: Optional[bool] = None,
        metadata: Optional[Union[Metadata, Dict[str, Any]]] = None,
        _request_timeout: Timeout = None,
        _preload_content: bool = True,
        async_req: bool = False,
    ) -> Dict[str, Any]:
        """Grow a plant."""
        return self.api_client.call(
            plant_id=plant_id,
            height=height,
            from_=from_,
            leaves=leaves,
            age=age,
            names=names,
            is_alive=is_alive,
            metadata=metadata,
            **self._options,
        )

    @deprecated("Use grow() instead.")
    @operation()
    def sprout(self, plant_id: str, note: Optional[str] = None) -> Dict[str, Any]:
        """Grow a small plant."""
        return self.api_client.call(plant_id=plant_id, note=note)


@pytest.fixture
def plants():
    return PlantsApi(Recorder())


def given(result):
    return {name: value for name, value in result.items() if value is not None}


def test_arguments_arrive_by_position_and_by_name(plants):
    assert given(plants.grow("p", 5)) == {"plant_id": "p", "height": 5}
    assert given(plants.grow(height=5, plant_id="p")) == {"plant_id": "p", "height": 5}


def test_an_optional_argument_that_is_none_is_as_good_as_not_given(plants):
    result = plants.grow("p", 5, leaves=None, names=None, metadata=None, _request_timeout=None)

    assert result == plants.grow("p", 5)


@pytest.mark.parametrize("name", ["from_", "_from", "from"])
def test_a_name_that_is_a_keyword_may_be_given_in_each_of_its_forms(plants, name):
    day = datetime.datetime(2021, 1, 1)

    assert plants.grow("p", 5, **{name: day})["from_"] == day


def test_a_dict_becomes_the_model_it_stands_for(plants):
    result = plants.grow("p", 5, metadata={"key": "k", "value": "v"})

    assert result["metadata"] == Metadata(key="k", value="v")


@pytest.mark.parametrize("height", [1, 100])
def test_a_bound_is_itself_allowed(plants, height):
    assert plants.grow("p", height)["height"] == height


@pytest.mark.parametrize(
    "call, error, message",
    [
        (lambda one: one.grow("", 5), ApiValueError, "plant_id must not be empty"),
        (lambda one: one.grow(" \t", 5), ApiValueError, "plant_id must not be empty"),
        (lambda one: one.grow(None, 5), ApiValueError, "plant_id must not be None"),
        (lambda one: one.grow(7, 5), ApiTypeError, "plant_id must be a str, not int"),
        (lambda one: one.grow("p"), ApiTypeError, "grow() needs height"),
        (lambda one: one.grow(), ApiTypeError, "grow() needs plant_id"),
        (lambda one: one.grow("p", 5, 6), ApiTypeError, "grow() takes 2 positional arguments"),
        (lambda one: one.grow("p", 5, plant_id="q"), ApiTypeError, "grow() got plant_id twice"),
        (lambda one: one.grow("p", "five"), ApiTypeError, "height must be an int, not str"),
        (lambda one: one.grow("p", 0), ApiValueError, "height must be at least 1, not 0"),
        (lambda one: one.grow("p", 101), ApiValueError, "height must be at most 100, not 101"),
        (lambda one: one.grow("p", 5, leaves=-1), ApiValueError, "leaves must be at least 0"),
        (lambda one: one.grow("p", 5, age=10), ApiValueError, "age must be at most 9, not 10"),
        (lambda one: one.grow("p", 5, names="ab"), ApiTypeError, "names must be a list, not str"),
        (lambda one: one.grow("p", 5, names=["a", 2]), ApiTypeError, "names[1] must be a str"),
        (lambda one: one.grow("p", 5, is_alive=1), ApiTypeError, "is_alive must be True or False"),
        (lambda one: one.grow("p", 5, from_="soon"), ApiValueError, "from_ must be a datetime"),
        (lambda one: one.grow("p", 5, metadata="k"), ApiTypeError, "metadata must be a Metadata"),
        (
            lambda one: one.grow("p", 5, metadata={"key": 1}),
            ApiTypeError,
            "metadata['key'] must be a str, not int",
        ),
        (lambda one: one.grow("p", 5, leafs=1), ApiTypeError, "'leafs'; did you mean leaves?"),
        (lambda one: one.grow("p", 5, xyz=1), ApiTypeError, "grow() has no argument 'xyz'"),
        (lambda one: one.grow("p", 5, options={}), ApiTypeError, "no argument 'options'"),
        (lambda one: one.grow("p", 5, async_req=1), ApiTypeError, "async_req must be True or"),
        (lambda one: one.grow("p", 5, _preload_content="no"), ApiTypeError, "_preload_content"),
        (lambda one: one.grow("p", 5, _request_timeout="1"), ApiTypeError, "_request_timeout"),
        (lambda one: one.grow("p", 5, _request_timeout=0), ApiValueError, "_request_timeout"),
        (lambda one: one.grow("p", 5, _request_timeout=(1, 2, 3)), ApiTypeError, "_request_tim"),
        (lambda one: one.grow("p", 5, _progress_listener=print), ApiTypeError, "no argument"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(plants, call, error, message):
    with pytest.raises(error) as caught:
        call(plants)

    assert message in str(caught.value)


@pytest.mark.parametrize("timeout", [1, 1.5, (1, 2), [0.5, 2], (None, 3), float("inf")])
def test_a_timeout_is_a_number_of_seconds_or_a_pair(plants, timeout):
    assert plants.grow("p", 5, _request_timeout=timeout)["options"].timeout == timeout


def test_a_deprecated_method_warns_where_it_is_called_and_works(plants):
    with pytest.warns(DeprecationWarning, match=r"Use grow\(\) instead.") as caught:
        result = plants.sprout("p", "small")

    assert result == {"plant_id": "p", "note": "small"}
    assert caught[0].filename == __file__


def test_a_method_keeps_its_name_and_its_documentation(plants):
    assert plants.grow.__name__ == "grow"
    assert plants.grow.__doc__ == "Grow a plant."
    assert plants.sprout.__doc__ == "Grow a small plant."


@pytest.mark.parametrize("client", ["api-key", None, 5])
def test_an_api_class_needs_a_client(client):
    with pytest.raises(ApiTypeError, match="VideosApi needs a client"):
        VideosApi(client)


def test_the_published_name_of_the_base_class_is_there():
    assert EndPoint is Endpoint


# ---- the generated classes themselves ----------------------------------------


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def service(rest):
    return apivideo.AuthenticatedApiClient("key", rest_client=rest)


@pytest.mark.parametrize(
    "call",
    [
        lambda one: one.videos.get(""),
        lambda one: one.videos.get(None),
        lambda one: one.videos.get(".."),
        lambda one: one.videos.delete("."),
        lambda one: one.videos.list(tags="abc"),
        lambda one: one.videos.list(page_size="many"),
        lambda one: one.videos.list(page_size=101),
        lambda one: one.videos.list(current_page=0),
        lambda one: one.videos.list(titel="x"),
        lambda one: one.videos.create("only a title"),
        lambda one: one.videos.create({}),
        lambda one: one.videos.create({"title": 5}),
        lambda one: one.videos.create({"title": float("nan")}),
        lambda one: one.videos.create({"title": "a", "unknown": object()}),
        lambda one: one.videos.upload("v", None),
        lambda one: one.videos.upload("v", b""),
        lambda one: one.videos.upload("v", "no such file"),
        lambda one: one.videos.upload("v", "."),
        lambda one: one.videos.upload("v", io.StringIO("text")),
        lambda one: one.videos.upload("v", b"a", _progress_listener=5),
        lambda one: one.videos.upload_thumbnail("v", ""),
        lambda one: one.upload_tokens.create_token({"ttl": -1}),
        lambda one: one.upload_tokens.create_token({"ttl": 2147483648}),
    ],
)
def test_what_is_wrong_is_refused_before_anything_is_sent(service, rest, call):
    with pytest.raises((ApiTypeError, ApiValueError)):
        call(service)

    assert rest.requests == []


def test_a_word_that_is_not_listed_is_sent(service, rest):
    rest.answers += [tokens(), answer(200, {"data": []})]

    service.videos.list(sort_by="tomorrow")

    assert rest.requests[1].url == "https://ws.api.video/videos?sortBy=tomorrow"


@pytest.mark.parametrize("language", ["no", "false"])
def test_norwegian_is_a_word_like_any_other(service, rest, language):
    rest.answers += [tokens(), answer(201, {})]

    service.videos.create({"title": "a", "language": language})

    assert b'"language": "%s"' % language.encode() in rest.bodies[1]


def test_a_boolean_in_the_query_is_in_lower_case(service, rest):
    rest.answers += [tokens(), answer(200, {})]

    AnalyticsApi(service).get_aggregated_metrics("ccv", "peak", unique=True)

    assert rest.requests[1].url.endswith("/data/metrics/ccv/peak?unique=true")


@pytest.fixture
def over_http(recording_server):
    """A client of the recording server."""
    with apivideo.ApiClient(apivideo.Configuration(host=recording_server.host)) as client:
        yield client


class Whole:
    """A whole number of another library."""

    def __index__(self):
        return 5


@pytest.mark.parametrize(
    "filters, query",
    [
        ({"page_size": "5"}, "pageSize=5"),
        ({"page_size": 5.0}, "pageSize=5"),
        ({"page_size": Whole(), "current_page": "2"}, "currentPage=2&pageSize=5"),
        ({"metadata": {"year": 2024}}, "metadata%5Byear%5D=2024"),
        ({"metadata": {"day": datetime.date(2024, 5, 28)}}, "metadata%5Bday%5D=2024-05-28"),
        ({"metadata": {"n": (3, True)}}, "metadata%5Bn%5D%5B%5D=3&metadata%5Bn%5D%5B%5D=true"),
        ({"tags": {"a": 1, "b": 2}.keys()}, "tags%5B%5D=a&tags%5B%5D=b"),
        ({"tags": {"a"}}, "tags%5B%5D=a"),
        ({"title": datetime.date(2024, 5, 28)}, "title=2024-05-28"),
    ],
)
def test_a_filter_may_be_what_has_its_text(recording_server, over_http, filters, query):
    over_http.videos.list(**filters)

    assert recording_server.requests[0].query == query


@pytest.mark.parametrize(
    "options, query",
    [
        ({"unique": "true"}, "unique=true"),
        ({"unique": "False"}, "unique=false"),
        ({"from_": datetime.date(2024, 5, 28)}, "from=2024-05-28T00%3A00%3A00%2B00%3A00"),
        ({"from_": "2024-05-28"}, "from=2024-05-28T00%3A00%3A00%2B00%3A00"),
        ({"filter_by": {"country": {"FR"}}}, "filterBy%5Bcountry%5D%5B%5D=FR"),
    ],
)
def test_a_boolean_or_a_moment_may_be_given_as_what_has_its_text(
    recording_server, over_http, options, query
):
    over_http.analytics.get_aggregated_metrics("play", "count", **options)

    assert recording_server.requests[0].query == query


def test_a_payload_may_hold_numbers_and_collections_of_other_libraries(recording_server, over_http):
    over_http.upload_tokens.create_token({"ttl": Whole()})
    over_http.videos.create({"title": "a", "tags": {"b"}, "brandNew": {"sizes": {Whole()}}})

    assert [one.document for one in recording_server.requests] == [
        {"ttl": 5},
        {"title": "a", "tags": ["b"], "brandNew": {"sizes": [5]}},
    ]


@pytest.mark.parametrize("timeout", [Whole(), (Whole(), Whole())])
def test_a_timeout_may_be_a_number_of_another_library(recording_server, over_http, timeout):
    over_http.videos.get("v", _request_timeout=timeout, async_req="true").get(20)

    assert len(recording_server.requests) == 1


def test_a_list_in_a_metadata_filter_is_one_entry_per_value(service, rest):
    rest.answers += [tokens(), answer(200, {})]

    AnalyticsApi(service).get_aggregated_metrics(
        "play", "count", filter_by={"browser": ["firefox", "chrome"]}
    )

    query = rest.requests[1].url.partition("?")[2]
    assert query == "filterBy%5Bbrowser%5D%5B%5D=firefox&filterBy%5Bbrowser%5D%5B%5D=chrome"


def test_a_method_of_the_older_era_warns(service, rest):
    rest.answers += [tokens(), answer(200, {"data": []})]

    with pytest.warns(DeprecationWarning):
        RawStatisticsApi(service).list_session_events("ps1")

    assert rest.requests[1].url == "https://ws.api.video/analytics/sessions/ps1/events"


def test_a_method_of_today_does_not_warn(service, rest):
    rest.answers += [tokens(), answer(200, {"data": []})]

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        service.videos.list()


def test_each_resource_is_an_attribute_made_once():
    service = apivideo.AuthenticatedApiClient("key", rest_client=FakeRest())

    assert isinstance(service.videos, VideosApi)
    assert service.videos is service.videos
    assert service.videos.api_client is service
    assert service.tags is not apivideo.AuthenticatedApiClient("key").tags


# ---- payloads as they are at the call ----------------------------------------


@pytest.fixture
def calls():
    rest = FakeRest(*[answer(200, {})] * 9)
    client = apivideo.ApiClient(rest_client=rest)
    yield client, rest
    client.close()


def test_a_payload_is_sent_as_it_was_when_the_call_was_made(calls):
    client, rest = calls
    gate = threading.Event()
    client.pool.apply_async(gate.wait, (20,))
    payload, jobs = VideoCreationPayload(title=""), []

    for title in ("one", "two"):
        payload.title = title
        jobs.append(VideosApi(client).create(payload, async_req=True))
    gate.set()
    for job in jobs:
        job.get(20)

    assert rest.bodies == [b'{"title": "one"}', b'{"title": "two"}']


def test_a_payload_is_checked_as_it_is_when_the_call_is_made(calls):
    client, rest = calls
    stream = LiveStreamCreationPayload(name="x", restreams=[])
    stream.restreams.append({"name": "r", "server_url": "rtmp://a", "stream_key": "k"})
    tags = VideoUpdatePayload(tags=[])
    tags.tags.append(5)
    untitled = VideoCreationPayload(title="x")
    del untitled.title

    LiveStreamsApi(client).create(stream)
    with pytest.raises(ApiTypeError, match=r"tags'?\]?\[0\]"):
        VideosApi(client).update("a", tags)
    with pytest.raises(ApiTypeError, match="title"):
        VideosApi(client).create(untitled)

    assert [json.loads(body.decode())["restreams"] for body in rest.bodies] == [
        [{"name": "r", "serverUrl": "rtmp://a", "streamKey": "k"}]
    ]


class Sort(str, enum.Enum):
    TITLE = "title"


class Size(enum.IntEnum):
    FEW = 5


def test_a_member_of_an_enum_is_its_value_everywhere(calls):
    client, rest = calls
    videos = VideosApi(client)

    videos.list(sort_by=Sort.TITLE, tags=[Sort.TITLE], page_size=Size.FEW)
    videos.get(Sort.TITLE)
    videos.create({"title": Sort.TITLE})

    assert rest.requests[0].url.endswith("?tags%5B%5D=title&sortBy=title&pageSize=5")
    assert rest.requests[1].url.endswith("/videos/title")
    assert rest.bodies[2] == b'{"title": "title"}'


@pytest.mark.skipif(sys.version_info < (3, 7), reason="3.6 does not ask modules for their names")
def test_the_annotations_of_a_method_can_be_resolved():
    for api in (VideosApi, LiveStreamsApi):
        for name, method in vars(api).items():
            if not name.startswith("_") and not isinstance(method, property):
                typing.get_type_hints(method)
