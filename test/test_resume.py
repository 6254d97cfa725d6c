"""What is left of an upload, by what the service says that it has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo.exceptions import ApiValueError
from apivideo.uploads.plan import plan
from apivideo.uploads.resume import Received, remaining

PARTS = list(plan(25, 10))


def left(received, parts=PARTS, size=25):
    return remaining(received, parts, size)


# ---- reading -----------------------------------------------------------------


@pytest.mark.parametrize(
    "document, expected",
    [
        ({}, Received()),
        ({"ingest": None}, Received()),
        ({"ingest": {"status": "missing"}}, Received("missing")),
        (
            {"ingest": {"status": "uploaded", "filesize": 9, "receivedBytes": None}},
            Received("uploaded", 9),
        ),
        (
            {"ingest": {"status": "uploading", "receivedParts": {"parts": [1, 3], "total": None}}},
            Received("uploading", None, (1, 3)),
        ),
        (
            {"ingest": {"receivedParts": {"parts": None, "total": 4}}},
            Received(None, None, (), 4),
        ),
        (
            {
                "ingest": {
                    "receivedBytes": [
                        {"from": 0, "to": 4, "total": None},
                        {"from": 9, "to": 9, "total": 20},
                    ]
                }
            },
            Received(ranges=((0, 4), (9, 9)), ranges_total=20),
        ),
    ],
)
def test_the_status_of_a_video_is_read(document, expected):
    assert Received.from_status(document) == expected


@pytest.mark.parametrize(
    "received, expected",
    [
        (Received("uploaded"), True),
        (Received("merging"), True),
        (Received("uploading", parts=(1, 2), parts_total=2), True),
        (Received("uploading", parts=(1,), parts_total=2), False),
        (Received("uploading", parts=(1,)), False),
        (Received("ingested"), False),
        (Received(), False),
    ],
)
def test_a_file_is_complete_when_the_service_has_all_of_it(received, expected):
    assert received.is_complete is expected


# ---- what is left ------------------------------------------------------------


@given(st.integers(1, 200), st.integers(1, 40), st.data())
def test_what_is_left_and_what_is_there_are_the_file(size, chunk_size, data):
    parts = list(plan(size, chunk_size))
    there = data.draw(st.sets(st.sampled_from([one.number for one in parts]), min_size=1))

    answer = Received("uploading", None, tuple(sorted(there)), len(parts))
    missing, confirmed = left(answer, parts, size)

    assert [one for one in parts if one.number not in there] == missing
    assert sum(confirmed.values()) + sum(one.length for one in missing) == size


def test_of_nothing_everything_is_left():
    assert left(Received("missing")) == (PARTS, {})


@pytest.mark.parametrize("received", [Received("uploaded", 25), Received("uploaded")])
def test_of_a_whole_file_nothing_is_left(received):
    missing, confirmed = left(received)

    assert missing == []
    assert sum(confirmed.values()) == 25


def test_ranges_of_bytes_are_filled():
    size = 25 * 1024 * 1024
    parts = list(plan(size, 10 * 1024 * 1024))
    received = Received("uploading", ranges=((0, 9999999),), ranges_total=size)

    missing, confirmed = left(received, parts, size)

    assert confirmed == {0: 10000000}
    assert missing[0].start == 10000000
    assert sum(one.length for one in missing) == size - 10000000


@pytest.mark.parametrize(
    "received, reason",
    [
        (Received("uploaded", 26), "the service has one of 26 bytes"),
        (Received("uploading", 24, (1,), 3), "the service has one of 24 bytes"),
        (Received("uploading", None, (1,), 4), "begun in 4 parts, this one has 3"),
        (Received("uploading", None, (1,), None), "begun as a stream"),
        (Received(ranges=((0, 4),), ranges_total=26), "with a file of 26 bytes"),
        (Received(ranges=((20, 25),)), "a file of more than 25 bytes"),
    ],
)
def test_another_file_is_refused_with_the_reason(received, reason):
    with pytest.raises(ApiValueError, match="cannot be resumed with this file of 25") as caught:
        left(received)

    assert reason in str(caught.value)


def test_parts_that_made_another_size_were_cut_in_different_ways():
    Received("uploaded", 25).check_size(25)
    Received("uploaded").check_size(25)
    with pytest.raises(ApiValueError, match="together they made one of 26 bytes"):
        Received("uploaded", 26).check_size(25)


class Counted(int):
    """A number that counts how often it is compared or hashed."""

    uses = 0

    def __hash__(self):
        Counted.uses += 1
        return int.__hash__(self)

    def __eq__(self, other):
        Counted.uses += 1
        return int(self) == int(other)


def test_the_work_of_resuming_grows_with_the_number_of_parts_and_no_faster():
    works = []
    for count in (1000, 10000):
        parts = list(plan(count, 1))
        received = Received("uploading", None, tuple(map(Counted, range(1, count))), count)
        Counted.uses = 0

        assert [part.number for part in left(received, parts, count)[0]] == [count]
        works.append(Counted.uses)

    assert works[1] <= 11 * works[0]
