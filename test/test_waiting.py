"""Wait until a video can be played; no test here takes any time."""

import json

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
    NothingUploadedError,
    SummaryFailedError,
)
from apivideo.model import Video
from apivideo.waiting import (
    LONGEST_PAUSE,
    EncodingFailedError,
    wait_until_available,
    wait_until_broadcasting,
    wait_until_encoded,
    wait_until_playable,
    wait_until_summary,
)


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


# ---- a video to which nothing was uploaded ---------------------------------------------------


def ingest(word, **received):
    return answer(200, {"ingest": {"status": word, **received}, "encoding": {"playable": False}})


@pytest.mark.parametrize("wait", [wait_until_playable, wait_until_encoded])
@pytest.mark.parametrize(
    "received", [{}, {"receivedBytes": []}, {"receivedParts": {"parts": [], "total": None}}]
)
def test_a_video_to_which_nothing_was_uploaded_is_not_waited_for(rest, time, wait, received):
    rest.answers = [ingest("missing", **received)]
    client = apivideo.ApiClient(rest_client=rest)

    with pytest.raises(NothingUploadedError, match="nothing was uploaded to video vi1") as caught:
        wait(client, "vi1", clock=time.clock, sleep=time.sleep)

    assert caught.value.status.ingest.status == "missing"
    assert time.pauses == []


@pytest.mark.parametrize(
    "unfinished",
    [
        ingest("uploading"),
        ingest("ingesting"),
        ingest("a word of tomorrow"),
        ingest("missing", receivedBytes=[{"from": 0, "to": 5, "total": 9}]),
        ingest("missing", receivedParts={"parts": [1], "total": None}),
    ],
)
def test_a_file_that_is_on_its_way_is_waited_for(wait, rest, time, unfinished):
    rest.answers = [unfinished, PLAYABLE]

    assert wait().encoding.playable is True


# ---- encoded -----------------------------------------------------------------------------------


def encoding(**words):
    kinds = {"mp4": ("mp4", "720p")}
    made = [(kinds.get(name, ("hls", name.strip("_"))), word) for name, word in words.items()]
    qualities = [{"type": kind, "quality": size, "status": word} for (kind, size), word in made]
    return answer(200, {"encoding": {"playable": True, "qualities": qualities}})


ALL_DONE = encoding(_240p="encoded", _720p="encoded", mp4="encoded")
SMALL_DONE = encoding(_240p="encoded", _720p="encoding", mp4="waiting")


@pytest.mark.parametrize(
    "qualities, on_the_way, last",
    [
        ((), encoding(_240p="encoded", _720p="encoding"), ALL_DONE),
        ((), encoding(), ALL_DONE),
        ((), status(True), ALL_DONE),
        (["240p"], encoding(_240p="encoding"), SMALL_DONE),
        (["mp4"], SMALL_DONE, ALL_DONE),
        (["hls"], SMALL_DONE, encoding(_240p="encoded", _720p="encoded", mp4="waiting")),
        (["720p"], encoding(_720p="encoded", mp4="encoding"), ALL_DONE),
        (["720p"], encoding(_240p="encoding"), ALL_DONE),
        (("240p", "720p"), SMALL_DONE, ALL_DONE),
        ((), encoding(_240p="a word of tomorrow"), ALL_DONE),
    ],
)
def test_a_video_is_waited_for_until_all_or_some_of_its_qualities_are_encoded(
    rest, time, qualities, on_the_way, last
):
    rest.answers, told = [on_the_way, last], []
    client = apivideo.ApiClient(rest_client=rest)
    how = {"clock": time.clock, "sleep": time.sleep, "on_status": told.append}

    found = wait_until_encoded(client, "vi1", qualities=qualities, **how)

    assert [one.to_json() for one in told] == [json.loads(one.data) for one in (on_the_way, last)]
    assert found is told[-1]


@pytest.mark.parametrize(
    "qualities, ended, words",
    [
        ((), encoding(_240p="encoded", _720p="failed"), "could not encode hls 720p"),
        (["mp4"], encoding(_240p="waiting", mp4="failed"), "could not encode mp4 720p"),
        (["2160p"], ALL_DONE, "makes no 2160p of it"),
        (["240p", "2160p"], encoding(_240p="encoded", _720p="failed"), "makes no 2160p of it"),
    ],
)
def test_a_quality_that_will_never_be_there_is_told_at_once(rest, time, qualities, ended, words):
    rest.answers = [ended]
    client = apivideo.ApiClient(rest_client=rest)

    with pytest.raises(EncodingFailedError, match=f"video vi1.*{words}"):
        wait_until_encoded(client, "vi1", qualities=qualities, clock=time.clock, sleep=time.sleep)

    assert time.pauses == []


# ---- what else can be waited for -----------------------------------------------------------------


def summaries(word):
    page = {"currentPage": 1, "pageSize": 25, "links": []}
    data = [] if word is None else [{"summaryId": "summary_1", "sourceStatus": word}]
    return answer(200, {"data": data, "pagination": page})


WAITS = {
    wait_until_broadcasting: ("li1", answer(200, {"broadcasting": False}), "live stream li1"),
    wait_until_summary: ("vi1", summaries("waiting"), "video vi1 has no summary"),
    wait_until_available: ("https://a.example/x?token=abc", answer(202, b""), "at https://a.ex"),
    wait_until_encoded: ("vi1", encoding(_240p="encoding"), "video vi1 is not encoded"),
    wait_until_playable: ("vi1", status(False), "video vi1 is not playable"),
}
RIGHT = {
    wait_until_broadcasting: answer(200, {"liveStreamId": "li1", "broadcasting": True}),
    wait_until_summary: summaries("completed"),
    wait_until_available: answer(200, b"#EXTM3U"),
    wait_until_encoded: ALL_DONE,
    wait_until_playable: PLAYABLE,
}


@pytest.mark.parametrize("wait", WAITS)
def test_each_of_them_waits_until_it_is_so(rest, time, wait):
    subject, not_yet, _ = WAITS[wait]
    rest.answers = [not_yet, answer(503, {}), not_yet, RIGHT[wait]]
    client = apivideo.ApiClient(apivideo.Configuration(max_attempts=1), rest_client=rest)

    wait(client, subject, clock=time.clock, sleep=time.sleep)

    assert time.pauses == [0.5, 0.75, 1.125]


@pytest.mark.parametrize("wait", WAITS)
def test_each_of_them_gives_up_after_its_timeout(rest, time, wait):
    subject, not_yet, words = WAITS[wait]
    rest.answers = [not_yet] * 50
    client = apivideo.ApiClient(rest_client=rest)

    with pytest.raises(ApiTimeoutError, match=f"{words}.* after 30 seconds") as caught:
        wait(client, subject, timeout=30, clock=time.clock, sleep=time.sleep)

    assert 20 <= time.now <= 30
    assert "abc" not in str(caught.value)


@pytest.mark.parametrize("wait", WAITS)
def test_each_of_them_can_be_cancelled(rest, wait):
    subject, not_yet, words = WAITS[wait]
    cancellation = apivideo.Cancellation()

    class Cancelling(FakeRest):
        def send(self, request):
            cancellation.cancel()
            return super().send(request)

    client = apivideo.ApiClient(rest_client=Cancelling(not_yet))

    with pytest.raises(ApiConnectionError, match=f"{words}.*cancelled"):
        wait(client, subject, cancel=cancellation)


@pytest.mark.parametrize("wait", WAITS)
@pytest.mark.parametrize("subject", [None, 5, "", b"vi1"])
def test_each_of_them_refuses_a_wrong_subject_before_anything_is_sent(rest, time, wait, subject):
    with pytest.raises((ApiTypeError, ApiValueError), match="_id|url"):
        wait(apivideo.ApiClient(rest_client=rest), subject, clock=time.clock, sleep=time.sleep)

    assert rest.requests == []


@pytest.mark.parametrize("wait", WAITS)
def test_what_is_not_there_ends_each_of_them(rest, time, wait):
    rest.answers = [answer(404, {"title": "No such thing."})]
    client = apivideo.ApiClient(rest_client=rest)

    with pytest.raises(NotFoundException, match="No such thing"):
        wait(client, WAITS[wait][0], clock=time.clock, sleep=time.sleep)


def test_the_summary_of_the_video_is_asked_for(rest):
    rest.answers = [summaries("completed")]

    summary = wait_until_summary(apivideo.ApiClient(rest_client=rest), "vi1")

    assert summary.summary_id == "summary_1"
    assert rest.requests[0].url.endswith("/summaries?videoId=vi1")


def test_a_summary_that_was_not_begun_yet_is_waited_for(rest, time):
    rest.answers = [summaries(None), summaries("completed")]
    client = apivideo.ApiClient(rest_client=rest)

    assert wait_until_summary(client, "vi1", clock=time.clock, sleep=time.sleep).summary_id


@pytest.mark.parametrize(
    "word, reason",
    [("failed", "could not"), ("unprocessable", "50 words"), ("missing", "from a client")],
)
def test_a_summary_that_will_never_be_there_is_told_at_once(rest, time, word, reason):
    rest.answers = [summaries(word)]
    client = apivideo.ApiClient(rest_client=rest)

    with pytest.raises(SummaryFailedError, match=f"video vi1.*{reason}") as caught:
        wait_until_summary(client, "vi1", clock=time.clock, sleep=time.sleep)

    assert caught.value.summary.source_status == word
    assert time.pauses == []


def test_an_address_is_asked_for_without_a_key(rest):
    client = apivideo.AuthenticatedApiClient("key", rest_client=rest)
    rest.answers = [answer(200, b"#EXTM3U")]

    wait_until_available(client, "https://a.example/manifest.m3u8")

    assert [one.url for one in rest.requests] == ["https://a.example/manifest.m3u8"]
    assert "Authorization" not in rest.requests[0].headers
