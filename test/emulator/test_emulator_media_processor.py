"""What becomes of an upload where videos are read."""

import dataclasses
import io
import pathlib

import pytest
from emulator import films

from apivideo.emulator import Emulator
from apivideo.emulator.playback.video_playback import GREY
from apivideo.emulator.processing.media_processor import PAUSES

pytest.importorskip("av")


@pytest.fixture(scope="module")
def film():
    return films.film()


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, media=True, encoding_seconds=0)


@pytest.fixture
def elsewhere(settings, tmp_path):
    """The settings of an emulator that is started by the test itself."""
    return dataclasses.replace(settings, directory=tmp_path / "elsewhere")


@pytest.fixture
def uploaded(emulator, client):
    """Uploads, and waits until the video is examined."""

    def upload(data, **members):
        video = client.create(**members)
        client.upload(video["source"]["uri"], data)
        emulator.settle()
        return video

    return upload


@pytest.fixture
def status(client):
    return lambda video: client.get(f"/videos/{video['videoId']}/status").json


@pytest.fixture
def picked(emulator, client):
    """The number of the picture that is the thumbnail after a timecode was picked."""

    def pick(video, timecode):
        document = {"timecode": timecode}
        answer = client.patch(f"/videos/{video['videoId']}/thumbnail", document)
        assert (answer.status, answer.json["videoId"]) == (200, video["videoId"])
        emulator.settle()
        return films.number_of(client.media(video["assets"]["thumbnail"]).data)

    return pick


def open_hls(video):
    """The pictures and samples that a player gets from the manifest."""
    import av

    with av.open(video["assets"]["hls"]) as container:
        pictures = [films.FIRST_GREY for _ in container.decode(video=0)]
        kinds = [(stream.type, stream.codec_context.name) for stream in container.streams]
    return len(pictures), kinds


def test_the_status_tells_what_the_video_is(uploaded, status, film):
    found = status(uploaded(film))["encoding"]

    bitrate = round(len(film) * 8 / 2 / 1000, 3)
    assert found["metadata"] == {
        "width": 320,
        "height": 180,
        "bitrate": bitrate,
        "duration": 2,
        "framerate": 25,
        "samplerate": 48000,
        "videoCodec": "h264",
        "audioCodec": "aac",
        "aspectRatio": "16/9",
    }
    assert found["playable"]


@pytest.mark.parametrize(
    "size, expected",
    [
        ((320, 180), ["240p"]),
        ((854, 480), ["240p", "360p", "480p"]),
        ((720, 1280), ["240p", "360p", "480p", "720p"]),
    ],
)
def test_there_are_qualities_up_to_the_height_of_the_video(uploaded, status, size, expected):
    found = status(uploaded(films.film(2, size=size, sound=None)))["encoding"]["qualities"]

    assert [one["quality"] for one in found if one["type"] == "hls"] == expected
    assert [one["quality"] for one in found if one["type"] == "mp4"] == expected[-1:]
    assert {one["status"] for one in found} == {"encoded"}


def test_hls_plays_what_was_uploaded(uploaded, film):
    pictures, kinds = open_hls(uploaded(film))

    assert pictures == films.MOST_PICTURES
    assert kinds == [("video", "h264"), ("audio", "aac")]


@pytest.mark.parametrize(
    "kind, codec, sound",
    [
        ("webm", "libvpx", "libopus"),
        ("matroska", "libx264", "libopus"),
        ("mpegts", "libx264", "aac"),
        ("avi", "mpeg4", "libmp3lame"),
        ("mp4", "mpeg4", None),
    ],
)
def test_what_browsers_do_not_play_is_made_playable(uploaded, client, kind, codec, sound):
    import av

    video = uploaded(films.film(kind=kind, codec=codec, sound=sound))

    kinds = [("video", "h264"), ("audio", "aac")][: 2 if sound else 1]
    assert open_hls(video) == (films.MOST_PICTURES, kinds)
    with av.open(io.BytesIO(client.media(video["assets"]["mp4"]).data)) as container:
        assert "mp4" in container.format.name
        assert sum(1 for _ in container.decode(video=0)) == films.MOST_PICTURES


def test_an_mp4_stays_the_file_that_was_uploaded(uploaded, client, film):
    assert client.media(uploaded(film)["assets"]["mp4"]).data == film


def test_a_video_in_parts_is_read_across_them(emulator, client, monkeypatch, status, film):
    monkeypatch.setattr("apivideo.emulator.resources.content_range.SMALLEST_PART", 1)
    video = client.create()
    third = len(film) // 3
    for number, data in enumerate((film[:third], film[third : 2 * third], film[2 * third :]), 1):
        client.upload(video["source"]["uri"], data, f"part {number}/3")
    emulator.settle()

    assert status(video)["encoding"]["metadata"]["duration"] == 2
    assert open_hls(video)[0] == films.MOST_PICTURES


@pytest.mark.parametrize(
    "data",
    [
        b"this is no video\n" * 1000,
        bytes(range(256)) * 100,
        GREY,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n/etc/hosts\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/hosts\n",
    ],
    ids=["text", "bytes", "picture", "playlist", "list of files"],
)
def test_what_is_no_video_has_failed(uploaded, client, status, data):
    video = uploaded(data)

    found = status(video)["encoding"]
    assert not found["playable"]
    assert {one["status"] for one in found["qualities"]} == {"failed"}
    assert status(video)["ingest"]["status"] == "uploaded"
    assert client.media(video["assets"]["mp4"]).status == 404
    assert client.media(video["assets"]["hls"]).status == 404
    assert b"not a video" in client.media(video["assets"]["player"]).data


@pytest.mark.parametrize("address", ["{}", "file:{}"])
def test_an_uploaded_playlist_does_not_make_the_server_read_its_own_files(
    uploaded, status, tmp_path, address
):
    secret = tmp_path / "secret.ts"
    secret.write_bytes(films.film(kind="mpegts"))
    names = address.format(secret)

    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:2,\n{names}\n#EXT-X-ENDLIST\n"

    assert not status(uploaded(playlist.encode()))["encoding"]["playable"]


def test_a_cut_video_has_failed(uploaded, status, film):
    assert not status(uploaded(film[: len(film) // 2]))["encoding"]["playable"]


def test_sound_alone_is_no_video(uploaded, status):
    import av

    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=48000, layout="mono")
        frame = av.AudioFrame("fltp", "mono", 48000)
        frame.planes[0].update(bytes(frame.planes[0].buffer_size))
        frame.sample_rate = 48000
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))

    assert not status(uploaded(file.getvalue()))["encoding"]["playable"]


def test_a_thumbnail_is_cut_from_the_first_tenth(uploaded, client, film):
    answer = client.media(uploaded(film)["assets"]["thumbnail"])

    assert answer.headers["Content-Type"] == "image/jpeg"
    assert films.number_of(answer.data) == 5
    assert films.size_of(answer.data) == (320, 180)


@pytest.mark.parametrize(
    "timecode, number",
    [
        ("00:00:00.000", 0),
        ("00:00:00:07", 7),
        ("00:00:01.04", 26),
        ("00:00:01.07", 26),
        ("00:00:01:24", 49),
        ("1", 25),
        ("2", 0),
        ("01:00:00", 0),
    ],
)
def test_the_picked_picture_is_the_thumbnail(uploaded, picked, film, timecode, number):
    assert picked(uploaded(film), timecode) == number


def test_a_picture_may_be_picked_before_the_video_is_there(emulator, client, picked, film):
    video = client.create()
    client.patch(f"/videos/{video['videoId']}/thumbnail", {"timecode": "00:00:00:09"})
    client.upload(video["source"]["uri"], film)
    emulator.settle()

    assert films.number_of(client.media(video["assets"]["thumbnail"]).data) == 9


@pytest.mark.parametrize(
    "document, name",
    [({"timecode": "soon"}, "timecode"), ({"timecode": 3}, "timecode"), ({}, "timecode")],
)
def test_what_is_no_timecode_is_refused(client, document, name):
    answer = client.patch(f"/videos/{client.create()['videoId']}/thumbnail", document)

    assert (answer.status, answer.json["name"]) == (400, name)


@pytest.mark.parametrize("method, path", [("PATCH", "thumbnail"), ("POST", "thumbnail")])
def test_only_a_video_has_a_thumbnail(client, method, path):
    document = '{"timecode": "0"}' if method == "PATCH" else None
    headers = {"Content-Type": "application/json"} if document else {}

    assert client.send(method, f"/videos/none/{path}", document, headers).status == 404


def test_an_uploaded_picture_is_the_thumbnail_until_another_is_picked(
    uploaded, client, picked, film
):
    video = uploaded(film)
    path = f"/videos/{video['videoId']}/thumbnail"

    answer = client.upload(path, GREY, name="grey.jpg")

    assert (answer.status, answer.json["videoId"]) == (200, video["videoId"])
    assert client.media(video["assets"]["thumbnail"]).data == GREY
    assert picked(video, "00:00:00:30") == 30


def test_a_picture_uploaded_beforehand_is_not_replaced_by_the_video(emulator, client, film):
    video = client.create()
    client.upload(f"/videos/{video['videoId']}/thumbnail", GREY, name="grey.jpg")
    client.upload(video["source"]["uri"], film)
    emulator.settle()

    assert client.media(video["assets"]["thumbnail"]).data == GREY


def test_a_picture_of_more_than_eight_mebibytes_is_refused(client):
    path = f"/videos/{client.create()['videoId']}/thumbnail"

    answer = client.upload(path, GREY + bytes(8 * 1024 * 1024), name="grey.jpg")

    assert (answer.status, answer.slug) == (400, "uploaded-file-too-large")


def test_a_deleted_video_leaves_no_file(uploaded, client, settings, film):
    video = uploaded(film)
    folder = settings.directory / "files"
    assert len(list(folder.iterdir())) == 4  # the upload, the thumbnail, the segments, the playlist

    client.send("DELETE", f"/videos/{video['videoId']}")

    assert list(folder.iterdir()) == []


def test_a_copy_has_what_its_original_has(emulator, client, uploaded, status, film):
    original = uploaded(film)

    copy = client.create(source=original["videoId"])
    emulator.settle()

    assert status(copy)["encoding"]["metadata"]["duration"] == 2
    assert open_hls(copy)[0] == films.MOST_PICTURES


def test_what_was_not_examined_is_examined_by_the_next_server(elsewhere, connect, film):
    with Emulator(dataclasses.replace(elsewhere, media=False)) as first:
        client = connect(port=first.port)
        video = client.create()
        client.upload(video["source"]["uri"], film)
        path = f"/videos/{video['videoId']}/status"
        assert client.get(path).json["encoding"]["metadata"]["duration"] is None

    with Emulator(elsewhere) as second:
        second.settle()
        assert connect(port=second.port).get(path).json["encoding"]["metadata"]["duration"] == 2


def test_without_pyav_the_mp4_is_served_and_the_rest_says_so(settings, connect, film):
    with Emulator(dataclasses.replace(settings, directory=None, media=False)) as emulator:
        client = connect(port=emulator.port)
        video = client.create()
        client.upload(video["source"]["uri"], film)
        emulator.settle()

        status = client.get(f"/videos/{video['videoId']}/status").json["encoding"]
        hls = client.media(video["assets"]["hls"])

        assert status["playable"]
        assert set(status["metadata"].values()) == {None}
        assert client.media(video["assets"]["mp4"]).data == film
        assert client.media(video["assets"]["thumbnail"]).data == GREY
        assert hls.status == 404
        assert "api.video[media]" in hls.json["detail"]


def test_what_was_being_read_is_read_again_after_a_restart(elsewhere, connect):
    with Emulator(elsewhere) as emulator:
        client = connect(port=emulator.port)
        video = client.create()
        data = films.film(50, size=(640, 360), kind="webm", codec="libvpx", sound=None)
        client.upload(video["source"]["uri"], data)

    with Emulator(elsewhere) as again:
        again.settle()
        status = connect(port=again.port).get(f"/videos/{video['videoId']}/status").json

        assert status["encoding"]["playable"]


def test_a_private_video_plays_with_the_token_of_its_address(emulator, client, film):
    video = client.create(public=False)
    client.upload(video["source"]["uri"], film)
    emulator.settle()
    token = video["assets"]["hls"].partition("/token/")[2].partition("/")[0]

    assert open_hls(video)[0] == films.MOST_PICTURES
    for asset in ("hls", "thumbnail"):
        assert client.media(video["assets"][asset].replace("/token/" + token, "")).status == 404


@pytest.fixture
def limit_files(uploaded, film):
    """Limits the size of the files that the process which reads media may write."""
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux limits another process")
    uploaded(film)  # which starts the process
    (pid,) = (
        int(child)
        for children in pathlib.Path("/proc/self/task").glob("*/children")
        for child in children.read_text().split()
        if b"transcoder" in pathlib.Path("/proc", child, "cmdline").read_bytes()
    )
    hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]

    def limit(size=hard):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))

    return limit


def qualities(status):
    return {quality["status"] for quality in status["encoding"]["qualities"]}


@pytest.mark.parametrize("most", [100, 5000])  # a thumbnail has 1,500 bytes, a package 6,500
def test_a_video_that_meets_a_full_disk_is_read_again_when_there_is_room(
    emulator, client, clock, uploaded, film, status, limit_files, most
):
    limit_files(most)
    video = uploaded(film)
    assert not qualities(status(video)) & {"encoded", "failed"}
    clock.now += PAUSES[0]
    emulator.settle()
    assert not qualities(status(video)) & {"encoded", "failed"}

    limit_files()
    clock.now += PAUSES[1] - 1
    emulator.settle()
    assert not qualities(status(video)) & {"encoded", "failed"}
    clock.now += 1
    emulator.settle()

    assert qualities(status(video)) == {"encoded"}
    assert (
        len(client.media(video["assets"]["hls"].replace("manifest.m3u8", "video.mp4")).data) > most
    )


def test_a_video_has_failed_when_the_disk_stays_full(
    emulator, client, clock, uploaded, film, status, limit_files
):
    limit_files(100)
    video = uploaded(film)
    for pause in PAUSES:
        assert "failed" not in qualities(status(video))
        clock.now += pause
        emulator.settle()

    assert qualities(status(video)) == {"failed"}
    assert b"the disk was full" in client.media(video["assets"]["player"]).data


def test_a_thumbnail_that_never_finds_room_leaves_its_video_as_it_is(
    emulator, client, clock, uploaded, film, status, limit_files
):
    video = uploaded(film)
    limit_files(100)
    client.patch(f"/videos/{video['videoId']}/thumbnail", {"timecode": "1"})
    for pause in (0, *PAUSES):
        clock.now += pause
        emulator.settle()

    assert qualities(status(video)) == {"encoded"}
    assert films.number_of(client.media(video["assets"]["thumbnail"]).data) == 5
