"""Connections that are slow, dead or end early, with and without TLS."""

import ssl
import struct
import sys
import threading
import time
from socket import IPPROTO_TCP, SO_LINGER, SOL_SOCKET, TCP_NODELAY

import pytest
from support.raw_server import RawServer, http
from support.scripted_server import tokens

import apivideo
from apivideo._http.message import Request
from apivideo._http.transport import Transport
from apivideo.apis import VideosApi
from apivideo.exceptions import ApiException, ApiTimeoutError

MIB = 1024 * 1024
READ_TIMEOUT = 1.0


@pytest.fixture(scope="module")
def authority():
    return pytest.importorskip("trustme").CA()


@pytest.fixture(params=["http", "https"])
def serving(request, tmp_path):
    """Makes servers and configurations for one of both schemes."""
    if request.param == "http":
        return Serving("http", None, None)
    authority = request.getfixturevalue("authority")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return Serving("https", context, str(path))


class Serving:
    def __init__(self, scheme, context, certificates):
        self.scheme = scheme
        self._context = context
        self._certificates = certificates

    def server(self, handle, receive_buffer=None):
        def secure(connection):
            # Otherwise what is still to be sent is lost when the server closes.
            connection.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
            if self._context is not None:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                handle(connection)

        return RawServer(secure, receive_buffer)

    def configuration(self, server, **settings):
        host = f"{self.scheme}://localhost:{server.port}"
        return apivideo.Configuration(host, ssl_ca_cert=self._certificates, **settings)


# ---- slow and dead lines ---------------------------------------------------------------------


class SlowReader:
    """Reads *rate* bytes a second, in small blocks, and then responds."""

    def __init__(self, rate, block=2048):
        self._pause, self._block = block / rate, block
        self._never = threading.Event()

    def __call__(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(1)
        left = int(head.lower().partition(b"content-length: ")[2].split()[0])
        while left:
            self._never.wait(self._pause)
            left -= len(connection.recv(min(left, self._block)))
        connection.sendall(http(201, b'{"videoId": "v"}'))


def blocks(size, block=256 * 1024):
    for start in range(0, size, block):
        yield bytes(min(block, size - start))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell")
@pytest.mark.parametrize("total", [float("inf"), READ_TIMEOUT])
def test_a_line_on_which_bytes_move_is_not_taken_for_dead(serving, total):
    """The system takes 128 KiB more at a time, which takes two seconds here."""
    size = 300 * 1024

    with serving.server(SlowReader(64 * 1024), receive_buffer=8192) as server:
        rest = Transport(serving.configuration(server))
        url = rest.configuration.host + "/"
        headers, timeout = {"Content-Length": str(size)}, (10.0, READ_TIMEOUT)
        start = time.monotonic()
        response = rest.send(Request("POST", url, headers, blocks(size), timeout, total))
        took = time.monotonic() - start
        rest.close()

    assert response.status == 201
    assert took > 4 * READ_TIMEOUT


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell")
def test_bytes_are_waited_for_as_well_as_a_stream(serving):
    size = 200 * 1024

    with serving.server(SlowReader(64 * 1024), receive_buffer=8192) as server:
        rest = Transport(serving.configuration(server))
        url = rest.configuration.host + "/"
        response = rest.send(Request("POST", url, {}, bytes(size), (10.0, READ_TIMEOUT)))
        rest.close()

    assert response.status == 201


@pytest.mark.parametrize("reads", [0, 100 * 1024, 2 * MIB])
def test_a_line_that_dies_ends_after_the_read_timeout(serving, reads):
    over = threading.Event()

    def die(connection):
        left = reads
        while left > 0:
            left -= len(connection.recv(65536))
        over.wait(20)

    with serving.server(die, receive_buffer=8192) as server:
        rest = Transport(serving.configuration(server))
        url = rest.configuration.host + "/"
        headers = {"Content-Length": str(2 * MIB)}
        start = time.monotonic()
        with pytest.raises(ApiTimeoutError, match="no data for 1 s; _request_timeout"):
            rest.send(Request("POST", url, headers, blocks(2 * MIB), (10.0, READ_TIMEOUT)))
        took = time.monotonic() - start
        over.set()
        rest.close()

    assert READ_TIMEOUT - 0.05 <= took < 10 * READ_TIMEOUT


# ---- responses before the end of the request -------------------------------------------------


def early(*responses):
    """Responds to the head of a request, and closes while the body is still being sent."""
    left = list(responses)

    def handle(connection):
        head = connection.recv(64)
        if b"/auth/" in head:
            while not head.endswith(b"}"):
                head += connection.recv(65536)
            connection.sendall(tokens(1))
            return
        if left:
            connection.sendall(left.pop(0))
        else:
            while b"\r\n--" not in head[-70:] or not head.endswith(b"--\r\n"):
                head = head[-70:] + connection.recv(65536)
            connection.sendall(http(201, b'{"videoId": "v"}'))

    return handle


def abruptly(handle):
    """The same, without a proper end of the connection."""

    def close(connection):
        handle(connection)
        connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))

    return close


SIZES = [10, 100 * 1024, 5 * MIB]
TOO_LARGE = http(413, b'{"title": "Too large."}')
EXPIRED = http(401, b'{"title": "Expired."}')


@pytest.mark.parametrize("size", SIZES)
def test_a_refusal_before_the_end_of_an_upload_is_read(serving, size):
    with serving.server(early(*[TOO_LARGE] * 20)) as server:
        with apivideo.ApiClient(serving.configuration(server)) as client:
            with pytest.raises(ApiException, match="413 Reason: Too large") as caught:
                VideosApi(client).upload("v", bytes(size))
        connections = server.connections

    assert caught.value.attempts == 1
    assert connections == 1


@pytest.mark.parametrize("size", SIZES)
def test_a_401_before_the_end_of_an_upload_renews_the_token(serving, size):
    with serving.server(early(EXPIRED)) as server:
        configuration = serving.configuration(server)
        with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
            assert client.videos.upload("v", bytes(size)).video_id == "v"
        connections = server.connections

    assert connections == 4  # a token, the refusal, another token, the upload


@pytest.mark.parametrize("size", SIZES)
def test_a_connection_that_is_lost_in_the_body_is_said_to_be_lost(serving, size):
    with serving.server(abruptly(lambda connection: connection.recv(1))) as server:
        with apivideo.ApiClient(serving.configuration(server, max_attempts=1)) as client:
            with pytest.raises(apivideo.ApiConnectionError, match="connection was") as caught:
                VideosApi(client).upload("v", bytes(size))

    assert "https" not in str(caught.value).partition(": ")[2].partition(": ")[2]
