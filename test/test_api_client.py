"""A call becomes a Request; its Response becomes a model or an exception."""

import io
import json
import pickle
import urllib.parse

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo._http.message import SendOptions
from apivideo.apis import VideosApi
from apivideo.apis.resources import Resources
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    NotFoundException,
    ServiceException,
    UnauthorizedException,
    UnexpectedResponseException,
)
from apivideo.model.video import Video


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def client(rest):
    return apivideo.ApiClient(apivideo.Configuration(max_attempts=1), rest_client=rest)


# ---- what is sent ------------------------------------------------------------


def test_a_call_without_parameters_is_its_method_and_address(client, rest):
    rest.answers = [answer(200, {})]

    client.call("GET", "/videos")

    request = rest.requests[0]
    assert (request.method, request.url, request.body) == (
        "GET",
        "https://ws.api.video/videos",
        None,
    )


def test_a_request_carries_what_every_request_carries(client, rest):
    rest.answers = [answer(200, {})]

    client.call("GET", "/videos")

    assert rest.requests[0].headers == {
        "Accept": "application/json",
        "AV-Origin-Client": "python:" + apivideo.__version__,
        "User-Agent": "api.video-python/" + apivideo.__version__,
    }


def test_a_body_is_sent_as_json(client, rest):
    rest.answers = [answer(201, {})]

    client.call("POST", "/videos", body={"title": "\u00e9t\u00e9", "tags": ("a",)})

    assert json.loads(rest.bodies[0].decode()) == {"title": "\u00e9t\u00e9", "tags": ["a"]}
    assert rest.requests[0].headers["Content-Type"] == "application/json"


def test_an_empty_object_is_a_body_too(client, rest):
    rest.answers = [answer(200, {})]

    client.call("POST", "/upload-tokens", body={})

    assert rest.bodies == [b"{}"]


def test_a_file_is_sent_as_multipart_with_the_fields_that_were_given(client, rest):
    rest.answers = [answer(201, {})]

    client.call("POST", "/logo", form={"link": "http://a", "left": None}, file=io.BytesIO(b"abc"))

    headers = rest.requests[0].headers
    assert headers["Content-Type"].startswith("multipart/form-data; boundary=")
    assert headers["Content-Length"] == str(len(rest.bodies[0]))
    assert b'name="link"\r\n\r\nhttp://a\r\n' in rest.bodies[0]
    assert b"left" not in rest.bodies[0]


def test_a_small_file_of_the_caller_stays_open(client, rest):
    rest.answers = [answer(201, {})]
    file = io.BytesIO(b"abc")

    client.call("POST", "/logo", file=file)

    assert not file.closed


@given(st.text(st.characters(blacklist_categories=["Cs"]), min_size=1))
def test_no_id_can_lead_to_another_path(text):
    client = apivideo.ApiClient(rest_client=FakeRest())

    try:
        path = client._path("/videos/{video_id}/source", {"video_id": text})
    except ApiValueError:
        assert text in (".", "..")
        return

    segments = path.split("/")
    assert segments[:2] == ["", "videos"] and segments[3:] == ["source"]
    assert not set("?#&") & set(path)
    assert urllib.parse.unquote(segments[2]) == text


@pytest.mark.parametrize("text", ["", ".", ".."])
def test_an_id_that_would_walk_up_the_address_is_refused_by_name(client, rest, text):
    with pytest.raises(ApiValueError, match="video_id must be an id"):
        client.call("DELETE", "/videos/{video_id}", path_params={"video_id": text})

    assert rest.requests == []


def test_half_a_character_in_an_id_is_sent_as_half_a_character(client, rest):
    rest.answers = [answer(200, {})]

    client.call("GET", "/x/{id}", path_params={"id": "\ud800"})

    assert rest.requests[0].url.endswith("/x/%ED%A0%80")


@pytest.mark.parametrize("text", ["a/b", "a?b", "a#b", "%2f", "../x", "a\r\nb", "a\0b", "a%b"])
def test_an_id_is_one_segment_whatever_is_in_it(client, rest, text):
    rest.answers = [answer(200, {})]

    client.call("GET", "/x/{id}", path_params={"id": text})

    url = rest.requests[0].url
    assert urllib.parse.unquote(url.partition("/x/")[2]) == text
    assert not set("/?#\r\n\0") & set(url.partition("/x/")[2])


TEXTS = st.text(st.characters(blacklist_categories=["Cs"]))


@given(TEXTS, st.lists(TEXTS, max_size=3), st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_a_query_is_read_back_as_it_was_given(title, tags, metadata):
    rest = FakeRest(answer(200, {}))
    client = apivideo.ApiClient(rest_client=rest)

    client.call("GET", "/videos", query={"title": title, "tags[]": tags, "metadata": metadata})

    query = rest.requests[0].url.partition("?")[2]
    expected = [("title", title)] + [("tags[]", one) for one in tags]
    expected += [(f"metadata[{key}]", one) for key, one in metadata.items()]
    assert urllib.parse.parse_qsl(query, keep_blank_values=True) == expected


def test_a_plus_in_a_query_is_escaped(client, rest):
    rest.answers = [answer(200, {})]

    client.call("GET", "/x", query={"from": "2023-05-17T00:00:00+00:00"})

    assert rest.requests[0].url.endswith("?from=2023-05-17T00%3A00%3A00%2B00%3A00")


@pytest.mark.parametrize(
    "timeout, expected", [(None, (10.0, 60.0)), (3, (3, 3)), ((1, 2.5), (1, 2.5))]
)
def test_a_timeout_holds_for_its_call(client, rest, timeout, expected):
    rest.answers = [answer(200, {})]

    client.call("GET", "/videos", options=SendOptions(timeout=timeout))

    assert rest.requests[0].timeout == expected


def test_a_configured_timeout_holds_for_all_calls(rest):
    configuration = apivideo.Configuration(request_timeout=(1, 2))
    client = apivideo.ApiClient(configuration, rest_client=rest)
    rest.answers = [answer(200, {}), answer(200, {})]

    client.call("GET", "/videos")
    client.configuration.request_timeout = 7
    client.call("GET", "/videos")

    assert [one.timeout for one in rest.requests] == [(1, 2), (7, 7)]


# ---- what comes back ---------------------------------------------------------


def test_an_answer_becomes_the_model_it_holds(client, rest):
    rest.answers = [answer(200, {"videoId": "v", "brandNew": 1})]

    video = client.call("GET", "/videos/v", returns=Video)

    assert isinstance(video, Video)
    assert (video.video_id, video["brandNew"]) == ("v", 1)


def test_a_call_that_returns_nothing_returns_none(client, rest):
    rest.answers = [answer(204, b"")]

    assert client.call("DELETE", "/videos/v") is None


def test_status_and_headers_come_with_the_result_when_asked_for(client, rest):
    rest.answers = [answer(201, {"videoId": "v"}, {"X-RateLimit-Limit": "5"})]

    video, status, headers = VideosApi(client).get("v", _return_http_data_only=False)

    assert (video.video_id, status, headers["X-RateLimit-Limit"]) == ("v", 201, "5")


def test_the_answer_itself_comes_back_unread_when_asked_for(client, rest):
    raw = answer(200, b"not even json")
    rest.answers = [raw]

    assert VideosApi(client).get("v", _preload_content=False) is raw


def test_a_refusal_is_raised_even_when_the_answer_is_wanted_unread(client, rest):
    rest.answers = [answer(404, {"title": "No such video."})]

    with pytest.raises(NotFoundException, match="No such video"):
        VideosApi(client).get("v", _preload_content=False)


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"[]", b"null", b'"text"', b"5", b"\xff", b"[" * 100000, b'{"videoId"'],
)
def test_a_success_that_is_not_the_document_promised_is_an_error_of_its_own(client, rest, content):
    rest.answers = [answer(200, content)]

    with pytest.raises(UnexpectedResponseException, match="the response is not a Video") as caught:
        client.call("GET", "/videos/v", returns=Video)

    assert caught.value.status == 200
    assert isinstance(caught.value.body, str)


@pytest.mark.parametrize("document", [{}, {"videoId": None}, {"videoId": 5}, {"metadata": "odd"}])
def test_an_odd_document_is_still_a_model(client, rest, document):
    rest.answers = [answer(200, document)]

    assert client.call("GET", "/videos/v", returns=Video).to_json() == document


@pytest.mark.parametrize(
    "status, expected",
    [
        (302, ApiException),
        (401, UnauthorizedException),
        (404, NotFoundException),
        (503, ServiceException),
    ],
)
def test_what_is_no_success_is_raised(client, rest, status, expected):
    rest.answers = [answer(status, {"title": "No."})]

    with pytest.raises(expected, match="No"):
        client.call("GET", "/videos/v", returns=Video)

    assert len(rest.requests) == 1


def test_an_error_of_the_transport_is_raised_as_it_is(client, rest):
    rest.answers = [ApiConnectionError("refused")]

    with pytest.raises(ApiConnectionError, match="refused"):
        client.call("GET", "/videos/v")


def test_an_unknown_option_is_an_error_before_anything_is_sent(client, rest):
    rest.answers = [answer(200, {})]

    with pytest.raises(TypeError):
        client.call("GET", "/videos", _request_timout=3)

    assert rest.requests == []


# ---- asynchronous calls ------------------------------------------------------


def test_an_asynchronous_call_gives_its_result_later(client, rest):
    rest.answers = [answer(200, {"videoId": "v"})]

    with client:
        job = VideosApi(client).get("v", async_req=True)

        assert job.get(10).video_id == "v"


def test_an_asynchronous_call_raises_when_its_result_is_fetched(client, rest):
    rest.answers = [answer(404, {"title": "No such video."})]

    with client:
        job = VideosApi(client).get("v", async_req=True)

        with pytest.raises(NotFoundException):
            job.get(10)


def test_an_asynchronous_call_may_send_a_file(client, rest, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"abc")
    rest.answers = [answer(201, {})]

    with client:
        VideosApi(client).upload_thumbnail("v", str(path), async_req=True).get(10)

    assert b'filename="a.png"' in rest.bodies[0]


def test_a_call_inside_with_works_with_a_single_thread(rest):
    rest.answers = [answer(200, {}) for _ in range(3)]

    with apivideo.ApiClient(rest_client=rest, pool_threads=1) as client:
        jobs = [VideosApi(client).delete("v", async_req=True) for _ in range(3)]

        assert [job.get(10) for job in jobs] == [None] * 3


# ---- settings of a client ----------------------------------------------------


def test_headers_and_a_cookie_may_be_given_for_all_requests(rest):
    client = apivideo.ApiClient(None, "X-Trace", "1", "a=b", rest_client=rest)
    client.set_default_header("X-Number", 2)
    rest.answers = [answer(200, {})]

    client.call("GET", "/videos")

    headers = rest.requests[0].headers
    assert (headers["X-Trace"], headers["Cookie"], headers["X-Number"]) == ("1", "a=b", "2")


def test_the_user_agent_has_a_default_and_may_be_changed(client, rest):
    assert client.user_agent == "api.video-python/" + apivideo.__version__
    rest.answers = [answer(200, {})]

    client.user_agent = "mine/1"
    client.call("GET", "/videos")

    assert rest.requests[0].headers["User-Agent"] == "mine/1"


def test_the_application_and_the_sdk_have_headers_of_their_own(client, rest):
    rest.answers = [answer(200, {})]

    client.set_application_name("my-app", "1.2.3")
    client.set_sdk_name("my_sdk", "2")
    client.call("GET", "/videos")

    headers = rest.requests[0].headers
    assert (headers["AV-Origin-App"], headers["AV-Origin-Sdk"]) == ("my-app:1.2.3", "my_sdk:2")


@pytest.mark.parametrize(
    "name, version",
    [
        ("my-app", ""),
        ("my-app", None),
        ("", "1"),
        ("my app", "1"),
        ("my-app\n", "1"),
        ("x" * 51, "1"),
        ("my-app", "1.2.3.4"),
        ("my-app", "1\n"),
        ("my-app", "1234"),
        ("my-app", "beta"),
    ],
)
@pytest.mark.parametrize("method", ["set_application_name", "set_sdk_name"])
def test_a_name_or_a_version_that_cannot_be_sent_is_refused(client, method, name, version):
    with pytest.raises(ApiValueError, match="(application|SDK) (name|version)"):
        getattr(client, method)(name, version)

    assert not {"AV-Origin-App", "AV-Origin-Sdk"} & set(client.default_headers)


@pytest.mark.parametrize("nothing", [None, ""])
def test_neither_name_nor_version_is_nothing_to_do(client, nothing):
    client.set_application_name(nothing, nothing)

    assert "AV-Origin-App" not in client.default_headers


def test_the_host_may_be_changed_after_construction(client, rest):
    rest.answers = [answer(200, {})]

    client.configuration.host = "http://127.0.0.1:1/"
    client.call("GET", "/videos")

    assert rest.requests[0].url == "http://127.0.0.1:1/videos"


def test_authentication_may_be_replaced(client, rest):
    seen = []

    def authenticate(headers, querys, auth_settings, resource_path, method, body):
        seen.append((list(auth_settings), resource_path, method, body))
        headers["Authorization"] = "Mine"
        querys.append(("signed", "yes"))

    client.update_params_for_auth = authenticate
    rest.answers = [answer(200, {})]

    client.call("POST", "/videos/{id}", path_params={"id": "v"}, body={"a": 1})

    assert rest.requests[0].headers["Authorization"] == "Mine"
    assert rest.requests[0].url.endswith("/videos/v?signed=yes")
    assert seen == [(["bearerAuth", "apiKey"], "/videos/v", "POST", {"a": 1})]


@pytest.mark.parametrize(
    "settings, header",
    [
        ({}, None),
        ({"username": "key"}, "Basic a2V5Og=="),
        ({"access_token": "abc"}, "Bearer abc"),
    ],
)
def test_a_client_without_a_key_of_its_own_sends_what_was_configured(rest, settings, header):
    client = apivideo.ApiClient(apivideo.Configuration(**settings), rest_client=rest)
    rest.answers = [answer(200, {}), answer(200, {})]

    client.call("GET", "/videos")
    client.call("POST", "/upload", authenticated=False)

    assert rest.requests[0].headers.get("Authorization") == header
    assert "Authorization" not in rest.requests[1].headers


def test_a_401_without_a_key_is_raised_at_once(client, rest):
    rest.answers = [answer(401, {"title": "No."})]

    with pytest.raises(UnauthorizedException):
        client.call("GET", "/videos")

    assert len(rest.requests) == 1


# ---- closing, showing --------------------------------------------------------


def test_leaving_with_closes_the_connections_and_sends_nothing(rest):
    with apivideo.ApiClient(rest_client=rest):
        pass

    assert (rest.closed, rest.requests) == (1, [])


def test_closing_waits_for_the_asynchronous_calls(client, rest):
    rest.answers = [answer(200, {"videoId": "v"}) for _ in range(9)]
    jobs = [VideosApi(client).get("v", async_req=True) for _ in range(9)]

    client.close()

    assert [job.get(0).video_id for job in jobs] == ["v"] * 9


@pytest.mark.parametrize("options", [{}, {"async_req": True}])
def test_a_closed_client_says_so(client, rest, options):
    client.close()
    client.close()

    with pytest.raises(ApiValueError, match="this client is closed"):
        VideosApi(client).list(**options)

    assert (rest.requests, rest.closed) == ([], 2)


def test_a_client_is_shown_by_its_host_alone():
    configuration = apivideo.Configuration(access_token="s3cret", username="s3cret")

    assert repr(apivideo.ApiClient(configuration)) == "ApiClient(https://ws.api.video)"


OFFERED = """
    after_response before_request call call_api close configuration cookie default_headers
    last_rate_limit pool_threads request rest_client set_application_name set_default_header
    set_sdk_name update_params_for_auth user_agent with_options
""".split()
HELPERS = """
    deserialize files_parameters get_file_data_and_close_file parameters_to_multipart
    parameters_to_tuples pool sanitize_for_serialization select_header_accept
    select_header_content_type set_origin_header
""".split()


def test_a_prompt_is_offered_resources_and_what_users_call(client):
    public = [name for name in dir(client) if not name.startswith("_")]

    resources = [name for name in vars(Resources) if not name.startswith("_")]
    assert public == sorted(OFFERED + resources)
    assert [name for name in HELPERS if not hasattr(type(client), name)] == []


def test_a_configuration_is_checked(rest):
    with pytest.raises(ApiTypeError, match="Configuration, not dict"):
        apivideo.ApiClient({})


def test_over_a_real_socket(recording_server):
    recording_server.respond = lambda request: (200, {}, {"videoId": "v"})
    configuration = apivideo.Configuration(host=recording_server.host)

    with apivideo.ApiClient(configuration) as client:
        video = client.call("POST", "/logo", query={"a": "\u00e9"}, file=b"abc", returns=Video)
        pickle.loads(pickle.dumps(video))

    asked = recording_server.requests[0]
    assert video.video_id == "v"
    assert (asked.method, asked.target) == ("POST", "/logo?a=%C3%A9")
    assert b"\r\n\r\nabc\r\n--" in asked.body


def test_an_unread_answer_over_a_real_socket_can_be_read_in_pieces(recording_server):
    recording_server.respond = lambda request: (200, {"X-A": "b"}, b"abcdef")
    configuration = apivideo.Configuration(host=recording_server.host)

    with apivideo.ApiClient(configuration) as client:
        raw = VideosApi(client).get("x", _preload_content=False)

        assert (raw.status, raw.headers["X-A"], raw.read(3), raw.read()) == (
            200,
            "b",
            b"abc",
            b"def",
        )
        raw.release_conn()


def test_a_refused_unread_answer_over_a_real_socket_has_its_problem(recording_server):
    recording_server.respond = lambda request: (404, {}, {"title": "No such video."})
    configuration = apivideo.Configuration(host=recording_server.host)

    with apivideo.ApiClient(configuration) as client:
        with pytest.raises(NotFoundException, match="No such video"):
            VideosApi(client).get("x", _preload_content=False)


@pytest.mark.parametrize(
    "name, version, error",
    [
        ("caf\u00e9", "1.0", ApiValueError),
        ("app", "\u0661.0", ApiValueError),
        (5, "1.0", ApiTypeError),
        ("app", 1.0, ApiTypeError),
        ("app", None, ApiValueError),
        ("a" * 51, "1", ApiValueError),
    ],
)
def test_a_name_that_no_header_can_have_is_refused_when_it_is_set(client, name, version, error):
    for put in (client.set_application_name, client.set_sdk_name):
        with pytest.raises(error, match="name|version"):
            put(name, version)

    assert not [one for one in client.default_headers if one in ("AV-Origin-App", "AV-Origin-Sdk")]


@pytest.mark.parametrize(
    "mistake, name",
    [
        (lambda: apivideo.apis.VideosApi.list(title="x"), "list"),
        (lambda: apivideo.apis.VideosApi.get("vi1"), "get"),
    ],
)
def test_a_method_called_on_the_class_says_that_it_needs_an_instance(mistake, name):
    with pytest.raises(ApiTypeError, match=f"VideosApi.*instance: .*client.*{name}"):
        mistake()
