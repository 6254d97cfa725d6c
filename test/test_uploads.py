"""Uploads as a caller sees them, and what they do to the network and to memory."""

import functools
import io
import os
import re

import pytest
from support.fake_rest import FakeRest, answer, tokens

import apivideo
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    UnauthorizedException,
)
from apivideo.model.video import Video
from apivideo.uploads import Cancellation, UploadCancelled

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIB = 1024 * 1024
CHUNK = 5 * MIB

VIDEO = answer(201, {"videoId": "v", "title": "film"})
FULL = b"abcdefg" * (2 * CHUNK // 7 + 1000)
"""Two parts and a bit."""


@pytest.fixture
def rest():
    return FakeRest()


@pytest.fixture
def client(rest):
    configuration = apivideo.Configuration(chunk_size=CHUNK, upload_concurrency=1)
    client = apivideo.AuthenticatedApiClient("key", rest_client=rest, configuration=configuration)
    yield client
    client.close()


def ranges(rest):
    return [one.headers["Content-Range"] for one in rest.requests if "Content-Range" in one.headers]


def fields(body):
    """The form fields in *body*, the file aside."""
    found = re.findall(rb'name="(\w+)"\r\n\r\n(.*?)\r\n--', body)
    return {name.decode(): value.decode() for name, value in found}


def sent_file(bodies):
    """What the bodies hold of the file, one after the other."""
    contents = []
    for body in bodies:
        start = body.index(b"\r\n\r\n", body.index(b'name="file"')) + 4
        contents.append(body[start : body.rindex(b"\r\n--")])
    return b"".join(contents)


# ---- a file ------------------------------------------------------------------


@pytest.mark.parametrize(
    "size, expected",
    [
        (1, ["part 1/1"]),
        (CHUNK, ["part 1/1"]),
        (CHUNK + 1, ["part 1/2", "part 2/2"]),
        (2 * CHUNK, ["part 1/2", "part 2/2"]),
    ],
)
def test_a_file_is_sent_in_as_many_parts_as_it_needs(client, rest, size, expected):
    rest.answers = [tokens()] + [VIDEO] * len(expected)

    client.videos.upload("v", bytes(size))

    assert ranges(rest) == expected


def test_the_parts_are_the_file(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]

    video = client.videos.upload("v", FULL)

    assert isinstance(video, Video) and video.title == "film"
    assert sent_file(rest.bodies[1:]) == FULL
    assert {one.url for one in rest.requests[1:]} == {"https://ws.api.video/videos/v/source"}
    assert {one.method for one in rest.requests[1:]} == {"POST"}
    assert [one.headers["Content-Length"] for one in rest.requests[1:]] == [
        str(len(body)) for body in rest.bodies[1:]
    ]


@pytest.mark.parametrize("kind", ["path", "text", "file", "raw", "bytes", "memory"])
def test_a_file_may_be_given_in_many_ways(client, rest, tmp_path, kind):
    rest.answers = [tokens(), VIDEO]
    path = tmp_path / "film.mp4"
    path.write_bytes(b"abcdef")
    opened = open(str(path), "rb", 0 if kind == "raw" else -1)
    opened.seek(3)
    file = {
        "path": path,
        "text": str(path),
        "file": opened,
        "raw": opened,
        "bytes": b"abcdef",
        "memory": io.BytesIO(b"abcdef"),
    }[kind]

    client.videos.upload("v", file)

    assert sent_file(rest.bodies[1:]) == b"abcdef"
    name = b"file" if kind in ("bytes", "memory") else b"film.mp4"
    assert b'filename="%s"' % name in rest.bodies[1]
    assert not opened.closed
    opened.close()


@pytest.mark.parametrize("file", [b"", io.BytesIO(b""), None, 5, io.StringIO("a"), "nowhere.mp4"])
def test_what_cannot_be_uploaded_is_refused_before_anything_is_sent(client, rest, file):
    with pytest.raises((ApiTypeError, ApiValueError), match="file"):
        client.videos.upload("v", file)

    assert rest.requests == []


def test_the_chunk_size_may_be_changed_between_uploads(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]

    client.videos.upload("v", bytes(CHUNK + 1))
    client.configuration.chunk_size = 2 * CHUNK
    client.videos.upload("v", bytes(CHUNK + 1))

    assert ranges(rest) == ["part 1/2", "part 2/2", "part 1/1"]


def test_a_refused_part_ends_the_upload(client, rest):
    rest.answers = [tokens(), VIDEO, answer(400, {"title": "Already sent."})]

    with pytest.raises(BadRequestException, match="Already sent"):
        client.videos.upload("v", FULL)

    assert ranges(rest) == ["part 1/3", "part 2/3"]


def test_a_refused_token_is_renewed_in_the_middle_of_an_upload(client, rest):
    rest.answers = [tokens(), VIDEO, answer(401, {}), tokens("access-2"), VIDEO, VIDEO]

    client.videos.upload("v", FULL)

    assert ranges(rest) == ["part 1/3", "part 2/3", "part 2/3", "part 3/3"]
    assert sent_file([rest.bodies[1]] + rest.bodies[4:]) == FULL


def test_a_file_that_becomes_shorter_is_told(client, rest):
    file = io.BytesIO(FULL)
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]

    with pytest.raises(ApiValueError, match="part 2: file became shorter") as caught:
        client.videos.upload("v", file, _progress_listener=lambda *_: file.truncate(CHUNK + 1))

    assert isinstance(caught.value, apivideo.uploads.UploadError)


@pytest.mark.parametrize("options", [{"_request_timeout": 3}, {"_request_timeout": (3, 3)}])
def test_a_timeout_holds_for_each_part(client, rest, options):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]

    client.videos.upload("v", FULL, **options)

    assert [one.timeout for one in rest.requests[1:]] == [(3, 3)] * 3


def test_status_and_headers_of_the_last_part_come_with_the_video(client, rest):
    last = answer(201, {"videoId": "v"}, {"X-Last": "yes"})
    rest.answers = [tokens(), VIDEO, VIDEO, last]

    video, status, headers = client.videos.upload("v", FULL, _return_http_data_only=False)

    assert (video.video_id, status, headers) == ("v", 201, {"X-Last": "yes"})


def test_the_answer_to_the_last_part_may_be_had_unread(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]

    assert client.videos.upload("v", FULL, _preload_content=False) is VIDEO


def test_an_asynchronous_upload_is_one_job(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]
    seen = []

    job = client.videos.upload(
        "v", FULL, async_req=True, _progress_listener=lambda *args: seen.append(args)
    )

    assert job.get(20).video_id == "v"
    assert ranges(rest) == ["part 1/3", "part 2/3", "part 3/3"]
    assert len(seen) == 3


def test_a_failure_of_an_asynchronous_upload_is_not_lost(client, rest):
    rest.answers = [tokens(), answer(400, {"title": "No."}), VIDEO, VIDEO]

    job = client.videos.upload("v", FULL, async_req=True)

    with pytest.raises(BadRequestException):
        job.get(20)
    assert ranges(rest) == ["part 1/3"]


# ---- progress ----------------------------------------------------------------


def test_progress_is_told_after_each_part_was_accepted(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO, VIDEO]
    seen = []

    client.videos.upload(
        "v", FULL, _progress_listener=lambda *args: seen.append(args + (len(ranges(rest)),))
    )

    size = len(FULL)
    assert seen == [(CHUNK, size, 1), (2 * CHUNK, size, 2), (size, size, 3)]


def test_a_part_that_is_refused_is_not_told_as_progress(client, rest):
    rest.answers = [tokens(), VIDEO, answer(400, {})]
    seen = []

    with pytest.raises(BadRequestException):
        client.videos.upload("v", FULL, _progress_listener=lambda *args: seen.append(args))

    assert seen == [(CHUNK, len(FULL))]


class Listener:
    """A callable object."""

    def __init__(self):
        self.seen = []

    def __call__(self, sent, total):
        self.seen.append(sent)

    def method(self, sent, total):
        self.seen.append(sent)

    def more(self, extra, sent, total):
        self.seen.append(sent)


@pytest.mark.parametrize(
    "choose",
    [
        lambda one: one,
        lambda one: one.method,
        lambda one: functools.partial(one.more, "extra"),
        lambda one: lambda sent, total: one.seen.append(sent),
    ],
)
def test_a_listener_is_any_callable(client, rest, choose):
    rest.answers = [tokens(), VIDEO]
    listener = Listener()

    client.videos.upload("v", b"abc", _progress_listener=choose(listener))

    assert listener.seen == [3]


def test_no_listener_is_as_good_as_none(client, rest):
    rest.answers = [tokens(), VIDEO]

    client.videos.upload("v", b"abc", _progress_listener=None)

    assert ranges(rest) == ["part 1/1"]


@pytest.mark.parametrize("listener", [5, "print", []])
def test_a_listener_that_cannot_be_called_is_refused(client, rest, listener):
    with pytest.raises(ApiTypeError, match="_progress_listener must be callable"):
        client.videos.upload("v", b"abc", _progress_listener=listener)

    assert rest.requests == []


# ---- with an upload token ----------------------------------------------------


def test_later_parts_of_a_token_upload_name_the_video_of_the_first_answer(client, rest):
    rest.answers = [answer(201, {"videoId": "vi9"}), VIDEO, VIDEO]

    client.videos.upload_with_upload_token("to 1", FULL)

    assert [fields(body) for body in rest.bodies] == [{}, {"videoId": "vi9"}, {"videoId": "vi9"}]
    assert {one.url for one in rest.requests} == {"https://ws.api.video/upload?token=to+1"}
    assert ranges(rest) == ["part 1/3", "part 2/3", "part 3/3"]
    assert sent_file(rest.bodies) == FULL
    assert not any("Authorization" in one.headers for one in rest.requests)


@pytest.mark.parametrize(
    "options", [{"_return_http_data_only": False}, {"_preload_content": False}]
)
def test_how_the_last_answer_is_wanted_does_not_concern_the_first(client, rest, options):
    rest.answers = [answer(201, {"videoId": "vi9"}), VIDEO, VIDEO]

    client.videos.upload_with_upload_token("to1", FULL, **options)

    assert [fields(body) for body in rest.bodies] == [{}, {"videoId": "vi9"}, {"videoId": "vi9"}]


def test_a_token_upload_may_fill_a_video_that_is_there(client, rest):
    rest.answers = [answer(201, {"videoId": "other"}), VIDEO]

    client.videos.upload_with_upload_token("to1", bytes(CHUNK + 1), video_id="vi9")

    assert [fields(body) for body in rest.bodies] == [{"videoId": "vi9"}] * 2


def test_a_token_upload_needs_no_key(rest):
    rest.answers = [VIDEO]
    client = apivideo.ApiClient(rest_client=rest)

    video = apivideo.apis.VideosApi(client).upload_with_upload_token("to1", b"abc")

    assert video.video_id == "v"


def test_a_refused_upload_token_does_not_show_it(client, rest):
    rest.answers = [answer(401, {"title": "The upload token is unknown."})]

    with pytest.raises(UnauthorizedException) as caught:
        client.videos.upload_with_upload_token("s3cret", b"abc")

    assert "s3cret" not in str(caught.value) + repr(caught.value)


# ---- what is there already ---------------------------------------------------


def refused(slug):
    return answer(400, {"type": "https://docs.api.video/reference/" + slug, "title": slug})


THERE = refused("video-source-already-uploaded")


@pytest.mark.parametrize("before", [[], [answer(503, {})], [answer(429, {})], [answer(408, {})]])
def test_what_was_there_before_is_not_taken_for_what_was_sent(client, rest, before):
    client.sleep = lambda seconds: None
    rest.answers = [*before, THERE, THERE]

    with pytest.raises(BadRequestException, match="already-uploaded") as caught:
        client.videos.upload_with_upload_token("to", b"new", video_id="v")
    with pytest.raises(BadRequestException, match="already-uploaded"):
        caught.value.resume()


@pytest.mark.parametrize("lost", [ApiConnectionError("lost"), answer(504, {}), answer(502, {})])
def test_what_is_there_after_an_answer_was_lost_is_what_was_sent(client, rest, lost):
    client.sleep = lambda seconds: None
    rest.answers = [lost, THERE]

    assert client.videos.upload_with_upload_token("to", b"new", video_id="v").video_id == "v"


def test_a_time_that_is_longer_than_the_deadline_holds_for_each_part(client, rest):
    rest.answers = [tokens(), VIDEO]

    client.videos.upload("v", b"abc", _request_timeout=900)

    assert rest.requests[-1].total == 900


# ---- cancelling what is no part ----------------------------------------------

LATER = answer(503, {}, {"Retry-After": "60"})


@pytest.mark.parametrize(
    "path, answers, options",
    [
        ("/auth/api-key", [LATER], {}),
        ("/auth/api-key", [LATER], {"resume": True}),
        ("/videos/v/status", [tokens(), LATER], {"resume": True}),
    ],
)
def test_no_wait_outlasts_a_cancellation(client, rest, path, answers, options):
    switch = Cancellation()
    rest.answers = list(answers)
    client.after_response.append(
        lambda request, *_: switch.cancel() if request.path == path else None
    )

    with pytest.raises(UploadCancelled) as caught:
        client.videos.upload("v", b"abc", cancel=switch, **options)

    assert rest.answers == []
    client.after_response.clear()
    ingest = {"ingest": {"status": "missing", "receivedParts": {"parts": [], "total": None}}}
    rest.answers = [tokens()] * (len(answers) == 1) + [answer(200, ingest), VIDEO]
    whole = {"ingest": {"status": "uploaded", "filesize": 3}}
    rest.answers += [answer(200, whole)]
    assert caught.value.resume().video_id == "v"


def test_a_switch_that_was_used_lets_nothing_be_asked(client, rest):
    switch = Cancellation()
    switch.cancel()

    for options in ({}, {"resume": True}):
        with pytest.raises(UploadCancelled):
            client.videos.upload("v", b"abc", cancel=switch, **options)

    assert rest.requests == []


def test_who_cancels_an_exchange_of_tokens_does_not_fail_it_for_others(client, rest):
    switch = Cancellation()
    rest.answers = [LATER, tokens(), VIDEO]
    client.after_response.append(lambda *_: switch.cancel())
    with pytest.raises(UploadCancelled):
        client.videos.upload("v", b"abc", cancel=switch)

    assert client.videos.get("v").title == "film"
