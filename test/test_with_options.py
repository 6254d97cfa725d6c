"""``client.with_options(...)``: the same client with other settings."""

import copy
import pickle

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo.apis import VideosApi
from apivideo.exceptions import ApiTypeError, ApiValueError, ServiceException

OK = answer(200, {"videoId": "v"}, {"X-RateLimit-Limit": "60"})
BROKEN = answer(500, {"title": "Something went wrong."})


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def client(rest):
    configuration = apivideo.Configuration(max_attempts=1)
    return apivideo.AuthenticatedApiClient(
        "the-key", configuration=configuration, rest_client=rest, sleep=lambda seconds: None
    )


def test_a_call_is_sent_with_the_settings_that_were_given_and_the_original_keeps_its_own(
    client, rest
):
    rest.answers = [tokens(), OK, OK]
    other = client.with_options(timeout=5, headers={"X-Team": "films"}, deadline=20)

    other.videos.get("v")
    client.videos.get("v")

    changed, unchanged = rest.requests[1:]
    assert (changed.timeout, changed.headers["X-Team"]) == ((5, 5), "films")
    assert changed.total == 5
    assert unchanged.timeout == (10.0, 60.0)
    assert "X-Team" not in unchanged.headers
    assert other.configuration.deadline == 20
    assert client.configuration.deadline == 300


def test_what_is_not_given_stays(client):
    client.set_application_name("films", "1.2")
    client.configuration.deadline = 77

    other = client.with_options(timeout=(1, 9)).with_options(headers={"X-Team": "films"})

    assert other.configuration.request_timeout == (1, 9)
    assert other.configuration.deadline == 77
    assert other.default_headers == {**client.default_headers, "X-Team": "films"}
    assert other.user_agent == client.user_agent


def test_a_long_timeout_lengthens_the_deadline_as_it_does_for_a_call(client):
    assert client.with_options(timeout=900).configuration.deadline == 900
    assert client.with_options(timeout=900, deadline=20).configuration.deadline == 20


def test_retries_are_the_attempts_after_the_first(client, rest):
    rest.answers = [tokens(), BROKEN, BROKEN, OK, BROKEN]

    assert client.with_options(retries=2).videos.get("v").video_id == "v"
    with pytest.raises(ServiceException):
        client.with_options(retries=2).with_options(retries=0).videos.get("v")

    assert len(rest.requests) == 5


def test_the_token_is_shared_whoever_fetches_it(client, rest):
    rest.answers = [tokens(), OK, OK]

    client.with_options(timeout=5).videos.get("v")
    client.videos.get("v")

    assert [one.url.rpartition("/")[2] for one in rest.requests] == ["api-key", "v", "v"]


def test_hooks_paces_and_the_replaced_way_to_authenticate_are_shared(client, rest):
    rest.answers = [OK]
    seen = []
    client.update_params_for_auth = lambda headers, *request: headers.update(Authorization="mine")
    other = client.with_options(timeout=5)
    client.before_request.append(seen.append)

    other.videos.get("v")

    assert seen == rest.requests
    assert rest.requests[0].headers["Authorization"] == "mine"
    assert other._session.paces is client._session.paces


def test_closing_it_closes_nothing(client, rest):
    rest.answers = [tokens(), OK, OK]

    with client.with_options(timeout=5) as other:
        pass
    other.close()

    assert client.videos.get("v") == other.videos.get("v")
    assert rest.closed == 0


@pytest.mark.parametrize("options", [{}, {"async_req": True}])
def test_it_is_closed_with_the_original(client, rest, options):
    others = [client.with_options(timeout=5), client.with_options().with_options(retries=1)]
    client.close()

    for other in [*others, client.with_options()]:
        with pytest.raises(ApiValueError, match="this client is closed"):
            other.videos.get("v", **options)

    assert rest.requests == []


def test_its_asynchronous_calls_run_in_the_threads_of_the_original(client, rest):
    rest.answers = [tokens(), OK]

    job = client.with_options(timeout=5).videos.get("v", async_req=True)
    client.close()

    assert job.get(0).video_id == "v"


def test_an_error_that_leaves_its_with_block_cancels_its_asynchronous_calls_alone(client, rest):
    rest.answers = [tokens()]

    with pytest.raises(KeyError), client.with_options(retries=0) as other:
        raise KeyError

    assert other._async_calls.is_cancelled
    assert not client._async_calls.is_cancelled


class Studio(apivideo.AuthenticatedApiClient):
    """A client of a user, made in its own way."""

    made = 0

    def __init__(self, name, rest):
        super().__init__("the-key", rest_client=rest)
        self.name = name
        Studio.made += 1


def test_a_client_of_a_subclass_keeps_its_class_and_attributes(rest):
    client = Studio("films", rest)
    assert client.videos is client.videos

    other = client.with_options(timeout=5)

    assert (type(other), other.name, Studio.made) == (Studio, "films", 1)
    assert type(other.videos) is VideosApi
    assert other.videos.api_client is other


def test_a_client_without_a_key_has_them_too(rest):
    rest.answers = [OK]
    configuration = apivideo.Configuration(access_token="the-token")

    apivideo.ApiClient(configuration, rest_client=rest).with_options(timeout=5).videos.get("v")

    assert rest.requests[0].headers["Authorization"] == "Bearer the-token"
    assert rest.requests[0].timeout == (5, 5)


def test_a_client_that_was_pickled_has_them_and_what_they_return_can_be_copied_and_pickled(client):
    client.with_options(timeout=5)

    for one in (pickle.loads(pickle.dumps(client)), client):
        other = one.with_options(timeout=5, headers={"X-Team": "films"})
        for twin in (copy.copy(other), pickle.loads(pickle.dumps(other))):
            assert twin.configuration.request_timeout == 5
            assert twin.default_headers["X-Team"] == "films"
            twin.close()
            with pytest.raises(ApiValueError, match="closed"):
                twin.videos.get("v")
        other._session.check_open()


@pytest.mark.parametrize(
    "options, error, message",
    [
        ({"timeot": 5}, ApiTypeError, r"with_options\(\) has no argument 'timeot'.* timeout\?"),
        ({"timeout": "soon"}, ApiTypeError, "timeout must be a number of seconds, not str"),
        ({"timeout": 0}, ApiValueError, "timeout must be more than 0 seconds"),
        ({"retries": -1}, ApiValueError, "retries must be at least 0"),
        ({"retries": True}, ApiTypeError, "retries must be an int, not bool"),
        ({"headers": ["X-Team"]}, ApiTypeError, "headers must be a dict"),
        ({"headers": {"X-Team": None}}, ApiTypeError, "headers.'X-Team'. must be a str"),
        ({"deadline": "late"}, ApiTypeError, "deadline must be a number of seconds"),
    ],
)
def test_a_wrong_option_is_named(client, options, error, message):
    with pytest.raises(error, match=message):
        client.with_options(**options)
