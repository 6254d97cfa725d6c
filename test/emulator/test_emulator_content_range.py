"""Every rule for pieces of a file, by tables: no server, no file."""

import pytest

from apivideo.emulator.http.problems import CATALOGUE, Problem
from apivideo.emulator.resources.content_range import (
    BYTES,
    LARGEST_REQUEST,
    PART,
    SMALLEST_PART,
    ContentRange,
    Received,
    check,
    parse,
)

SMALL = 1000
BIG = SMALLEST_PART


def parts(*numbers, total=None):
    return Received(PART, tuple((number, number) for number in numbers), total)


def ranges(*pairs, total=None):
    return Received(BYTES, pairs, total)


@pytest.mark.parametrize(
    "header, piece",
    [
        (None, None),
        ("part 1/3", ContentRange(PART, 1, 1, 3)),
        ("part 12/*", ContentRange(PART, 12, 12, None)),
        (" part  1/3 ", ContentRange(PART, 1, 1, 3)),
        ("part%201%2F3", ContentRange(PART, 1, 1, 3)),
        ("bytes 0-9/10", ContentRange(BYTES, 0, 9, 10)),
        ("bytes 5-9/*", ContentRange(BYTES, 5, 9, None)),
    ],
)
def test_a_header_is_read(header, piece):
    assert parse(header) == piece


@pytest.mark.parametrize(
    "header",
    [
        "",
        "part",
        "part 1",
        "part 1/",
        "part */3",
        "part -1/3",
        "part 1.0/3",
        "part 1/3/4",
        "part x/3",
        "parts 1/3",
        "bytes 0/3",
        "bytes -9/10",
        "bytes 0-/10",
        "bytes */10",
        "bytes=0-9",
        "part \u0661/3",
        "part " + "9" * 5000 + "/*",
    ],
)
def test_a_header_that_does_not_parse_is_malformed(header):
    with pytest.raises(Problem) as caught:
        parse(header)

    assert caught.value.slug == "video-content-range-malformed"


REFUSED = [
    # by part
    ("part 1/3", ranges((0, BIG - 1)), BIG, "started-with-bytes"),
    ("part 0/3", parts(), BIG, "by-part-part-zero"),
    ("part 0/*", parts(), BIG, "by-part-part-zero"),
    ("part 2/3", parts(1, 2, total=3), BIG, "by-part-part-already-sent"),
    ("part 2/*", parts(2), BIG, "by-part-part-already-sent"),
    ("part 10001/*", parts(), BIG, "by-part-part-too-high-allowed"),
    ("part 4/3", parts(), BIG, "by-part-part-too-high-total"),
    ("part 4/*", parts(1, total=3), BIG, "by-part-part-too-high-total"),
    ("part 1/0", parts(), BIG, "by-part-total-parts-zero"),
    ("part 1/10001", parts(), BIG, "by-part-total-parts-too-high"),
    ("part 1/2", parts(3), BIG, "by-part-total-parts-too-low"),
    ("part 1/3", parts(3), BIG, "by-part-total-parts-too-low"),
    ("part 2/4", parts(1, total=3), BIG, "by-part-different-total-parts"),
    ("part 1/3", parts(), BIG - 1, "by-part-uploaded-file-too-small"),
    ("part 3/*", parts(1, 2), SMALL, "by-part-uploaded-file-too-small"),
    # by bytes
    ("bytes 0-9/10", parts(1), 10, "started-with-part"),
    ("bytes 10-9/20", ranges(), 10, "by-bytes-from-byte-too-high"),
    (f"bytes 0-{BIG - 1}/*", ranges(), BIG - 1, "by-bytes-range-mismatch"),
    (f"bytes 0-{BIG - 1}/*", ranges((BIG - 1, 2 * BIG)), BIG, "by-bytes-range-overlap"),
    (f"bytes 1-{BIG}/*", ranges((0, 2 * BIG)), BIG, "by-bytes-range-overlap"),
    ("bytes 0-9/20", ranges(), 10, "by-bytes-range-too-small"),
    ("bytes 0-9/*", ranges(), 10, "by-bytes-range-too-small"),
    (f"bytes 0-{LARGEST_REQUEST}/*", ranges(), None, "by-bytes-range-too-large"),
    ("bytes 52428800000-52428800000/*", ranges(), 1, "by-bytes-to-byte-too-high-allowed"),
    ("bytes 0-10/10", ranges(), 11, "by-bytes-to-byte-too-high-total"),
    ("bytes 10-10/*", ranges((0, 8), total=10), 1, "by-bytes-to-byte-too-high-total"),
    ("bytes 0-0/0", ranges(), 1, "by-bytes-total-bytes-zero"),
    (f"bytes 0-{BIG - 1}/52428800001", ranges(), BIG, "by-bytes-total-bytes-too-high"),
    (f"bytes 0-9/{BIG}", ranges((10, BIG)), 10, "by-bytes-total-bytes-too-low"),
    (
        f"bytes {BIG}-{BIG}/9999999",
        ranges((0, BIG - 1), total=BIG + 1),
        1,
        "by-bytes-different-total-bytes",
    ),
]


@pytest.mark.parametrize("header, received, size, rule", REFUSED)
def test_a_piece_that_breaks_a_rule_is_refused(header, received, size, rule):
    with pytest.raises(Problem) as caught:
        check(parse(header), received, size)

    assert caught.value.slug == "video-content-range-" + rule
    assert caught.value.status == 400


TAKEN = [
    # header, received, size, completes
    ("part 1/1", parts(), 1, True),
    ("part 1/3", parts(), BIG, False),
    ("part 3/3", parts(), SMALL, False),
    ("part 2/3", parts(3, total=3), BIG, False),
    ("part 1/3", parts(2, 3, total=3), BIG, True),
    ("part 1/*", parts(2, 3, total=3), BIG, True),
    ("part 1/*", parts(), BIG, False),
    ("part 9/*", parts(1), BIG, False),
    ("part 3/3", parts(1, 2), SMALL, True),
    ("part 10000/10000", parts(), 1, False),
    ("bytes 0-0/1", ranges(), 1, True),
    (f"bytes 0-{BIG - 1}/*", ranges(), BIG, False),
    (f"bytes {BIG}-{BIG}/{BIG + 1}", ranges((0, BIG - 1)), 1, True),
    (f"bytes {BIG}-{BIG}/{BIG + 1}", ranges(), 1, False),
    (f"bytes 0-{BIG - 1}/{BIG + 1}", ranges((BIG, BIG), total=BIG + 1), BIG, True),
    (f"bytes 0-{LARGEST_REQUEST - 1}/*", ranges(), LARGEST_REQUEST, False),
    (f"bytes {52428800000 - BIG}-52428799999/52428800000", ranges(), BIG, False),
]


@pytest.mark.parametrize("header, received, size, completes", TAKEN)
def test_a_piece_within_the_rules_is_taken(header, received, size, completes):
    assert check(parse(header), received, size) is completes


def test_before_the_size_is_known_the_other_rules_hold():
    assert check(parse("part 1/3"), parts()) is False

    with pytest.raises(Problem):
        check(parse("part 0/3"), parts())


def test_every_rule_of_the_catalogue_has_a_row():
    told = {"video-content-range-" + rule for *_, rule in REFUSED}
    elsewhere = {"video-content-range-malformed", "video-content-range-already-initiated"}

    listed = {slug for slug in CATALOGUE if slug.startswith("video-content-range-")}
    assert told | elsewhere == listed
