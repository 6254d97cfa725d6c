"""What goes out and what comes back, and how it is shown: without anything secret."""

import json
import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo._http.message import RateLimit, Request, Response, rate_limit
from apivideo.exceptions import whole_number

SECRET = "s3cret"
HOST = "https://ws.api.video"


def request(url="/videos", body=None, **headers):
    return Request("POST", HOST + url, headers, body)


@pytest.mark.parametrize(
    "url, shown",
    [
        ("/videos", "/videos"),
        ("/upload?token=s3cret", "/upload"),
        ("/upload-tokens", "/upload-tokens"),
        ("/upload-tokens/s3cret", "/upload-tokens/***"),
        ("/upload-tokens//s3cret", "/upload-tokens//***"),
        ("/upload-tokens/s3cret/x", "/upload-tokens/***/x"),
        ("/vod/vi1/token/s3cret/hls/manifest.m3u8", "/vod/vi1/token/***/hls/manifest.m3u8"),
        ("/upload-tokens/s3cret?a=b", "/upload-tokens/***"),
        ("/upload-tokens/a", "/upload-tokens/***"),
        ("", "/"),
    ],
)
def test_a_request_is_shown_without_its_secrets(url, shown):
    asked = request(url, b"s3cret", Authorization="Bearer s3cret")

    assert asked.path == shown
    assert SECRET not in repr(asked) + asked.address + asked.as_curl()


def test_a_command_sends_the_same_request_with_names_for_secrets():
    body = json.dumps({"title": "it's", "restreams": [{"streamKey": SECRET}], "apiKey": SECRET})
    headers = {
        "Authorization": "Bearer s3cret",
        "Content-Type": "application/json",
        "Cookie": SECRET,
    }

    command = request("/live-streams?a=b&token=s3cret", body.encode(), **headers).as_curl()

    assert SECRET not in command
    assert shlex.split(command) == [
        "curl",
        "-X",
        "POST",
        HOST + "/live-streams?a=b&token=***",
        "-H",
        "Content-Type: application/json",
        "-H",
        "Authorization: Bearer $ACCESS_TOKEN",
        "--data",
        '{"title": "it\'s", "restreams": [{"streamKey": "***"}], "apiKey": "***"}',
    ]


def test_a_command_for_a_file_leaves_its_bytes_out():
    assert request("/x", iter([b"abc"])).as_curl().endswith(" -F file=@FILE")


@pytest.mark.parametrize("body", [b"s3cret \xff", b'{"apiKey": "s3cret"', b"[" * 100000])
def test_a_body_that_is_not_json_is_shown_by_its_size(body):
    assert request("/x", body).as_curl().endswith(f" --data '{len(body)} bytes'")


@given(st.text())
def test_a_command_is_one_command_whatever_is_in_it(text):
    body = json.dumps({"title": text}).encode()

    words = shlex.split(request("/x", body).as_curl())

    assert len(words) == 6
    assert json.loads(words[-1]) == {"title": text}


def test_an_answer_is_shown_by_its_size_and_not_by_its_content():
    answer = Response(200, "OK", {"Set-Cookie": SECRET}, b"s3cret", request("/upload?token=s3cret"))

    assert repr(answer) == "Response(200 OK, 6 bytes)"


@pytest.mark.parametrize(
    "headers, expected",
    [
        ({}, None),
        ({"X-RateLimit-Limit": ""}, None),
        (
            {
                "X-RateLimit-Limit": "100",
                "X-RateLimit-Remaining": "0",
                "X-RateLimit-Retry-After": "59",
            },
            RateLimit(100, 0, 59),
        ),
        ({"X-RateLimit-Remaining": "3"}, RateLimit(None, 3, None)),
        (
            {"X-RateLimit-Limit": "many", "X-RateLimit-Remaining": "\xb2"},
            RateLimit(None, None, None),
        ),
    ],
)
def test_the_quota_is_read_as_far_as_it_can_be(headers, expected):
    assert rate_limit(headers) == expected


@pytest.mark.parametrize(
    "text, number",
    [("0", 0), (" 12 ", 12), ("999999999", 999999999), ("1" * 10, None), ("-1", None), ("", None)],
)
def test_a_number_of_a_header_is_whole_and_bearable(text, number):
    assert whole_number(text) == number
