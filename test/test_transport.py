"""The one door to the network, over real sockets on loopback."""

import queue
import socket
import ssl
import struct
import threading
import time

import certifi
import pytest
import urllib3
from support.raw_server import RawServer, answering, http, read_request
from support.recording_server import RecordingServer
from urllib3.util.ssl_ import create_urllib3_context

import apivideo
from apivideo._http import tls
from apivideo._http.cancellation import Cancellation
from apivideo._http.message import Request, Response
from apivideo._http.tls import ssl_context
from apivideo._http.transport import Transport, _Stack
from apivideo.exceptions import ApiConnectionError, ApiTimeoutError, ApiValueError

QUICK = (5.0, 0.05)
"""A timeout for servers that never answer."""


@pytest.fixture
def configuration():
    return apivideo.Configuration()


@pytest.fixture
def rest(configuration):
    client = Transport(configuration)
    yield client
    client.close()


def get(url, timeout=(5.0, 5.0), **headers):
    return Request("GET", url, headers, None, timeout)


def unused_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


# ---- an answer ---------------------------------------------------------------


def test_a_request_goes_out_as_it_is_and_its_answer_comes_back(rest, recording_server):
    recording_server.respond = lambda request: (201, {"X-Limit": "5"}, b'{"a": 1}')
    url = recording_server.host + "/videos/a%20b?tags%5B%5D=x%2By&title=%C3%A9"

    answer = rest.send(Request("PATCH", url, {"X-Mine": "1"}, b"body"))

    asked = recording_server.requests[0]
    assert (asked.method, asked.body, asked.headers["X-Mine"]) == ("PATCH", b"body", "1")
    assert asked.target == "/videos/a%20b?tags%5B%5D=x%2By&title=%C3%A9"
    assert (answer.status, answer.data) == (201, b'{"a": 1}')
    assert answer.getheader("x-limit") == answer.getheaders()["X-Limit"] == "5"
    assert answer.getheader("X-None", "none") == "none"


@pytest.mark.parametrize("tail, target", [("", "/"), ("?a=1", "/?a=1"), ("/?a=/", "/?a=/")])
def test_an_address_may_lack_its_path(rest, recording_server, tail, target):
    rest.send(get(recording_server.host + tail))

    assert recording_server.requests[0].target == target


@pytest.mark.parametrize("status", [204, 302, 401, 404, 500, 503])
def test_every_status_is_an_answer_and_nothing_is_repeated_or_followed(
    rest, recording_server, status
):
    headers = {"Retry-After": "3", "Location": recording_server.host + "/elsewhere"}
    recording_server.respond = lambda request: (status, headers, b"")

    answer = rest.send(get(recording_server.host + "/"))

    assert answer.status == status
    assert len(recording_server.requests) == 1


def test_a_body_is_sent_block_by_block_with_the_length_that_was_told(rest, recording_server):
    headers = {"Content-Length": "6"}

    rest.send(Request("POST", recording_server.host + "/", headers, iter([b"abc", b"def"])))

    asked = recording_server.requests[0]
    assert asked.body == b"abcdef"
    assert "Transfer-Encoding" not in asked.headers


def test_an_answer_can_be_read_piece_by_piece(rest, recording_server):
    recording_server.respond = lambda request: (200, {}, b"abcdef")

    answer = rest.send(get(recording_server.host + "/")._replace(stream=True))

    assert (answer.status, answer.read(2), answer.read()) == (200, b"ab", b"cdef")
    answer.release_conn()


# ---- connections -------------------------------------------------------------


def test_a_connection_is_used_again():
    with RawServer(answering(http(), http(), http())) as server:
        rest = Transport(apivideo.Configuration())

        for _ in range(3):
            rest.send(get(server.host + "/"))
        rest.close()

    assert server.connections == 1


def test_closing_hangs_up_and_a_later_request_connects_again():
    hung_up = threading.Event()

    def handle(connection):
        connection.settimeout(10)
        read_request(connection)
        connection.sendall(http())
        if connection.recv(1) == b"":
            hung_up.set()

    with RawServer(handle) as server:
        rest = Transport(apivideo.Configuration())
        rest.send(get(server.host + "/"))
        kept = dict(rest._pools)  # so that it is not the garbage collector that hangs up

        rest.close()

        assert kept
        assert hung_up.wait(10)
        assert rest.send(get(server.host + "/")).status == 200
        assert server.connections == 2
        rest.close()


def test_closing_twice_or_before_the_first_request_does_nothing(configuration):
    rest = Transport(configuration)

    rest.close()
    rest.close()


def test_a_connection_that_the_server_has_closed_is_replaced():
    closed = threading.Event()

    def handle(connection):
        read_request(connection)
        connection.sendall(http())
        connection.close()
        closed.set()

    with RawServer(handle) as server:
        rest = Transport(apivideo.Configuration())
        rest.send(get(server.host + "/"))
        assert closed.wait(10)

        assert rest.send(get(server.host + "/")).status == 200
        rest.close()


def test_a_changed_setting_holds_from_the_next_request_on(rest, configuration):
    with RecordingServer() as server, RecordingServer() as proxy:
        rest.send(get(server.host + "/"))
        configuration.proxy = proxy.host
        rest.send(get(server.host + "/"))
        configuration.proxy = None
        rest.send(get(server.host + "/"))

        assert [one.target for one in server.requests] == ["/", "/"]
        assert len(proxy.requests) == 1


def test_socket_options_are_passed_on(rest, configuration, recording_server):
    configuration.socket_options = [(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]

    answer = rest.send(get(recording_server.host + "/")._replace(stream=True))

    sock = answer._connection.sock
    assert sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE) != 0
    answer.read()
    answer.release_conn()


# ---- no answer ---------------------------------------------------------------


def test_a_refused_connection_is_a_connection_error_with_its_cause(rest):
    url = f"http://127.0.0.1:{unused_port()}/upload?token=s3cret"

    with pytest.raises(ApiConnectionError, match="GET http://127.0.0.1:.*/upload: .*refused") as e:
        rest.send(get(url))

    assert not isinstance(e.value, ApiTimeoutError)
    assert isinstance(e.value.__cause__, urllib3.exceptions.HTTPError)
    assert "s3cret" not in str(e.value) + repr(e.value)


def test_a_name_that_nobody_has_is_a_connection_error(rest):
    with pytest.raises(ApiConnectionError) as caught:
        rest.send(get("http://host.invalid/"))

    assert not isinstance(caught.value, ApiTimeoutError)


def hang(connection):
    """Read what comes until the client hangs up, and say nothing."""
    while connection.recv(65536):
        pass


def stall(connection):
    """Begin to answer, then say nothing."""
    read_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc")
    hang(connection)


@pytest.mark.parametrize("handle", [hang, stall])
def test_a_server_that_never_answers_is_a_timeout(rest, handle):
    with RawServer(handle) as server:
        with pytest.raises(ApiTimeoutError) as caught:
            rest.send(get(server.host + "/upload?token=s3cret", QUICK))

    message = str(caught.value)
    assert server.host + "/upload: no data for 0.05 s" in message
    assert "_request_timeout" in message
    assert "s3cret" not in message


def test_a_server_that_never_greets_is_a_timeout(rest):
    with RawServer(hang) as server:
        with pytest.raises(ApiTimeoutError):
            rest.send(get(server.host.replace("http", "https") + "/", (0.05, 0.05)))


def cut(*parts):
    """A handler that reads a request, sends *parts* and hangs up."""

    def handle(connection):
        read_request(connection)
        for part in parts:
            connection.sendall(part)

    return handle


def reset(connection):
    """Hang up the hard way, with what was received unread."""
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@pytest.mark.parametrize(
    "handle",
    [
        cut(),
        cut(b"HTT"),
        cut(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc"),
        cut(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nabc"),
        cut(b"220 mail.example.org ESMTP\r\n"),
        reset,
    ],
)
def test_a_connection_that_breaks_is_a_connection_error(rest, handle):
    with RawServer(handle) as server:
        with pytest.raises(ApiConnectionError) as caught:
            rest.send(get(server.host + "/"))

    assert not isinstance(caught.value, ApiTimeoutError)
    assert caught.value.__cause__ is not None


def test_a_connection_that_breaks_while_a_body_is_sent_is_a_connection_error(rest):
    body = (bytes(1024 * 1024) for _ in range(64))
    headers = {"Content-Length": str(64 * 1024 * 1024)}

    with RawServer(reset) as server:
        with pytest.raises(ApiConnectionError):
            rest.send(Request("POST", server.host + "/", headers, body, (5.0, 5.0)))


def test_an_error_of_the_body_is_raised_as_it_is_and_the_connection_given_up(rest):
    def body():
        yield b"abc"
        raise ApiValueError("file became shorter")

    with RawServer(answering(http())) as server:
        with pytest.raises(ApiValueError, match="shorter"):
            rest.send(Request("POST", server.host + "/", {"Content-Length": "6"}, body()))

        assert rest.send(get(server.host + "/")).status == 200
        assert server.connections == 2


# ---- headers -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["X-A\r\nX-B", "X-A\n", "X-\u4e2d"])
@pytest.mark.parametrize("good", ["value"])
def test_a_header_name_cannot_bring_another_header(rest, recording_server, name, good):
    with pytest.raises(ApiValueError, match="character that no header can have"):
        rest.send(get(recording_server.host + "/", **{name: good}))

    assert recording_server.requests == []


@pytest.mark.parametrize("value", ["a\r\nX-B: b", "a\n", "a\r", "a\0", "\x7f", "\u4e2d\u6587"])
def test_a_header_value_cannot_bring_another_header_and_is_not_shown(rest, recording_server, value):
    with pytest.raises(ApiValueError, match="'X-Secret'") as caught:
        rest.send(get(recording_server.host + "/", **{"X-Secret": "s3cret" + value}))

    assert recording_server.requests == []
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("value", ["a\tb", "caf\u00e9", ""])
def test_what_a_header_can_have_is_sent(rest, recording_server, value):
    rest.send(get(recording_server.host + "/", **{"X-Text": value}))

    assert recording_server.requests[0].headers["X-Text"] == value


# ---- proxies -----------------------------------------------------------------


def test_a_proxy_is_told_the_whole_address(rest, configuration, recording_server):
    configuration.proxy = recording_server.host
    configuration.proxy_headers = {"Proxy-Authorization": "Basic abc"}

    rest.send(get("http://api.example.org/videos?a=1"))

    asked = recording_server.requests[0]
    assert asked.target == "http://api.example.org/videos?a=1"
    assert asked.headers["Host"] == "api.example.org"
    assert asked.headers["Proxy-Authorization"] == "Basic abc"


def test_a_proxy_tunnels_what_is_encrypted(rest, configuration):
    heads = []

    def refuse(connection):
        heads.append(read_request(connection))
        connection.sendall(http(407))

    with RawServer(refuse) as proxy:
        configuration.proxy = proxy.host
        with pytest.raises(ApiConnectionError):
            rest.send(get("https://api.example.org/videos?token=s3cret"))

    assert heads[0].startswith(b"CONNECT api.example.org:443 HTTP/1.")
    assert b"s3cret" not in heads[0]


@pytest.mark.parametrize("verify, name", [(False, None), (True, "example.org")])
def test_what_is_set_for_tls_does_no_harm_without_it(rest, configuration, verify, name):
    configuration.verify_ssl, configuration.assert_hostname = verify, name

    with RawServer(answering(http(200))) as server:
        assert rest.send(get(server.host + "/")).status == 200


def test_what_is_not_read_does_not_outlast_the_deadline(rest):
    told = threading.Event()

    with RawServer(lambda connection: told.wait(20), receive_buffer=4096) as server:
        request = Request("PATCH", server.host + "/", {}, bytes(20000000), (5.0, 15.0), 0.1)
        start = time.monotonic()
        with pytest.raises(ApiTimeoutError, match="no complete response within 0.1 s"):
            rest.send(request)
        took = time.monotonic() - start
        told.set()

    assert took < 10


def test_a_proxy_that_never_greets_is_a_connection_that_does_not_come(rest, configuration):
    configuration.verify_ssl = False
    with RawServer(hang) as proxy:
        configuration.proxy = proxy.host.replace("http:", "https:")
        with pytest.raises(ApiTimeoutError, match="no connection within 0.05 s"):
            rest.send(get("https://api.example.org/", timeout=(0.05, 60.0)))


def test_a_body_that_takes_its_time_is_no_fault_of_the_service(rest, recording_server):
    late = threading.Event()

    class Slow:
        content_type = "text/plain"

        def __len__(self):
            return 6

        def __iter__(self):
            yield b"abc"
            late.wait(0.3)
            yield b"def"

    headers = {"Content-Length": "6"}
    url = recording_server.host + "/"

    answer = rest.send(Request("POST", url, headers, Slow(), (5.0, 5.0), 0.2))

    assert answer.status == 200
    assert recording_server.requests[0].body == b"abcdef"


def test_a_proxy_that_is_silent_is_a_connection_that_does_not_come(rest, configuration):
    with RawServer(hang) as proxy:
        configuration.proxy = proxy.host
        with pytest.raises(ApiTimeoutError, match="no connection within 0.05 s"):
            rest.send(get("https://api.example.org/", timeout=(0.05, 60.0)))


def test_connections_at_rest_are_the_latest_first_and_so_many():
    stack = _Stack(2)
    stack.put(1)
    stack.put(2)

    with pytest.raises(queue.Full):
        stack.put(3)
    assert stack.qsize() == 2
    assert [stack.get(), stack.get()] == [2, 1]
    with pytest.raises(queue.Empty):
        stack.get()


# ---- TLS ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority():
    trustme = pytest.importorskip("trustme")
    return trustme.CA()


@pytest.fixture
def authority_file(authority, tmp_path):
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def tls_server(authority, name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secure:
            while read_request(secure):
                secure.sendall(http(200, b'{"secure": true}'))

    return RawServer(handle)


def test_a_server_that_certifi_does_not_know_is_not_trusted(rest, authority):
    with tls_server(authority, "localhost") as server:
        with pytest.raises(ApiConnectionError) as caught:
            rest.send(get(f"https://localhost:{server.port}/upload?token=s3cret"))

    assert "the server is not trusted" in str(caught.value)
    assert "certifi" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_server_is_trusted_when_its_authority_is(rest, configuration, authority, authority_file):
    configuration.ssl_ca_cert = authority_file

    with tls_server(authority, "localhost") as server:
        answer = rest.send(get(f"https://localhost:{server.port}/"))
        rest.close()

    assert answer.data == b'{"secure": true}'


def test_a_server_of_another_name_is_not_trusted(rest, configuration, authority, authority_file):
    configuration.ssl_ca_cert = authority_file

    with tls_server(authority, "elsewhere.example.org") as server:
        with pytest.raises(ApiConnectionError) as caught:
            rest.send(get(f"https://localhost:{server.port}/"))

    assert "the server is not trusted" in str(caught.value)
    assert authority_file in str(caught.value)


def test_another_name_may_be_expected(rest, configuration, authority, authority_file):
    configuration.ssl_ca_cert = authority_file
    configuration.assert_hostname = "elsewhere.example.org"

    with tls_server(authority, "elsewhere.example.org") as server:
        answer = rest.send(get(f"https://localhost:{server.port}/"))
        rest.close()

    assert answer.status == 200


def test_without_verification_every_server_will_do_and_a_warning_says_so(
    rest, configuration, authority
):
    configuration.verify_ssl = False

    with tls_server(authority, "elsewhere.example.org") as server:
        with pytest.warns(urllib3.exceptions.InsecureRequestWarning):
            answer = rest.send(get(f"https://localhost:{server.port}/"))
        rest.close()

    assert answer.status == 200


def test_a_server_without_tls_is_a_connection_error(rest, recording_server):
    with pytest.raises(ApiConnectionError):
        rest.send(get(recording_server.host.replace("http", "https") + "/"))


@pytest.mark.parametrize("setting", ["ssl_ca_cert", "cert_file"])
@pytest.mark.parametrize("content", [None, "not a certificate"])
def test_a_certificate_that_cannot_be_used_is_named(
    rest, configuration, tmp_path, setting, content
):
    path = tmp_path / "mine.pem"
    if content is not None:
        path.write_text(content)
    setattr(configuration, setting, str(path))

    with pytest.raises(ApiValueError, match=setting + ".*mine.pem"):
        rest.send(get("https://localhost:1/"))


def test_trusted_certificates_are_read_once(configuration):
    one = ssl_context(create_urllib3_context, configuration)

    assert ssl_context(create_urllib3_context, apivideo.Configuration()) is one
    assert one.verify_mode == ssl.CERT_REQUIRED
    configuration.verify_ssl = False
    assert ssl_context(create_urllib3_context, configuration).verify_mode == ssl.CERT_NONE


# ---- what is shown -----------------------------------------------------------


def test_a_request_and_an_answer_show_no_secret():
    request = Request("GET", "http://h/upload?token=s3cret", {"Authorization": "s3cret"}, b"s3cret")
    response = Response(200, "OK", {"Set-Cookie": "s3cret"}, b"s3cret")

    assert repr(request) == "Request(GET http://h/upload)"
    assert repr(response) == "Response(200 OK, 6 bytes)"


def test_trusted_certificates_may_be_named_by_the_environment(
    rest, configuration, authority, authority_file, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", authority_file)

    with tls_server(authority, "localhost") as server:
        answer = rest.send(get(f"https://localhost:{server.port}/"))
        configuration.ssl_ca_cert = certifi.where()  # what is configured wins
        with pytest.raises(ApiConnectionError, match="certifi"):
            rest.send(get(f"https://localhost:{server.port}/"))
        rest.close()

    assert answer.status == 200


def test_a_file_that_the_environment_names_and_nobody_has_is_named(rest, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/authority.pem")

    with pytest.raises(ApiValueError, match="SSL_CERT_FILE.*/nowhere/authority.pem"):
        rest.send(get("https://localhost:1/"))


def test_a_client_may_show_a_certificate(rest, configuration, authority, authority_file, tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(context)
    context.verify_mode = ssl.CERT_REQUIRED
    mine = authority.issue_cert("client.example.org")
    mine.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    mine.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    configuration.ssl_ca_cert = authority_file
    configuration.cert_file = str(tmp_path / "cert.pem")
    configuration.key_file = str(tmp_path / "key.pem")

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secure:
            read_request(secure)
            secure.sendall(http(200, str(secure.getpeercert()["subjectAltName"]).encode()))

    with RawServer(handle) as server:
        answer = rest.send(get(f"https://localhost:{server.port}/"))
        rest.close()

    assert b"client.example.org" in answer.data


def test_socket_options_may_be_changed_in_place(rest, configuration):
    def handle(connection):
        while read_request(connection):
            connection.sendall(http(200, b""))

    def kept_alive():
        response = rest.send(get(server.host + "/")._replace(stream=True))
        sock = response.connection.sock
        response.read()
        response.release_conn()
        return sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)

    with RawServer(handle) as server:
        configuration.socket_options = []
        before = kept_alive()
        configuration.socket_options.append((socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1))
        after = kept_alive()
        kept_alive()
        connections = server.connections
        rest.close()

    assert (bool(before), bool(after), connections) == (False, True, 2)


@pytest.mark.parametrize("proxied", [False, True])
def test_a_broken_file_of_the_environment_concerns_hosts_with_tls_alone(
    rest, configuration, monkeypatch, proxied
):
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/authority.pem")
    configuration.cert_file = "/nowhere/mine.pem"

    def handle(connection):
        read_request(connection)
        connection.sendall(http(200, b"yes"))

    with RawServer(handle) as server:
        if proxied:
            configuration.proxy = server.host
        assert rest.send(get(server.host + "/")).data == b"yes"
        with pytest.raises(ApiValueError, match="SSL_CERT_FILE.*/nowhere/authority.pem"):
            rest.send(get("https://localhost:1/"))
        configuration.proxy = "https://localhost:1"
        with pytest.raises(ApiValueError, match="SSL_CERT_FILE.*/nowhere/authority.pem"):
            rest.send(get(server.host + "/"))


# ---- what may have happened --------------------------------------------------


def failure_of(rest, url, **arguments):
    with pytest.raises(ApiConnectionError) as caught:
        rest.send(Request("POST", url, {}, b"{}", **arguments))
    return caught.value


def test_what_was_refused_did_not_arrive(rest):
    failure = failure_of(rest, f"http://127.0.0.1:{unused_port()}/")

    assert (failure.reached, failure.passing) == (False, True)


@pytest.mark.parametrize("handle", [cut(), cut(b"HTTP/1.1 2"), reset])
def test_what_was_sent_may_have_arrived(rest, handle):
    with RawServer(handle) as server:
        failure = failure_of(rest, server.host + "/")

    assert (failure.reached, failure.passing) == (True, True)


def test_what_waited_for_an_answer_may_have_arrived(rest):
    with RawServer(hang) as server:
        failure = failure_of(rest, server.host + "/", timeout=QUICK)

    assert (failure.reached, failure.passing) == (True, True)


@pytest.mark.parametrize("handle", [hang, cut(b"HTTP/1.1 400 Bad\r\n\r\n")])
def test_what_never_got_beyond_a_greeting_did_not_arrive(rest, handle):
    with RawServer(handle) as server:
        url = server.host.replace("http", "https")
        failure = failure_of(rest, url + "/", timeout=(0.05, 0.05))

    assert (failure.reached, failure.passing) == (False, True)


def test_a_server_that_is_not_trusted_stays_so_and_got_nothing(rest, authority):
    with tls_server(authority, "localhost") as server:
        failure = failure_of(rest, f"https://localhost:{server.port}/")

    assert (failure.reached, failure.passing) == (False, False)


def test_a_name_that_nobody_has_is_no_matter_of_trust(rest):
    failure = failure_of(rest, "https://host.invalid/")

    assert (failure.reached, failure.passing) == (False, True)
    assert "trusted" not in str(failure)


# ---- the target --------------------------------------------------------------


@pytest.mark.parametrize(
    "target, sent",
    [
        ("/a/../b", "/a/../b"),
        ("/a/%2e%2E/b", "/a/%2E%2E/b"),
        ("/a//b/./c", "/a//b/./c"),
        ("/a?b=c?d", "/a?b=c?d"),
        ("/a b", "/a%20b"),
        ("/\u00e9?q=\u00e9", "/%C3%A9?q=%C3%A9"),
        ("/a\r\nX-A: b", "/a%0D%0AX-A:%20b"),
        ("/a\0", "/a%00"),
        ("/a#b", "/a%23b"),
        ("/\ud800", "/%ED%A0%80"),
    ],
)
def test_what_is_asked_for_is_what_was_built_and_one_line(rest, recording_server, target, sent):
    rest.send(get(recording_server.host + target))

    assert [one.target for one in recording_server.requests] == [sent]
    assert "X-A" not in recording_server.requests[0].headers


def test_a_refusal_of_what_was_to_be_read_piece_by_piece_is_read(rest, recording_server):
    recording_server.respond = lambda request: (404, {}, b"{}")

    for _ in range(3):
        assert rest.send(get(recording_server.host + "/")._replace(stream=True)).data == b"{}"

    pool = next(iter(rest._pools.values()))
    assert pool.num_connections == 1


@pytest.mark.parametrize("host", ["http://[", "http://a:b", "http://127.0.0.1:99999"])
def test_a_host_that_cannot_be_called_is_an_error_of_our_own(rest, host):
    with pytest.raises((ApiValueError, ApiConnectionError)):
        rest.send(get(host + "/"))


# ---- cancelling --------------------------------------------------------------


def sent_in_a_thread(rest, request):
    """Send *request* in a thread; returns the thread and a list that gets its failure."""
    failures = []

    def send():
        try:
            rest.send(request)
        except ApiConnectionError as error:
            failures.append(error)

    thread = threading.Thread(target=send)
    thread.start()
    return thread, failures


def test_a_request_that_waits_for_its_response_can_be_cancelled(rest):
    cancellation, is_asked = Cancellation(), threading.Event()

    def handle(connection):
        read_request(connection)
        is_asked.set()
        connection.recv(1)

    with RawServer(handle) as server:
        request = get(server.host + "/")._replace(cancellation=cancellation)
        thread, failures = sent_in_a_thread(rest, request)
        assert is_asked.wait(20)
        cancellation.cancel()
        thread.join(20)
        assert not thread.is_alive()

    assert failures[0].reached


def test_a_request_can_be_cancelled_while_tls_is_agreed_on(rest):
    cancellation, is_greeted = Cancellation(), threading.Event()

    def handle(connection):
        connection.recv(1)
        is_greeted.set()
        while connection.recv(65536):
            pass

    with RawServer(handle) as server:
        url = server.host.replace("http", "https") + "/"
        request = get(url, (60.0, 60.0))._replace(cancellation=cancellation)
        thread, failures = sent_in_a_thread(rest, request)
        assert is_greeted.wait(20)
        cancellation.cancel()
        thread.join(20)
        assert not thread.is_alive()

    assert not failures[0].reached


def test_cancelling_a_request_that_has_ended_leaves_its_connection_to_the_next_one(rest):
    first, is_asked, may_respond = Cancellation(), threading.Event(), threading.Event()
    watched = []
    first.forget = lambda callback: watched.append(callback)  # as if it cancelled a moment later

    def handle(connection):
        while True:
            if not read_request(connection):
                return
            if watched:
                is_asked.set()
                assert may_respond.wait(20)
            connection.sendall(http(200, b"{}"))

    with RawServer(handle) as server:
        rest.send(get(server.host + "/")._replace(cancellation=first))
        thread, failures = sent_in_a_thread(rest, get(server.host + "/"))
        assert is_asked.wait(20)
        first.cancel()
        may_respond.set()
        thread.join(20)

        assert failures == []
        assert server.connections == 1
        rest.close()


def test_a_request_can_be_cancelled_while_tls_within_tls_of_a_proxy_is_agreed_on(
    rest, configuration, authority, authority_file
):
    cancellation, is_greeted, over = Cancellation(), threading.Event(), threading.Event()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secure:
            read_request(secure)
            secure.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            secure.recv(1)
            is_greeted.set()
            over.wait(20)

    with RawServer(handle) as proxy:
        configuration.proxy = f"https://localhost:{proxy.port}"
        configuration.ssl_ca_cert = authority_file
        request = get("https://api.example/", (60.0, 60.0))._replace(cancellation=cancellation)
        thread, failures = sent_in_a_thread(rest, request)
        assert is_greeted.wait(20)
        cancellation.cancel()
        thread.join(10)
        is_alive = thread.is_alive()
        over.set()
        thread.join(20)

    assert not is_alive
    assert not failures[0].reached


def test_a_request_through_tls_within_tls_is_sent_and_can_be_cancelled(
    rest, configuration, authority, authority_file
):
    cancellation, is_asked, bodies = Cancellation(), threading.Event(), []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secure:
            read_request(secure)
            secure.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
            inner = context.wrap_bio(incoming, outgoing, server_side=True)

            def run(function, *arguments):
                while True:
                    try:
                        return function(*arguments)
                    except ssl.SSLWantReadError:
                        secure.sendall(outgoing.read())
                        incoming.write(secure.recv(65536))

            run(inner.do_handshake)
            while sum(map(len, bodies)) < 300000:
                bodies.append(run(inner.read, 65536))
            is_asked.set()
            secure.recv(1)

    with RawServer(handle) as proxy:
        configuration.proxy = f"https://localhost:{proxy.port}"
        configuration.ssl_ca_cert = authority_file
        url = f"https://localhost:{proxy.port}/"
        headers = {"Content-Length": "300000"}
        request = Request("POST", url, headers, iter([bytes(300000)]), (60.0, 60.0))
        thread, failures = sent_in_a_thread(rest, request._replace(cancellation=cancellation))
        assert is_asked.wait(20)
        cancellation.cancel()
        thread.join(10)
        is_alive = thread.is_alive()

    assert not is_alive
    assert str(failures[0]).endswith(": cancelled")


# ---- many hosts ------------------------------------------------------------------------------


def test_connections_to_a_few_hosts_are_kept_and_no_more(rest, recording_server):
    hosts = [recording_server.host.replace("//", f"//user{number}@") for number in range(40)]

    for host in hosts + hosts[:1]:
        assert rest.send(get(host + "/")).status == 200

    assert len(rest._pools) == 16


def test_a_request_whose_pool_another_thread_has_closed_meanwhile_is_sent(
    rest, recording_server, monkeypatch
):
    real, calls = urllib3.HTTPConnectionPool.urlopen, []

    def urlopen(pool, *arguments, **keywords):
        calls.append(pool)
        if len(calls) == 1:
            rest.close()
        return real(pool, *arguments, **keywords)

    monkeypatch.setattr(urllib3.HTTPConnectionPool, "urlopen", urlopen)

    assert rest.send(get(recording_server.host + "/")).status == 200
    assert len(calls) == 2
    assert len(recording_server.requests) == 1


def test_contexts_of_certificates_that_are_used_no_more_are_not_kept(authority, tmp_path):
    for number in range(40):
        path = tmp_path / f"{number}.pem"
        authority.cert_pem.write_to_path(str(path))
        ssl_context(create_urllib3_context, apivideo.Configuration(ssl_ca_cert=str(path)))

    assert len(tls._contexts) <= 16
