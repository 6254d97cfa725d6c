"""Creating something once, also when an answer is lost."""

import json

import pytest
from support.fake_rest import FakeRest, answer, tokens
from support.waits import Waits

import apivideo
from apivideo.apis import VideosApi
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    ServiceException,
    UnexpectedResponseException,
)
from apivideo.model import Metadata, VideoCreationPayload

HOST = "https://ws.api.video"
LOOK = ("GET", HOST + "/videos?metadata%5BidempotencyKey%5D=order-7")
CREATE = ("POST", HOST + "/videos")

NOTHING = answer(200, {"data": [], "pagination": {}})
LOST = ApiConnectionError("cut off")
PAIR = {"key": "idempotencyKey", "value": "order-7"}
MADE = answer(201, {"videoId": "v", "metadata": [PAIR]})


def found(*documents):
    return answer(200, {"data": list(documents), "pagination": {}}, {"X-Answer": "found"})


FOUND = found({"videoId": "v", "title": "a", "metadata": [PAIR]})


def client_of(*answers, **configuration):
    rest, clock = FakeRest(*answers), Waits()
    client = apivideo.ApiClient(
        apivideo.Configuration(**configuration),
        rest_client=rest,
        clock=clock,
        sleep=clock.sleep,
        draw=lambda: 1.0,
    )
    return VideosApi(client), rest, clock


def asked(rest):
    return [(one.method, one.url) for one in rest.requests]


def test_without_a_key_a_lost_answer_is_an_error_and_nothing_is_sent_again():
    videos, rest, _ = client_of(LOST)

    with pytest.raises(ApiConnectionError):
        videos.create({"title": "a"})

    assert asked(rest) == [CREATE]


def test_the_key_rides_in_the_metadata():
    videos, rest, _ = client_of(NOTHING, MADE)

    video = videos.create(
        {"title": "a", "metadata": [{"key": "b", "value": "c"}]}, idempotency_key="order-7"
    )

    assert video.video_id == "v"
    assert asked(rest) == [LOOK, CREATE]
    assert json.loads(rest.bodies[1].decode()) == {
        "title": "a",
        "metadata": [{"key": "b", "value": "c"}, PAIR],
    }


def test_a_payload_that_has_a_key_gets_the_one_of_the_call():
    videos, rest, _ = client_of(NOTHING, MADE)
    payload = VideoCreationPayload(
        title="a", metadata=[Metadata(key="idempotencyKey", value="old")]
    )

    videos.create(payload, idempotency_key="order-7")

    assert json.loads(rest.bodies[1].decode())["metadata"] == [PAIR]
    assert payload.metadata[0].value == "old"


def test_a_lost_answer_makes_no_twin():
    videos, rest, clock = client_of(NOTHING, LOST, FOUND)

    video = videos.create({"title": "a"}, idempotency_key="order-7")

    assert (video.video_id, video.title) == ("v", "a")
    assert asked(rest) == [LOOK, CREATE, LOOK]
    assert clock.waits == [0.5]


def test_what_did_not_arrive_is_created_after_all():
    videos, rest, _ = client_of(NOTHING, answer(502, b"<html>"), NOTHING, MADE)

    assert videos.create({"title": "a"}, idempotency_key="order-7").video_id == "v"
    assert asked(rest) == [LOOK, CREATE, LOOK, CREATE]


def test_what_is_there_is_given_as_it_is():
    videos, rest, _ = client_of(FOUND)

    assert videos.create({"title": "b"}, idempotency_key="order-7").title == "a"
    assert asked(rest) == [LOOK]


@pytest.mark.parametrize(
    "metadata", [None, [], [{"key": "idempotencyKey", "value": "order-77"}], [{"key": "x"}]]
)
def test_what_only_resembles_the_key_is_not_it(metadata):
    videos, rest, _ = client_of(found({"videoId": "w", "metadata": metadata}), MADE)

    assert videos.create({"title": "a"}, idempotency_key="order-7").video_id == "v"
    assert asked(rest) == [LOOK, CREATE]


def test_a_service_that_is_gone_is_not_asked_for_ever():
    videos, rest, clock = client_of(*[LOST] * 99)

    with pytest.raises(ApiConnectionError, match="tried 4 times") as caught:
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert caught.value.attempts == 4
    assert asked(rest) == [LOOK] * 4
    assert clock.waits == [0.5, 1.0, 2.0]


def test_there_are_never_more_than_two_requests_to_an_attempt():
    videos, rest, _ = client_of(*[NOTHING, answer(503, {})] * 99)

    with pytest.raises(ServiceException) as caught:
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert caught.value.attempts == 4
    assert asked(rest) == [LOOK, CREATE] * 4


@pytest.mark.parametrize("most", [1, 2])
def test_it_keeps_to_the_attempts_that_are_allowed(most):
    videos, rest, _ = client_of(*[NOTHING, LOST] * 9, max_attempts=most)

    with pytest.raises(ApiConnectionError):
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert asked(rest) == [LOOK, CREATE] * most


def test_it_waits_as_the_service_asks_and_not_beyond_the_deadline():
    full = answer(429, {}, {"X-RateLimit-Retry-After": "40"})
    videos, rest, clock = client_of(NOTHING, full, NOTHING, full, NOTHING, MADE, deadline=60)

    with pytest.raises(ApiException) as caught:
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert (caught.value.status, caught.value.attempts) == (429, 2)
    assert clock.waits == [40.5]


def test_a_refusal_is_told_at_once():
    videos, rest, _ = client_of(NOTHING, answer(400, {"title": "No."}))

    with pytest.raises(BadRequestException, match="No"):
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert asked(rest) == [LOOK, CREATE]


@pytest.mark.parametrize("document", [b"<html>", b"", [], {}, {"data": None}, {"data": "soon"}])
def test_a_list_that_cannot_be_read_creates_nothing(document):
    videos, rest, _ = client_of(answer(200, document))

    with pytest.raises(UnexpectedResponseException):
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert asked(rest) == [LOOK]


@pytest.mark.parametrize("one", [None, "v", {"videoId": "w", "metadata": "idempotencyKey"}])
def test_what_is_odd_in_a_list_is_passed_over(one):
    videos, rest, _ = client_of(found(one, {"videoId": "v", "metadata": [PAIR]}))

    assert videos.create({"title": "a"}, idempotency_key="order-7").video_id == "v"


def test_a_success_that_cannot_be_read_is_an_error_and_the_next_call_finds_what_was_made():
    videos, rest, _ = client_of(NOTHING, answer(201, b"<html>"), FOUND)

    with pytest.raises(UnexpectedResponseException):
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert videos.create({"title": "a"}, idempotency_key="order-7").video_id == "v"
    assert asked(rest) == [LOOK, CREATE, LOOK]


def authenticated(*answers):
    rest = FakeRest(*answers)
    clock = Waits()
    client = apivideo.AuthenticatedApiClient(
        "key", rest_client=rest, clock=clock, sleep=clock.sleep, draw=lambda: 1.0
    )
    return client, rest


def test_a_token_that_cannot_be_had_is_tried_for_no_more_often_than_in_any_call():
    client, rest = authenticated(*[answer(503, {})] * 99)

    with pytest.raises(ServiceException, match="tried 4 times"):
        client.videos.create({"title": "a"}, idempotency_key="order-7")

    assert [one.path for one in rest.requests] == ["/auth/api-key"] * 4


def test_an_exchange_without_a_token_is_not_repeated():
    client, rest = authenticated(answer(200, {}))

    with pytest.raises(ApiAuthException):
        client.videos.create({"title": "a"}, idempotency_key="order-7")

    assert len(rest.requests) == 1


def test_a_client_that_is_disconnected_says_so_at_once():
    client, rest = authenticated(tokens(), answer(400, {}))
    client.connect()
    with pytest.raises(ApiAuthException):
        client.refresh_token()

    with pytest.raises(ApiAuthException, match="Disconnected"):
        client.videos.create({"title": "a"}, idempotency_key="order-7")

    assert client._session.clock.waits == []


def test_a_token_that_ends_between_looking_and_creating_is_renewed():
    client, rest = authenticated(tokens(), NOTHING, answer(401, {}), tokens("access-2"), MADE)

    assert client.videos.create({"title": "a"}, idempotency_key="order-7").video_id == "v"
    assert [one.path for one in rest.requests] == [
        "/auth/api-key",
        "/videos",
        "/videos",
        "/auth/refresh",
        "/videos",
    ]


def test_the_time_that_looking_takes_is_taken_from_creating():
    videos, rest, clock = client_of(NOTHING, MADE, deadline=60)

    def take_a_while(request, outcome, seconds):
        clock.now += 20

    videos.api_client.after_response.append(take_a_while)

    videos.create({"title": "a"}, idempotency_key="order-7")

    assert [one.total for one in rest.requests] == [60, 40]


@pytest.mark.parametrize("timeout, totals", [((30, 30), [60, 10]), (30, [30, 10]), (90, [90, 40])])
def test_a_time_for_each_request_moves_the_deadline_of_the_call_and_no_more(timeout, totals):
    videos, rest, clock = client_of(NOTHING, MADE, deadline=60)

    def take_a_while(request, outcome, seconds):
        clock.now += 50

    videos.api_client.after_response.append(take_a_while)

    videos.create({"title": "a"}, idempotency_key="order-7", _request_timeout=timeout)

    assert [one.total for one in rest.requests] == totals


def test_a_create_with_a_key_that_failed_is_not_said_to_be_uncertain():
    videos, _, _ = client_of(*[NOTHING, LOST] * 4)

    with pytest.raises(ApiConnectionError) as caught:
        videos.create({"title": "a"}, idempotency_key="order-7")

    assert not caught.value.is_uncertain


def test_the_options_of_all_calls_hold():
    videos, rest, _ = client_of(NOTHING, MADE, FOUND)
    options = {"_return_http_data_only": False, "_request_timeout": 7}

    made = videos.create({"title": "a"}, idempotency_key="order-7", **options)
    there = videos.create({"title": "a"}, idempotency_key="order-7", **options)

    assert (made[0].video_id, made[1]) == ("v", 201)
    assert (there[0].video_id, there[1], there[2]["X-Answer"]) == ("v", 200, "found")
    assert {one.timeout for one in rest.requests} == {(7, 7)}


def test_it_may_be_done_in_another_thread():
    videos, rest, _ = client_of(NOTHING, LOST, FOUND)

    with videos.api_client:
        job = videos.create({"title": "a"}, idempotency_key="order-7", async_req=True)

        assert job.get(10).video_id == "v"


def test_an_answer_that_is_not_read_cannot_be_looked_up():
    videos, rest, _ = client_of()

    with pytest.raises(ApiValueError, match="idempotency_key"):
        videos.create({"title": "a"}, idempotency_key="order-7", _preload_content=False)

    assert rest.requests == []


@pytest.mark.parametrize(
    "key, error", [("", ApiValueError), (" ", ApiValueError), (7, ApiTypeError)]
)
def test_a_key_is_a_text(key, error):
    videos, rest, _ = client_of()

    with pytest.raises(error, match="idempotency_key"):
        videos.create({"title": "a"}, idempotency_key=key)

    assert rest.requests == []


def test_no_key_is_as_good_as_none_given():
    videos, rest, _ = client_of(answer(201, {"videoId": "v"}))

    videos.create({"title": "a"}, idempotency_key=None)

    assert asked(rest) == [CREATE]
    assert json.loads(rest.bodies[0].decode()) == {"title": "a"}


@pytest.mark.parametrize("method", ["list", "upload"])
def test_only_what_creates_takes_a_key(method):
    videos, rest, _ = client_of()

    with pytest.raises(ApiTypeError, match="idempotency_key"):
        getattr(videos, method)(idempotency_key="order-7")


def test_with_the_emulator_an_answer_that_is_lost_makes_one_video(client):
    def lose(request, outcome, seconds):
        if request.method == "POST" and request.path == "/videos" and not lost:
            lost.append(outcome.status)
            raise ApiConnectionError("cut off")

    lost = []
    client.sleep = lambda seconds: None
    client.after_response.append(lose)

    video = client.videos.create({"title": "once"}, idempotency_key="order-8")
    again = client.videos.create({"title": "once"}, idempotency_key="order-8")
    other = client.videos.create({"title": "once"}, idempotency_key="order-9")

    assert lost == [201]
    assert video.video_id == again.video_id != other.video_id
    assert client.videos.list(title="once").pagination.items_total == 2
