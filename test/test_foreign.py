"""What is raised while a request is under way, but not by the network, comes out as it is."""

import contextlib
import functools
import http.client
import io
import signal
import socket
import ssl
import sys
import threading
import time

import pytest
import urllib3
from support.raw_server import RawServer, answering, read_request
from support.raw_server import http as response

import apivideo
from apivideo._http.attempt import dial
from apivideo._http.foreign import is_foreign
from apivideo._http.message import Request
from apivideo._http.transport import Transport
from apivideo.exceptions import ApiConnectionError, ApiTimeoutError, UnexpectedResponseException

ERRORS = [
    OSError("mine"),
    TimeoutError("mine"),
    socket.timeout("mine"),
    ConnectionResetError(104, "mine"),
    BrokenPipeError(32, "mine"),
    ConnectionRefusedError("mine"),
    socket.gaierror(-2, "mine"),
    ssl.SSLError("mine"),
    ssl.SSLEOFError("mine"),
    ssl.CertificateError("mine"),
    http.client.RemoteDisconnected("mine"),
    http.client.BadStatusLine("mine"),
    http.client.IncompleteRead(b"mine"),
    urllib3.exceptions.ProtocolError("mine"),
    urllib3.exceptions.ReadTimeoutError(None, "", "mine"),  # type: ignore[arg-type]
    urllib3.exceptions.LocationValueError("mine"),
    urllib3.exceptions.ClosedPoolError(None, "mine"),  # type: ignore[arg-type]
    ApiConnectionError("mine"),
    ApiTimeoutError("mine"),
    UnexpectedResponseException(200, "mine"),
    ValueError("mine"),
    KeyError("mine"),
]

needs_signals = pytest.mark.skipif(
    not hasattr(signal, "pthread_kill"), reason="signals of POSIX, to one thread"
)


@pytest.fixture(params=ERRORS, ids=lambda error: type(error).__name__)
def error(request):
    return request.param


@contextlib.contextmanager
def handling(handler):
    before = signal.signal(signal.SIGUSR1, handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGUSR1, before)


def raising(error):
    def handler(number, frame):
        raise error

    return handler


WAITING = ("wait_for", "do_handshake")
"""The functions in which a call waits for the network, none of which handles foreign exceptions."""


def wait_until_it_waits(thread):
    """Return once *thread* waits: elsewhere, some library may suppress what a handler raises."""
    end = time.monotonic() + 20
    while sys._current_frames()[thread].f_code.co_name not in WAITING:
        assert time.monotonic() < end
        time.sleep(0)


def interrupts(thread, first, last):
    """A server that interrupts *thread* after a request or its beginning, and waits for an end."""

    def handle(connection):
        connection.settimeout(5)
        first(connection)
        wait_until_it_waits(thread)
        signal.pthread_kill(thread, signal.SIGUSR1)
        last(connection)
        while connection.recv(65536):
            pass

    return handle


def nothing(connection):
    pass


def read_head(connection):
    connection.recv(1)


def begin_to_respond(connection):
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")


WAITS = {
    "for TLS": ("https", read_head, b""),
    "until it can send": ("http", read_head, bytes(20000000)),
    "for a response": ("http", read_request, b""),
    "for the rest of a response": ("http", begin_to_respond, b""),
}
"""The scheme, what the server does before the signal comes, and the body that it is sent."""


@needs_signals
@pytest.mark.parametrize("wait", sorted(WAITS))
def test_what_a_signal_handler_raises_comes_out_as_it_is(error, wait):
    scheme, first, body = WAITS[wait]
    handle = interrupts(threading.get_ident(), first, nothing)

    with RawServer(handle, receive_buffer=4096) as server, handling(raising(error)):
        host = server.host.replace("http:", scheme + ":")
        with apivideo.ApiClient(apivideo.Configuration(host), draw=float) as client:
            with pytest.raises(type(error)) as caught:
                client.call("PUT", "/videos", body=body.decode())
        connections = server.connections

    assert caught.value is error
    assert connections == 1


@needs_signals
@pytest.mark.parametrize("kind", [OSError, TimeoutError, ConnectionRefusedError, socket.timeout])
def test_what_a_signal_handler_raises_ends_connecting(kind):
    error = kind("mine")
    tried = []

    def begins(sock):
        if sock is not None:
            tried.append(sock)
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)

    with handling(raising(error)), pytest.raises(kind) as caught:
        found = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", 1))] * 2
        dial("host", 80, 20.0, begins=begins, resolve=lambda *name: found)

    assert caught.value is error
    assert len(tried) == 1
    assert tried[0].fileno() == -1


@needs_signals
def test_what_a_signal_handler_raises_while_a_file_is_read_comes_out_as_it_is(tmp_path):
    class File(io.BytesIO):
        def read(self, size=-1):
            if armed:
                signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
            return super().read(size)

    error, armed = OSError("mine"), []
    with RawServer(answering(response(), response())) as server, handling(raising(error)):
        client = apivideo.ApiClient(apivideo.Configuration(server.host))
        client.before_request.append(armed.append)
        with client, pytest.raises(OSError) as caught:
            client.call("PUT", "/videos", file=File(b"abc"))

    assert caught.value is error


def returning(error):
    def outer(*arguments):
        return raise_it()

    def raise_it():
        del outer_arguments[:]
        raise error

    outer_arguments = []
    return outer


def forgetting(error):
    def handler(number, frame):
        del number, frame
        raise error

    return handler


class Method:
    def __init__(self, error):
        self.error = error

    def handler(self, number, frame):
        raise self.error

    def forgetful(self, number, frame):
        del number, frame
        raise self.error


HANDLERS = {
    "a function": raising,
    "a function of any arguments": returning,
    "a function that forgets its arguments": forgetting,
    "a method": lambda error: Method(error).handler,
    "a method that forgets its arguments": lambda error: Method(error).forgetful,
    "a partial function": lambda error: functools.partial(Method.handler, Method(error)),
}


@needs_signals
@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_a_signal_handler_may_be_any_callable(kind):
    error = OSError("mine")

    with handling(HANDLERS[kind](error)):
        try:
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
            threading.Event().wait(20)
        except OSError as caught:
            assert caught is error
            assert is_foreign(caught)


def test_an_error_of_the_network_is_from_no_signal():
    with pytest.raises(OSError) as caught:
        dial("127.0.0.1", 1, 5.0)

    assert not is_foreign(caught.value)
    assert not is_foreign(None)


@needs_signals
def test_what_a_signal_handler_raised_before_a_call_is_not_taken_for_its_failure():
    with RawServer(lambda connection: None) as server, handling(raising(TimeoutError("mine"))):
        client = apivideo.ApiClient(apivideo.Configuration(server.host), draw=float)
        try:
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
            threading.Event().wait(20)
        except TimeoutError:
            with pytest.raises(ApiConnectionError, match="tried 4 times"):
                client.call("GET", "/videos")
        client.close()

        assert server.connections == 4


def test_what_reading_a_body_raises_comes_out_as_it_is(error):
    def body():
        yield b"abc"
        raise error

    with RawServer(answering(response())) as server:
        rest = Transport(apivideo.Configuration())
        with pytest.raises(type(error)) as caught:
            rest.send(Request("POST", server.host + "/", {"Content-Length": "6"}, body()))

        assert caught.value is error
        assert rest.send(Request("GET", server.host + "/", {})).status == 200
        rest.close()


class Broken(io.BytesIO):
    """A file that cannot be read once it is being sent."""

    def __init__(self, error):
        super().__init__(b"abc")
        self.error = error
        self.is_sent = False

    def read(self, size=-1):
        if self.is_sent:
            raise self.error
        return super().read(size)


@pytest.mark.parametrize("kind", ["call", "upload"])
def test_what_a_file_raises_is_never_taken_for_an_error_of_the_network(error, kind):
    file = Broken(error)
    with RawServer(answering(response(), response())) as server:
        client = apivideo.ApiClient(apivideo.Configuration(server.host), draw=float)
        client.before_request.append(lambda request: setattr(file, "is_sent", True))
        with client, pytest.raises(Exception) as caught:
            if kind == "call":
                client.call("PUT", "/videos", file=file)
            else:
                apivideo.apis.VideosApi(client).upload("v", file)
        connections = server.connections

    causes = [caught.value]
    while causes[-1].__cause__ is not None:
        causes.append(causes[-1].__cause__)
    assert error in causes
    assert connections <= 1
    assert caught.value is error or isinstance(caught.value, apivideo.ApiVideoError)


@pytest.mark.parametrize("place", ["before_request", "after_response"])
def test_what_a_hook_raises_comes_out_as_it_is(error, place):
    def hook(*arguments):
        raise error

    with RawServer(answering(response())) as server:
        with apivideo.ApiClient(apivideo.Configuration(server.host)) as client:
            getattr(client, place).append(hook)
            with pytest.raises(type(error)) as caught:
                client.call("GET", "/videos")

    assert caught.value is error


def test_what_sleep_raises_comes_out_as_it_is(error):
    def sleep(seconds):
        raise error

    with RawServer(answering(response(503))) as server:
        with apivideo.ApiClient(apivideo.Configuration(server.host), sleep=sleep) as client:
            with pytest.raises(type(error)) as caught:
                client.call("GET", "/videos")

    assert caught.value is error


@pytest.mark.parametrize("concurrency", [1, 2])
def test_what_a_listener_raises_comes_out_as_it_is(error, concurrency):
    def listener(progress):
        raise error

    five = 5 * 1024 * 1024
    with RawServer(answering(*[response(201, b'{"videoId": "v"}')] * 9)) as server:
        settings = {"chunk_size": five, "upload_concurrency": concurrency}
        with apivideo.ApiClient(apivideo.Configuration(server.host, **settings)) as client:
            with pytest.raises(type(error)) as caught:
                apivideo.apis.VideosApi(client).upload("v", bytes(2 * five), on_progress=listener)

    assert caught.value is error
