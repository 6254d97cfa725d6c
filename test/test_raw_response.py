"""``client.videos.with_raw_response``: results together with their responses."""

import pytest
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo.exceptions import ApiTypeError, NotFoundException

VIDEO = answer(200, {"videoId": "v"}, {"X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "9"})
BROKEN = answer(503, {"title": "Something went wrong."})
PART = 5 * 1024 * 1024


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def client(rest):
    return apivideo.ApiClient(
        apivideo.Configuration(chunk_size=PART, upload_concurrency=1),
        rest_client=rest,
        sleep=lambda seconds: None,
    )


def test_it_tells_of_the_response_and_has_the_result(client, rest):
    rest.answers = [BROKEN, BROKEN, VIDEO]

    response = client.videos.with_raw_response.get("v")

    assert (response.status, response.attempts, response.request_id) == (200, 3, None)
    assert response.rate_limit == (60, 9, None)
    assert response.headers == VIDEO.headers
    assert response.parse().video_id == "v"
    assert response.parse() is response.parse()
    assert repr(response) == "RawResponse(200, Video)"


def test_what_returns_nothing_parses_to_nothing(client, rest):
    rest.answers = [answer(204, b"")]

    response = client.videos.with_raw_response.delete("v")

    assert (response.status, response.parse(), response.rate_limit) == (204, None, None)


def test_that_of_an_upload_is_the_last_response(client, rest):
    rest.answers = [answer(201, {"videoId": "v"}), answer(201, {"videoId": "v", "title": "Film"})]
    rest.answers[1].headers["X-Request-Id"] = "r-2"

    response = client.videos.with_raw_response.upload("v", bytes(PART + 1))

    assert (response.status, response.request_id) == (201, "r-2")
    assert response.parse().title == "Film"


def test_a_page_leads_to_the_next_pages_which_are_no_raw_responses(client, rest):
    def page(number):
        pagination = {"currentPage": number, "pagesTotal": 2}
        return answer(200, {"data": [{"videoId": str(number)}], "pagination": pagination})

    rest.answers = [page(1), page(2)]

    first = client.videos.with_raw_response.list(title="film").parse()

    assert [video.video_id for video in first.auto_paging_iter()] == ["1", "2"]
    assert [one.url.partition("?")[2] for one in rest.requests] == [
        "title=film",
        "title=film&currentPage=2",
    ]


def test_a_video_that_is_created_once_has_one_too(client, rest):
    pair = {"key": "idempotencyKey", "value": "order-7"}
    found = answer(200, {"data": [{"videoId": "v", "metadata": [pair]}]})
    rest.answers = [answer(200, {"data": []}), answer(201, {"videoId": "v"}), found]
    videos = client.videos.with_raw_response

    created = videos.create({"title": "Film"}, idempotency_key="order-7")
    again = videos.create({"title": "Film"}, idempotency_key="order-7")

    assert (created.status, again.status) == (201, 200)
    assert created.parse().video_id == again.parse().video_id == "v"


def test_an_asynchronous_call_gives_it_later(client, rest):
    rest.answers = [VIDEO]

    with client:
        job = client.videos.with_raw_response.get("v", async_req=True, _request_timeout=5)

        assert job.get(10).parse().video_id == "v"
    assert rest.requests[0].timeout == (5, 5)


def test_other_options_of_a_client_hold(client, rest):
    rest.answers = [VIDEO]

    client.with_options(timeout=5).videos.with_raw_response.get("v")

    assert rest.requests[0].timeout == (5, 5)


def test_a_refusal_is_raised(client, rest):
    rest.answers = [answer(404, {"title": "No such video."})]

    with pytest.raises(NotFoundException):
        client.videos.with_raw_response.get("v")


def test_wrong_arguments_are_refused_as_ever(client, rest):
    with pytest.raises(ApiTypeError, match="_preload_content"):
        client.videos.with_raw_response.get("v", _preload_content=False)
    with pytest.raises(ApiTypeError, match="titel"):
        client.videos.with_raw_response.list(titel="film")

    assert rest.requests == []
