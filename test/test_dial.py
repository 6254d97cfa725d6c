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


# ---- names -----------------------------------------------------------------------------------


class Resolver:
    """Looks names up, but only once it is told to go on; ``calls`` counts."""

    def __init__(self, *found):
        self.go_on, self.is_asked, self.calls = threading.Event(), threading.Event(), 0
        self._look_up = addresses(*found)

    def __call__(self, *name):
        self.calls += 1
        self.is_asked.set()
        self.go_on.wait(20)
        return self._look_up(*name)


@pytest.fixture
def silent():
    resolver = Resolver()
    yield resolver
    resolver.go_on.set()


def test_a_name_server_that_is_silent_does_not_exceed_the_seconds_to_connect(silent):
    start = time.monotonic()

    with pytest.raises(socket.timeout):
        dial("host", 80, SOON, resolve=silent)

    assert time.monotonic() - start < 10


def test_a_request_whose_name_is_looked_up_in_vain_is_told_so(silent, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    rest = Transport(apivideo.Configuration())

    with pytest.raises(ApiTimeoutError, match="no connection within 0.05 s") as caught:
        rest.send(Request("GET", "http://api.example/", {}, None, (SOON, 5.0)))
    with pytest.raises(ApiTimeoutError, match="no complete response within 0.05 s"):
        rest.send(Request("GET", "http://api.example/", {}, None, (20.0, 20.0), SOON))

    assert not caught.value.reached
    assert silent.calls == 2


def test_a_request_can_be_cancelled_while_its_name_is_looked_up(silent, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", silent)
    rest, cancellation = Transport(apivideo.Configuration()), Cancellation()
    request = Request("GET", "http://api.example/", {}, None, (60.0, 60.0))

    def cancel():
        silent.is_asked.wait(20)
        cancellation.cancel()

    thread = threading.Thread(target=cancel)
    thread.start()
    start = time.monotonic()
    with pytest.raises(ApiConnectionError, match="cancelled"):
        rest.send(request._replace(cancellation=cancellation))
    thread.join()

    assert time.monotonic() - start < 15


def test_what_looking_a_name_up_raises_is_raised_and_asked_again():
    def resolve(*name):
        asked.append(name)
        raise socket.gaierror(-2, "not known")

    asked = []
    for _ in range(2):
        with pytest.raises(socket.gaierror, match="not known"):
            dial("host", 80, 20.0, resolve=resolve)

    assert asked == [("host", 80, socket.AF_UNSPEC, socket.SOCK_STREAM)] * 2


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "[::1]"])
def test_an_address_is_not_looked_up_in_a_thread(host, server):
    found, threads = addresses(server.port), []

    def resolve(*name):
        threads.append(threading.current_thread())
        return found(*name)

    dial(host, 80, 20.0, resolve=resolve).close()

    assert threads == [threading.current_thread()]


def test_a_name_is_looked_up_where_no_thread_can_be_started(server, monkeypatch):
    def start(thread):
        if thread.name == "apivideo-lookup":
            raise RuntimeError("can't start new thread")
        real(thread)

    real = threading.Thread.start
    monkeypatch.setattr(threading.Thread, "start", start)

    dial("host", 80, 20.0, resolve=addresses(server.port)).close()


def test_no_thread_is_left_once_a_name_is_found(server):
    dial("host", 80, 20.0, resolve=addresses(server.port)).close()

    assert [one for one in threading.enumerate() if one.name == "apivideo-lookup"] == []
