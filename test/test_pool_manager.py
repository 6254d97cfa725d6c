"""``client.rest_client.pool_manager``, which users of the published client read and configure."""

import copy
import ssl
import threading

import pytest
import urllib3
from support.forks import in_child, needs_fork, quiet
from support.raw_server import RawServer, answering, http, read_request

import apivideo
from apivideo.exceptions import ApiConnectionError, ApiTypeError
from apivideo.rest import RESTClientObject

FOUND = http(200, b'{"title": "a"}')

pytestmark = pytest.mark.usefixtures("environment")


def client_of(host, **settings):
    return apivideo.ApiClient(apivideo.Configuration(host, max_attempts=1, **settings))


def found(*arguments, **keywords):
    found.calls.append((arguments, keywords))
    return urllib3.HTTPResponse(body=b'{"title": "replaced"}', status=200, headers={"X-One": "1"})


@pytest.fixture(autouse=True)
def calls():
    found.calls = []
    return found.calls


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ["request", "urlopen"])
def test_a_replaced_method_of_the_manager_makes_the_requests(calls, scheme, name):
    with client_of(scheme + "://api.invalid/v1") as client:
        setattr(client.rest_client.pool_manager, name, found)

        video = client.videos.get("v", _return_http_data_only=False)

    (arguments, keywords) = calls[0]
    assert arguments[:2] == ("GET", scheme + "://api.invalid/v1/videos/v")
    assert keywords["headers"]["Accept"] == "application/json"
    assert (video[0].title, video[1], video[2]["X-One"]) == ("replaced", 200, "1")


def test_the_settings_of_the_manager_can_be_read():
    with client_of("https://api.invalid") as client:
        client.configuration.connection_pool_maxsize = 7
        manager = client.rest_client.pool_manager

        assert type(manager) is urllib3.PoolManager
        assert manager.connection_pool_kw["maxsize"] == 7
        assert client.rest_client.pool_manager is manager


def test_the_manager_of_a_proxy_is_one():
    configuration = apivideo.Configuration("https://api.invalid")
    configuration.proxy = "http://127.0.0.1:3128"

    with apivideo.ApiClient(configuration) as client:
        manager = client.rest_client.pool_manager

    assert type(manager) is urllib3.ProxyManager
    assert (manager.proxy.host, manager.proxy.port) == ("127.0.0.1", 3128)


def test_clearing_the_manager_closes_its_connections():
    with RawServer(answering(FOUND, FOUND)) as server:
        with client_of(server.host) as client:
            manager = client.rest_client.pool_manager
            assert client.videos.get("v").title == "a"
            manager.clear()
            assert client.videos.get("v").title == "a"

    assert server.connections == 2


def test_requests_keep_their_connection_whether_or_not_someone_has_the_manager():
    with RawServer(answering(FOUND, FOUND, FOUND)) as server:
        with client_of(server.host) as client:
            client.videos.get("v")
            assert client.rest_client.pool_manager.connection_from_url(server.host)
            client.videos.get("v")
            client.videos.get("v")

    assert server.connections == 1


def test_a_manager_of_the_user_is_used_with_our_limits():
    def handle(connection):
        if read_request(connection).startswith(b"GET"):
            connection.sendall(FOUND)
        connection.recv(1)

    with RawServer(handle) as server:
        with client_of(server.host) as client:
            client.rest_client.pool_manager = urllib3.PoolManager(maxsize=3, num_pools=2)
            assert client.videos.get("v").title == "a"
            client.rest_client.pool_manager.clear()
            with pytest.raises(ApiConnectionError, match="no data for 0.2 s") as caught:
                client.videos.create({"title": "a"}, _request_timeout=(5, 0.2))

            assert client.rest_client.pool_manager.connection_pool_kw["maxsize"] == 3
    assert caught.value.reached


def test_a_proxy_manager_of_the_user_is_used():
    heads = []

    def handle(connection):
        heads.append(read_request(connection))
        connection.sendall(FOUND)

    with RawServer(handle) as proxy, client_of("http://api.invalid") as client:
        client.rest_client.pool_manager = urllib3.ProxyManager(proxy.host)
        assert client.videos.get("v").title == "a"

    assert heads[0].startswith(b"GET http://api.invalid/videos/v HTTP/1.1\r\n")


def test_what_is_no_manager_is_refused():
    with client_of("http://api.invalid") as client:
        with pytest.raises(ApiTypeError, match="pool_manager must be a urllib3.PoolManager"):
            client.rest_client.pool_manager = 5


def test_the_rest_client_of_a_client_makes_requests_as_the_published_one_does(calls):
    with client_of("http://api.invalid") as client:
        client.rest_client.pool_manager.request = found

        for method in ("GET", "HEAD", "OPTIONS", "DELETE", "POST", "PUT", "PATCH"):
            response = getattr(client.rest_client, method)(
                "http://api.invalid/x", headers={"X-A": "1"}, query_params=[("q", "1")]
            )
            assert response.data == b'{"title": "replaced"}'
            (arguments, keywords) = calls.pop()
            assert arguments == (method, "http://api.invalid/x?q=1")
            assert keywords["headers"] == {"X-A": "1"}

        assert client.rest_client.request("GET", "http://api.invalid/x").status == 200
        assert isinstance(client.rest_client, RESTClientObject)


def test_a_replaced_request_of_the_rest_client_makes_those_to_whole_addresses(calls):
    with client_of("http://api.invalid") as client:
        client.rest_client.request = found

        assert client.request("GET", "http://api.invalid/x").status == 200
        assert client.rest_client.GET("http://api.invalid/x").status == 200

    assert [arguments[:2] for arguments, _ in calls] == [("GET", "http://api.invalid/x")] * 2


def test_a_rest_client_that_was_made_elsewhere_sends_the_calls_of_a_client(calls):
    with client_of("http://api.invalid") as client:
        rest = RESTClientObject(client.configuration)
        rest.pool_manager.request = found
        client.rest_client = rest

        assert client.videos.get("v").title == "replaced"
        assert client.rest_client is rest


def test_a_copy_of_a_client_keeps_the_manager_that_a_user_has_changed(calls):
    with client_of("http://api.invalid") as client:
        assert copy.copy(client).rest_client is not client.rest_client
        client.rest_client.pool_manager = urllib3.PoolManager()
        client.rest_client.pool_manager.request = found

        assert copy.copy(client).videos.get("v").title == "replaced"
        assert copy.deepcopy(client).videos.get("v").title == "replaced"


@pytest.fixture
def secure():
    """A server that speaks TLS and tells how many connections were made; what trusts it."""
    authority = pytest.importorskip("trustme").CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    trust = ssl.create_default_context()
    authority.configure_trust(trust)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as stream:
            number = server.connections
            while read_request(stream):
                stream.sendall(http(200, b'{"title": "%d"}' % number))

    with RawServer(handle) as server:
        server.trust = trust
        server.url = f"https://localhost:{server.port}"
        yield server


def test_a_manager_of_the_user_speaks_tls_with_its_own_certificates(secure):
    with client_of(secure.url) as client:
        with pytest.raises(ApiConnectionError, match="not trusted"):
            client.videos.get("v")
        client.rest_client.pool_manager = urllib3.PoolManager(ssl_context=secure.trust)

        assert client.videos.get("v").title == "2"
        assert client.videos.get("v").title == "2"
        assert client.rest_client.GET(secure.url).data == b'{"title": "2"}'


@needs_fork
@quiet
def test_a_child_keeps_the_manager_of_the_user_with_connections_of_its_own(secure):
    with client_of(secure.url) as client:
        client.rest_client.pool_manager = urllib3.PoolManager(ssl_context=secure.trust)

        def title():
            return client.videos.get("v").title

        assert [title(), in_child(title), title(), in_child(title)] == ["1", "2", "1", "3"]


@needs_fork
@quiet
@pytest.mark.parametrize("manager", [None, urllib3.PoolManager()], ids=["ours", "of the user"])
def test_a_child_keeps_a_replaced_method_and_waits_for_no_lock_of_the_parent(calls, manager):
    with client_of("http://api.invalid") as client:
        if manager is not None:
            client.rest_client.pool_manager = manager
        client.rest_client.pool_manager.request = found
        assert client.videos.get("v").title == "replaced"
        held, done = threading.Event(), threading.Event()

        def hold():
            with client.rest_client.pool_manager.pools.lock:
                held.set()
                done.wait(20)

        holder = threading.Thread(target=hold)
        holder.start()
        held.wait(20)
        title = in_child(lambda: client.videos.get("v").title)
        done.set()
        holder.join()

    assert title == "replaced"


def test_the_published_rest_client_has_the_manager_too(calls):
    with client_of("http://api.invalid") as client:
        rest = RESTClientObject(client.configuration)
        rest.pool_manager = urllib3.PoolManager()
        rest.pool_manager.request = found

        assert rest.GET("http://api.invalid/x").data == b'{"title": "replaced"}'
