"""How far a video is, by numbers."""

import pytest

from apivideo.emulator.processing import encoding
from apivideo.emulator.resources.content_range import BYTES, PART
from apivideo.emulator.state.files import Segment
from apivideo.emulator.state.media_info import MediaInfo
from apivideo.emulator.state.sources import Part, Source


def source(
    unit=None,
    total=None,
    completed_at=None,
    failed=False,
    origin="upload",
    pieces=(),
    encoded=False,
    media_info=None,
):
    return Source(origin, unit, total, completed_at, failed, pieces, encoded, media_info)


def states(found):
    return [quality["status"] for quality in found["encoding"]["qualities"]]


@pytest.mark.parametrize(
    "now, expected",
    [
        (99, "encoding waiting waiting waiting waiting"),
        (100, "encoding waiting waiting waiting waiting"),
        (102, "encoded encoding waiting waiting waiting"),
        (109.9, "encoded encoded encoded encoded encoding"),
        (110, "encoded encoded encoded encoded encoded"),
    ],
)
def test_qualities_are_done_one_after_the_other(now, expected):
    found = encoding.status(source(completed_at=100), True, now, 10)

    assert states(found) == expected.split()
    assert found["encoding"]["playable"] is (now >= 102)


def test_no_seconds_mean_at_once():
    assert encoding.status(source(completed_at=100), True, 100, 0)["encoding"]["playable"]


def test_without_mp4_support_there_is_no_mp4():
    found = encoding.status(source(completed_at=100), False, 200, 10)

    assert {quality["type"] for quality in found["encoding"]["qualities"]} == {"hls"}


def test_a_failed_source_is_never_playable():
    found = encoding.status(source(completed_at=100, failed=True), True, 200, 10)

    assert set(states(found)) == {"failed"}
    assert not found["encoding"]["playable"]


def test_before_the_upload_nothing_is_there():
    found = encoding.status(None, True, 0, 10)

    assert found["ingest"] == {
        "status": "missing",
        "filesize": None,
        "receivedBytes": [],
        "receivedParts": {"parts": [], "total": None},
    }
    assert found["encoding"]["qualities"] == []


def test_parts_are_told_by_number():
    pieces = (Part(1, 1, Segment("a", 5)), Part(3, 3, Segment("b", 5)))

    ingest = encoding.status(source(PART, 3, pieces=pieces), True, 0, 10)["ingest"]

    assert ingest["status"] == "uploading"
    assert ingest["receivedParts"] == {"parts": [1, 3], "total": 3}
    assert ingest["receivedBytes"] == []


def test_ranges_are_told_by_their_ends():
    pieces = (Part(0, 4, Segment("a", 5)),)

    ingest = encoding.status(source(BYTES, 9, pieces=pieces), True, 0, 10)["ingest"]

    assert ingest["receivedBytes"] == [{"from": 0, "to": 4, "total": 9}]
    assert ingest["receivedParts"] == {"parts": [], "total": None}


@pytest.mark.parametrize("completed_at, status", [(None, "ingesting"), (1, "ingested")])
def test_what_is_not_uploaded_is_ingested(completed_at, status):
    found = encoding.status(source(origin="copy", completed_at=completed_at), True, 0, 10)

    assert found["ingest"]["status"] == status


def media(**members):
    return MediaInfo(**{"metadata": {"width": 1280, "height": 720}, "done": True, **members})


@pytest.mark.parametrize(
    "width, height, best",
    [
        (320, 180, "240p"),
        (640, 360, "360p"),
        (640, 470, "360p"),
        (1280, 720, "720p"),
        (720, 1280, "720p"),
        (2560, 1440, "1080p"),
        (3840, 2160, "2160p"),
        (4096, 4096, "2160p"),
    ],
)
def test_the_best_quality_is_the_highest_that_the_video_has(width, height, best):
    found = encoding.outputs(media(metadata={"width": width, "height": height}), True)

    assert found[0] == ("mp4", best)
    assert found[-1] == ("hls", best)


def test_a_video_that_nobody_has_read_yet_has_what_all_have():
    unread = source(completed_at=100, media_info=MediaInfo())

    found = encoding.status(unread, True, 200, 0)

    assert found["encoding"]["qualities"] == [
        {"type": "hls", "quality": "240p", "status": "waiting"}
    ]
    assert set(found["encoding"]["metadata"].values()) == {None}


@pytest.mark.parametrize("encoded", [True, False])
def test_nothing_is_encoded_before_it_really_is(encoded):
    unpackaged = source(completed_at=100, encoded=encoded, media_info=media(done=False))

    found = encoding.status(unpackaged, True, 200, 10)

    assert states(found) == ["encoding"] + ["waiting"] * 4
    assert not found["encoding"]["playable"]


def test_what_has_been_read_takes_its_seconds_all_the_same():
    found = encoding.status(source(completed_at=100, media_info=media()), True, 105, 10)

    assert states(found) == "encoded encoded encoding waiting waiting".split()


def test_the_status_tells_what_was_found():
    read = source(completed_at=100, media_info=media(metadata={"width": 320, "height": 180}))

    found = encoding.status(read, True, 200, 10)["encoding"]["metadata"]

    assert (found["width"], found["height"]) == (320, 180)
