"""Wait until a video can be played; no test here takes any time."""

import pytest
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    NotFoundException,
)
from apivideo.model import Video
from apivideo.waiting import LONGEST_PAUSE, EncodingFailedError, wait_until_playable


class Time:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0
        self.pauses = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.pauses.append(seconds)
        self.now += seconds


def status(playable=None, *words):
    qualities = [{"type": "hls", "quality": "720p", "status": word} for word in words]
    return answer(200, {"encoding": {"playable": playable, "qualities": qualities}})


PLAYABLE = status(True, "encoded", "encoding")


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def wait(rest, time):
    client = apivideo.ApiClient(rest_client=rest)

    def wait(video_id="vi1", **options):
        return wait_until_playable(client, video_id, clock=time.clock, sleep=time.sleep, **options)

    return wait


def test_a_playable_video_needs_no_waiting(wait, rest, time):
    rest.answers = [PLAYABLE]

    result = wait("vi 1")

    assert result.encoding.playable is True
    assert time.pauses == []
    assert rest.requests[0].url == "https://ws.api.video/videos/vi%201/status"


@pytest.mark.parametrize(
    "unfinished",
    [
        status(False, "waiting"),
        status(False, "encoding", "failed"),
        status(None),
        answer(200, {"encoding": None}),
        answer(200, {"encoding": {}}),
        answer(200, {"ingest": {"status": "a word of tomorrow"}}),
        answer(200, {}),
    ],
)
def test_a_video_that_is_not_playable_is_asked_for_again(wait, rest, time, unfinished):
    rest.answers = [unfinished, unfinished, PLAYABLE]

    assert wait().encoding.playable is True

    assert len(time.pauses) == 2


def test_pauses_grow_up_to_a_limit(wait, rest, time):
    rest.answers = [status(False)] * 20 + [PLAYABLE]

    wait()

    assert time.pauses[0] == 0.5
    assert time.pauses == sorted(time.pauses)
    assert time.pauses[-1] == LONGEST_PAUSE


def test_each_status_on_the_way_is_told(wait, rest):
    rest.answers = [status(False, "waiting"), status(False, "encoding"), PLAYABLE]
    seen = []

    result = wait(on_status=seen.append)

    assert [one.encoding.qualities[0].status for one in seen] == ["waiting", "encoding", "encoded"]
    assert seen[-1] is result


def test_one_rendition_that_failed_does_not_end_the_waiting(wait, rest):
    rest.answers = [status(False, "failed", "encoding"), PLAYABLE]

    assert wait().encoding.playable is True


def test_when_every_rendition_failed_that_is_told(wait, rest, time):
    rest.answers = [status(False, "encoding", "failed"), status(False, "failed", "failed")]

    with pytest.raises(EncodingFailedError, match="vi1") as caught:
        wait()

    assert isinstance(caught.value, ApiVideoError)
    assert caught.value.status.encoding.playable is False
    assert len(time.pauses) == 1


def test_after_the_timeout_the_waiting_ends(wait, rest, time):
    rest.answers = [status(False)] * 20

    with pytest.raises(ApiTimeoutError, match="vi1 is not playable after 5 seconds"):
        wait(timeout=5)

    assert time.now <= 5
    assert time.now + time.pauses[-1] * 1.5 > 5


def test_a_timeout_of_nothing_asks_once(wait, rest, time):
    rest.answers = [status(False), PLAYABLE]

    with pytest.raises(ApiTimeoutError):
        wait(timeout=0)

    assert (len(rest.requests), time.pauses) == (1, [])


def test_a_refusal_ends_the_waiting(wait, rest):
    rest.answers = [status(False), answer(404, {"title": "No such video."})]

    with pytest.raises(NotFoundException, match="No such video"):
        wait()


def test_a_wrong_id_is_refused_before_anything_is_sent(wait, rest):
    with pytest.raises(ApiValueError):
        wait("")

    assert rest.requests == []


@pytest.mark.parametrize(
    "video_id, error", [(None, ApiTypeError), (Video(video_id="vi1"), ApiTypeError)]
)
def test_only_an_id_is_looked_up(wait, rest, video_id, error):
    with pytest.raises(error, match="video_id"):
        wait(video_id)

    assert rest.requests == []


@pytest.mark.parametrize("timeout, error", [("1", ApiTypeError), (-1, ApiValueError)])
def test_the_time_to_wait_is_a_number_of_seconds(wait, rest, timeout, error):
    with pytest.raises(error, match="timeout"):
        wait(timeout=timeout)

    assert rest.requests == []


def test_what_is_missing_among_the_qualities_is_passed_over(wait, rest, time):
    rest.answers = [answer(200, {"encoding": {"qualities": [None]}}), PLAYABLE]

    assert wait().encoding.playable is True


def test_no_request_outlasts_the_time_to_wait(wait, rest, time):
    rest.answers = [status(False, "encoding"), PLAYABLE]

    wait(timeout=20)

    assert [round(one.total, 1) for one in rest.requests] == [20, 20 - time.pauses[0]]


@pytest.mark.parametrize(
    "failure", [ApiConnectionError("gone"), answer(503, {}), answer(500, {"title": "Failed."})]
)
def test_a_service_that_is_away_for_a_while_is_waited_for(rest, time, failure):
    client = apivideo.ApiClient(
        apivideo.Configuration(max_attempts=1), rest_client=rest, sleep=time.sleep
    )
    rest.answers = [failure] * 5 + [PLAYABLE]

    found = wait_until_playable(client, "vi1", clock=time.clock, sleep=time.sleep)

    assert found.encoding.playable
    assert len(rest.requests) == 6


def test_a_service_that_stays_away_is_told_when_the_time_is_over(rest, time):
    client = apivideo.ApiClient(apivideo.Configuration(max_attempts=1), rest_client=rest)
    rest.answers = [ApiConnectionError("gone") for _ in range(99)]

    with pytest.raises(ApiConnectionError, match="gone"):
        wait_until_playable(client, "vi1", timeout=60, clock=time.clock, sleep=time.sleep)

    assert 50 <= time.now <= 60


def test_a_server_that_is_not_trusted_is_not_waited_for(rest, time):
    client = apivideo.ApiClient(rest_client=rest)
    failure = ApiConnectionError("not trusted")
    failure.passing = False
    rest.answers = [failure]

    with pytest.raises(ApiConnectionError, match="not trusted"):
        wait_until_playable(client, "vi1", clock=time.clock, sleep=time.sleep)
