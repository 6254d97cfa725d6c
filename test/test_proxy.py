"""Which proxy a request goes through, and what it gets to see."""

import base64
import pickle
import socket
import ssl
import threading

import pytest
from support.raw_server import RawServer, http, read_request
from support.recording_server import RecordingServer

import apivideo
from apivideo._http.message import Request
from apivideo._http.proxy import proxy_for
from apivideo._http.transport import Transport
from apivideo.exceptions import ApiConnectionError, ApiValueError
from apivideo.model.video import Video

API = "https://ws.api.video"
NAMES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "REQUEST_METHOD")


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    """The variables of the environment, none of which is set."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    "variables, host, proxy",
    [
        ({}, API, None),
        ({"HTTPS_PROXY": "http://p:1"}, API, "http://p:1"),
        ({"https_proxy": "http://p:1"}, API, "http://p:1"),
        ({"HTTPS_PROXY": "p:1"}, API, "http://p:1"),
        ({"HTTPS_PROXY": ""}, API, None),
        ({"HTTP_PROXY": "http://p:1"}, API, None),
        ({"HTTP_PROXY": "http://p:1"}, "http://localhost:8080", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1"}, "HTTP://localhost:8080", "http://p:1"),
        ({"ALL_PROXY": "http://p:1"}, API, "http://p:1"),
        ({"ALL_PROXY": "http://p:1", "HTTPS_PROXY": "http://q:1"}, API, "http://q:1"),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "ws.api.video"}, API, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".api.video"}, API, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.org, api.video"}, API, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, API, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "video"}, "https://apivideo", "http://p:1"),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "localhost"}, "http://localhost:8080", None),
        ({"HTTP_PROXY": "http://p:1", "NO_PROXY": "localhost:8080"}, "http://localhost:8080", None),
    ],
)
def test_the_environment_names_the_proxy(environment, variables, host, proxy):
    for name, value in variables.items():
        environment.setenv(name, value)

    assert proxy_for(host, None) == proxy


def test_the_proxy_that_is_configured_wins(environment):
    environment.setenv("HTTPS_PROXY", "http://p:1")
    environment.setenv("NO_PROXY", "*")

    assert proxy_for(API, "http://mine:2") == "http://mine:2"


def client_of(**settings):
    configuration = apivideo.Configuration(settings.pop("host"), max_attempts=1)
    for name, value in settings.items():
        setattr(configuration, name, value)
    return apivideo.ApiClient(configuration)


def test_requests_go_through_the_proxy_of_the_environment(environment):
    with RecordingServer() as proxy:
        environment.setenv("HTTP_PROXY", proxy.host)
        with client_of(host="http://api.invalid") as client:
            client.call("GET", "/videos", query={"token": "a"})

    assert proxy.requests[0].target == "http://api.invalid/videos?token=a"
    assert proxy.requests[0].headers["Host"] == "api.invalid"


@pytest.mark.parametrize(
    "proxy", ["socks5://127.0.0.1:1", "ftp://127.0.0.1", "http://[", "http://a:b"]
)
def test_a_proxy_that_cannot_be_used_is_an_error_of_our_own(proxy):
    with client_of(host="http://api.invalid", proxy=proxy) as client:
        with pytest.raises(ApiValueError, match="proxy"):
            client.call("GET", "/videos")


class Tunnel:
    """Connects to the server at *port*, whatever name is asked for, and notes what it sees."""

    def __init__(self, port, user=None):
        self.port = port
        self.user = user
        self.heads = []
        self.seen = b""

    def __call__(self, connection):
        head = read_request(connection)
        self.heads.append(head)
        if self.user is not None and self.user not in head:
            connection.sendall(http(407, b""))
            return
        with socket.create_connection(("127.0.0.1", self.port)) as server:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self.pump, args=(server, connection))
            back.start()
            self.pump(connection, server)
            back.join(10)

    def pump(self, source, target):
        try:
            block = source.recv(65536)
            while block:
                self.seen += block
                target.sendall(block)
                block = source.recv(65536)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one of them hung up


@pytest.fixture(scope="module")
def authority():
    return pytest.importorskip("trustme").CA()


@pytest.fixture
def authority_file(authority, tmp_path):
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def secure(authority):
    """A server at ws.example.org that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("ws.example.org").configure_cert(context)
    asked = []

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            request = read_request(stream)
            while request:
                asked.append(request)
                stream.sendall(http(200, b'{"title": "a"}'))
                request = read_request(stream)

    with RawServer(handle) as server:
        server.requests = asked
        yield server


def test_a_proxy_sees_nothing_of_what_it_tunnels(secure, authority_file):
    tunnel = Tunnel(secure.port)
    settings = {"host": "https://ws.example.org", "ssl_ca_cert": authority_file}

    with RawServer(tunnel) as proxy:
        with client_of(proxy=proxy.host, access_token="s3cret", **settings) as client:
            client.call("GET", "/videos", query={"token": "s3cret"})
            client.call("GET", "/videos")

    assert proxy.connections == 1
    assert [one.partition(b" HTTP")[0] for one in secure.requests] == [
        b"GET /videos?token=s3cret",
        b"GET /videos",
    ]
    assert tunnel.heads[0].startswith(b"CONNECT ws.example.org:443 HTTP/1.")
    assert b"s3cret" not in tunnel.heads[0] + tunnel.seen


def test_a_proxy_is_told_who_asks_and_the_service_is_not(secure, authority_file):
    tunnel = Tunnel(secure.port, b"proxy-authorization: Basic dTpw")
    settings = {"host": "https://ws.example.org", "ssl_ca_cert": authority_file}

    with RawServer(tunnel) as proxy:
        address = proxy.host.replace("//", "//u:p@")
        with client_of(proxy=address, **settings) as client:
            client.call("GET", "/videos")

    assert b"proxy-authorization" not in secure.requests[0].lower()


def test_the_password_of_a_proxy_is_what_its_address_stands_for(secure, authority_file):
    expected = base64.b64encode("u:p@ss/\u00e9".encode())
    tunnel = Tunnel(secure.port, b"proxy-authorization: Basic " + expected)
    settings = {"host": "https://ws.example.org", "ssl_ca_cert": authority_file}

    with RawServer(tunnel) as proxy:
        address = proxy.host.replace("//", "//u:p%40ss%2F%C3%A9@")
        with client_of(proxy=address, **settings) as client:
            assert client.call("GET", "/videos", returns=Video).title == "a"


@pytest.mark.parametrize(
    "proxy",
    ["http://u:s3cret@p:1", "u:s3cret@p:1", "http://u:s3/cret@p:1", "https://u:s3@cret@p:1"],
)
def test_a_pickle_has_the_proxy_without_its_password(proxy):
    client = client_of(host="https://ws.example.org", proxy=proxy)

    copied = pickle.loads(pickle.dumps(client))

    assert b"cret" not in pickle.dumps(client)
    assert copied.configuration.proxy.rpartition("//")[2] == "p:1"


def test_a_proxy_may_speak_tls_itself(secure, authority, authority_file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    tunnel = Tunnel(secure.port)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            tunnel(stream)

    settings = {"host": "https://ws.example.org", "ssl_ca_cert": authority_file}
    with RawServer(handle) as proxy:
        with client_of(proxy=f"https://localhost:{proxy.port}", **settings) as client:
            assert client.call("GET", "/videos", returns=Video).title == "a"


def test_what_a_proxy_did_not_let_through_did_not_reach_the_service(secure):
    tunnel = Tunnel(secure.port, b"nobody")

    with RawServer(tunnel) as proxy:
        configuration = apivideo.Configuration()
        configuration.proxy = proxy.host.replace("//", "//u:s3cret@")
        rest = Transport(configuration)
        with pytest.raises(ApiConnectionError, match="407") as caught:
            rest.send(Request("POST", "https://ws.example.org/videos", {}, b"{}"))
        rest.close()

    assert caught.value.reached is False
    assert "s3cret" not in str(caught.value)
    assert secure.requests == []
