"""Which parts a file is sent in, and sending them."""

import functools
import io
import os
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_rest import FakeRest, answer, tokens
from support.raw_server import RawServer, http

import apivideo
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    UnauthorizedException,
)
from apivideo.model.video import Video
from apivideo.model.video_id import VideoId
from apivideo.uploads import Part, plan

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
    configuration = apivideo.Configuration(chunk_size=CHUNK)
    with apivideo.AuthenticatedApiClient(
        "key", rest_client=rest, configuration=configuration
    ) as client:
        yield client


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


# ---- the plan ----------------------------------------------------------------

SIZES = st.integers(1, 5000)


@settings(deadline=None)
@given(size=st.integers(0, 5000), chunk_size=SIZES)
def test_parts_cover_the_file_without_gap_or_overlap(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert sum(part.length for part in parts) == size
    assert [part.start for part in parts] == [index * chunk_size for index in range(len(parts))]


@settings(deadline=None)
@given(size=SIZES, chunk_size=SIZES)
def test_all_parts_but_the_last_are_full_and_none_is_empty(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert all(part.length == chunk_size for part in parts[:-1])
    assert 0 < parts[-1].length <= chunk_size


@settings(deadline=None)
@given(size=SIZES, chunk_size=SIZES)
def test_parts_are_numbered_from_one_and_know_how_many_they_are(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert {part.total for part in parts} == {len(parts)}


def test_a_large_file_is_planned_without_being_counted_out():
    assert next(plan(30 * 1024**3, CHUNK)) == Part(1, 6144, 0, CHUNK)


@pytest.mark.parametrize(
    "part, text", [(Part(2, 3, 0, 1), "part 2/3"), (Part(2, None, 0, 1), "part 2/*")]
)
def test_a_part_tells_its_number(part, text):
    assert part.content_range == text


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

    with pytest.raises(ApiValueError, match="became shorter"):
        client.videos.upload("v", file, _progress_listener=lambda *_: file.truncate(CHUNK + 1))


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


# ---- sessions ----------------------------------------------------------------


def test_a_session_sends_parts_as_they_are_handed_over(client, rest):
    rest.answers = [tokens(), answer(201, {"videoId": "v"}), answer(201, {"videoId": "v"}), VIDEO]
    session = client.videos.create_upload_progressive_session("v")

    first = session.upload_part(b"a" * 10)
    second = session.upload_part(io.BytesIO(b"b" * 10))
    last = session.upload_last_part(b"c")

    assert ranges(rest) == ["part 1/*", "part 2/*", "part 3/3"]
    assert sent_file(rest.bodies[1:]) == b"a" * 10 + b"b" * 10 + b"c"
    assert (type(first), type(second), type(last)) == (VideoId, VideoId, Video)
    assert {one.url for one in rest.requests[1:]} == {"https://ws.api.video/videos/v/source"}


def test_a_session_has_the_published_names(client, rest):
    rest.answers = [tokens(), VIDEO, VIDEO]
    session = client.videos.create_upload_progressive_session("v")

    session.uploadPart(b"a")
    session.uploadLastPart(b"b")

    assert ranges(rest) == ["part 1/*", "part 2/2"]


def test_a_session_may_consist_of_its_last_part(client, rest):
    rest.answers = [tokens(), VIDEO]

    client.videos.create_upload_progressive_session("v").upload_last_part(b"a")

    assert ranges(rest) == ["part 1/1"]


@pytest.mark.parametrize("failure", [answer(400, {}), ApiConnectionError("cut off")])
def test_a_part_that_fails_keeps_its_number(client, rest, failure):
    rest.answers = [tokens(), VIDEO, failure, VIDEO, failure, VIDEO]
    session = client.videos.create_upload_progressive_session("v")
    session.upload_part(b"a")

    with pytest.raises(apivideo.ApiVideoError):
        session.upload_part(b"b")
    session.upload_part(b"b")
    with pytest.raises(apivideo.ApiVideoError):
        session.upload_last_part(b"c")
    session.upload_last_part(b"c")

    assert ranges(rest) == ["part 1/*", "part 2/*", "part 2/*", "part 3/3", "part 3/3"]


@pytest.mark.parametrize("file", [b"", None, "nowhere.mp4", io.StringIO("a")])
def test_a_part_that_cannot_be_sent_has_no_number(client, rest, file):
    rest.answers = [tokens(), VIDEO]
    session = client.videos.create_upload_progressive_session("v")

    with pytest.raises((ApiTypeError, ApiValueError), match="file"):
        session.upload_part(file)
    session.upload_part(b"a")

    assert ranges(rest) == ["part 1/*"]


@pytest.mark.parametrize("options", [{}, {"_return_http_data_only": False}])
def test_later_parts_of_a_token_session_name_the_video(client, rest, options):
    rest.answers = [answer(201, {"videoId": "vi9"}), answer(201, {"videoId": "vi9"}), VIDEO]
    session = client.videos.create_upload_with_upload_token_progressive_session("to1")

    session.upload_part(b"a", **options)
    session.upload_part(b"b", **options)
    session.upload_last_part(b"c", **options)

    assert [fields(body) for body in rest.bodies] == [{}, {"videoId": "vi9"}, {"videoId": "vi9"}]
    assert not any("Authorization" in one.headers for one in rest.requests)


def test_a_token_session_may_fill_a_video_that_is_there(client, rest):
    rest.answers = [VIDEO]
    create = client.videos.create_upload_with_upload_token_progressive_session

    create("to1", "vi9").upload_last_part(b"a")

    assert fields(rest.bodies[0]) == {"videoId": "vi9"}


def test_a_part_of_a_session_takes_the_options_of_a_call(client, rest):
    rest.answers = [tokens(), answer(201, {"videoId": "v"}, {"X-A": "b"})]
    seen = []

    video, status, headers = client.videos.create_upload_progressive_session("v").upload_part(
        b"abc",
        _request_timeout=3,
        _return_http_data_only=False,
        _progress_listener=lambda *args: seen.append(args),
    )

    assert (video.video_id, status, headers) == ("v", 201, {"X-A": "b"})
    assert rest.requests[1].timeout == (3, 3)
    assert seen == [(3, 3)]


@pytest.mark.parametrize(
    "options, error",
    [
        ({"nonsense": 1}, ApiTypeError),
        ({"_request_timeout": "3"}, ApiTypeError),
        ({"_progress_listener": 5}, ApiTypeError),
        ({"async_req": True}, ApiValueError),
    ],
)
def test_an_option_that_a_session_does_not_have_is_refused(client, rest, options, error):
    session = client.videos.create_upload_progressive_session("v")

    with pytest.raises(error, match=next(iter(options))):
        session.upload_part(b"abc", **options)

    assert rest.requests == []


# ---- over a real socket ------------------------------------------------------


class Sink:
    """Counts what arrives, keeps none of it, and answers each part."""

    def __init__(self):
        self.lengths = []

    def __call__(self, connection):
        while True:
            head = b""
            while b"\r\n\r\n" not in head:
                block = connection.recv(65536)
                if not block:
                    return
                head += block
            head, _, rest = head.partition(b"\r\n\r\n")
            length = int(re.search(rb"content-length: *(\d+)", head.lower()).group(1))
            left = length - len(rest)
            while left:
                block = connection.recv(min(left, MIB))
                if not block:
                    return
                left -= len(block)
            self.lengths.append(length)
            connection.sendall(http(201, b'{"videoId": "v"}'))


MEASURE = """
import sys, tracemalloc
import apivideo

host, path = sys.argv[1:]
client = apivideo.ApiClient(apivideo.Configuration(host=host))
videos = apivideo.apis.VideosApi(client)
videos.upload("v", b"warm up")
tracemalloc.start()
videos.upload("v", path)
print(tracemalloc.get_traced_memory()[1])
client.close()
"""


def test_an_upload_needs_little_memory_however_large_the_file(tmp_path):
    path = tmp_path / "film.mp4"
    with open(str(path), "wb") as film:
        film.truncate(120 * MIB)
    sink = Sink()

    with RawServer(sink) as server:
        command = [sys.executable, "-c", MEASURE, server.host, str(path)]
        peak = int(subprocess.check_output(command, cwd=ROOT).decode())

    assert len(sink.lengths) == 1 + 3
    assert sum(sink.lengths[1:]) > 120 * MIB
    assert peak < 8 * MIB


def test_the_parts_of_an_upload_share_a_connection(tmp_path):
    sink = Sink()

    with RawServer(sink) as server:
        configuration = apivideo.Configuration(host=server.host, chunk_size=CHUNK)
        with apivideo.ApiClient(configuration) as client:
            apivideo.apis.VideosApi(client).upload("v", FULL)

        assert server.connections == 1

    assert len(sink.lengths) == 3
