"""urllib3 logs each request whole; the lines of ours show no upload token."""

import logging
import re

import pytest
from support.raw_server import RawServer, read_request

import apivideo

SECRET = "to1s3cret"


@pytest.fixture
def log(caplog):
    """The text that urllib3 logs."""
    with caplog.at_level(logging.DEBUG, "urllib3"):
        yield lambda: "\n".join(
            record.getMessage() + str(record.exc_info or "")
            for record in caplog.records
            if record.name.startswith("urllib3")
        )


def test_the_log_of_urllib3_shows_the_requests(log, token_client):
    token_client.videos.list(title="x")

    assert re.search(r'"GET /videos\?title=x HTTP/1\.1" 200', log())


def test_the_log_of_urllib3_shows_no_upload_token_of_a_path(log, server, token_client):
    token_client.upload_tokens.get_token(SECRET)

    assert server.requests[0].target == "/upload-tokens/" + SECRET
    assert re.search(r'"GET /upload-tokens/\S+ HTTP/1\.1" 200', log())
    assert SECRET not in log()


def test_the_log_of_urllib3_shows_no_upload_token_of_a_query(log, server, token_client):
    token_client.videos.upload_with_upload_token(SECRET, b"content")

    assert server.requests[0].target == "/upload?token=" + SECRET
    assert re.search(r'"POST /upload\S* HTTP/1\.1" 201', log())
    assert SECRET not in log()


def test_a_complaint_of_urllib3_shows_no_upload_token(log):
    body = b'{"token": "x"}'

    def handle(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(body))
        connection.sendall(b"no header at all\r\n\r\n" + body)

    with RawServer(handle) as server:
        configuration = apivideo.Configuration(host=server.host, max_attempts=1)
        with apivideo.ApiClient(configuration) as client:
            try:
                client.upload_tokens.get_token(SECRET)
            except apivideo.exceptions.ApiVideoError:
                pass  # whether the response can be used is not the point

    assert "Failed to parse headers" in log()
    assert SECRET not in log()


PROGRAM = """
import logging, sys
import apivideo, urllib3

logging.basicConfig(level=logging.DEBUG, stream=sys.stdout, format="%(message)s")
client_of(access_token="access").upload_tokens.get_token("to1s3cret")
port = int(HOST.rpartition(":")[2])
pool = urllib3.HTTPConnectionPool("localhost", port)
pool.request("GET", "/upload-tokens/other-token?token=another")
"""


def test_lines_about_another_host_are_unchanged(run):
    printed = run(PROGRAM)

    assert '"GET /upload-tokens/other-token?token=another HTTP/1.1" 200' in printed
    assert "to1s3cret" not in printed
