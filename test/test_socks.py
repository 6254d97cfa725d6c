"""Requests through a SOCKS proxy."""

import socket
import ssl
import sys
import threading

import pytest
from support.raw_server import RawServer, answering, http, read_request
from support.socks_server import SocksServer
from support.waits import Waits

import apivideo
from apivideo._http.message import SendOptions
from apivideo.exceptions import ApiConnectionError, ApiTimeoutError, ApiValueError
from apivideo.uploads import Cancellation

pytest.importorskip("socks")

FOUND = http(200, b'{"title": "a"}')

pytestmark = pytest.mark.usefixtures("environment")


def client_of(host, proxy=None, **settings):
    configuration = apivideo.Configuration(host, **settings)
    configuration.proxy = proxy
    waits = Waits()
    return apivideo.ApiClient(configuration, clock=waits, sleep=waits.sleep)


@pytest.mark.parametrize("is_configured", [False, True])
@pytest.mark.parametrize(
    "scheme, host, version, asked",
    [
        ("socks", "127.0.0.1", 5, "127.0.0.1"),
        ("socks5", "localhost", 5, None),  # looked up here
        ("socks5h", "api.invalid", 5, "api.invalid"),
        ("SOCKS5H", "API.invalid", 5, "api.invalid"),
        ("socks5h", "[::1]", 5, "::1"),
        ("socks4", "127.0.0.1", 4, "127.0.0.1"),
        ("socks4", "localhost", 4, "127.0.0.1"),
        ("Socks4a", "api.invalid", 4, "api.invalid"),
    ],
)
def test_requests_go_through_a_socks_proxy(
    environment, is_configured, scheme, host, version, asked
):
    with RawServer(answering(FOUND, FOUND)) as server, SocksServer(server.port) as proxy:
        address = proxy.host.replace("http", scheme)
        if not is_configured:
            environment.setenv("ALL_PROXY", address)
        with client_of(f"http://{host}:8080", address if is_configured else None) as client:
            assert client.videos.get("v").title == "a"
            assert client.videos.get("v").title == "a"

    seen_version, seen_host, port = proxy.asked[0]
    assert len(proxy.asked) == 1
    assert (seen_version, port) == (version, 8080)
    assert seen_host == asked if asked else seen_host in ("127.0.0.1", "::1")


def test_the_server_is_asked_for_the_path_alone():
    heads = []

    def handle(connection):
        heads.append(read_request(connection))
        connection.sendall(FOUND)

    with RawServer(handle) as server, SocksServer(server.port, (b"u", b"p@ss")) as proxy:
        address = proxy.host.replace("http://", "socks5h://u:p%40ss@")
        with client_of("http://api.invalid", address) as client:
            client.videos.get("v")

    assert heads[0].startswith(b"GET /videos/v HTTP/1.1\r\n")
    assert b"proxy" not in heads[0].lower()
    assert proxy.logins == [(b"u", b"p@ss")]


def test_tls_goes_through_a_socks_proxy(tmp_path):
    authority = pytest.importorskip("trustme").CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ws.example.org").configure_cert(context)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            read_request(stream)
            stream.sendall(FOUND)

    with RawServer(handle) as server, SocksServer(server.port) as proxy:
        settings = {"ssl_ca_cert": str(tmp_path / "authority.pem")}
        address = proxy.host.replace("http", "socks5h")
        with client_of("https://ws.example.org", address, **settings) as client:
            assert client.videos.get("v").title == "a"

    assert proxy.asked == [(5, "ws.example.org", 443)]


@pytest.mark.parametrize("user", ["u:wr0ng@", ""])
def test_a_socks_proxy_that_refuses_the_login_is_asked_once(user):
    with SocksServer(1, (b"u", b"p")) as proxy:
        address = proxy.host.replace("http://", "socks5h://" + user)
        with client_of("http://api.invalid", address) as client:
            with pytest.raises(ApiConnectionError, match="missing or refused") as caught:
                client.videos.upload("v", b"a" * 15 * 1024 * 1024)

    assert proxy.connections == 1
    assert proxy.host.replace("http", "socks5h") in str(caught.value)
    assert "wr0ng" not in str(caught.value)
    assert not caught.value.passing


@pytest.mark.parametrize("scheme", ["socks5h", "socks4a"])
@pytest.mark.parametrize(
    "handle",
    [
        lambda connection: None,
        lambda connection: connection.sendall(b"HTTP/1.1 400 Bad request\r\n\r\n"),
        lambda connection: connection.sendall(b"\x05\x00\x05\x01\x00\x01" + bytes(6)),
        lambda connection: connection.sendall(b"\x00\x5b" + bytes(6)),
    ],
    ids="closed http failure5 failure4".split(),
)
def test_a_socks_proxy_that_fails_is_named(scheme, handle):
    def fail(connection):
        connection.recv(1024)
        handle(connection)

    with RawServer(fail) as proxy:
        address = proxy.host.replace("http", scheme)
        with client_of("http://api.invalid", address, max_attempts=2) as client:
            with pytest.raises(ApiConnectionError, match="through the proxy " + address) as caught:
                client.videos.create({"title": "a"})

    assert (caught.value.attempts, caught.value.reached) == (2, False)


@pytest.mark.parametrize("pause", [None, 0.05], ids=["silent", "slow"])
def test_a_socks_proxy_that_stalls_is_a_timeout(pause):
    told = threading.Event()

    def stall(connection):
        connection.sendall(b"\x05\x00\x05\x00\x00\x03\xff")
        while pause is not None and not told.wait(pause):
            connection.sendall(b"x")
        told.wait(20)

    with RawServer(stall) as proxy:
        address = proxy.host.replace("http", "socks5h")
        with client_of("http://api.invalid", address, max_attempts=1) as client:
            with pytest.raises(ApiTimeoutError, match="through the proxy " + address):
                client.videos.get("v", _request_timeout=0.3)
        told.set()


def test_a_request_to_a_socks_proxy_can_be_cancelled():
    cancellation, told = Cancellation(), threading.Event()

    def stall(connection):
        connection.recv(3)
        cancellation.cancel()
        told.wait(20)

    with RawServer(stall) as proxy:
        address = proxy.host.replace("http", "socks5")
        with client_of("http://127.0.0.1:1", address) as client:
            with pytest.raises(ApiConnectionError):
                client.call("GET", "/videos", options=SendOptions(cancellation=cancellation))
        told.set()

    assert proxy.connections == 1


def test_without_pysocks_the_setting_and_the_package_are_named(environment):
    environment.setitem(sys.modules, "socks", None)
    environment.setenv("HTTPS_PROXY", "socks5://u:s3cret@127.0.0.1:1")

    with client_of("https://api.invalid") as client:
        with pytest.raises(ApiValueError, match="HTTPS_PROXY.*PySocks.*pip install") as caught:
            client.videos.get("v")
        client.configuration.proxy = "socks4://127.0.0.1"
        with pytest.raises(ApiValueError, match=r"Configuration\.proxy.*PySocks"):
            client.videos.get("v")

    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize("scheme", ["socks4", "socks5"])
def test_looking_a_name_up_for_a_socks_proxy_takes_no_longer_than_allowed(monkeypatch, scheme):
    found, known = threading.Event(), socket.getaddrinfo

    def silent(host, *arguments):
        if host == "silent.invalid":
            found.wait(20)
        return known(host, *arguments)

    monkeypatch.setattr(socket, "getaddrinfo", silent)
    received = []
    with RawServer(lambda connection: received.append(connection.recv(1))) as proxy:
        address = proxy.host.replace("http", scheme)
        try:
            with client_of("http://silent.invalid", address, max_attempts=1) as client:
                with pytest.raises(ApiTimeoutError, match="no connection within 0.3 s"):
                    client.videos.list(_request_timeout=(0.3, 10))
        finally:
            found.set()

    assert received == [b""]
