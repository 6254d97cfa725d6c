"""What can be seen of requests: a line in the log, a span in a trace, and no secret in either."""

import logging
import subprocess
import sys

import pytest
from support.fake_rest import FakeRest, answer, tokens
from support.raw_server import RawServer, http, read_request

import apivideo
from apivideo.exceptions import ApiConnectionError, ApiException

SECRET = "s3cret"


@pytest.fixture
def lines(caplog):
    """The lines of the logger of this library: level and text of each."""
    with caplog.at_level(logging.DEBUG, "apivideo"):
        yield lambda: [
            (one.levelname, one.getMessage()) for one in caplog.records if one.name == "apivideo"
        ]


class Clock:
    """Each look takes 40 milliseconds."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        self.now += 0.04
        return self.now


def client_of(*answers, **configuration):
    rest = FakeRest(*answers)
    return apivideo.AuthenticatedApiClient(
        SECRET,
        configuration=apivideo.Configuration(**configuration),
        rest_client=rest,
        clock=Clock(),
        sleep=lambda seconds: None,
    )


def test_each_request_is_one_line(lines):
    client = client_of(tokens(SECRET, SECRET), answer(200, {"videoId": "v"}))

    client.videos.get("v")

    names = {
        "Accept": "application/json",
        "AV-Origin-Client": "python:" + apivideo.__version__,
        "User-Agent": "api.video-python/" + apivideo.__version__,
    }
    exchange, call = lines()
    assert exchange[1].startswith("POST /auth/api-key: 200 in 40 ms, attempt 1 {")
    assert call == ("DEBUG", "GET /videos/v: 200 in 40 ms, attempt 1 " + repr(names))


def test_further_attempts_are_told_at_a_level_that_programs_show(lines):
    client = client_of(tokens(), ApiConnectionError("cut"), answer(503, {}), answer(200, {}))

    client.videos.get("v")

    assert [(level, text.partition(" {")[0]) for level, text in lines()[1:]] == [
        ("DEBUG", "GET /videos/v: ApiConnectionError in 40 ms, attempt 1"),
        ("INFO", "GET /videos/v: 503 in 40 ms, attempt 2"),
        ("INFO", "GET /videos/v: 200 in 40 ms, attempt 3"),
    ]


def test_what_ends_a_request_early_is_told_by_its_name(lines):
    client = client_of(tokens())
    client.connect()
    client.rest_client.send = raising(KeyboardInterrupt)

    with pytest.raises(KeyboardInterrupt):
        client.videos.get("v")

    assert "GET /videos/v: KeyboardInterrupt in" in lines()[-1][1]


def raising(error):
    def send(request):
        raise error()

    return send


def test_no_secret_is_in_the_log(lines):
    client = client_of(
        tokens(SECRET, SECRET),
        answer(200, {"token": SECRET}),
        answer(404, {"title": "No."}),
        answer(201, {"videoId": "v"}),
        answer(200, {"streamKey": SECRET}),
    )
    client.cookie = client.default_headers["X-Mine"] = SECRET

    client.upload_tokens.create_token({"ttl": 5})
    with pytest.raises(ApiException):
        client.upload_tokens.get_token(SECRET)
    client.videos.upload_with_upload_token(SECRET, b"abc")
    client.live_streams.create({"name": "a", "restreams": []})

    assert len(lines()) == 5
    assert SECRET not in repr(lines())
    assert lines()[2][1].startswith("GET /upload-tokens/***: 404")


def test_nothing_is_logged_unless_it_is_asked_for(caplog):
    client = client_of(tokens(), answer(200, {}))

    client.videos.get("v")

    assert [one for one in caplog.records if one.name == "apivideo"] == []


def test_debug_asks_for_the_lines(caplog):
    client = client_of(tokens(), answer(200, {}))
    client.configuration.debug = True
    try:
        client.videos.get("v")
    finally:
        client.configuration.debug = False
        logging.getLogger("apivideo").setLevel(logging.NOTSET)

    assert len([one for one in caplog.records if one.name == "apivideo"]) == 2


def test_urllib3_does_not_learn_what_is_secret(caplog, recording_server):
    configuration = apivideo.Configuration(host=recording_server.host)

    with caplog.at_level(logging.DEBUG):
        with apivideo.ApiClient(configuration) as client:
            client.call(
                "GET",
                "/upload-tokens/{upload_token}",
                path_params={"upload_token": SECRET},
                query={"token": SECRET, "title": "a"},
            )

    assert recording_server.requests[0].target == "/upload-tokens/s3cret?token=s3cret&title=a"
    assert '"GET /upload-tokens/***?token=***&title=a HTTP/1.1" 200' in caplog.text
    assert SECRET not in caplog.text


def test_urllib3_does_not_tell_a_token_where_the_headers_cannot_be_read(caplog):
    def respond(connection):
        read_request(connection)
        connection.sendall(http(200, b"{}", "A: b", "no header", "C: d"))

    with RawServer(respond) as server, caplog.at_level(logging.DEBUG):
        with apivideo.ApiClient(apivideo.Configuration(host=server.host)) as client:
            client.call("GET", "/upload-tokens/" + SECRET)

    assert "Failed to parse headers" in caplog.text and "/upload-tokens/***" in caplog.text
    assert SECRET not in caplog.text


def test_http_client_does_not_print_what_is_secret(recording_server, capfd):
    program = """
import http.client, sys, apivideo
http.client.HTTPConnection.debuglevel = 1
client = apivideo.ApiClient(apivideo.Configuration(host=sys.argv[1], access_token="s3cret"))
client.call("GET", "/upload", query={"token": "s3cret"})
"""

    assert run(program, recording_server.host) == ""
    assert recording_server.requests[0].headers["Authorization"] == "Bearer s3cret"


def run(program, *arguments):
    """What a program prints."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", program] + list(arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    printed = process.communicate()[0]
    assert process.returncode == 0, printed
    return printed


# ---- OpenTelemetry -----------------------------------------------------------

TRACED = """
import contextlib, enum, sys, types

class Trace(types.ModuleType):
    class SpanKind(enum.Enum):
        CLIENT = 3
    class StatusCode(enum.Enum):
        ERROR = 2
    class Status:
        def __init__(self, code):
            self.code = code

    def get_tracer(self, name):
        print("tracer", name)
        return self

    @contextlib.contextmanager
    def start_as_current_span(self, name, kind, attributes):
        print("span", name, kind.name, sorted(attributes.items()))
        try:
            yield self
        except Exception as error:
            print("error", type(error).__name__)
            raise

    def set_attribute(self, name, value):
        print("set", name, value)

    def set_status(self, status):
        print("status", status.code.name)

sys.modules["opentelemetry"] = types.ModuleType("opentelemetry")
sys.modules["opentelemetry.trace"] = Trace("opentelemetry.trace")

from support.fake_rest import FakeRest, answer
import apivideo
from apivideo.exceptions import ApiConnectionError

rest = FakeRest(ApiConnectionError("cut"), answer(200, {}), answer(404, {}))
client = apivideo.ApiClient(rest_client=rest, sleep=lambda seconds: None)
client.call("GET", "/upload", query={"token": "s3cret"})
try:
    client.call("DELETE", "/upload-tokens/{token}", path_params={"token": "s3cret"})
except apivideo.ApiException:
    pass
"""


def test_each_request_is_a_span_where_the_program_traces():
    printed = run("import sys; sys.path[:0] = sys.argv[1:]\n" + TRACED, *sys.path)

    host = "https://ws.api.video"
    assert printed.splitlines() == [
        "tracer apivideo",
        f"span GET CLIENT [('http.request.method', 'GET'), ('url.full', '{host}/upload')]",
        "error ApiConnectionError",
        "tracer apivideo",
        "span GET CLIENT [('http.request.method', 'GET'), ('http.request.resend_count', 1),"
        f" ('url.full', '{host}/upload')]",
        "set http.response.status_code 200",
        "tracer apivideo",
        "span DELETE CLIENT [('http.request.method', 'DELETE'),"
        f" ('url.full', '{host}/upload-tokens/***')]",
        "set http.response.status_code 404",
        "status ERROR",
    ]


def test_the_real_package_is_used_where_the_program_has_it():
    pytest.importorskip("opentelemetry.trace")
    program = """
import sys; sys.path[:0] = sys.argv[1:]
from opentelemetry import trace
from support.fake_rest import FakeRest, answer
import apivideo
client = apivideo.ApiClient(rest_client=FakeRest(answer(200, {}), answer(404, {})))
client.call("GET", "/videos")
try:
    client.call("GET", "/videos")
except apivideo.ApiException:
    print("404")
"""

    assert run(program, *sys.path) == "404\n"


def test_tracing_is_not_loaded_by_this_library(recording_server):
    program = """
import sys, apivideo
apivideo.ApiClient(apivideo.Configuration(host=sys.argv[1])).call("GET", "/x")
print([name for name in sys.modules if name.startswith("opentelemetry")])
"""

    assert run(program, recording_server.host) == "[]\n"
