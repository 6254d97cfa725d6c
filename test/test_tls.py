"""Which certificates are trusted and shown, and when their files are read."""

import copy
import hashlib
import os
import pickle
import ssl
import threading

import certifi
import pytest
from support.raw_server import RawServer, http, read_request
from support.tracebacks import leaks
from urllib3.util.ssl_ import create_urllib3_context

import apivideo
from apivideo._http import tls
from apivideo._http.message import Request
from apivideo._http.transport import Transport
from apivideo.exceptions import ApiConnectionError, ApiTypeError, ApiValueError

trustme = pytest.importorskip("trustme")

pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def configuration():
    return apivideo.Configuration(host="https://localhost")


@pytest.fixture
def rest(configuration):
    transport = Transport(configuration)
    yield transport
    transport.close()


@pytest.fixture(scope="module")
def authorities():
    return trustme.CA(), trustme.CA()


class Server(RawServer):
    """Speaks TLS as *authority* says, and ends each connection after one response.

    With *clients*, it wants a certificate of that authority, and responds with the name in it.
    """

    def __init__(self, authority, clients=None):
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(self.tls)
        if clients is not None:
            clients.configure_trust(self.tls)
            self.tls.verify_mode = ssl.CERT_REQUIRED
        super().__init__(self.respond)
        self.url = f"https://localhost:{self.port}/"

    def respond(self, connection):
        with self.tls.wrap_socket(connection, server_side=True) as stream:
            read_request(stream)
            names = (stream.getpeercert() or {}).get("subjectAltName", [["", "nobody"]])
            stream.sendall(http(200, names[0][1].encode(), "Connection: close"))


def fetch(rest, url):
    return rest.send(Request("GET", url, {}, None, (10.0, 10.0))).data.decode()


def in_place(path, data):
    with open(path, "wb") as file:
        file.write(data)


def renamed(path, data):
    in_place(path + ".new", data)
    os.replace(path + ".new", path)


def linked(path, data):
    """Like a mounted secret: the name stays, and the folder that it leads to is another one."""
    folder = f"{path}.{len(os.listdir(os.path.dirname(path)))}"
    os.mkdir(folder)
    in_place(os.path.join(folder, "file"), data)
    os.symlink(folder, path + ".link")
    os.replace(path + ".link", path + ".current")
    if not os.path.lexists(path):
        os.symlink(os.path.join(path + ".current", "file"), path)


def alike(path, data):
    """The new file has the size and the times of the old one."""
    data = data.ljust(20000, b"\n")
    renamed(path, data)
    os.utime(path, (1000000000, 1000000000))


def alike_in_place(path, data):
    """So does the old file with other content."""
    in_place(path, data.ljust(20000, b"\n"))
    os.utime(path, (1000000000, 1000000000))


REPLACE = [in_place, renamed, linked, alike, alike_in_place]


@pytest.mark.parametrize("replace", REPLACE)
def test_a_running_client_trusts_what_its_file_says_now(
    rest, configuration, authorities, tmp_path, replace
):
    path = str(tmp_path / "authority.pem")
    configuration.ssl_ca_cert = path
    for authority, other in (authorities, authorities[::-1]):
        replace(path, authority.cert_pem.bytes())
        with Server(authority) as server, Server(other) as stranger:
            assert fetch(rest, server.url) == "nobody"
            with pytest.raises(ApiConnectionError, match="not trusted"):
                fetch(rest, stranger.url)
            fresh = Transport(configuration)
            assert fetch(fresh, server.url) == "nobody"
            fresh.close()


@pytest.mark.parametrize("replace", REPLACE)
def test_a_connection_that_is_made_again_shows_the_certificate_that_is_there_now(
    rest, configuration, authorities, tmp_path, replace
):
    authority = authorities[0]
    mine, trusted = str(tmp_path / "mine.pem"), str(tmp_path / "authority.pem")
    in_place(trusted, authority.cert_pem.bytes())
    configuration.ssl_ca_cert, configuration.cert_file = trusted, mine
    seen = []

    with Server(authority, clients=authority) as server:
        for name in ("one.example.org", "two.example.org"):
            replace(mine, authority.issue_cert(name).private_key_and_cert_chain_pem.bytes())
            seen.append(fetch(rest, server.url))

    assert seen == ["one.example.org", "two.example.org"]


@pytest.mark.parametrize("content", [b"", b"-----BEGIN CERT", None])
def test_a_running_client_goes_on_while_a_file_is_being_replaced(
    rest, configuration, authorities, tmp_path, content
):
    path = str(tmp_path / "authority.pem")
    in_place(path, authorities[0].cert_pem.bytes())
    configuration.ssl_ca_cert = path

    with Server(authorities[0]) as server:
        assert fetch(rest, server.url) == "nobody"
        os.remove(path)
        if content is not None:
            in_place(path, content)
        assert fetch(rest, server.url) == "nobody"
        fresh = Transport(configuration)
        with pytest.raises(ApiValueError, match="ssl_ca_cert.*authority.pem"):
            fetch(fresh, server.url)


# ---- what is trusted -------------------------------------------------------------------------


def subject_hash(authority):
    """The name under which OpenSSL looks for the certificate of an authority in a folder."""
    x509 = pytest.importorskip("cryptography.x509")
    subject = x509.load_pem_x509_certificate(authority.cert_pem.bytes(), None).subject

    def der(tag, content):
        assert len(content) < 128
        return bytes([tag, len(content)]) + content

    sets = b""
    for one in subject:
        *_, last = one.oid.dotted_string.split(".")
        assert one.oid.dotted_string == "2.5.4." + last
        text = " ".join(one.value.lower().split()).encode()
        pair = der(6, bytes([0x55, 4, int(last)])) + der(0x0C, text)
        sets += der(0x31, der(0x30, pair))
    number = int.from_bytes(hashlib.sha1(sets).digest()[:4], "little")
    return f"{number:08x}"


def test_a_folder_of_the_environment_is_trusted_beside_the_file(
    environment, rest, authorities, tmp_path
):
    in_place(str(tmp_path / (subject_hash(authorities[0]) + ".0")), authorities[0].cert_pem.bytes())
    in_place(str(tmp_path / "file.pem"), authorities[1].cert_pem.bytes())

    with Server(authorities[0]) as server, Server(authorities[1]) as other:
        with pytest.raises(ApiConnectionError, match="certifi.* and what the system trusts"):
            fetch(rest, server.url)
        environment.setenv("SSL_CERT_DIR", os.pathsep.join(["/nowhere", str(tmp_path)]))
        assert fetch(rest, server.url) == "nobody"
        environment.setenv("SSL_CERT_FILE", str(tmp_path / "file.pem"))
        assert fetch(rest, server.url) == "nobody"
        assert fetch(rest, other.url) == "nobody"


class Recorder:
    """Stands for a TLS context; notes what is loaded."""

    def __init__(self, cert_reqs):
        self.loaded = []

    def load_verify_locations(self, cafile=None, capath=None):
        self.loaded.append(cafile or capath)

    def load_default_certs(self):
        self.loaded.append("system")


@pytest.mark.parametrize(
    "own, variables, loaded",
    [
        (None, {}, [certifi.where(), "system"]),
        (None, {"SSL_CERT_FILE": "", "SSL_CERT_DIR": ""}, [certifi.where(), "system"]),
        (None, {"SSL_CERT_DIR": "/d"}, [certifi.where(), "system", "/d"]),
        (None, {"SSL_CERT_FILE": "/f"}, ["/f"]),
        (None, {"SSL_CERT_FILE": "/f", "SSL_CERT_DIR": "/d"}, ["/f", "/d"]),
        ("/own", {"SSL_CERT_FILE": "/f", "SSL_CERT_DIR": "/d"}, ["/own"]),
    ],
)
def test_the_configured_file_goes_before_the_environment_and_that_before_certifi_and_the_system(
    environment, configuration, own, variables, loaded
):
    for name, value in variables.items():
        environment.setenv(name, value)
    configuration.ssl_ca_cert = own

    assert tls.ssl_context(Recorder, configuration).loaded == loaded


def test_few_contexts_are_kept(configuration):
    for number in range(50):
        configuration.ssl_ca_cert = f"/nowhere/{number}"
        tls.ssl_context(Recorder, configuration)

    assert len(tls._contexts) <= tls.MOST_CONTEXTS


# ---- encrypted keys --------------------------------------------------------------------------


@pytest.fixture
def encrypted(configuration, authorities, tmp_path):
    """The files of a client's certificate whose key has the password s3cret."""
    serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    backend = pytest.importorskip("cryptography.hazmat.backends").default_backend()
    mine = authorities[0].issue_cert("client.example.org")
    key = serialization.load_pem_private_key(mine.private_key_pem.bytes(), None, backend)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"s3cret"),
    )
    in_place(str(tmp_path / "key.pem"), pem)
    in_place(str(tmp_path / "mine.pem"), mine.cert_chain_pems[0].bytes())
    in_place(str(tmp_path / "authority.pem"), authorities[0].cert_pem.bytes())
    configuration.ssl_ca_cert = str(tmp_path / "authority.pem")
    configuration.cert_file = str(tmp_path / "mine.pem")
    configuration.key_file = str(tmp_path / "key.pem")


def test_an_encrypted_key_needs_its_password(encrypted, rest, configuration, authorities):
    with Server(authorities[0], clients=authorities[0]) as server:
        with pytest.raises(ApiValueError, match="if the key is encrypted, key_password"):
            fetch(rest, server.url)
        configuration.key_password = "wr0ng"
        with pytest.raises(ApiValueError, match="key_file or.*key_password.*mine.pem") as caught:
            fetch(rest, server.url)
        configuration.key_password = "s3cret"
        assert fetch(rest, server.url) == "client.example.org"
        configuration.key_password = "wr0ng"  # the key that was decrypted is not for everyone
        with pytest.raises(ApiValueError, match="key_password"):
            fetch(rest, server.url)

    assert leaks(caught.value, ["wr0ng"]) == []


def test_the_password_of_a_key_is_not_shown_and_not_pickled(configuration):
    configuration.key_password = "s3cret"

    other = pickle.loads(pickle.dumps(configuration))

    assert b"s3cret" not in pickle.dumps(configuration)
    assert "s3cret" not in repr(configuration) + configuration.to_debug_report()
    assert other.key_password is None
    assert copy.deepcopy(configuration).key_password == "s3cret"


@pytest.mark.parametrize(
    "name, value", [("key_password", b"s3cret"), ("proxy_headers", ["s3cret"])]
)
def test_a_secret_setting_of_the_wrong_type_is_refused_without_showing_it(
    configuration, name, value
):
    with pytest.raises(ApiTypeError, match=name) as caught:
        setattr(configuration, name, value)

    assert leaks(caught.value, ["s3cret"]) == []


def test_threads_that_connect_at_once_share_a_context(configuration, authorities, tmp_path):
    path = str(tmp_path / "authority.pem")
    in_place(path, authorities[0].cert_pem.bytes())
    configuration.ssl_ca_cert = path
    rest, results = Transport(configuration), []

    with Server(authorities[0]) as server:
        threads = [
            threading.Thread(target=lambda: results.append(fetch(rest, server.url)))
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        rest.close()

    assert results == ["nobody"] * 4


@pytest.mark.parametrize("setting", ["ssl_ca_cert", "cert_file"])
def test_too_many_open_files_are_told_while_a_certificate_is_read(
    configuration, authorities, tmp_path, setting
):
    resource = pytest.importorskip("resource")
    path = str(tmp_path / "certificate.pem")
    authorities[0].issue_cert("client.example.org").private_key_and_cert_chain_pem.write_to_path(
        path
    )
    setattr(configuration, setting, path)
    configuration.verify_ssl = setting == "ssl_ca_cert"  # otherwise, only the certificate is read
    tls._contexts.clear()
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    with open(os.devnull, "rb") as lowest:
        number = lowest.fileno()
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (number, before[1]))
        with pytest.raises(ApiConnectionError, match="too many open files.*ulimit -n") as caught:
            tls.ssl_context(create_urllib3_context, configuration)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)

    assert setting in str(caught.value)
    assert isinstance(caught.value.__cause__, OSError)
