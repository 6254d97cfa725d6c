"""Where an answer leads on to: only on the same host, only for what reads."""

import pytest
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo._http.message import Request
from apivideo._http.redirect import MOST_REDIRECTS, redirected
from apivideo.exceptions import ApiException

HOST = "https://ws.api.video"


@pytest.mark.parametrize(
    "place, url",
    [
        ("/videos/b", HOST + "/videos/b"),
        ("b?c=d", HOST + "/videos/b?c=d"),
        (HOST + "/videos/b", HOST + "/videos/b"),
        ("//ws.api.video/b", HOST + "/b"),
        ("http://ws.api.video/b", None),
        ("https://ws.api.video:444/b", None),
        ("https://ws.api.video.example.org/b", None),
        ("https://ws.api.video@example.org/b", None),
        ("https://me@ws.api.video/b", None),
        ("//example.org/b", None),
        ("\\\\example.org/b", HOST + "/videos/\\\\example.org/b"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_a_place_is_on_the_same_host_or_none(place, url):
    request = Request("GET", HOST + "/videos/a", {})

    assert redirected(request, answer(302, None, {"Location": place})) == url


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD"])
def test_what_writes_goes_nowhere_else(method):
    request = Request(method, HOST + "/videos/a", {})

    assert redirected(request, answer(307, None, {"Location": "/b"})) is None


@pytest.mark.parametrize("status", [300, 304, 305, 306, 399])
def test_other_answers_lead_nowhere(status):
    request = Request("GET", HOST + "/videos/a", {})

    assert redirected(request, answer(status, None, {"Location": "/b"})) is None


def moved(place):
    return answer(302, {}, {"Location": place})


def client_of(*answers):
    rest = FakeRest(*answers)
    configuration = apivideo.Configuration(access_token="s3cret")
    return apivideo.ApiClient(configuration, rest_client=rest), rest


def test_a_call_follows_with_its_credentials():
    client, rest = client_of(moved("/b"), moved("/c?d=e"), answer(200, {}))

    client.call("GET", "/a")

    assert [one.url for one in rest.requests] == [HOST + "/a", HOST + "/b", HOST + "/c?d=e"]
    assert {one.headers["Authorization"] for one in rest.requests} == {"Bearer s3cret"}


@pytest.mark.parametrize("place", ["https://example.org/", "http://ws.api.video/"])
def test_credentials_never_leave_the_host(place):
    client, rest = client_of(moved(place))

    with pytest.raises(ApiException) as caught:
        client.call("GET", "/a")

    assert caught.value.status == 302
    assert len(rest.requests) == 1


def test_what_the_client_adds_to_the_query_is_added_once():
    client, rest = client_of(moved("/b?c=d&key=k"), answer(200, {}))
    client.update_params_for_auth = lambda headers, querys, *more: querys.append(("key", "k"))

    client.call("GET", "/a", query={"c": "d"})

    assert [one.url for one in rest.requests] == [HOST + "/a?c=d&key=k", HOST + "/b?c=d&key=k"]


def test_what_fails_at_its_new_place_is_asked_for_there_again():
    client, rest = client_of(moved("/b"), answer(503, {}), answer(200, {}))
    client.sleep = lambda seconds: None

    client.call("GET", "/a", query={"c": "d"})

    assert [one.url for one in rest.requests] == [HOST + "/a?c=d", HOST + "/b", HOST + "/b"]


def test_however_often_it_is_sent_on_and_fails_a_call_makes_few_requests():
    answers = ([moved("/b")] * MOST_REDIRECTS + [answer(503, {})]) * 99
    client, rest = client_of(*answers)
    client.sleep = lambda seconds: None

    with pytest.raises(ApiException):
        client.call("GET", "/a")

    assert len(rest.requests) <= MOST_REDIRECTS + client.configuration.max_attempts


def test_a_circle_ends():
    client, rest = client_of(*[moved("/a")] * 99)

    with pytest.raises(ApiException):
        client.call("GET", "/a")

    assert len(rest.requests) == 1 + MOST_REDIRECTS
