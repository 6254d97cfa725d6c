"""Connecting to a host that has several addresses, some of which never answer."""

import socket
import threading
import time

import pytest
from support.raw_server import RawServer, answering, http

import apivideo
from apivideo._http.attempt import dial, share
from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Request
from apivideo._http.transport import Transport
from apivideo.exceptions import ApiConnectionError, ApiTimeoutError

SOON = 0.05


@pytest.fixture
def deaf():
    """The port of a listener with whom nobody gets through: its queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        callers = [socket.socket() for _ in range(4)]
        for one in callers:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
        for one in callers:
            one.close()


@pytest.fixture
def unused():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        yield listener.getsockname()[1]


@pytest.fixture
def server():
    with RawServer(answering(http(200, b"{}"))) as one:
        yield one


def addresses(*ports):
    """What looks a name up: it has an address at each of *ports*."""
    kind = socket.SOCK_STREAM
    found = [(socket.AF_INET, kind, 0, "", ("127.0.0.1", port)) for port in ports]
    return lambda *arguments: found


# ---- whose turn it is ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "left, number, seconds",
    [
        (10.0, 1, 10.0),
        (10.0, 2, 5.0),
        (10.0, 4, 2.5),
        (10.0, 100, 1.0),
        (0.5, 2, 0.5),
        (float("inf"), 2, float("inf")),
    ],
)
def test_each_address_has_an_even_share_of_the_time_but_a_second_at_least(left, number, seconds):
    assert share(left, number) == seconds


def test_an_address_that_refuses_gives_way_to_the_next(server, unused):
    with dial("host", 80, 5.0, resolve=addresses(unused, server.port)) as sock:
        assert sock.getpeername()[1] == server.port


def test_an_address_that_never_answers_gives_way_to_the_next(server, deaf):
    with dial("host", 80, 2.0, resolve=addresses(deaf, server.port)) as sock:
        assert sock.getpeername()[1] == server.port


def test_all_addresses_together_take_no_longer_than_one_may(deaf):
    start = time.monotonic()

    with pytest.raises(socket.timeout):
        dial("host", 80, 4 * SOON, resolve=addresses(*[deaf] * 50))

    assert time.monotonic() - start < 25  # not a second for each of them


def test_the_last_failure_is_what_is_told(unused):
    with pytest.raises(ConnectionRefusedError):
        dial("host", 80, 5.0, resolve=addresses(unused, unused))


def test_a_name_without_an_address_is_an_error():
    with pytest.raises(OSError):
        dial("host", 80, 5.0, resolve=addresses())


def test_there_is_a_connection_from_the_source_that_is_asked_for(server):
    with dial("127.0.0.1", server.port, 5.0, source=("127.0.0.2", 0)) as sock:
        assert sock.getsockname()[0] == "127.0.0.2"


def test_what_follows_has_the_time_that_is_left_and_not_a_share_of_it(server):
    resolve = addresses(*[server.port] * 10)

    with dial("host", 80, 60.0, resolve=resolve) as sock:
        assert 50.0 < sock.gettimeout() <= 60.0


def test_infinite_patience_is_no_time_limit(server):
    with dial("127.0.0.1", server.port, float("inf")) as sock:
        assert sock.gettimeout() is None


# ---- over a client ---------------------------------------------------------------------------


def test_who_cannot_connect_in_time_is_told_so_and_nothing_arrived(deaf):
    rest = Transport(apivideo.Configuration())

    with pytest.raises(ApiTimeoutError, match="no connection within 0.05 s; _request_timeout") as e:
        rest.send(Request("GET", f"http://127.0.0.1:{deaf}/", {}, None, (SOON, 5.0)))

    assert not e.value.reached


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="only Linux shuts what connects")
def test_a_request_can_be_cancelled_while_it_connects(deaf):
    rest = Transport(apivideo.Configuration())
    cancellation = Cancellation()
    failures = []

    def send():
        request = Request("GET", f"http://127.0.0.1:{deaf}/", {}, None, (60.0, 60.0))
        try:
            rest.send(request._replace(cancellation=cancellation))
        except ApiConnectionError as error:
            failures.append(error)

    thread = threading.Thread(target=send)
    thread.start()
    while thread.is_alive():  # it may not have begun to connect at the first time
        cancellation.cancel()
        thread.join(SOON)

    assert failures
