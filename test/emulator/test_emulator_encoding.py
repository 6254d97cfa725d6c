"""How far a video is, by numbers."""

import pytest

from apivideo.emulator import encoding
from apivideo.emulator.content_range import BYTES, PART
from apivideo.emulator.files import Segment
from apivideo.emulator.sources import Piece, Source


def source(unit=None, total=None, completed_at=None, failed=False, origin="upload", pieces=()):
    return Source(origin, unit, total, completed_at, failed, pieces)


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
    pieces = (Piece(1, 1, Segment("a", 5)), Piece(3, 3, Segment("b", 5)))

    ingest = encoding.status(source(PART, 3, pieces=pieces), True, 0, 10)["ingest"]

    assert ingest["status"] == "uploading"
    assert ingest["receivedParts"] == {"parts": [1, 3], "total": 3}
    assert ingest["receivedBytes"] == []


def test_ranges_are_told_by_their_ends():
    pieces = (Piece(0, 4, Segment("a", 5)),)

    ingest = encoding.status(source(BYTES, 9, pieces=pieces), True, 0, 10)["ingest"]

    assert ingest["receivedBytes"] == [{"from": 0, "to": 4, "total": 9}]
    assert ingest["receivedParts"] == {"parts": [], "total": None}


@pytest.mark.parametrize("completed_at, status", [(None, "ingesting"), (1, "ingested")])
def test_what_is_not_uploaded_is_ingested(completed_at, status):
    found = encoding.status(source(origin="copy", completed_at=completed_at), True, 0, 10)

    assert found["ingest"]["status"] == status
