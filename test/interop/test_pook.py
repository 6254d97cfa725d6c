"""Mocks of pook match the calls of the client."""

import pytest

import apivideo

pook = pytest.importorskip("pook")
PookNoMatches = pytest.importorskip("pook.exceptions").PookNoMatches

HOST = "http://videos.test"
SERVICE = "https://ws.api.video"
PAGE = {"data": [{"videoId": "vi1", "title": "x"}], "pagination": {"itemsTotal": 1, "links": []}}
TOKENS = {"access_token": "access", "refresh_token": "refresh", "expires_in": 3600}


@pytest.fixture
def mocks():
    """Active mocks. Any other request raises PookNoMatches, which tells the differences."""
    pook.on()
    yield pook
    pook.off()
    pook.reset()


@pytest.fixture
def configuration():
    return apivideo.Configuration(host=HOST, max_attempts=1)


def test_a_mock_matches_the_query_of_a_call(mocks, configuration):
    configuration.access_token = "access"
    mock = mocks.get(HOST + "/videos").params({"title": "x"}).reply(200).json(PAGE).mock

    with apivideo.ApiClient(configuration) as client:
        page = client.videos.list(title="x")

    assert page.data[0].video_id == "vi1"
    assert mock.calls == 1


def test_a_mock_with_another_query_does_not_match(mocks, configuration):
    configuration.access_token = "access"
    mock = mocks.get(HOST + "/videos").params({"title": "y"}).reply(200).json(PAGE).mock

    with apivideo.ApiClient(configuration) as client, pytest.raises(PookNoMatches):
        client.videos.list(title="x")

    assert mock.calls == 0


def test_a_mock_matches_the_headers_and_the_body_of_a_call(mocks, configuration):
    configuration.access_token = "access"
    mock = mocks.post(HOST + "/videos").json({"title": "x"})
    mock.headers({"Authorization": "Bearer access"}).reply(201).json({"videoId": "vi1"})

    with apivideo.ApiClient(configuration) as client:
        video = client.videos.create({"title": "x"})

    assert video.video_id == "vi1"


def test_the_exchange_of_the_key_can_be_mocked_too(mocks, configuration):
    tokens = mocks.post(HOST + "/auth/api-key").json({"apiKey": "key"})
    tokens.reply(200).json(TOKENS)
    mocks.get(HOST + "/videos/vi1").header("Authorization", "Bearer access").reply(200).json(
        {"videoId": "vi1"}
    )

    with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
        video = client.videos.get("vi1")

    assert video.video_id == "vi1"
    assert tokens.calls == 1


def test_an_error_of_a_mock_is_raised_as_that_of_the_service(mocks, configuration):
    configuration.access_token = "access"
    mocks.get(HOST + "/videos/vi1").reply(404).json({"title": "Not here.", "status": 404})

    with apivideo.ApiClient(configuration) as client, pytest.raises(apivideo.NotFoundException):
        client.videos.get("vi1")


def test_a_call_that_needs_a_key_says_so_before_anything_is_sent(mocks):
    mock = mocks.get(SERVICE + "/videos").reply(401).json({}).mock

    with apivideo.ApiClient() as client, pytest.raises(apivideo.ApiAuthException, match="API key"):
        client.videos.list()

    assert mock.calls == 0


def with_header(client):
    client.set_default_header("authorization", "Basic abc")


def with_token(client):
    client.configuration.access_token = "access"


def with_hook(client):
    def authorize(request):
        return request._replace(headers=dict(request.headers, Authorization="Bearer access"))

    client.before_request.append(authorize)


@pytest.mark.parametrize("authorize", [with_header, with_token, with_hook])
def test_a_client_with_credentials_of_its_own_needs_no_key(mocks, authorize):
    mocks.get(SERVICE + "/videos").reply(200).json(PAGE)

    with apivideo.ApiClient() as client:
        authorize(client)

        assert client.videos.list().total == 1


def test_another_host_may_add_the_key_itself(mocks, configuration):
    mocks.get(HOST + "/videos").reply(200).json(PAGE)

    with apivideo.ApiClient(configuration) as client:
        assert client.videos.list().total == 1
