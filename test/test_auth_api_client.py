"""An API key becomes tokens that are always good for now."""

import copy
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import traceback

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo import auth_api_client
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    ServiceException,
    UnauthorizedException,
    UploadCancelled,
)
from apivideo.uploads import Cancellation

API_KEY = "the-secret-key"
ONCE = {"configuration": apivideo.Configuration(max_attempts=1)}


class Clock:
    """Time that passes when a test says so."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def client(rest, clock):
    return apivideo.AuthenticatedApiClient(API_KEY, rest_client=rest, clock=clock, **ONCE)


OK = answer(200, {"videoId": "v"})
REFUSED = answer(401, {"title": "The access token is invalid."})
BAD_KEY = answer(400, {"title": "These credentials are not known."})
BROKEN = answer(500, {"title": "Something went wrong."})


def paths(rest):
    return [request.url.partition("api.video")[2] for request in rest.requests]


def bearers(rest):
    return [request.headers.get("Authorization") for request in rest.requests]


KEY, REFRESH, CALL = "/auth/api-key", "/auth/refresh", "/videos/v"


# ---- connecting --------------------------------------------------------------


def test_nothing_is_sent_before_the_first_call(client, rest):
    assert rest.requests == []


def test_the_first_call_connects(client, rest):
    rest.answers = [tokens(), OK, OK]

    client.videos.get("v")
    client.videos.get("v")

    assert paths(rest) == [KEY, CALL, CALL]
    assert json.loads(rest.bodies[0].decode()) == {"apiKey": API_KEY}
    assert bearers(rest) == [None, "Bearer access-1", "Bearer access-1"]


def test_a_client_may_connect_beforehand(client, rest):
    rest.answers = [tokens(), OK]

    client.connect()
    client.videos.get("v")

    assert paths(rest) == [KEY, CALL]


def test_the_current_token_can_be_had(client, rest):
    rest.answers = [tokens("access-1")]

    assert client.get_access_token() == "access-1"
    assert client.get_access_token() == "access-1"
    assert paths(rest) == [KEY]


def test_a_call_that_needs_no_credentials_does_not_connect(client, rest):
    rest.answers = [answer(201, {"videoId": "v"})]

    client.videos.upload_with_upload_token("to1", b"abc")

    assert paths(rest) == ["/upload?token=to1"]
    assert bearers(rest) == [None]


def test_an_exchange_carries_what_every_request_carries(rest):
    configuration = apivideo.Configuration(request_timeout=(1, 2))
    client = apivideo.AuthenticatedApiClient(
        API_KEY,
        rest_client=rest,
        configuration=configuration,
        header_name="X-Trace",
        header_value="1",
        cookie="a=b",
    )
    client.user_agent = "mine/1"
    client.set_application_name("app", "1")
    rest.answers = [tokens()]

    client.connect()

    headers = rest.requests[0].headers
    assert (headers["X-Trace"], headers["Cookie"]) == ("1", "a=b")
    assert (headers["User-Agent"], headers["AV-Origin-App"]) == ("mine/1", "app:1")
    assert rest.requests[0].timeout == (1, 2)


@pytest.mark.parametrize(
    "arguments, host",
    [
        ({}, "https://ws.api.video"),
        ({"production": True}, "https://ws.api.video"),
        ({"production": False}, "https://sandbox.api.video"),
    ],
)
def test_the_environment_chooses_the_host(rest, arguments, host):
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=rest, **arguments)
    rest.answers = [tokens(), OK]

    client.videos.get("v")

    assert [request.url for request in rest.requests] == [host + KEY, host + CALL]


@pytest.mark.parametrize("key", ["", "  ", "a\nb", "key\r\n"])
def test_a_key_that_can_be_none_is_refused(key):
    with pytest.raises(ApiValueError, match="api_key"):
        apivideo.AuthenticatedApiClient(key)


@pytest.mark.parametrize("choice", ["false", "sandbox", b"no", apivideo.Configuration()])
def test_what_only_looks_like_a_choice_of_environment_is_refused(rest, choice):
    with pytest.raises(ApiTypeError, match="production must be True or False"):
        apivideo.AuthenticatedApiClient("key", choice, rest_client=rest)


@pytest.mark.parametrize("key", [5, b"key"])
def test_a_key_is_a_text(key):
    with pytest.raises(ApiTypeError, match="api_key must be a str"):
        apivideo.AuthenticatedApiClient(key)


@pytest.mark.parametrize(
    "status, error", [(400, BadRequestException), (401, UnauthorizedException)]
)
def test_a_refused_key_is_told_and_nothing_else_is_sent(client, rest, status, error):
    rest.answers = [answer(status, {"title": "These credentials are not known."})]

    with pytest.raises(error, match="not known") as caught:
        client.videos.get("v")

    assert isinstance(caught.value.body, str)
    assert paths(rest) == [KEY]


def test_after_a_refused_key_the_next_call_tries_again(client, rest):
    rest.answers = [BROKEN, tokens(), OK]

    with pytest.raises(ServiceException):
        client.videos.get("v")
    client.videos.get("v")

    assert paths(rest) == [KEY, KEY, CALL]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b"null",
        b"\xff",
        b"{}",
        b'{"refresh_token": "the-secret-refresh"}',
        b'{"access_token": null}',
        b'{"access_token": 5}',
        b'{"access_token": "the-secret-access", "expires_in": "soon"}',
        b'{"access_token": "the-secret-access", "expires_in": [1]}',
        b'{"access_token": "the-secret-access", "expires_in": NaN}',
        b'{"access_token": "the-secret-access", "expires_in": 1e999}',
        b'{"access_token": ""}',
        b'{"access_token": "the-secret-access"',
        b"[" * 100000,
    ],
)
def test_an_answer_without_a_token_is_told(client, rest, content):
    rest.answers = [answer(200, content)]

    with pytest.raises(ApiAuthException, match="/auth/api-key has no access token") as caught:
        client.connect()

    assert caught.value.status == 200
    shown = traceback.format_exception_only(ApiAuthException, caught.value)
    assert "secret" not in "".join(shown)
    # What was read rides in the exceptions of the reader: in .doc, in .object.
    assert (caught.value.__cause__, caught.value.__context__) == (None, None)


# ---- renewing by the clock ---------------------------------------------------


@pytest.mark.parametrize(
    "lifetime, age, is_due",
    [
        (3600, 0, False),
        (3600, 3589, False),
        (3600, 3590, True),
        (3600, 5000, True),
        (11, 0.5, False),
        (11, 1, True),
        (10, 8.5, False),
        (10, 9, True),
        (1, 0.5, False),
        (1, 0.9, True),
    ],
)
def test_a_token_is_renewed_shortly_before_its_end(client, rest, clock, lifetime, age, is_due):
    rest.answers = [tokens(seconds=lifetime), OK, tokens("access-2", "refresh-2"), OK]
    client.videos.get("v")
    if not is_due:
        del rest.answers[1]

    clock.now += age
    client.videos.get("v")

    assert paths(rest) == [KEY, CALL] + [REFRESH] * is_due + [CALL]
    assert bearers(rest)[-1] == ("Bearer access-2" if is_due else "Bearer access-1")


@pytest.mark.parametrize("lifetime", [0, -5, 0.0, "0"])
def test_a_token_without_any_lifetime_is_renewed_for_each_call(client, rest, lifetime):
    rest.answers = [tokens("a1", seconds=lifetime), OK, tokens("a2", seconds=lifetime), OK]

    client.videos.get("v")
    client.videos.get("v")

    assert paths(rest) == [KEY, CALL, REFRESH, CALL]
    assert bearers(rest)[1::2] == ["Bearer a1", "Bearer a2"]


def test_a_token_without_a_lifetime_is_good_for_an_hour(client, rest, clock):
    rest.answers = [answer(200, {"access_token": "a", "refresh_token": "r"}), OK, OK]
    client.videos.get("v")

    clock.now += 3500
    client.videos.get("v")

    assert paths(rest) == [KEY, CALL, CALL]


def test_each_renewal_uses_the_refresh_token_of_the_latest_answer(client, rest, clock):
    rest.answers = [tokens("a1", "r1"), tokens("a2", "r2"), tokens("a3", "r3")]

    for _ in range(3):
        client.get_access_token()
        clock.now += 3600

    assert [json.loads(body.decode()) for body in rest.bodies] == [
        {"apiKey": API_KEY},
        {"refreshToken": "r1"},
        {"refreshToken": "r2"},
    ]
    assert bearers(rest) == [None, None, None]


def test_a_short_lived_token_is_not_renewed_in_a_storm(client, rest, clock):
    rest.answers = [tokens(seconds=9)] + [OK] * 100

    for _ in range(100):
        client.videos.get("v")
        clock.now += 0.08

    assert paths(rest) == [KEY] + [CALL] * 100


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_refused_refresh_token_falls_back_on_the_key(client, rest, clock, status):
    rest.answers = [tokens(), answer(status, {}), tokens("access-2"), OK]
    client.connect()

    clock.now += 3600
    client.videos.get("v")

    assert paths(rest) == [KEY, REFRESH, KEY, CALL]
    assert bearers(rest)[-1] == "Bearer access-2"


def test_without_a_refresh_token_the_key_is_used(client, rest, clock):
    rest.answers = [answer(200, {"access_token": "a1", "expires_in": 3600}), tokens("a2"), OK]
    client.connect()

    clock.now += 3600
    client.videos.get("v")

    assert paths(rest) == [KEY, KEY, CALL]


@pytest.mark.parametrize(
    "failure, error",
    [(BROKEN, ServiceException), (ApiConnectionError("cut off"), ApiConnectionError)],
)
def test_a_renewal_that_fails_is_told_and_tried_again_by_the_next_call(
    client, rest, clock, failure, error
):
    rest.answers = [tokens(), failure, tokens("access-2"), OK]
    client.connect()
    clock.now += 3600

    with pytest.raises(error):
        client.videos.get("v")
    client.videos.get("v")

    assert paths(rest) == [KEY, REFRESH, REFRESH, CALL]


# ---- renewing on a 401 -------------------------------------------------------


def test_a_refused_token_is_renewed_and_the_call_repeated_once(client, rest):
    rest.answers = [tokens(), REFUSED, tokens("access-2"), OK]

    video = client.videos.get("v")

    assert video.video_id == "v"
    assert paths(rest) == [KEY, CALL, REFRESH, CALL]
    assert bearers(rest)[1::2] == ["Bearer access-1", "Bearer access-2"]


def test_a_call_is_not_repeated_more_than_once(client, rest):
    rest.answers = [tokens(), REFUSED, tokens("access-2"), REFUSED]

    with pytest.raises(UnauthorizedException, match="access token is invalid"):
        client.videos.get("v")

    assert paths(rest) == [KEY, CALL, REFRESH, CALL]


def test_a_repeated_call_sends_its_body_again(client, rest):
    rest.answers = [tokens(), REFUSED, tokens("access-2"), answer(201, {"videoId": "v"})]

    client.videos.create({"title": "a"})

    assert rest.bodies[1] == rest.bodies[3] == b'{"title": "a"}'


def test_a_repeated_upload_sends_its_file_again(client, rest):
    rest.answers = [tokens(), REFUSED, tokens("access-2"), answer(201, {"videoId": "v"})]

    client.videos.upload("v", b"abc")

    assert rest.bodies[1] == rest.bodies[3]
    assert b"\r\n\r\nabc\r\n" in rest.bodies[3]


def test_a_refused_token_whose_refresh_is_refused_too_falls_back_on_the_key(client, rest):
    rest.answers = [tokens(), REFUSED, BAD_KEY, tokens("access-2"), OK]

    client.videos.get("v")

    assert paths(rest) == [KEY, CALL, REFRESH, KEY, CALL]


def test_when_refresh_token_and_key_are_refused_the_401_is_raised(client, rest):
    rest.answers = [tokens(), REFUSED, BAD_KEY, BAD_KEY]

    with pytest.raises(UnauthorizedException, match="access token is invalid") as caught:
        client.videos.get("v")

    assert paths(rest) == [KEY, CALL, REFRESH, KEY]
    assert isinstance(caught.value.__cause__, BadRequestException)


@pytest.mark.parametrize("failure", [BROKEN, ApiConnectionError("cut off"), answer(200, {})])
def test_a_401_whose_renewal_fails_is_what_is_raised_with_the_failure_as_its_cause(
    client, rest, failure
):
    rest.answers = [tokens(), REFUSED, failure]

    with pytest.raises(UnauthorizedException, match="access token is invalid") as caught:
        client.videos.get("v")

    assert caught.value.attempts == 1
    assert isinstance(caught.value.__cause__, (ServiceException, ApiConnectionError, ApiException))


def test_other_refusals_renew_nothing(client, rest):
    rest.answers = [tokens(), answer(403, {"title": "Suspended."})]

    with pytest.raises(apivideo.ApiException, match="Suspended"):
        client.videos.get("v")

    assert paths(rest) == [KEY, CALL]


def test_a_401_of_a_call_without_credentials_renews_nothing(client, rest):
    rest.answers = [REFUSED]

    with pytest.raises(UnauthorizedException):
        client.videos.upload_with_upload_token("to1", b"abc")

    assert len(rest.requests) == 1


# ---- renewing by hand --------------------------------------------------------


def test_the_token_can_be_renewed_by_hand(client, rest):
    rest.answers = [tokens(), tokens("access-2"), OK]
    client.connect()

    client.refresh_token()
    client.videos.get("v")

    assert paths(rest) == [KEY, REFRESH, CALL]
    assert bearers(rest)[-1] == "Bearer access-2"


def test_a_client_that_never_connected_has_nothing_to_renew(client, rest):
    with pytest.raises(ApiAuthException, match="connect"):
        client.refresh_token()

    assert rest.requests == []


@pytest.mark.parametrize(
    "failure", [BAD_KEY, BROKEN, answer(200, {}), ApiConnectionError("cut off")]
)
def test_a_failed_renewal_by_hand_disconnects_until_connect(client, rest, failure):
    rest.answers = [tokens(), failure, tokens("access-2"), OK]
    client.connect()

    with pytest.raises(ApiAuthException, match=r"not renewed .*connect\(\)") as caught:
        client.refresh_token()
    with pytest.raises(ApiAuthException, match=r"connect\(\)"):
        client.videos.get("v")
    with pytest.raises(ApiAuthException, match=r"connect\(\)"):
        client.get_access_token()
    with pytest.raises(ApiAuthException, match=r"connect\(\)"):
        client.refresh_token()
    client.connect()
    client.videos.get("v")

    assert paths(rest) == [KEY, REFRESH, KEY, CALL]
    assert caught.value.__cause__ is not None
    assert caught.value.status == getattr(failure, "status", None)


def test_what_a_hook_raises_during_an_exchange_is_what_it_raised(client, rest):
    class Mine(apivideo.ApiVideoError):
        def __init__(self, code, text):
            super().__init__(text)
            self.code = code

    def refuse(request):
        raise Mine(7, "no budget left")

    client.before_request.append(refuse)

    with pytest.raises(Mine, match="no budget left") as caught:
        client.videos.get("v")

    assert caught.value.code == 7


def test_a_renewal_by_hand_that_is_interrupted_changes_nothing(client, rest):
    rest.answers = [tokens()]
    client.connect()
    rest.answers = [KeyboardInterrupt(), OK]

    with pytest.raises(KeyboardInterrupt):
        client.refresh_token()
    client.videos.get("v")

    assert rest.requests[-1].headers["Authorization"] == "Bearer access-1"


def test_a_disconnected_client_still_makes_the_calls_that_need_no_credentials(client, rest):
    rest.answers = [tokens(), BAD_KEY, answer(201, {"videoId": "v"})]
    client.connect()
    with pytest.raises(ApiAuthException):
        client.refresh_token()

    assert client.videos.upload_with_upload_token("to1", b"abc").video_id == "v"


def test_leaving_with_sends_nothing(client, rest):
    rest.answers = [tokens(), OK]

    with client:
        client.videos.get("v")

    assert paths(rest) == [KEY, CALL]
    assert rest.closed == 1


def test_entering_with_connects_as_in_the_published_client(client, rest):
    rest.answers = [tokens()]

    with client as entered:
        assert entered is client

    assert paths(rest) == [KEY]


def test_a_wrong_key_is_told_when_entering_with(client, rest):
    rest.answers = [BAD_KEY]

    with pytest.raises(BadRequestException, match="not known"):
        with client:
            raise AssertionError("not reached")


# ---- threads -----------------------------------------------------------------

THREADS = 50


class Service:
    """Knows one access token at a time; holds back refusals until all threads have one."""

    def __init__(self, refused=0):
        self.exchanges = 0
        self.calls = 0
        self.refuse = refused
        self._refusals = threading.Barrier(refused) if refused else None
        self._lock = threading.Lock()

    def send(self, request):
        if "/auth/" in request.url:
            with self._lock:
                self.exchanges += 1
            return tokens(f"access-{self.exchanges}")
        with self._lock:
            self.calls += 1
        if self.refuse and request.headers["Authorization"] == "Bearer access-1":
            self._refusals.wait(10)
            return REFUSED
        return OK

    def close(self):
        pass


def run_together(function):
    """Run *function* in many threads at once; what they returned or raised."""
    barrier = threading.Barrier(THREADS)
    results = []

    def run():
        barrier.wait(10)
        try:
            results.append(function())
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return results


def test_many_threads_connect_once():
    service = Service()
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service)

    results = run_together(lambda: client.videos.get("v").video_id)

    assert results == ["v"] * THREADS
    assert service.exchanges == 1


def test_many_threads_renew_a_token_that_is_due_once(clock):
    service = Service()
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service, clock=clock)
    client.connect()
    clock.now += 3600

    results = run_together(lambda: client.videos.get("v").video_id)

    assert results == ["v"] * THREADS
    assert service.exchanges == 2


def test_many_threads_with_the_same_refused_token_renew_it_once():
    service = Service(refused=THREADS)
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service)
    client.connect()

    results = run_together(lambda: client.videos.get("v").video_id)

    assert results == ["v"] * THREADS
    assert service.exchanges == 2
    assert service.calls == 2 * THREADS


class Broken(Service):
    """Fails at the exchange, once all other threads wait for it."""

    def send(self, request):
        give_up = time.monotonic() + 10
        while self.exchanges == 0 and self.waiting() < THREADS - 1 and time.monotonic() < give_up:
            pass
        self.exchanges += 1
        return BROKEN

    @staticmethod
    def waiting():
        return sum(one.f_code.co_name == "_renewed" for one in sys._current_frames().values())


def test_many_threads_that_wait_for_an_exchange_share_its_failure():
    service = Broken()
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service, **ONCE)

    results = run_together(client.get_access_token)

    assert [type(one) for one in results] == [ServiceException] * THREADS
    assert len(set(map(id, results))) == THREADS
    assert service.exchanges < THREADS / 2


class Held(FakeRest):
    """Responds to an exchange when all other threads wait for it, or when it is let go."""

    def __init__(self, others, is_broken=False):
        super().__init__()
        self.others, self.is_broken, self.exchanges = others, is_broken, 0
        self.holding, self.let_go = threading.Event(), threading.Event()

    def send(self, request):
        give_up = time.monotonic() + 20
        while self.waiting() <= self.others and time.monotonic() < give_up:
            self.holding.set()
            self.let_go.wait(0.01)
        self.others = 0
        self.exchanges += 1
        return BROKEN if self.is_broken else tokens(f"access-{self.exchanges}")

    def waiting(self):
        """The threads that renew a token or wait for that; one of them is here."""
        if self.let_go.is_set():
            return self.others + 1
        count = 0
        for frame in sys._current_frames().values():
            while frame is not None and frame.f_code.co_name != "_renewed":
                frame = frame.f_back
            count += frame is not None
        return count


@pytest.mark.parametrize("method", ["connect", "refresh_token"])
def test_threads_that_renew_the_token_by_hand_at_once_share_one_exchange(method):
    service = Held(0)
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service)
    client.connect()
    service.others = THREADS - 1

    results = run_together(getattr(client, method))

    assert results == [None] * THREADS
    assert service.exchanges == 2
    assert client.get_access_token() == "access-2"


def test_threads_that_connect_at_once_share_a_failure():
    service = Held(THREADS - 1, is_broken=True)
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service, **ONCE)

    results = run_together(client.connect)

    assert [type(one) for one in results] == [ServiceException] * THREADS
    assert service.exchanges == 1


def test_a_thread_that_waited_for_a_failed_renewal_by_hand_connects():
    class Service(Held):
        def send(self, request):
            self.is_broken = request.url.endswith("/refresh")
            return super().send(request)

    service, results = Service(0), []
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service, **ONCE)
    client.connect()
    service.others = 1

    def refresh():
        with pytest.raises(ApiAuthException):
            client.refresh_token()
        results.append("refused")

    refreshing = threading.Thread(target=refresh)
    refreshing.start()
    assert service.holding.wait(20)
    connecting = threading.Thread(target=client.connect)
    connecting.start()
    refreshing.join(20)
    connecting.join(20)

    assert results == ["refused"]
    assert client.get_access_token() == "access-3"


@pytest.mark.parametrize("method", ["connect", "refresh_token", "get_access_token"])
def test_an_upload_that_waits_for_another_threads_token_can_be_cancelled(clock, method):
    service, switch, results = Held(0), Cancellation(), []
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=service, clock=clock)
    if method == "refresh_token":
        client.connect()
        clock.now += 3600
    service.holding.clear()
    service.others = 10**6
    renewing = threading.Thread(target=getattr(client, method))
    renewing.start()
    assert service.holding.wait(20)

    def upload():
        try:
            client.videos.upload("v", b"abc", cancel=switch)
        except Exception as error:
            results.append(error)

    uploading = threading.Thread(target=upload)
    uploading.start()
    switch.cancel()
    uploading.join(20)
    ended_first = renewing.is_alive() and not uploading.is_alive()
    service.let_go.set()
    renewing.join(20)

    assert ended_first
    assert [isinstance(one, UploadCancelled) for one in results] == [True]


def test_an_asynchronous_call_inside_with_does_not_wait_for_anything_else(rest):
    rest.answers = [tokens(), answer(200, {"data": []})]

    with apivideo.AuthenticatedApiClient(API_KEY, rest_client=rest, pool_threads=1) as client:
        job = client.videos.list(async_req=True)

        assert job.get(10).data == []


def test_no_thread_is_left_behind():
    before = set(threading.enumerate())

    with apivideo.AuthenticatedApiClient(API_KEY, rest_client=Service()) as client:
        client.videos.get("v")
        client.videos.get("v", async_req=True).get(10)

    assert set(threading.enumerate()) <= before


# ---- secrets -----------------------------------------------------------------


def connected():
    rest = FakeRest(tokens("the-secret-access", "the-secret-refresh"))
    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=rest)
    client.connect()
    return client


@pytest.mark.parametrize(
    "show", [repr, str, lambda one: repr(one._auth.token()), lambda one: repr([one])]
)
def test_no_secret_is_shown(show):
    assert "secret" not in show(connected())


def test_a_pickle_has_no_secret():
    client = connected()
    client.cookie = "session=secret"
    client.set_default_header("X-Api-Key", "secret")
    client.configuration.access_token = "secret"
    client.configuration.password = "secret"
    client.configuration.api_key = {"any": "secret"}
    client.configuration.proxy = "http://me:secret@127.0.0.1:1"
    client.configuration.proxy_headers = {"Proxy-Authorization": "secret"}

    assert b"secret" not in pickle.dumps(client)


def test_a_pickled_client_has_its_settings_but_no_key():
    client = connected()
    client.configuration.host = "http://127.0.0.1:1"
    client.configuration.proxy = "http://me:secret@127.0.0.1:2"
    client.set_default_header("X-Trace", "1")
    client.user_agent = "mine/1"

    other = pickle.loads(pickle.dumps(client))

    assert other.configuration.host == "http://127.0.0.1:1"
    assert other.configuration.proxy == "http://127.0.0.1:2"
    assert (other.default_headers["X-Trace"], other.user_agent) == ("1", "mine/1")
    with pytest.raises(ApiAuthException, match="pickle_api_key"):
        other.videos.get("v")


def test_a_client_takes_its_key_along_when_asked_to():
    client = apivideo.AuthenticatedApiClient(API_KEY, pickle_api_key=True)

    other = pickle.loads(pickle.dumps(client))

    other.rest_client = rest = FakeRest(tokens(), OK)
    assert other.videos.get("v").video_id == "v"
    assert json.loads(rest.bodies[0].decode()) == {"apiKey": API_KEY}


@pytest.mark.parametrize(
    "answers",
    [
        [BAD_KEY],
        [answer(200, {"refresh_token": "the-secret-refresh"})],
        [ApiConnectionError("cut off")],
        [tokens("the-secret-access", "the-secret-refresh"), REFUSED, BAD_KEY, BAD_KEY],
        [tokens("the-secret-access", "the-secret-refresh"), BROKEN],
        [tokens("the-secret-access\r\nX: y", "the-secret-refresh"), answer(404, {})],
    ],
)
def test_no_secret_is_in_what_is_raised(rest, client, answers):
    rest.answers = answers

    with pytest.raises(apivideo.ApiVideoError) as caught:
        client.videos.get("v")

    error = caught.value
    shown = str(error) + repr(error) + str(getattr(error, "body", "")) + repr(vars(error))
    assert "secret" not in shown


def test_over_a_real_socket(recording_server):
    recording_server.respond = lambda request: (200, {}, {"videoId": "v"})
    configuration = apivideo.Configuration(host=recording_server.host)

    with apivideo.AuthenticatedApiClient(API_KEY, configuration=configuration) as client:
        assert client.videos.get("v").video_id == "v"

    assert [one.document for one in recording_server.exchanges] == [{"apiKey": API_KEY}]
    assert recording_server.requests[0].headers["Authorization"] == "Bearer access"


# ---- copies ------------------------------------------------------------------


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda one: copy.copy([one])[0]])
def test_a_copy_in_the_same_process_keeps_the_key_and_what_was_set(client, rest, duplicate):
    client.set_default_header("X-Secret-Key", "mine")
    client.cookie = "a=b"
    seen = []
    client.before_request.append(seen.append)
    rest.answers = [tokens(), OK]

    duplicate(client).videos.get("v")

    assert json.loads(rest.bodies[0].decode()) == {"apiKey": API_KEY}
    headers = rest.requests[1].headers
    assert (headers["X-Secret-Key"], headers["Cookie"], len(seen)) == ("mine", "a=b", 2)


def test_a_copy_does_not_change_its_original(client):
    twin = copy.copy(client)
    twin.set_default_header("X-A", "1")
    twin.before_request.append(print)
    twin.configuration.host = "https://other.example"

    assert "X-A" not in client.default_headers
    assert client.before_request == []
    assert client.configuration.host == "https://ws.api.video"


# ---- interrupts and forks ----------------------------------------------------

INTERRUPTED = """
import signal, threading
import apivideo
from support.fake_rest import FakeRest, tokens

class Rest(FakeRest):
    def send(self, request):
        return tokens(seconds=0)  # due at once

client = apivideo.AuthenticatedApiClient("key", rest_client=Rest())
counts, goal = [0] * 4, [10 ** 9] * 4
arrived = [threading.Event() for _ in counts]

def work(number):
    while True:
        client.get_access_token()
        counts[number] += 1
        if counts[number] >= goal[number]:
            arrived[number].set()

for number in range(4):
    threading.Thread(target=work, args=(number,), daemon=True).start()
interrupts = 0

def interrupt(*signal):
    raise KeyboardInterrupt

signal.signal(signal.SIGALRM, interrupt)
while interrupts < 300:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0005 + interrupts % 7 * 0.0001)
        while True:
            client.get_access_token()
    except KeyboardInterrupt:
        interrupts += 1
signal.setitimer(signal.ITIMER_REAL, 0)
for number in range(4):
    goal[number] = counts[number] + 10
print(all(one.wait(20) for one in arrived), flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers")
@pytest.mark.skipif(
    sys.version_info < (3, 10), reason="there a with statement itself may leave a lock locked"
)
def test_ctrl_c_never_leaves_the_lock_of_the_token_locked():
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    command = [sys.executable, "-c", INTERRUPTED]

    assert subprocess.check_output(command, env=environment, timeout=90).split() == [b"True"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_child_forked_during_a_renewal_waits_for_nobody():
    renewing, done, parent = threading.Event(), threading.Event(), os.getpid()

    class Rest(FakeRest):
        def send(self, request):
            if "/auth/" not in request.url:
                return answer(201, {"videoId": "v", "title": "film"})
            if os.getpid() == parent:
                renewing.set()
                assert done.wait(60)
            return tokens()

    client = apivideo.AuthenticatedApiClient(API_KEY, rest_client=Rest())
    thread = threading.Thread(target=client.get_access_token)
    thread.start()
    assert renewing.wait(20)
    child = os.fork()
    if child == 0:
        signal.alarm(30)  # ends a child that waits for ever
        os._exit(client.videos.upload("v", b"abc", cancel=Cancellation()).title != "film")
    status = os.waitpid(child, 0)[1]
    done.set()
    thread.join(20)

    assert status == 0


# ---- what the published client has as well -----------------------------------


def test_the_attributes_of_the_published_client_are_there(client, rest, clock):
    assert (client.api_key, client.token_type, client.next_refresh) == (API_KEY, "Bearer", None)
    rest.answers = [tokens(seconds=3600)]
    before = time.time()

    client.connect()

    assert before + 3590 <= client.next_refresh <= time.time() + 3590
    clock.now += 3600
    assert client.next_refresh <= time.time()


def test_a_key_that_is_replaced_is_the_one_that_is_exchanged(client, rest):
    client.api_key = "another"
    rest.answers = [tokens()]

    client.connect()

    assert json.loads(rest.bodies[0].decode()) == {"apiKey": "another"}


def test_another_host_of_an_environment_holds_for_clients_made_after_it(rest, monkeypatch):
    hosts = {"production": "https://one.example", "sandbox": "https://two.example"}
    monkeypatch.setattr(auth_api_client, "HOST_ENVIRONMENT", hosts)

    client = apivideo.AuthenticatedApiClient(API_KEY, production=False, rest_client=rest)

    assert client.configuration.host == "https://two.example"


def test_the_repr_of_an_error_has_status_title_and_name():
    problem = {"title": "No such video.", "name": "videoId", "detail": "vi1"}
    client = apivideo.ApiClient(rest_client=FakeRest(answer(404, problem)))

    with pytest.raises(apivideo.NotFoundException) as caught:
        client.videos.get("vi1")

    assert repr(caught.value) == "NotFoundException('404: No such video. (videoId): vi1')"
    assert repr(ApiConnectionError("cut off")) == "ApiConnectionError('cut off')"


# ---- the environment ----

PRODUCTION, SANDBOX = "https://ws.api.video", "https://sandbox.api.video"
LOCAL = "http://127.0.0.1:8080"


def test_the_key_is_read_from_the_environment(rest, monkeypatch):
    monkeypatch.setenv("APIVIDEO_API_KEY", "from outside")
    rest.answers = [tokens()]

    apivideo.AuthenticatedApiClient(rest_client=rest).connect()

    assert json.loads(rest.bodies[0].decode()) == {"apiKey": "from outside"}


def test_a_key_that_is_given_wins_over_the_environment(rest, monkeypatch):
    monkeypatch.setenv("APIVIDEO_API_KEY", "from outside")

    assert apivideo.AuthenticatedApiClient("given", rest_client=rest).api_key == "given"


@pytest.mark.parametrize("value", [None, ""])
def test_without_a_key_the_ways_to_give_one_are_told(monkeypatch, value):
    if value is not None:
        monkeypatch.setenv("APIVIDEO_API_KEY", value)

    with pytest.raises(ApiValueError, match="there is no API key") as caught:
        apivideo.AuthenticatedApiClient()

    for way in ("AuthenticatedApiClient(api_key)", "APIVIDEO_API_KEY", "ApiClient()"):
        assert way in str(caught.value)


@pytest.mark.parametrize(
    "variables, arguments, host",
    [
        ({}, {}, PRODUCTION),
        ({"ENVIRONMENT": "sandbox"}, {}, SANDBOX),
        ({"ENVIRONMENT": "production"}, {}, PRODUCTION),
        ({"ENVIRONMENT": "", "HOST": ""}, {}, PRODUCTION),
        ({"HOST": LOCAL + "/"}, {}, LOCAL),
        ({"HOST": LOCAL, "ENVIRONMENT": "sandbox"}, {}, LOCAL),
        ({"ENVIRONMENT": "sandbox"}, {"production": True}, PRODUCTION),
        ({"ENVIRONMENT": "production"}, {"production": False}, SANDBOX),
        ({"HOST": LOCAL}, {"production": False}, SANDBOX),
        ({"HOST": LOCAL}, {"host": "https://one.example"}, "https://one.example"),
        ({"HOST": LOCAL}, {"configuration": apivideo.Configuration(SANDBOX)}, SANDBOX),
        ({}, {"host": LOCAL, "production": False}, LOCAL),
        ({}, {"host": LOCAL, "configuration": apivideo.Configuration(SANDBOX)}, LOCAL),
        ({}, {"production": None}, SANDBOX),  # as in the published client
    ],
)
def test_an_argument_wins_over_the_environment(rest, monkeypatch, variables, arguments, host):
    for name, value in variables.items():
        monkeypatch.setenv("APIVIDEO_" + name, value)

    client = apivideo.AuthenticatedApiClient("key", rest_client=rest, **arguments)

    assert client.configuration.host == host


@pytest.mark.parametrize(
    "variables, host",
    [({}, PRODUCTION), ({"ENVIRONMENT": "sandbox"}, SANDBOX), ({"HOST": LOCAL}, LOCAL)],
)
def test_a_client_without_a_key_goes_where_the_environment_says(monkeypatch, variables, host):
    for name, value in variables.items():
        monkeypatch.setenv("APIVIDEO_" + name, value)

    assert apivideo.ApiClient().configuration.host == host
    assert apivideo.ApiClient(host="https://one.example").configuration.host.endswith("example")


@pytest.mark.parametrize(
    "name, value", [("ENVIRONMENT", "sandbx"), ("HOST", "ws.api.video"), ("HOST", "http://u:p@h")]
)
@pytest.mark.parametrize("key", [[], ["key"]])
def test_a_variable_with_a_wrong_value_is_named(monkeypatch, key, name, value):
    monkeypatch.setenv("APIVIDEO_" + name, value)

    with pytest.raises(ApiValueError, match="APIVIDEO_" + name):
        apivideo.AuthenticatedApiClient(*key) if key else apivideo.ApiClient()


def test_the_application_may_be_named_when_the_client_is_made(rest):
    named = {"application_name": "shop", "application_version": "1.2"}

    for client in (
        apivideo.ApiClient(rest_client=rest, **named),
        apivideo.AuthenticatedApiClient("key", rest_client=rest, **named),
    ):
        assert client.default_headers["AV-Origin-App"] == "shop:1.2"
    with pytest.raises(ApiValueError, match="go together"):
        apivideo.ApiClient(application_name="shop")
