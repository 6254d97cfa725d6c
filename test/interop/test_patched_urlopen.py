"""Whoever replaces ``urlopen`` of urllib3's pools sees each request as it is, and can respond."""

import io
import json
from unittest import mock
from urllib.parse import parse_qs

import pytest
import urllib3

import apivideo

REAL = urllib3.HTTPConnectionPool.urlopen


@pytest.fixture
def seen():
    """The calls of ``urlopen`` while it is watched: method, target and keywords."""
    calls = []

    def spy(pool, method, url, body=None, headers=None, **keywords):
        calls.append((method, url, dict(headers or {}), body))
        return REAL(pool, method, url, body=body, headers=headers, **keywords)

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", spy):
        yield calls


def responding(status, document):
    """A replacement of ``urlopen`` that responds without a network."""

    def urlopen(pool, method, url, *arguments, **keywords):
        return urllib3.HTTPResponse(
            body=io.BytesIO(json.dumps(document).encode()),
            status=status,
            headers={"Content-Type": "application/json"},
            preload_content=False,
        )

    return mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", urlopen)


def test_urlopen_is_given_the_target_with_its_query(seen, token_client):
    token_client.videos.list(title="x y", page_size=5)

    method, target, _, body = seen[0]
    path, _, query = target.partition("?")
    assert (method, path, body) == ("GET", "/videos", None)
    assert parse_qs(query) == {"title": ["x y"], "pageSize": ["5"]}


def test_urlopen_is_given_the_real_path_of_an_upload_token(seen, server, token_client):
    token_client.upload_tokens.get_token("to1secret")

    assert seen[0][:2] == ("GET", "/upload-tokens/to1secret")
    assert server.requests[0].target == "/upload-tokens/to1secret"


def test_urlopen_is_given_the_upload_token_of_an_upload(seen, server, token_client):
    token_client.videos.upload_with_upload_token("to1secret", b"content")

    method, target, headers, body = seen[0]
    assert (method, target) == ("POST", "/upload?token=to1secret")
    assert len(body) == int(headers["Content-Length"])
    assert b"content" in server.requests[0].body


def test_urlopen_is_given_the_headers_and_the_body(seen, token_client):
    token_client.videos.create({"title": "x"})

    method, target, headers, body = seen[0]
    assert (method, target) == ("POST", "/videos")
    assert headers["Authorization"] == "Bearer access"
    assert headers["Content-Type"] == "application/json"
    assert json.loads(body.decode()) == {"title": "x"}


def test_each_request_calls_urlopen_once(seen, server):
    configuration = apivideo.Configuration(host=server.host)
    with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
        client.videos.get("vi1")

    assert [call[:2] for call in seen] == [("POST", "/auth/api-key"), ("GET", "/videos/vi1")]


def test_a_header_that_is_added_on_the_way_is_sent(server, token_client):
    def adding(pool, method, url, body=None, headers=None, **keywords):
        headers = dict(headers or {}, traceparent="00-1-2-01")
        return REAL(pool, method, url, body=body, headers=headers, **keywords)

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", adding):
        token_client.videos.get("vi1")

    headers = {name.lower(): value for name, value in server.requests[0].headers.items()}
    assert headers["traceparent"] == "00-1-2-01"
    assert headers["authorization"] == "Bearer access"


def test_a_target_that_is_changed_on_the_way_is_requested(server, token_client):
    def redirecting(pool, method, url, *arguments, **keywords):
        return REAL(pool, method, url.replace("vi1", "vi2"), *arguments, **keywords)

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", redirecting):
        video = token_client.videos.get("vi1")

    assert video.video_id == "vi2"


def test_a_timeout_that_is_changed_on_the_way_does_no_harm(server, token_client):
    def hurrying(pool, method, url, **keywords):
        return REAL(pool, method, url, **dict(keywords, timeout=5.0))

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", hurrying):
        assert token_client.videos.get("vi1").video_id == "vi1"
        assert token_client.videos.upload("vi1", b"content").video_id == "vi1"


def test_a_response_of_a_replaced_urlopen_is_the_response(server, token_client):
    with responding(200, {"videoId": "mocked", "title": "x"}):
        video = token_client.videos.get("vi1")

    assert (video.video_id, video.title) == ("mocked", "x")
    assert server.requests == []


def test_an_error_of_a_replaced_urlopen_is_raised(token_client):
    with responding(404, {"title": "Not here.", "status": 404}):
        with pytest.raises(apivideo.NotFoundException) as error:
            token_client.videos.get("vi1")

    assert "Not here" in str(error.value)


def test_an_upload_gets_the_response_of_a_replaced_urlopen(server, token_client):
    with responding(201, {"videoId": "mocked"}):
        video = token_client.videos.upload("vi1", b"content")

    assert video.video_id == "mocked"
    assert server.requests == []


def test_an_exception_of_a_replaced_urlopen_is_a_failed_connection(token_client):
    error = urllib3.exceptions.ProtocolError("cut")

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", side_effect=error):
        with pytest.raises(apivideo.exceptions.ApiConnectionError) as failure:
            token_client.videos.get("vi1")

    assert failure.value.__cause__ is error
