"""urllib3-mock, which the published client's own tests use, responds to the client."""

import json

import pytest

import apivideo

urllib3_mock = pytest.importorskip("urllib3_mock")


@pytest.fixture
def responses():
    with urllib3_mock.Responses("urllib3") as active:
        yield active


@pytest.fixture
def client():
    configuration = apivideo.Configuration(access_token="access", max_attempts=1)
    with apivideo.ApiClient(configuration) as one:
        yield one


def test_a_response_is_found_by_the_path_of_an_upload_token(responses, client):
    responses.add("GET", "/upload-tokens/to1", body=json.dumps({"token": "to1", "ttl": 5}))

    assert client.upload_tokens.get_token("to1").ttl == 5
    assert [call.request.url for call in responses.calls] == ["/upload-tokens/to1"]


def test_a_response_is_found_by_the_query(responses, client):
    page = {"data": [{"videoId": "vi1"}], "pagination": {"itemsTotal": 1, "links": []}}
    responses.add("GET", "/videos?title=x", body=json.dumps(page), match_querystring=True)

    assert client.videos.list(title="x").data[0].video_id == "vi1"


def test_an_upload_gets_the_response(responses, client):
    responses.add("POST", "/upload", body=json.dumps({"videoId": "vi1"}), status=201)

    video = client.videos.upload_with_upload_token("to1", b"content")

    assert video.video_id == "vi1"
    assert responses.calls[0].request.url == "/upload?token=to1"
