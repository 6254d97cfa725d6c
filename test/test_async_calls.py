"""Calls with ``async_req=True``: done when a client is closed, cancelled by an exception."""

import signal
import threading
import time

import pytest
from support.raw_server import RawServer, answering, http, read_request

import apivideo
from apivideo.apis import VideosApi

VIDEO = http(200, b'{"videoId": "v"}')
SECONDS = 15


class Stall:
    """A server that reads requests and responds to none of them."""

    def __init__(self):
        self.is_asked, self.over = threading.Event(), threading.Event()

    def __call__(self, connection):
        connection.recv(65536)
        self.is_asked.set()
        self.over.wait(60)


@pytest.fixture
def stall():
    one = Stall()
    with RawServer(one) as server:
        one.host = server.host
        yield one
        one.over.set()


def get(client):
    return VideosApi(client).get("v", async_req=True)


def call_api(client):
    return client.call_api("/videos/v", "GET", async_req=True)


def upload(client):
    return VideosApi(client).upload("v", bytes(12 * 1024 * 1024), async_req=True)


def create(client):
    payload = {"title": "a"}
    return VideosApi(client).create(payload, idempotency_key="key", async_req=True)


@pytest.mark.parametrize("call", [get, call_api, upload, create])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, ValueError])
def test_an_exception_cancels_what_is_under_way_and_what_is_queued(stall, call, kind):
    jobs = []
    with pytest.raises(kind):
        with apivideo.ApiClient(apivideo.Configuration(stall.host)) as client:
            jobs = [call(client) for _ in range(5)]
            assert stall.is_asked.wait(SECONDS)
            start = time.monotonic()
            raise kind()
    took = time.monotonic() - start

    for job in jobs:
        with pytest.raises(apivideo.ApiVideoError):
            job.get(SECONDS)
    assert took < SECONDS


def test_without_an_exception_what_was_asked_for_is_still_done():
    with RawServer(answering(*[VIDEO] * 5)) as server:
        with apivideo.ApiClient(apivideo.Configuration(server.host)) as client:
            jobs = [get(client) for _ in range(5)]

    assert [job.get(0).video_id for job in jobs] == ["v"] * 5


def test_a_cancelled_call_is_said_to_be_cancelled(stall):
    with pytest.raises(ValueError):
        with apivideo.ApiClient(apivideo.Configuration(stall.host)) as client:
            job = get(client)
            assert stall.is_asked.wait(SECONDS)
            raise ValueError

    with pytest.raises(apivideo.ApiConnectionError, match=r"GET .*/videos/v: cancelled"):
        job.get(SECONDS)


def test_a_source_that_blocks_does_not_hold_up_an_exception():
    is_read, go_on = threading.Event(), threading.Event()

    def blocks():
        is_read.set()
        go_on.wait(60)
        yield b"abc"

    start = time.monotonic()
    with pytest.raises(ValueError):
        with apivideo.ApiClient(apivideo.Configuration("http://127.0.0.1:1")) as client:
            job = VideosApi(client).upload("v", blocks(), async_req=True)
            assert is_read.wait(SECONDS)
            raise ValueError
    took = time.monotonic() - start
    go_on.set()

    assert took < SECONDS
    with pytest.raises(apivideo.ApiVideoError):
        job.get(SECONDS)


def test_an_exception_does_not_cancel_the_calls_of_other_threads():
    is_asked, go_on, results = threading.Event(), threading.Event(), []

    def handle(connection):
        read_request(connection)
        is_asked.set()
        go_on.wait(60)
        connection.sendall(VIDEO)

    with RawServer(handle) as server:
        client = apivideo.ApiClient(apivideo.Configuration(server.host))
        run = threading.Thread(target=lambda: results.append(VideosApi(client).get("v").video_id))
        with pytest.raises(ValueError):
            with client:
                run.start()
                assert is_asked.wait(SECONDS)
                raise ValueError
        go_on.set()
        run.join(SECONDS)

    assert results == ["v"]


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="a signal of POSIX")
def test_control_c_while_a_client_is_closed_cancels_its_calls(stall):
    def interrupt():
        stall.is_asked.wait(SECONDS)
        while main_thread.is_alive() and not is_interrupted.wait(0.05):
            signal.pthread_kill(main_thread.ident, signal.SIGUSR1)

    def handler(number, frame):
        if not is_interrupted.is_set():
            is_interrupted.set()
            raise KeyboardInterrupt

    main_thread, is_interrupted = threading.current_thread(), threading.Event()
    before = signal.signal(signal.SIGUSR1, handler)
    try:
        client = apivideo.ApiClient(apivideo.Configuration(stall.host))
        job = get(client)
        thread = threading.Thread(target=interrupt)
        thread.start()
        with pytest.raises(KeyboardInterrupt):
            client.close()
        thread.join(SECONDS)
    finally:
        signal.signal(signal.SIGUSR1, before)

    with pytest.raises(apivideo.ApiVideoError):
        job.get(SECONDS)
