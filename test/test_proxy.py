"""Which proxy a request goes through, and what it gets to see."""

import base64
import pickle
import socket
import ssl
import threading

import pytest
from support.raw_server import RawServer, http, read_request
from support.recording_server import RecordingServer
from support.waits import Waits

import apivideo
from apivideo._http.message import Request, SendOptions
from apivideo._http.proxy import proxy_for
from apivideo._http.transport import Transport
from apivideo.exceptions import ApiConnectionError, ApiValueError
from apivideo.model.video import Video
from apivideo.waiting import wait_until_playable

API = "https://ws.api.video"

pytestmark = pytest.mark.usefixtures("environment")


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
        ({"HTTPS_PROXY": " https://p\n"}, API, "https://p:443"),
        ({"HTTPS_PROXY": "http://[::1]:3128/"}, API, "http://[::1]:3128"),
        ({"HTTPS_PROXY": "http://u:a/b#c?d@e@p:1"}, API, "http://p:1"),
    ],
)
def test_the_environment_names_the_proxy(environment, variables, host, proxy):
    for name, value in variables.items():
        environment.setenv(name, value)

    assert address_of(proxy_for(host, apivideo.Configuration())) == proxy


def address_of(proxy):
    return proxy and proxy.address


@pytest.mark.parametrize(
    "no_proxy, host, is_exempt",
    [
        ("10.0.0.0/8", "http://10.1.2.3:8080", True),
        ("10.0.0.0/8", "http://11.1.2.3", False),
        ("10.0.0.0/8", "http://a10.1.2.3", False),
        ("10.1.2.3/8", "http://10.9.9.9", True),
        ("10.0.0.0/255.0.0.0", "http://10.9.9.9", True),
        ("10.0.0.0/99", "http://10.1.2.3", False),
        ("10.1.2.3", "http://10.1.2.3", True),
        ("2.3", "http://10.1.2.3", False),
        ("::1", "http://[::1]:8080", True),
        ("[::1]", "http://[::1]:8080", True),
        ("[::1]:8080", "http://[::1]:8080", True),
        ("[::1]:8081", "http://[::1]:8080", False),
        ("0:0:0:0:0:0:0:1", "http://[::1]", True),
        ("fd00::/8", "https://[fd12::7]", True),
        ("fe80::/10", "http://[fe80::1%25eth0]", True),
        ("fd00::/8", "https://10.1.2.3", False),
        ("10.0.0.0/8", "http://[::1]", False),
        (".example.com", "https://api.example.com", True),
        (".example.com", "https://example.com", True),
        ("*.example.com", "https://api.example.com", True),
        ("*.example.com", "https://badexample.com", False),
        ("example.com", "https://a.b.example.com", True),
        ("EXAMPLE.com", "https://API.example.COM", True),
        ("example.com.", "https://example.com", True),
        ("example.com", "https://example.com.", True),
        ("example.com:8443", "https://example.com:8443", True),
        ("example.com:8443", "https://example.com", False),
        ("example.com:443", "https://example.com", True),
        ("example.com:80", "http://api.example.com", True),
        (" a.org ,\tb.org ", "https://b.org", True),
        ("a.org b.org", "https://b.org", True),
        (" * ", "https://b.org", True),
        ("a.org,*", "https://b.org", True),
        ("", "https://b.org", False),
        (",,", "https://b.org", False),
        (". *.", "https://b.org", False),
        ("[", "https://b.org", False),
    ],
)
def test_the_environment_exempts_hosts_and_networks(environment, no_proxy, host, is_exempt):
    environment.setenv("ALL_PROXY", "http://p:1")
    environment.setenv("NO_PROXY", no_proxy)

    proxy = proxy_for(host, apivideo.Configuration())

    assert address_of(proxy) == (None if is_exempt else "http://p:1")


def test_the_proxy_that_is_configured_wins(environment):
    environment.setenv("HTTPS_PROXY", "http://p:1")
    environment.setenv("NO_PROXY", "*")

    configuration = apivideo.Configuration()
    configuration.proxy = "http://mine:2"

    assert address_of(proxy_for(API, configuration)) == "http://mine:2"


def client_of(kind=apivideo.ApiClient, *arguments, **settings):
    configuration = apivideo.Configuration(settings.pop("host"))
    for name, value in settings.items():
        setattr(configuration, name, value)
    waits = Waits()
    return kind(*arguments, configuration=configuration, clock=waits, sleep=waits.sleep)


def test_requests_go_through_the_proxy_of_the_environment(environment):
    with RecordingServer() as proxy:
        environment.setenv("HTTP_PROXY", proxy.host)
        with client_of(host="http://api.invalid") as client:
            client.call("GET", "/videos", query={"token": "a"})

    assert proxy.requests[0].target == "http://api.invalid/videos?token=a"
    assert proxy.requests[0].headers["Host"] == "api.invalid"


UNUSABLE = """
ftp://127.0.0.1 FTP://u:s3cret@127.0.0.1:21 http://[ http://a:b http://u:s3cret@a:b http://a:0
http://a:70000 http:// :// http://a/b http://:80 socks6://a socks5+x://a //a http://u:s3/cret@a:b
""".split()


@pytest.mark.parametrize("proxy", UNUSABLE)
def test_a_proxy_that_cannot_be_used_is_refused_by_the_name_of_its_setting(environment, proxy):
    with client_of(host="http://api.invalid", proxy=proxy) as client:
        with pytest.raises(
            ApiValueError, match=r"Configuration\.proxy .*http, .*socks5h"
        ) as caught:
            client.call("GET", "/videos")
        client.configuration.proxy = None
        environment.setenv("ALL_PROXY", proxy)
        with pytest.raises(ApiValueError, match="ALL_PROXY .*http, .*socks5h"):
            client.call("GET", "/videos")

    assert "s3" not in str(caught.value) and "cret" not in str(caught.value)


# ---- user name and password ------------------------------------------------------------------


def refuse(connection):
    while read_request(connection):
        connection.sendall(http(407, b"<html>Log in</html>", "Proxy-Authenticate: Basic"))


REQUESTS = {
    "a call": lambda client: client.videos.get("vi1"),
    "parts": lambda client: client.videos.upload("vi1", b"a" * 15 * 1024 * 1024),
    "a new video": lambda client: client.videos.upload_with_upload_token("to1", b"a" * 9000000),
    "a key": lambda client: client.videos.create({"title": "a"}, idempotency_key="k"),
    "waiting": lambda client: wait_until_playable(client, "vi1", sleep=client._session.sleep),
}


@pytest.mark.parametrize("host", ["http://api.invalid", "https://api.invalid"])
@pytest.mark.parametrize("kind", [(apivideo.ApiClient,), (apivideo.AuthenticatedApiClient, "key")])
@pytest.mark.parametrize("request_", sorted(REQUESTS))
def test_a_proxy_that_refuses_the_login_is_asked_once_in_a_call(environment, kind, request_, host):
    with RawServer(refuse) as proxy:
        address = proxy.host.replace("//", "//us3r:s3cret@")
        environment.setenv("ALL_PROXY", address)
        client = client_of(*kind, host=host, chunk_size=5 * 1024 * 1024)
        kind = ApiConnectionError if host.startswith("https") else apivideo.ApiException
        with pytest.raises(kind) as caught:
            REQUESTS[request_](client)
        client.close()

    said = str(caught.value)
    assert proxy.connections == 1
    assert f"through the proxy {proxy.host}" in said
    assert "user name and password are missing or refused" in said and "407" in said
    assert "us3r" not in said and "s3cret" not in said and "tried" not in said
    assert (caught.value.attempts, caught.value.is_uncertain) == (1, False)
    assert not getattr(caught.value, "reached", False)


def test_parts_go_together_through_a_proxy_that_has_let_one_through():
    together = threading.Barrier(3, timeout=20)
    parts = []

    def forward(connection):
        request = read_request(connection)
        while request:
            if b"part 1/" not in request.partition(b"\r\n\r\n")[0]:
                together.wait()
            parts.append(len(request))
            connection.sendall(http(201, b'{"videoId": "vi1"}'))
            request = read_request(connection)

    with RawServer(forward) as proxy:
        settings = {"host": "http://api.invalid", "chunk_size": 5 * 1024 * 1024}
        with client_of(proxy=proxy.host, upload_concurrency=3, **settings) as client:
            client.videos.upload("vi1", b"a" * 20 * 1024 * 1024)

    assert len(parts) == 4


def test_a_407_of_the_service_is_not_blamed_on_a_proxy():
    with RecordingServer(lambda request: (407, {}, b"{}")) as server:
        with client_of(host=server.host) as client:
            with pytest.raises(apivideo.ApiException) as caught:
                client.videos.get("vi1")

    assert caught.value.status == 407
    assert "proxy" not in str(caught.value)


def test_a_login_in_proxy_headers_goes_before_that_of_the_address():
    with RecordingServer() as proxy:
        address = proxy.host.replace("//", "//u:p@")
        headers = {"proxy-Authorization": "Bearer abc"}
        with client_of(host="http://a.invalid", proxy=address, proxy_headers=headers) as client:
            client.call("GET", "/videos")

    sent = {name.lower(): value for name, value in proxy.requests[0].headers.items()}
    assert sent["proxy-authorization"] == "Bearer abc"


def test_headers_for_the_proxy_may_be_changed_in_place():
    with RecordingServer() as proxy:
        headers = {"X-Trace": "1"}
        with client_of(host="http://a.invalid", proxy=proxy.host, proxy_headers=headers) as client:
            client.call("GET", "/videos")
            client.configuration.proxy_headers["X-Trace"] = "2"
            client.call("GET", "/videos")
            client.configuration.proxy_headers.clear()
            client.call("GET", "/videos")

    assert [one.headers.get("X-Trace") for one in proxy.requests] == ["1", "2", None]


# ---- proxies that fail -----------------------------------------------------------------------


def say(data):
    def handle(connection):
        read_request(connection)
        connection.sendall(data)

    return handle


def stall(connection):
    while connection.recv(65536):
        pass


@pytest.mark.parametrize("host", ["http://api.invalid", "https://api.invalid"])
@pytest.mark.parametrize(
    "handle",
    [
        say(http(502, b"<html>Bad gateway</html>", "Content-Type: text/html")),
        say(http(503, b"<html>Busy</html>")),
        say(http(403, b"<html>Forbidden</html>")),
        say(http(200, b"<html>Log in</html>", "Content-Type: text/html")),
        say(b"<html>What?</html>\r\n\r\n"),
        say(b"HTTP/1.1 2"),
        say(b""),
        stall,
        lambda connection: None,
    ],
    ids="502 503 403 200 html cut closed stalled reset".split(),
)
def test_a_proxy_that_fails_is_named(handle, host):
    with RawServer(handle) as proxy:
        address = proxy.host.replace("//", "//us3r:s3cret@")
        with client_of(host=host, proxy=address, max_attempts=1) as client:
            with pytest.raises((ApiConnectionError, apivideo.ApiException)) as caught:
                client.call("GET", "/videos", returns=Video, options=SendOptions((0.3, 0.3)))

    assert f"through the proxy {proxy.host}" in str(caught.value)
    assert "us3r" not in str(caught.value) and "s3cret" not in str(caught.value)


def test_a_proxy_that_is_not_there_is_named():
    with RawServer(stall) as proxy:
        pass
    with client_of(host="https://a.invalid", proxy=proxy.host, max_attempts=1) as client:
        with pytest.raises(ApiConnectionError, match="through the proxy " + proxy.host):
            client.call("GET", "/videos")


def test_an_error_that_the_service_describes_is_not_blamed_on_the_proxy():
    with RecordingServer(lambda request: (404, {}, {"title": "Not here"})) as proxy:
        with client_of(host="http://api.invalid", proxy=proxy.host) as client:
            with pytest.raises(apivideo.NotFoundException) as caught:
                client.videos.get("vi1")

    assert "proxy" not in str(caught.value)


# ---- tunnels ---------------------------------------------------------------------------------


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


def test_a_proxy_that_speaks_tls_is_told_the_whole_address(authority, authority_file):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    heads = []

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            heads.append(read_request(stream))
            stream.sendall(http(200, b'{"title": "a"}'))

    settings = {"host": "HTTP://api.invalid", "ssl_ca_cert": authority_file}
    with RawServer(handle) as proxy:
        address = f"HTTPS://u:p@localhost:{proxy.port}"
        with client_of(proxy=address, **settings) as client:
            client.call("GET", "/videos", query={"token": "a"})

    head = heads[0].lower()
    assert head.startswith(b"get http://api.invalid/videos?token=a http/1.1\r\n")
    assert b"\r\nhost: api.invalid\r\n" in head
    assert b"\r\nproxy-authorization: basic dtpw\r\n" in head


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
