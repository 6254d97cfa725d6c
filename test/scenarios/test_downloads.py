"""Downloads: whole files or none, whatever goes wrong on the way."""

import hashlib
import json
import os
import urllib.error
import urllib.request

import pytest

import apivideo
from apivideo import downloads
from apivideo.emulator import Fault

MIB = 1024 * 1024


@pytest.fixture
def content():
    """Five parts and a bit, no film."""
    return os.urandom(16) * (11 * MIB // 16) + b"end"


@pytest.fixture
def client(server, clock):
    """A client without retries, in the time of the service."""
    configuration = apivideo.Configuration(server.url, max_attempts=1)
    waits = {"clock": clock, "sleep": clock.forward}
    with apivideo.AuthenticatedApiClient("key", configuration=configuration, **waits) as client:
        yield client


@pytest.fixture
def upload(server, client):
    def uploaded(content, title="film", **fields):
        video_id = client.videos.create(title=title, **fields).video_id
        client.videos.upload(video_id, content, check=False)
        server.encode(video_id)
        return video_id

    return uploaded


def hash_of(content):
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("public", [True, False])
def test_what_was_uploaded_is_downloaded(client, upload, content, tmp_path, public):
    video_id = upload(content, public=public)
    told = []

    path = client.videos.download(video_id, tmp_path / "film.mp4", on_progress=told.append)

    assert path == str(tmp_path / "film.mp4")
    assert hash_of((tmp_path / "film.mp4").read_bytes()) == hash_of(content)
    assert os.listdir(str(tmp_path)) == ["film.mp4"]
    assert (told[0].received, told[-1].received) == (0, len(content))
    assert [one.received for one in told] == sorted(one.received for one in told)
    assert repr(told[0]) == f"DownloadProgress(received=0, total={len(content)})"


@pytest.mark.parametrize(
    "title, name",
    [
        ("film", "film.mp4"),
        ("film.mp4", "film.mp4"),
        ("../../etc/passwd", "_.._etc_passwd.mp4"),
        (".hidden", "hidden.mp4"),
        ("...", "video.mp4"),
        ("a\\b:c\nd", "a_b_c_d.mp4"),
    ],
)
def test_in_a_folder_it_is_named_safely(client, upload, tmp_path, title, name):
    path = client.videos.download(upload(b"content", title), tmp_path)

    assert path == str(tmp_path / name)


def test_a_thumbnail_a_caption_and_chapters_are_downloaded(client, upload, vtt, tmp_path):
    video_id = upload(b"content")
    client.captions.upload(video_id, "en", vtt)
    client.chapters.upload(video_id, "en", vtt)

    picture = client.videos.download(video_id, tmp_path / "a.jpg", asset="thumbnail")
    caption = client.captions.download(video_id, "en", tmp_path / "new")
    chapters = client.chapters.download(video_id, "en", tmp_path / "chapters.vtt")

    assert os.path.getsize(picture) > 0
    for path in (caption, chapters):
        with open(path, "rb") as file, open(vtt, "rb") as expected:
            assert file.read() == expected.read()


def test_a_failure_leaves_a_part_that_the_same_call_goes_on_with(
    server, client, upload, content, tmp_path
):
    video_id, path = upload(content), tmp_path / "film.mp4"
    cut = Fault("GET", "/vod/*/source.mp4", cut_response=1000, times=99)
    placed = []

    def fail(progress):
        if progress.received and not placed:
            placed.append(server.fail(cut))

    with pytest.raises(apivideo.ApiConnectionError):
        client.videos.download(video_id, path, on_progress=fail)
    placed[0].cancel()
    had = os.path.getsize(str(path) + ".part")
    told = []
    client.videos.download(video_id, path, on_progress=told.append)

    assert not 0 < had % downloads.PART
    assert told[0].received == had > 0
    assert hash_of(path.read_bytes()) == hash_of(content)


def test_a_part_of_another_version_is_thrown_away(client, upload, content, tmp_path):
    (tmp_path / "film.mp4.part").write_bytes(b"x" * 100)
    (tmp_path / "film.mp4.part.etag").write_text('"old"')

    client.videos.download(upload(content), tmp_path / "film.mp4")

    assert hash_of((tmp_path / "film.mp4").read_bytes()) == hash_of(content)


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"cut_response": 5000}, {"lose_response": True}]
)
def test_a_part_that_fails_is_received_again(server, upload, content, tmp_path, fault):
    video_id = upload(content)
    server.fail(Fault("GET", "/vod/*/source.mp4", times=2, **fault))

    server.client().videos.download(video_id, tmp_path / "film.mp4")

    assert hash_of((tmp_path / "film.mp4").read_bytes()) == hash_of(content)


def test_it_can_be_cancelled_and_goes_on(client, upload, content, tmp_path):
    video_id, path = upload(content), tmp_path / "film.mp4"

    with pytest.raises(apivideo.ApiConnectionError, match="cancelled"):
        client.videos.download(video_id, path, on_progress=lambda now: now.cancel())
    assert not path.exists()
    client.videos.download(video_id, path)

    assert hash_of(path.read_bytes()) == hash_of(content)


@pytest.mark.parametrize("error", [OSError("of a listener"), ValueError("of a listener")])
def test_what_a_listener_raises_comes_out_as_it_is(client, upload, content, tmp_path, error):
    video_id, path = upload(content), tmp_path / "film.mp4"

    def raising(progress):
        raise error

    with pytest.raises(type(error)) as caught:
        client.videos.download(video_id, str(path), on_progress=raising)

    assert caught.value is error
    assert not path.exists()


def test_ctrl_c_leaves_the_part(client, upload, content, tmp_path):
    def interrupt(progress):
        if progress.received:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        client.videos.download(upload(content), tmp_path / "film.mp4", on_progress=interrupt)

    assert os.path.getsize(str(tmp_path / "film.mp4.part")) == downloads.PART


def test_a_file_that_exists_is_refused_unless_it_is_to_be_replaced(client, upload, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"old")
    video_id = upload(b"content")

    with pytest.raises(apivideo.ApiValueError, match="overwrite=True"):
        client.videos.download(video_id, path)
    assert path.read_bytes() == b"old"
    client.videos.download(video_id, path, overwrite=True)

    assert path.read_bytes() == b"content"


def test_what_is_not_there_is_told_with_what_to_do(client, upload, tmp_path):
    not_uploaded = client.videos.create(title="film").video_id

    with pytest.raises(apivideo.ApiVideoError, match=r"mp4 of.*wait_until_encoded"):
        client.videos.download(not_uploaded, tmp_path)
    with pytest.raises(apivideo.ApiVideoError, match="mp4_support=False"):
        client.videos.download(upload(b"content", mp4_support=False), tmp_path)
    with pytest.raises(apivideo.ApiVideoError, match='source of.*asset="mp4"'):
        client.videos.download(upload(b"content"), tmp_path, asset="source")

    assert os.listdir(str(tmp_path)) == []


def test_wrong_arguments_and_paths_are_named(client, upload, tmp_path):
    video_id = upload(b"content")

    with pytest.raises(apivideo.ApiValueError, match="asset must be one of"):
        client.videos.download(video_id, tmp_path, asset="film")
    with pytest.raises(apivideo.ApiTypeError, match="path"):
        client.videos.download(video_id, 5)
    with pytest.raises(apivideo.ApiValueError, match="path cannot be written"):
        client.videos.download(video_id, tmp_path / "no-such-folder" / "film.mp4")


def test_the_text_of_a_summary_is_downloaded(client, tmp_path):
    video_id = client.videos.create(title="film").video_id
    summary_id = client.summaries.create(video_id=video_id).summary_id
    client.summaries.update(summary_id, abstract="About a film.", takeaways=["One", "Two", "Three"])

    path = client.summaries.download(summary_id, tmp_path)

    assert path == str(tmp_path / (summary_id + ".txt"))
    with open(path, encoding="utf-8") as file:
        assert file.read() == "About a film.\n\n- One\n- Two\n- Three\n"


def test_a_private_video_has_sessions_and_a_wrong_token_has_none(client, upload):
    address = client.videos.get(upload(b"content", public=False)).assets.mp4
    root = address.partition("/mp4/")[0]

    with urllib.request.urlopen(root + "/session") as response:
        assert json.loads(response.read().decode())["session_token"]
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(root + "x/session")
