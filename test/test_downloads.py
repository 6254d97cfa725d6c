"""Downloads from servers that send no parts, lie about lengths, or change the file meanwhile."""

import json
import os
import re

import pytest
from support.recording_server import RecordingServer

import apivideo
from apivideo import downloads

FILE = "/vod/vi1/mp4/source.mp4"
SIZE = downloads.PART * 3 + 7


class Delivery:
    """What responds to the requests of a download."""

    def __init__(self):
        self.content, self.etag = os.urandom(SIZE), '"1"'
        self.has_ranges, self.file = True, FILE
        self.host = ""
        self.change_after = None  # so many parts
        self.parts = []

    def __call__(self, request):
        if request.path == "/videos/vi1":
            video = {"videoId": "vi1", "title": "film", "assets": {"mp4": self.host + self.file}}
            return 200, {}, json.dumps(video).encode()
        if request.path.endswith("/session"):
            return 200, {}, b'{"session_token": "s"}'
        wanted = re.match(r"bytes=(\d+)-(\d+)", request.headers.get("Range", ""))
        headers = {"ETag": self.etag} if self.etag else {}
        if not (wanted and self.has_ranges) or request.headers.get("If-Range", self.etag) != (
            self.etag
        ):
            return 200, headers, self.content
        begin, end = map(int, wanted.groups())
        headers["Content-Range"] = f"bytes {begin}-{end}/{len(self.content)}"
        part = self.content[begin : end + 1]
        self.parts.append(begin)
        if len(self.parts) == self.change_after:
            self.content, self.etag = os.urandom(SIZE + 1), '"2"'
        return 206, headers, part


@pytest.fixture
def delivery():
    return Delivery()


@pytest.fixture
def server(delivery):
    running = RecordingServer(delivery)
    delivery.host = running.host
    yield running
    running.close()


@pytest.fixture
def client(server):
    with apivideo.AuthenticatedApiClient("key", host=server.host) as one:
        one.set_default_header("X-Own", "secret")
        one.cookie = "a=secret"
        yield one


@pytest.mark.parametrize("has_ranges, etag", [(False, '"1"'), (True, None)])
def test_without_parts_or_a_version_it_is_one_response(
    client, delivery, tmp_path, has_ranges, etag
):
    delivery.has_ranges, delivery.etag = has_ranges, etag
    (tmp_path / "film.mp4.part.etag").write_text('"0"')
    told = []

    client.videos.download("vi1", tmp_path / "film.mp4", on_progress=told.append)

    assert (tmp_path / "film.mp4").read_bytes() == delivery.content
    assert told[-1].received == told[-1].total == SIZE
    assert os.listdir(str(tmp_path)) == ["film.mp4"]


def test_a_file_that_changes_meanwhile_begins_anew(client, delivery, tmp_path):
    delivery.change_after = 1  # which tells its size and version

    client.videos.download("vi1", tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == delivery.content
    assert delivery.etag == '"2"'


def test_only_what_is_missing_is_asked_for(client, delivery, tmp_path):
    (tmp_path / "film.mp4.part").write_bytes(delivery.content[: downloads.PART + 3])
    (tmp_path / "film.mp4.part.etag").write_text(delivery.etag)

    client.videos.download("vi1", tmp_path / "film.mp4")

    assert sorted(delivery.parts) == [0, *range(downloads.PART + 3, SIZE, downloads.PART)]
    assert (tmp_path / "film.mp4").read_bytes() == delivery.content


def test_a_part_that_is_whole_only_gets_its_name(client, delivery, tmp_path):
    (tmp_path / "film.mp4.part").write_bytes(delivery.content)
    (tmp_path / "film.mp4.part.etag").write_text(delivery.etag)

    client.videos.download("vi1", tmp_path / "film.mp4")

    assert (tmp_path / "film.mp4").read_bytes() == delivery.content


def test_the_address_gets_no_credentials(client, server, tmp_path):
    client.videos.download("vi1", tmp_path / "film.mp4")

    files = [one for one in server.requests if one.path == FILE]
    assert len(files) == 5
    for one in files:
        assert not {"Authorization", "Cookie", "X-Own"}.intersection(one.headers)


def test_a_private_file_is_fetched_with_one_session(client, server, delivery, tmp_path):
    delivery.file = "/vod/vi1/token/t0k/mp4/source.mp4"

    client.videos.download("vi1", tmp_path / "film.mp4")

    assert [one.target for one in server.requests if one.path.endswith("/session")] == [
        "/vod/vi1/token/t0k/session"
    ]
    files = [one.query for one in server.requests if one.path == delivery.file]
    assert files == ["avh=s"] * 5


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device")
def test_a_full_disk_is_told_with_the_argument(client, delivery, tmp_path):
    delivery.has_ranges = False
    (tmp_path / "film.mp4.part").symlink_to("/dev/full")

    with pytest.raises(apivideo.ApiValueError, match="path cannot be written.*No space"):
        client.videos.download("vi1", tmp_path / "film.mp4")
