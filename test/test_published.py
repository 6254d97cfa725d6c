"""Names of the published client that nothing else here uses: code written for it still runs."""

import datetime
import gc
import io
import json
import os

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo import model_utils
from apivideo.api_client import ApiClient
from apivideo.apis import VideosApi
from apivideo.exceptions import (
    ApiException,
    ApiTypeError,
    ApiValueError,
    NotFoundException,
    UnexpectedResponseException,
)
from apivideo.model.metadata import Metadata
from apivideo.model.video import Video
from apivideo.model_utils import file_type
from apivideo.rest import RESTClientObject

UTC = datetime.timezone.utc


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def client(rest):
    return ApiClient(rest_client=rest)


# ---- import paths ------------------------------------------------------------


@pytest.mark.parametrize(
    "path, names",
    [
        ("apivideo", "ApiClient AuthenticatedApiClient Configuration OpenApiException"),
        ("apivideo.api.videos_api", "VideosApi"),
        ("apivideo.apis", "VideosApi LiveStreamsApi RawStatisticsApi"),
        ("apivideo.api_client", "ApiClient Endpoint ApiException rest model_to_dict file_type"),
        ("apivideo.auth_api_client", "AuthenticatedApiClient"),
        ("apivideo.configuration", "Configuration JSON_SCHEMA_VALIDATION_KEYWORDS"),
        ("apivideo.endpoint", "EndPoint ChunkIO validate_and_convert_types"),
        ("apivideo.exceptions", "OpenApiException ApiAuthException render_path"),
        ("apivideo.model.video", "Video"),
        ("apivideo.model_utils", "ModelNormal ModelSimple OpenApiModel none_type file_type"),
        ("apivideo.rest", "RESTClientObject RESTResponse ApiException NotFoundException"),
    ],
)
def test_a_name_is_where_it_was(path, names):
    module = __import__(path, fromlist=["_"])

    assert [name for name in names.split() if not hasattr(module, name)] == []


# ---- call_api ----------------------------------------------------------------


def test_call_api_gives_data_status_and_headers(client, rest):
    rest.answers = [answer(200, {"videoId": "v"}, {"X-A": "b"})]

    data, status, headers = client.call_api(
        "/videos/{videoId}", "GET", {"videoId": "a/b"}, [("x", 1)], {}, response_type=(Video,)
    )

    assert (data.video_id, status, headers) == ("v", 200, {"X-A": "b"})
    assert rest.requests[0].url == "https://ws.api.video/videos/a%2Fb?x=1"


@pytest.mark.parametrize(
    "arguments, is_signed",
    [
        ({}, True),
        ({"auth_settings": ["bearerAuth"]}, True),
        ({"auth_settings": []}, False),
        ({"_host": "https://elsewhere.example"}, False),
        ({"_host": "https://elsewhere.example", "auth_settings": ["bearerAuth"]}, True),
    ],
)
def test_call_api_has_the_credentials_of_its_client_unless_told_otherwise(
    client, rest, arguments, is_signed
):
    client.configuration.access_token = "a-token"
    rest.answers = [answer(200, {})]

    client.call_api("/x", "GET", **arguments)

    assert ("Authorization" in rest.requests[0].headers) == is_signed


def test_call_api_gives_the_data_alone_when_asked_to(client, rest):
    rest.answers = [answer(200, {"videoId": "v"})]

    data = client.call_api("/x", "GET", response_type=(Video,), _return_http_data_only=True)

    assert data == Video.from_json({"videoId": "v"})


@pytest.mark.parametrize(
    "content, response_type, expected",
    [
        (b'{"a": 1}', None, None),
        (b'{"a": {"key": "k"}}', ({str: (Metadata,)},), {"a": Metadata(key="k")}),
        (b'{"a": 1}', (dict,), {"a": 1}),
        (b'{"a": 1}', (str,), '{"a": 1}'),
        (b"caf\xe9", (str,), "caf\ufffd"),
        (b'{"a": 1}', (bytes,), b'{"a": 1}'),
        (b"[1, 2]", ([int],), [1, 2]),
        (b'[{"key": "k"}]', ([Metadata],), [Metadata(key="k")]),
        (b'"2023-05-17"', (datetime.date,), datetime.date(2023, 5, 17)),
        (b'"2023-05-17"', (datetime.datetime,), datetime.datetime(2023, 5, 17, tzinfo=UTC)),
        (b"", (Video,), None),
    ],
)
def test_call_api_reads_the_answer_as_it_is_told(client, rest, content, response_type, expected):
    rest.answers = [answer(200, content)]

    data = client.call_api("/x", "GET", response_type=response_type, _return_http_data_only=True)

    assert data == expected


def test_a_response_whose_content_is_text_is_read_too(client):
    class Given:
        """A response that a test made by hand."""

        data = '{"videoId": "v"}'

    assert client.deserialize(Given(), (Video,)).video_id == "v"
    assert client.deserialize(Given(), (str,)) == Given.data


def test_call_api_raises_when_a_success_is_not_what_it_should_be(client, rest):
    rest.answers = [answer(200, b"<html>")]

    with pytest.raises(UnexpectedResponseException):
        client.call_api("/x", "GET", response_type=(Video,))


@pytest.mark.parametrize(
    "content, response_type",
    [(b'{"error": 1}', ([Video],)), (b"null", ([Video],)), (b"[]", (Video,)), (b"[1]", ([Video],))],
)
def test_call_api_promises_what_it_gives(client, rest, content, response_type):
    rest.answers = [answer(200, content)]

    with pytest.raises(UnexpectedResponseException):
        client.call_api("/x", "GET", response_type=response_type)


def test_call_api_gives_a_file(client, rest, tmp_path):
    client.configuration.temp_folder_path = str(tmp_path)
    headers = {"Content-Disposition": 'attachment; filename="../a.png"'}
    rest.answers = [answer(200, b"\x89PNG\xff", headers)]

    with client.call_api(
        "/x", "GET", response_type=(file_type,), _return_http_data_only=True
    ) as file:
        assert file.read() == b"\x89PNG\xff"
        assert file.name.endswith("a.png") and file.name.startswith(str(tmp_path))


@pytest.mark.parametrize("files", [{"image": [b"1"]}, {"file": [b"1", b"2"]}])
def test_call_api_drops_no_file(client, rest, files):
    with pytest.raises(ApiValueError, match="files: one file"):
        client.call_api("/x", "POST", files=files)

    assert rest.requests == []


def test_call_api_raises_what_the_service_refuses(client, rest):
    rest.answers = [answer(404, {"title": "No such thing."})]

    with pytest.raises(NotFoundException, match="No such thing"):
        client.call_api("/x", "GET")


def test_call_api_sends_its_body_and_its_headers(client, rest):
    rest.answers = [answer(200, {})]

    client.call_api("/x", "POST", header_params={"X-A": 1}, body=Metadata(key="k"))

    assert json.loads(rest.bodies[0].decode()) == {"key": "k"}
    assert rest.requests[0].headers["X-A"] == "1"


@pytest.mark.parametrize(
    "params, formats, query",
    [
        ({"a": True, "b": None, "c": 0}, None, "a=true&c=0"),
        ([("t", ["a", "b"])], {"t": "multi"}, "t=a&t=b"),
        ([("t", ["a", "b"])], {"t": "csv"}, "t=a%2Cb"),
        ([("t", ["a", "b"])], {"t": "pipes"}, "t=a%7Cb"),
        ([("t", ["a", "b"])], {"t": "ssv"}, "t=a+b"),
        ({"m": {"k": "v"}}, {"m": "deepObject"}, "m%5Bk%5D=v"),
        ({"d": datetime.date(2023, 5, 17)}, None, "d=2023-05-17"),
    ],
)
def test_call_api_writes_query_parameters_as_it_is_told(client, rest, params, formats, query):
    rest.answers = [answer(200, {})]

    client.call_api("/x", "GET", query_params=params, collection_formats=formats)

    assert rest.requests[0].url == "https://ws.api.video/x?" + query


def test_call_api_sends_a_file_with_its_fields_and_leaves_it_open(client, rest):
    rest.answers = [answer(201, {})]
    file = io.BytesIO(b"abc")

    client.call_api("/x", "POST", post_params=[("link", "http://a")], files={"file": [file]})

    assert b'name="link"\r\n\r\nhttp://a\r\n' in rest.bodies[0]
    assert b"\r\n\r\nabc\r\n--" in rest.bodies[0]
    assert not file.closed


@pytest.mark.parametrize("auth_settings, bearer", [(["bearerAuth"], "Bearer access-1"), ([], None)])
def test_call_api_authenticates_when_it_is_told_to(rest, auth_settings, bearer):
    client = apivideo.AuthenticatedApiClient("key", rest_client=rest)
    rest.answers = [tokens(), answer(200, {})] if auth_settings else [answer(200, {})]

    client.call_api("/x", "GET", auth_settings=auth_settings)

    assert rest.requests[-1].headers.get("Authorization") == bearer


def test_call_api_may_go_to_another_host_and_take_its_own_time(client, rest):
    rest.answers = [answer(200, {})]

    client.call_api("/x", "GET", _host="http://127.0.0.1:1", _request_timeout=(1, 2))

    assert rest.requests[0].url == "http://127.0.0.1:1/x"
    assert rest.requests[0].timeout == (1, 2)


def test_call_api_gives_the_answer_unread_when_asked_to(client, rest):
    raw = answer(200, b"anything")
    rest.answers = [raw]

    assert client.call_api("/x", "GET", _preload_content=False)[0] is raw


def test_call_api_may_be_asynchronous(client, rest):
    rest.answers = [answer(200, {"videoId": "v"})]

    with client:
        job = client.call_api("/x", "GET", response_type=(Video,), async_req=True)

        assert job.get(10)[0].video_id == "v"


# ---- helpers of the published ApiClient --------------------------------------


def test_a_value_is_made_ready_for_json(client):
    moment = datetime.datetime(2023, 5, 17, tzinfo=UTC)

    assert client.sanitize_for_serialization({"a": (Metadata(key="k"), moment)}) == {
        "a": [{"key": "k"}, "2023-05-17T00:00:00+00:00"]
    }


@pytest.mark.parametrize(
    "offered, accept", [(None, None), ([], None), (["A/b", "c/d"], "a/b, c/d")]
)
def test_the_accept_header_is_what_is_offered(client, offered, accept):
    assert client.select_header_accept(offered) == accept
    assert client.select_header_accept(["a/b", "Application/JSON"]) == "application/json"


@pytest.mark.parametrize(
    "offered, chosen",
    [
        (None, "application/json"),
        (["*/*"], "application/json"),
        (["Multipart/Form-Data"], "multipart/form-data"),
        (["a/b", "application/json"], "application/json"),
    ],
)
def test_the_content_type_is_json_where_that_is_offered(client, offered, chosen):
    assert client.select_header_content_type(offered) == chosen


def test_files_are_read_into_parameters_and_stay_open(client, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"abc")
    with open(str(path), "rb") as opened:
        parameters = client.files_parameters({"file": [opened], "none": None})

        assert not opened.closed

    assert parameters == [("file", ("a.png", b"abc", "image/png"))]
    assert client.files_parameters() == []


def test_the_content_of_a_file_is_read_and_the_file_closed(client):
    file = io.BytesIO(b"abc")

    assert client.get_file_data_and_close_file(file) == b"abc"
    assert file.closed


def test_a_collection_among_form_fields_becomes_json(client):
    params = {"tags": ["a"], "title": "b"}

    assert client.parameters_to_multipart(params, (dict, list)) == [
        ("tags", '["a"]'),
        ("title", "b"),
    ]


def test_call_api_sends_fields_without_a_file_as_a_form(client, rest):
    rest.answers = [answer(200, {})]

    client.call_api("/x", "POST", post_params={"a": "b c", "public": True, "left": None})

    assert rest.bodies == [b"a=b+c&public=true"]
    assert rest.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_call_api_closes_the_file_it_opens(client, rest, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"abc")
    rest.answers = [answer(200, {})]

    client.call_api("/x", "POST", files={"file": [str(path)]})  # left open, it would warn
    gc.collect()

    assert b"\r\n\r\nabc\r\n" in rest.bodies[0]


def test_call_api_repeats_what_is_safe_and_shows_no_token(rest):
    client = apivideo.ApiClient(rest_client=rest, sleep=lambda seconds: None)
    rest.answers = [answer(503, {}), answer(404, {}), answer(503, {}), answer(404, {})]

    client.call_api("/upload-tokens/{uploadToken}", "delete", {"uploadToken": "s3cret"})
    with pytest.raises(NotFoundException) as caught:
        client.call_api("/upload-tokens/{uploadToken}", "PUT", {"uploadToken": "s3cret"}, body={})

    assert [one.method for one in rest.requests] == ["DELETE", "DELETE", "PUT", "PUT"]
    assert caught.value.attempts == 2
    assert "s3cret" not in repr(rest.requests) + caught.value.as_curl()


def test_a_closed_client_sends_nothing_in_any_way(client, rest):
    client.close()

    with pytest.raises(ApiValueError, match="closed"):
        client.call_api("/x", "GET")
    with pytest.raises(ApiValueError, match="closed"):
        client.request("GET", "http://h/x")

    assert rest.requests == []


def test_a_request_may_go_to_a_whole_address(client, rest):
    rest.answers = [answer(200, {"a": 1}, {"X-A": "b"})]

    result = client.request("POST", "http://h/x", {"q": 1}, {"X-B": "c"}, body={"d": 2})

    request = rest.requests[0]
    assert (request.method, request.url) == ("POST", "http://h/x?q=1")
    assert request.headers == {"X-B": "c", "Content-Type": "application/json"}
    assert rest.bodies == [b'{"d": 2}']
    assert (result.status, result.getheader("X-A"), result.data) == (200, "b", b'{"a": 1}')


# ---- RESTClientObject --------------------------------------------------------


@pytest.fixture
def transport(rest):
    return RESTClientObject(apivideo.Configuration(), transport=rest)


@pytest.mark.parametrize("timeout, total", [(None, 300), (5, 300), (900, 900)])
def test_a_request_to_a_whole_address_has_a_deadline_too(transport, rest, timeout, total):
    rest.answers = [answer(200, {})]

    transport.request("GET", "https://ws.api.video/x", _request_timeout=timeout)

    assert rest.requests[0].total == total


@pytest.mark.parametrize("verb", ["GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH"])
def test_each_http_method_is_a_method(transport, rest, verb):
    rest.answers = [answer(200, {"a": 1}, {"X-A": "b"})]

    result = getattr(transport, verb)("http://h/x", {"X-B": "c"}, [("q", "1")])

    assert (rest.requests[0].method, rest.requests[0].url) == (verb, "http://h/x?q=1")
    assert rest.requests[0].headers == {"X-B": "c"}
    assert (result.status, result.getheaders()) == (200, {"X-A": "b"})
    assert result.getheader("X-None", "none") == "none"


def test_form_parameters_are_sent_as_a_form(transport, rest):
    rest.answers = [answer(200, {})]

    transport.POST("http://h/x", post_params={"a": "b c"})

    assert rest.bodies == [b"a=b+c"]
    assert rest.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_body_and_form_parameters_exclude_each_other(transport, rest):
    with pytest.raises(ApiValueError, match="post_params"):
        transport.request("POST", "http://h/x", body={}, post_params={"a": "b"})

    assert rest.requests == []


@pytest.mark.parametrize("method", ["BREW", "GET /x HTTP/1.1\r\nX: y", ""])
def test_what_is_no_http_method_is_refused(transport, rest, method):
    with pytest.raises(ApiValueError, match="method"):
        transport.request(method, "http://h/x")

    assert rest.requests == []


@pytest.mark.parametrize(
    "timeout, pair", [(None, (10.0, 60.0)), (3, (3, 3)), (1.5, (1.5, 1.5)), ((1, 2), (1, 2))]
)
def test_a_timeout_is_a_number_or_a_pair(transport, rest, timeout, pair):
    rest.answers = [answer(200, {})]

    transport.GET("http://h/x", _request_timeout=timeout)

    assert rest.requests[0].timeout == pair


def test_a_refusal_is_raised(transport, rest):
    rest.answers = [answer(404, {"title": "No."}), answer(418, {})]

    with pytest.raises(NotFoundException):
        transport.GET("http://h/x")
    with pytest.raises(ApiException):
        transport.GET("http://h/x", _preload_content=False)


def test_an_answer_may_be_had_unread(transport, rest):
    raw = answer(200, b"anything")
    rest.answers = [raw]

    assert transport.GET("http://h/x", _preload_content=False) is raw


def test_it_makes_its_own_connections_where_it_is_given_none(recording_server):
    transport = RESTClientObject(apivideo.Configuration(), 4, None)

    result = transport.GET(recording_server.host)

    assert (result.status, recording_server.requests[0].target) == (200, "/")
    transport.transport.close()


# ---- model_utils -------------------------------------------------------------


def test_every_kind_of_model_is_a_model():
    for kind in ("OpenApiModel", "ModelNormal", "ModelSimple", "ModelComposed"):
        assert issubclass(Video, getattr(model_utils, kind))


@pytest.mark.parametrize(
    "serialize, expected", [(True, {"videoId": "v"}), (False, {"video_id": "v"})]
)
def test_a_model_becomes_a_dict_with_names_of_either_kind(serialize, expected):
    assert model_utils.model_to_dict(Video("v"), serialize) == expected


def test_a_file_is_what_can_be_read_at_any_place():
    assert isinstance(io.BytesIO(), model_utils.file_type)
    assert not isinstance(b"abc", model_utils.file_type)


def test_a_property_is_computed_once():
    class Thing:
        """Counts."""

        count = 0

        @model_utils.cached_property
        def value(self):
            self.count += 1
            return self.count

    thing = Thing()

    assert (thing.value, thing.value, Thing().value) == (1, 1, 1)
    assert isinstance(Thing.value, model_utils.cached_property)


@pytest.mark.parametrize("given", ["a", ["a", "b"], {"b"}])
def test_an_allowed_word_passes(given):
    model_utils.check_allowed_values({("w",): {"A": "a", "B": "b"}}, ("w",), given)


@pytest.mark.parametrize("given", ["c", ["a", "c"], {"c"}])
def test_a_word_that_is_not_allowed_does_not(given):
    with pytest.raises(ApiValueError, match=r"`w` \(c\)"):
        model_utils.check_allowed_values({("w",): {"A": "a", "B": "b"}}, ("w",), given)


@pytest.mark.parametrize(
    "limits, good, bad",
    [
        ({"inclusive_minimum": 1}, 1, 0),
        ({"inclusive_maximum": 9}, 9, 10),
        ({"max_length": 2}, "ab", "abc"),
        ({"max_items": 1}, ["a"], ["a", "b"]),
    ],
)
def test_limits_are_kept(limits, good, bad):
    model_utils.check_validations({("v",): limits}, ("v",), good)
    with pytest.raises(ApiValueError, match="^v must"):
        model_utils.check_validations({("v",): limits}, ("v",), bad)


@pytest.mark.parametrize(
    "data, kind, expected",
    [
        ("2023-05-17", datetime.date, datetime.date(2023, 5, 17)),
        ("2023-05-17", datetime.datetime, datetime.datetime(2023, 5, 17, tzinfo=UTC)),
        ("5", int, 5),
        (5, str, "5"),
    ],
)
def test_a_simple_value_is_read(data, kind, expected):
    assert model_utils.deserialize_primitive(data, kind, ["a"]) == expected


@pytest.mark.parametrize("data, kind", [("soon", datetime.date), ("x", int), (None, float)])
def test_a_simple_value_that_cannot_be_read_is_located(data, kind):
    with pytest.raises(ApiValueError, match=r"\['a'\]"):
        model_utils.deserialize_primitive(data, kind, ["a"])


def test_a_model_is_read():
    video = model_utils.deserialize_model({"videoId": "v"}, Video)

    assert video.video_id == "v"


@pytest.mark.parametrize(
    "disposition, name",
    [
        ('attachment; filename="a.txt"', "a.txt"),
        ("attachment; filename=a.txt; size=3", "a.txt"),
        ("attachment; filename=../escaped.txt", "escaped.txt"),
        ('attachment; filename="/etc/passwd"', "passwd"),
        ('attachment; filename="..\\..\\a.txt"', "a.txt"),
        ('attachment; filename=".."', "file"),
        ("attachment", "file"),
        (None, "file"),
    ],
)
def test_a_file_answer_stays_in_its_own_folder_whatever_it_is_called(tmp_path, disposition, name):
    configuration = apivideo.Configuration()
    configuration.temp_folder_path = str(tmp_path)

    with model_utils.deserialize_file(b"abc", configuration, disposition) as stored:
        assert stored.read() == b"abc"

    assert os.path.basename(stored.name) == name
    assert os.path.dirname(os.path.dirname(stored.name)) == str(tmp_path)


@pytest.mark.parametrize(
    "value, wanted, expected",
    [
        ("a", (str,), "a"),
        (5, (str, int), 5),
        (None, (str, type(None)), None),
        (["a"], ([str],), ["a"]),
        ({"k": 1}, ({str: (int,)},), {"k": 1}),
        ({"key": "k"}, (Metadata,), Metadata(key="k")),
        ([{"key": "k"}], ([Metadata],), [Metadata(key="k")]),
        ("2023-05-17", (datetime.date,), datetime.date(2023, 5, 17)),
    ],
)
def test_a_value_is_taken_as_the_first_type_that_can_hold_it(value, wanted, expected):
    assert model_utils.validate_and_convert_types(value, wanted, ["it"]) == expected


@pytest.mark.parametrize(
    "value, wanted, message",
    [
        ("a", (int,), "it must be an int, not str"),
        (True, (int,), "it must be an int, not bool"),
        (["a", 2], ([str],), "it[1] must be a str, not int"),
        ({"k": "v"}, ({str: (int,)},), "it['k'] must be an int, not str"),
        (b"a", (file_type,), "it must be a file_type, not bytes"),
    ],
)
def test_a_value_that_no_type_can_hold_is_refused_and_located(value, wanted, message):
    with pytest.raises(ApiTypeError) as caught:
        model_utils.validate_and_convert_types(value, wanted, ["it"])

    assert message in str(caught.value)
    assert (caught.value.path_to_item, caught.value.valid_classes) == (["it"], wanted)


def test_without_checking_any_value_passes():
    value = object()

    assert model_utils.validate_and_convert_types(value, (int,), ["it"], _check_type=False) is value


# ---- a program as it was written ---------------------------------------------


def test_a_program_for_the_published_client_runs(recording_server, tmp_path):
    document = {"videoId": "v", "title": "film", "metadata": [{"key": "k", "value": "w"}]}
    recording_server.respond = lambda request: (201, {}, document)
    path = tmp_path / "film.mp4"
    path.write_bytes(b"abcdef")

    configuration = apivideo.Configuration(host=recording_server.host)
    with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
        client.connect()
        videos_api = VideosApi(client)
        payload = {"title": "film", "mp4_support": True, "metadata": [Metadata(key="k", value="w")]}
        video = videos_api.create(payload, _request_timeout=10)
        with open(str(path), "rb") as file:
            videos_api.upload(video["video_id"], file)

    assert "title" in video and video.get("description", "none") == "none"
    assert video.to_dict() == {
        "video_id": "v",
        "title": "film",
        "metadata": [{"key": "k", "value": "w"}],
    }
    assert recording_server.requests[0].document == {
        "title": "film",
        "mp4Support": True,
        "metadata": [{"key": "k", "value": "w"}],
    }
    assert recording_server.requests[1].headers["Content-Range"] == "part 1/1"


# ---- class attributes of models ----------------------------------------------


def test_a_model_class_tells_the_json_names_of_its_attributes():
    assert Video.attribute_map["video_id"] == "videoId"
    assert set(Video.attribute_map) == set(Video.openapi_types)
    assert Video("v").attribute_map == Video.attribute_map


@pytest.mark.parametrize(
    "name, types",
    [
        ("title", (str,)),
        ("public", (bool,)),
        ("published_at", (datetime.datetime,)),
        ("tags", ([str],)),
        ("metadata", ([Metadata],)),
    ],
)
def test_a_model_class_tells_the_types_of_its_attributes(name, types):
    assert Video.openapi_types[name] == types
