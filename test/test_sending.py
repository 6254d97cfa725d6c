"""Requests that arrive: repeated where that is safe, within the time allowed."""

import copy
import gc
import io
import math
import os
import pickle
import sys
import threading
import weakref

import pytest
from support.fake_rest import FakeRest, answer, tokens
from support.forks import in_child, needs_fork, quiet
from support.raw_server import RawServer, answering, http, read_request
from support.scripted_server import ScriptedServer, hang_up
from support.waits import Waits

import apivideo
from apivideo._http.message import RateLimit, SendOptions
from apivideo.apis import VideosApi
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTimeoutError,
    ApiValueError,
    NotFoundException,
    ServiceException,
    TooManyRequestsException,
    UnexpectedResponseException,
)
from apivideo.model.video import Video

CUT = ApiConnectionError("cut off")
REFUSED = ApiConnectionError("refused")
REFUSED.reached = False
DISTRUSTED = ApiConnectionError("not trusted")
DISTRUSTED.reached = DISTRUSTED.passing = False
BROKEN = answer(503, {"title": "Later."})
FULL = answer(429, {"title": "Too many."}, {"X-RateLimit-Retry-After": "7"})
OK = answer(200, {"videoId": "v"})
DONE = answer(204, b"")


class SlowRest(FakeRest):
    """Takes some seconds for each answer."""

    def __init__(self, clock, seconds, *answers):
        super().__init__(*answers)
        self.clock = clock
        self.seconds = seconds

    def send(self, request):
        self.clock.now += self.seconds
        return super().send(request)


@pytest.fixture
def clock():
    return Waits()


@pytest.fixture
def rest():
    return FakeRest()


def client_of(rest, clock, **configuration):
    return apivideo.ApiClient(
        apivideo.Configuration(**configuration),
        rest_client=rest,
        clock=clock,
        sleep=clock.sleep,
        draw=lambda: 1.0,
    )


@pytest.fixture
def client(rest, clock):
    return client_of(rest, clock)


# ---- again -------------------------------------------------------------------


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "get", "delete"])
@pytest.mark.parametrize("failure", [CUT, REFUSED, ApiTimeoutError("late"), BROKEN])
def test_what_does_no_harm_twice_is_repeated_until_it_succeeds(
    client, rest, clock, method, failure
):
    rest.answers = [failure, failure, failure, OK]

    assert client.call(method, "/videos/v", returns=Video).video_id == "v"
    assert clock.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize("method", ["POST", "post", "Post"])
@pytest.mark.parametrize("failure", [CUT, BROKEN, answer(500, {}), ApiTimeoutError("late")])
def test_what_creates_is_not_repeated_where_it_may_have_arrived(client, rest, method, failure):
    rest.answers = [failure, OK]

    with pytest.raises((ApiConnectionError, ApiException)) as caught:
        client.call(method, "/videos", body={})

    assert caught.value.attempts == 1
    assert len(rest.requests) == 1


@pytest.mark.parametrize(
    "failure, wait", [(REFUSED, 0.5), (FULL, 7.5), (answer(503, {}, {"Retry-After": "3"}), 3.5)]
)
def test_what_creates_is_repeated_where_it_did_not_arrive(client, rest, clock, failure, wait):
    rest.answers = [failure, OK]

    client.call("POST", "/videos", body={"title": "a"})

    assert clock.waits == [wait]
    assert rest.bodies == [b'{"title": "a"}'] * 2


def test_a_file_is_sent_again_from_its_start(client, rest):
    rest.answers = [REFUSED, OK]

    client.call("POST", "/logo", file=io.BytesIO(b"abc"))

    assert rest.bodies[0] == rest.bodies[1]
    assert b"\r\n\r\nabc\r\n" in rest.bodies[1]


REPLACING = [
    lambda client: client.videos.upload_thumbnail("v", b"\x89PNG"),
    lambda client: client.live_streams.upload_thumbnail("l", b"\x89PNG"),
    lambda client: client.captions.upload("v", "fr", b"WEBVTT"),
    lambda client: client.chapters.upload("v", "fr", b"WEBVTT"),
    lambda client: client.player_themes.upload_logo("p", b"\x89PNG", link="https://a.b"),
]


@pytest.mark.parametrize("call", REPLACING)
@pytest.mark.parametrize("fault", [hang_up, http(503), http(500), http(504)])
def test_a_file_that_replaces_another_is_sent_again(call, fault):
    with ScriptedServer([fault]) as server:
        configuration = apivideo.Configuration(host=server.host)
        with apivideo.ApiClient(configuration, draw=lambda: 0.0) as client:
            call(client)

    assert len(server.requests) == 2
    first, second = (one.partition(b"\r\n\r\n")[2] for one in server.requests)
    assert first.splitlines()[-2] == second.splitlines()[-2] != b""


def test_a_file_that_makes_something_new_is_not_sent_again():
    with ScriptedServer([http(503)]) as server:
        configuration = apivideo.Configuration(host=server.host)
        with apivideo.ApiClient(configuration) as client, pytest.raises(ServiceException):
            client.watermarks.upload(b"\x89PNG")

    assert len(server.requests) == 1


@pytest.mark.parametrize("failure, error", [(CUT, ApiConnectionError), (BROKEN, ServiceException)])
def test_what_goes_on_failing_is_told_with_its_attempts(client, rest, clock, failure, error):
    rest.answers = [failure] * 9

    with pytest.raises(error, match=r"\(tried 4 times\)$") as caught:
        client.call("GET", "/videos")

    assert caught.value.attempts == len(rest.requests) == 4
    assert clock.waits == [0.5, 1.0, 2.0]


@pytest.mark.parametrize(
    "configuration",
    [{"max_attempts": 1}, {"retries": 0}, {"retries": False}, {"retries": -3}],
)
def test_repeating_can_be_turned_off(rest, clock, configuration):
    client = client_of(rest, clock)
    for name, value in configuration.items():
        setattr(client.configuration, name, value)
    rest.answers = [BROKEN] * 9

    with pytest.raises(ServiceException) as caught:
        client.call("GET", "/videos")

    assert "tried" not in str(caught.value)
    assert len(rest.requests) == 1


def test_the_retries_of_the_published_client_are_attempts(client, rest):
    urllib3 = pytest.importorskip("urllib3")
    for retries, requests in ((2, 3), (urllib3.Retry(5), 6), (urllib3.Retry(False), 1), (None, 4)):
        client.configuration.retries = retries
        rest.answers, rest.requests = [BROKEN] * 9, []

        with pytest.raises(ServiceException):
            client.call("GET", "/videos")

        assert len(rest.requests) == requests


@pytest.mark.parametrize("failure", [CUT, BROKEN, answer(500, {}), ApiTimeoutError("late")])
def test_who_created_in_vain_is_told_that_it_may_have_been_done(client, rest, failure):
    rest.answers = [failure]

    with pytest.raises((ApiConnectionError, ApiException), match="may have taken effect") as caught:
        client.call("POST", "/videos", body={})

    assert caught.value.is_uncertain


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("failure", [REFUSED, FULL, answer(404, {})])
def test_what_was_certainly_not_done_is_not_said_to_be_uncertain(client, rest, method, failure):
    rest.answers = [failure] * 99

    with pytest.raises((ApiConnectionError, ApiException)) as caught:
        client.call(method, "/videos")

    assert not caught.value.is_uncertain
    assert "may have taken effect" not in str(caught.value)


@pytest.mark.skipif(sys.implementation.name == "pypy", reason="PyPy frees nothing at once")
@pytest.mark.parametrize("failure", [CUT, BROKEN, answer(404, {})])
def test_a_failure_is_gone_as_soon_as_nobody_holds_it(client, rest, failure):
    rest.answers = [copy.copy(failure)] * 4
    gc.collect()
    gc.disable()
    try:
        try:
            client.call("GET", "/videos")
        except (ApiConnectionError, ApiException) as error:
            remains = weakref.ref(error)
        rest.answers.clear()
        assert remains() is None
    finally:
        gc.enable()


def test_a_server_that_is_not_trusted_is_asked_once(client, rest):
    rest.answers = [DISTRUSTED, OK]

    with pytest.raises(ApiConnectionError, match="not trusted"):
        client.call("GET", "/videos")

    assert len(rest.requests) == 1


def test_an_argument_that_cannot_be_sent_is_told_once(client, rest):
    rest.answers = [ApiValueError("no header can have"), OK]

    with pytest.raises(ApiValueError):
        client.call("GET", "/videos")

    assert len(rest.requests) == 1


@pytest.mark.parametrize("failure", [CUT, BROKEN, answer(500, {}), ApiTimeoutError("late")])
def test_a_repeated_delete_that_finds_nothing_has_succeeded(client, rest, failure):
    rest.answers = [failure, answer(404, {})]

    assert client.call("DELETE", "/videos/v") is None
    assert len(rest.requests) == 2


@pytest.mark.parametrize("answers", [[], [REFUSED], [FULL]])
def test_a_delete_that_finds_nothing_though_nothing_was_deleted_has_not(client, rest, answers):
    rest.answers = [*answers, answer(404, {})]

    with pytest.raises(NotFoundException):
        client.call("DELETE", "/videos/v")


def test_another_call_that_finds_nothing_has_not_succeeded(client, rest):
    rest.answers = [CUT, answer(404, {})]

    with pytest.raises(NotFoundException, match="tried 2 times"):
        client.call("PATCH", "/videos/v", body={})


def test_a_success_that_is_unreadable_tells_how_often_it_was_tried(client, rest):
    rest.answers = [CUT, answer(200, b"<html>")]

    with pytest.raises(UnexpectedResponseException, match="tried 2 times") as caught:
        client.call("GET", "/videos/v", returns=Video)

    assert caught.value.attempts == len(rest.requests) == 2


# ---- time --------------------------------------------------------------------


def test_a_wait_that_is_asked_for_is_kept(client, rest, clock):
    rest.answers = [FULL, FULL, OK]

    client.call("GET", "/videos")

    assert clock.waits == [7.5, 7.5]


def test_a_wait_beyond_the_deadline_is_an_error_at_once(rest, clock):
    client = client_of(rest, clock, deadline=7)
    rest.answers = [FULL, OK]

    with pytest.raises(TooManyRequestsException, match="Try again in 7 seconds") as caught:
        client.call("GET", "/videos")

    assert (clock.waits, caught.value.attempts) == ([], 1)


def test_no_attempt_begins_after_the_deadline(clock):
    rest = SlowRest(clock, 50, *[CUT] * 9)
    client = client_of(rest, clock, deadline=120)

    with pytest.raises(ApiConnectionError) as caught:
        client.call("GET", "/videos")

    assert caught.value.attempts == 3
    assert clock.now < 160


def test_each_attempt_may_take_what_is_left(clock):
    rest = SlowRest(clock, 50, *[CUT] * 9)
    client = client_of(rest, clock, deadline=120)

    with pytest.raises(ApiConnectionError):
        client.call("GET", "/videos")

    assert [one.total for one in rest.requests] == [120, 69.5, 18.5]


def test_of_a_file_only_the_waits_count(clock):
    rest = SlowRest(clock, 500, REFUSED, REFUSED, OK)
    client = client_of(rest, clock, deadline=120)

    client.call("POST", "/logo", file=b"abc")

    assert [one.total for one in rest.requests] == [120, 119.5, 118.5]


@pytest.mark.parametrize(
    "timeout, total", [(None, 300), (900, 900), ((5, 900), 900), (math.inf, math.inf)]
)
def test_a_call_that_is_given_longer_than_the_deadline_has_longer(client, rest, timeout, total):
    rest.answers = [OK]

    client.call("GET", "/videos", options=SendOptions(timeout=timeout))

    assert rest.requests[0].total == total


@pytest.mark.parametrize("timeout, total", [(5, 5), (0.5, 0.5), ((5, 5), 300)])
def test_one_number_is_the_time_for_a_whole_attempt_and_a_pair_is_not(client, rest, timeout, total):
    rest.answers = [OK]

    client.call("GET", "/videos", options=SendOptions(timeout=timeout))

    assert rest.requests[0].total == total


def test_one_number_bounds_a_response_that_trickles():
    ended = threading.Event()

    def handle(connection):
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
        while not ended.wait(0.02):
            connection.sendall(b"a")

    with RawServer(handle) as server:
        configuration = apivideo.Configuration(host=server.host, max_attempts=1)
        with apivideo.ApiClient(configuration) as client:
            with pytest.raises(ApiTimeoutError, match=r"within 0.2 s; _request_timeout"):
                client.call("GET", "/videos", options=SendOptions(timeout=0.2))
        ended.set()


@pytest.mark.parametrize("seconds", [1e10, 10**400, 1e300])
def test_more_time_than_a_clock_has_is_refused_and_infinity_is_named(client, seconds):
    with pytest.raises(ApiValueError, match=r"_request_timeout .*float\('inf'\)"):
        client.call("GET", "/videos", options=SendOptions(timeout=seconds))
    for name in ("request_timeout", "deadline", "retry_base", "retry_cap"):
        with pytest.raises(ApiValueError, match=name + r".*float\('inf'\)"):
            setattr(client.configuration, name, seconds)


def test_the_longest_time_and_infinity_can_be_waited_for(recording_server):
    recording_server.respond = lambda request: (200, {}, b"{}")
    for seconds in (1e9, math.inf):
        with apivideo.ApiClient(apivideo.Configuration(recording_server.host)) as client:
            client.configuration.deadline = seconds
            client.call("GET", "/videos", options=SendOptions(timeout=seconds))


def test_time_is_finite_by_default():
    configuration = apivideo.Configuration()

    assert configuration.request_timeout == (10.0, 60.0)
    assert configuration.deadline == 300.0


@pytest.mark.parametrize("deadline", [0, -1, math.nan])
def test_a_deadline_is_more_than_no_time(deadline):
    with pytest.raises(ApiValueError, match="deadline"):
        apivideo.Configuration(deadline=deadline)


def test_a_trickling_answer_ends_with_the_deadline():
    stop = threading.Event()

    def trickle(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not stop.wait(0.01):
            connection.sendall(b"x")

    with RawServer(trickle) as server:
        configuration = apivideo.Configuration(host=server.host, deadline=0.2)
        with apivideo.ApiClient(configuration) as client:
            with pytest.raises(
                ApiTimeoutError, match="no complete response within 0.2 s"
            ) as caught:
                client.call("GET", "/videos")
        stop.set()

    assert caught.value.attempts == 1
    assert "Configuration.deadline" in str(caught.value)


def test_a_trickling_head_ends_with_the_deadline():
    stop = threading.Event()

    def trickle(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Endless: ")
        while not stop.wait(0.01):
            connection.sendall(b"x")

    with RawServer(trickle) as server:
        configuration = apivideo.Configuration(host=server.host, deadline=0.2)
        with apivideo.ApiClient(configuration) as client:
            with pytest.raises(ApiTimeoutError, match="no complete response within 0.2 s"):
                client.call("GET", "/videos")
        stop.set()


def test_an_answer_that_the_caller_reads_has_no_deadline(recording_server):
    recording_server.respond = lambda request: (200, {}, b"x" * 10**6)
    configuration = apivideo.Configuration(host=recording_server.host, deadline=2)

    with apivideo.ApiClient(configuration) as client:
        raw = VideosApi(client).get("x", _preload_content=False)
        threading.Event().wait(2.1)

        assert len(raw.read()) == 10**6
        raw.release_conn()


# ---- hooks -------------------------------------------------------------------


def test_a_hook_sees_each_request_and_may_replace_it(client, rest):
    def trace(request):
        return request._replace(headers=dict(request.headers, Traceparent=str(len(seen))))

    seen = []
    client.before_request += [seen.append, trace]
    rest.answers = [CUT, OK]

    client.call("GET", "/videos")

    assert [one.path for one in seen] == ["/videos", "/videos"]
    assert [one.headers["Traceparent"] for one in rest.requests] == ["1", "2"]


def test_a_hook_sees_each_answer_and_how_long_it_took(clock):
    rest = SlowRest(clock, 3, CUT, BROKEN, OK)
    client = client_of(rest, clock)
    seen = []
    client.after_response.append(lambda *told: seen.append(told))

    client.call("GET", "/videos")

    assert [one[0] for one in seen] == rest.requests
    assert seen[0][1] is CUT
    assert [one[1].status for one in seen[1:]] == [503, 200]
    assert [one[2] for one in seen] == [3, 3, 3]


def test_hooks_see_the_exchange_of_tokens_too():
    client = apivideo.AuthenticatedApiClient("key", rest_client=FakeRest(tokens(), OK))
    seen = []
    client.before_request.append(lambda request: seen.append(request.path))

    client.videos.get("v")

    assert seen == ["/auth/api-key", "/videos/v"]


def test_what_a_hook_raises_is_raised(client, rest):
    def refuse(request):
        raise LookupError("not today")

    client.before_request.append(refuse)

    with pytest.raises(LookupError, match="not today"):
        client.call("GET", "/videos")

    assert rest.requests == []


@pytest.mark.parametrize("failure", [CUT, BROKEN, UnexpectedResponseException(200)])
def test_a_failure_of_a_hook_is_not_one_of_the_request(client, rest, failure):
    def fail(*arguments):
        raise ApiConnectionError("the metrics are away")

    client.after_response.append(fail)
    rest.answers = [OK] * 4

    with pytest.raises(ApiConnectionError, match="metrics are away$"):
        client.call("PATCH", "/videos/v", body={})

    assert len(rest.requests) == 1


def test_threads_whose_first_calls_come_together_share_the_threads_that_run_them(rest):
    together = threading.Barrier(4)
    with apivideo.ApiClient(rest_client=rest) as client:
        pools = []

        def ask():
            together.wait(20)
            pools.append(client.pool)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)

        assert [pool is pools[0] for pool in pools] == [True] * 4


def test_a_client_that_is_closing_takes_no_more_calls_and_ends_those_it_has(rest):
    started, go_on = threading.Event(), threading.Event()
    client = apivideo.ApiClient(rest_client=rest)
    rest.answers = [OK]
    client.before_request.append(lambda request: started.set() or go_on.wait(20) and None)
    job = VideosApi(client).get("v", async_req=True)
    assert started.wait(20)
    closing = threading.Thread(target=client.close)
    closing.start()

    while not client._is_closing:
        pass
    with pytest.raises(ApiValueError, match="closed"):
        VideosApi(client).list(async_req=True)

    go_on.set()
    closing.join(20)
    assert job.get(20).video_id == "v"


def test_the_latest_quota_is_kept(client, rest):
    quota = {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "9"}
    assert client.last_rate_limit is None
    rest.answers = [answer(200, {}, dict(quota, **{"X-RateLimit-Retry-After": "30"})), OK]

    client.call("GET", "/videos")
    client.call("GET", "/videos")

    assert client.last_rate_limit == RateLimit(limit=100, remaining=9, retry_after=30)


def test_a_refusal_tells_the_quota_too(client, rest):
    rest.answers = [answer(404, {}, {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "0"})]

    with pytest.raises(NotFoundException):
        client.call("GET", "/videos")

    assert client.last_rate_limit.remaining == 0


# ---- what an exception shows -------------------------------------------------


@pytest.mark.parametrize(
    "failure",
    [ApiConnectionError("cut off"), answer(404, {"title": "No."}), answer(200, b"<html>")],
)
def test_a_failed_call_can_be_made_again_by_hand(client, rest, failure):
    client.set_default_header("Authorization", "Bearer s3cret")
    client.cookie = "s3cret"
    rest.answers = [failure] * 4
    arguments = {"path_params": {"upload_token": "s3cret"}, "query": {"token": "s3cret", "a": "b"}}

    with pytest.raises(apivideo.ApiVideoError) as caught:
        client.call(
            "PATCH",
            "/upload-tokens/{upload_token}",
            body={"apiKey": "s3cret"},
            **arguments,
            returns=Video,
        )

    command = caught.value.as_curl()
    assert command.startswith(
        "curl -X PATCH 'https://ws.api.video/upload-tokens/***?token=***&a=b'"
    )
    assert '\'{"apiKey": "***"}\'' in command
    assert "s3cret" not in command + str(caught.value) + repr(caught.value)


def test_what_is_raised_can_be_pickled_with_all_that_it_tells(client, rest):
    rest.answers = [BROKEN] * 4
    with pytest.raises(ServiceException) as caught:
        client.call("GET", "/videos")

    other = pickle.loads(pickle.dumps(caught.value))

    assert (other.attempts, str(other), other.as_curl()) == (
        4,
        str(caught.value),
        caught.value.as_curl(),
    )


# ---- processes ---------------------------------------------------------------


def test_a_pickled_client_is_a_new_one_with_the_same_settings(client):
    client.configuration.host = "http://127.0.0.1:1"
    client.configuration.max_attempts = 7
    client.set_default_header("X-Trace", "1")
    client.cookie = "session=s3cret"
    client.configuration.retries = 2
    client.before_request.append(lambda request: request)
    client.close()

    other = pickle.loads(pickle.dumps(client))

    assert other.configuration.host == "http://127.0.0.1:1"
    assert (other.configuration.max_attempts, other.configuration.retries) == (7, 2)
    assert other.default_headers["X-Trace"] == "1"
    assert (other.cookie, other.before_request) == (None, [])
    with RawServer(answering(http())) as server:
        other.configuration.host = server.host
        other.call("GET", "/videos")
        other.close()


@needs_fork
@quiet
def test_a_child_opens_its_own_connections():
    """One connection for two processes would mix their answers up."""

    def count(connection):
        number = server.connections
        while read_request(connection):
            connection.sendall(http(200, b'{"title": "%d"}' % number))

    with RawServer(count) as server:
        client = apivideo.ApiClient(apivideo.Configuration(host=server.host))

        def ask():
            return client.call("GET", "/videos/v", returns=Video).title

        answers = [ask(), in_child(ask), ask(), in_child(ask), ask()]
        client.close()

    assert answers == ["1", "2", "1", "3", "1"]


@needs_fork
@quiet
def test_a_child_is_not_held_up_by_the_locks_of_the_parent(recording_server):
    recording_server.respond = lambda request: (200, {}, {"videoId": "v"})
    configuration = apivideo.Configuration(host=recording_server.host)
    client = apivideo.AuthenticatedApiClient("key", configuration=configuration)
    client.connect()
    held, done = threading.Event(), threading.Event()

    def hold():
        with client._lock.get(), client.rest_client.transport._lock:
            held.set()
            done.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    answer = in_child(lambda: client.videos.get("v").video_id)
    done.set()
    holder.join()
    client.close()

    assert answer == "v"
    assert len(recording_server.exchanges) == 1


@needs_fork
@quiet
def test_a_child_has_threads_of_its_own_for_asynchronous_calls():
    def serve(connection):
        while read_request(connection):
            connection.sendall(http(200, b'{"title": "a"}'))

    with RawServer(serve) as server:
        client = apivideo.ApiClient(apivideo.Configuration(host=server.host))

        def ask():
            job = VideosApi(client).get("v", async_req=True)
            return job.get(10).title

        def close():
            client.close()
            return "closed"

        assert [ask(), in_child(ask), in_child(close), ask()] == ["a", "a", "closed", "a"]
        client.close()


def test_a_client_goes_to_other_processes(recording_server):
    multiprocessing = pytest.importorskip("multiprocessing")
    recording_server.respond = lambda request: (200, {}, {"videoId": request.path[8:]})
    configuration = apivideo.Configuration(host=recording_server.host)
    client = apivideo.AuthenticatedApiClient(
        "key", configuration=configuration, pickle_api_key=True
    )

    context = multiprocessing.get_context("spawn")
    environment, os.environ["PYTHONPATH"] = dict(os.environ), os.pathsep.join(sys.path)
    try:
        with context.Pool(1) as pool:
            got = pool.map(client.videos.get, ["a", "b"])
            pool.close()
            pool.join()
    finally:
        os.environ.clear()
        os.environ.update(environment)

    assert [one.video_id for one in got] == ["a", "b"]
    assert recording_server.exchanges[0].document == {"apiKey": "key"}


def test_threads_that_come_first_together_share_one_transport():
    for _ in range(50):
        client = apivideo.ApiClient()
        together, found = threading.Barrier(8), []

        def first(client=client, together=together, found=found):
            together.wait()
            found.append(client.rest_client)

        threads = [threading.Thread(target=first) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        client.close()

        assert len(found) == 8
        assert len({id(one) for one in found}) == 1


# ---- the rate limit ----------------------------------------------------------


class Limited:
    """Allows ten requests a second of a clock that only waiting moves, and counts refusals."""

    def __init__(self):
        self.now = 0.0
        self.window = []
        self.refused = 0
        self._lock = threading.Lock()

    def sleep(self, seconds):
        with self._lock:
            self.now += seconds / 8  # several threads wait at once

    def send(self, request):
        with self._lock:
            self.window = [one for one in self.window if self.now - one < 1]
            if len(self.window) < 10:
                self.window.append(self.now)
                return OK
            self.refused += 1
        return answer(429, {}, {"X-RateLimit-Retry-After": "1"})


def test_threads_that_share_a_client_share_its_pace():
    service = Limited()
    client = apivideo.ApiClient(rest_client=service, clock=lambda: service.now, sleep=service.sleep)
    done, failed = [], []

    def work():
        try:
            done.extend(client.call("GET", "/videos/v", returns=Video) for _ in range(6))
        except apivideo.ApiVideoError as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(20)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)

    assert (len(done), failed) == (120, [])
    assert service.refused > 0


def test_what_one_call_is_told_holds_for_the_next_of_its_kind_alone(client, rest, clock):
    full = {"X-RateLimit-Limit": "9", "X-RateLimit-Remaining": "0", "X-RateLimit-Retry-After": "7"}
    rest.answers = [answer(200, {}, full), OK, OK]

    client.call("GET", "/videos")
    client.call("PATCH", "/videos/v", body={})
    before = list(clock.waits)
    client.call("GET", "/videos")

    assert (before, clock.waits) == ([], [7])


def test_a_429_that_says_when_to_come_back_uses_up_no_attempt(client, rest, clock):
    rest.answers = [answer(429, {}, {"X-RateLimit-Retry-After": "1"})] * 9 + [OK]

    client.call("GET", "/videos")

    assert len(clock.waits) == 9


def noted(*arguments):
    """A hook that can be pickled."""


def test_a_pickled_client_keeps_the_hooks_that_can_be_pickled(client):
    client.before_request += [noted, lambda request: request]
    client.after_response += [noted]

    other = pickle.loads(pickle.dumps(client))

    assert (other.before_request, other.after_response) == ([noted], [noted])
    assert len(client.before_request) == 2
