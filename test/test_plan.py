"""Which parts a file is sent in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo.uploads.plan import (
    LARGEST_PART,
    MOST_PARTS,
    SMALLEST_PART,
    Part,
    part_size,
    plan,
    plan_ranges,
)

MIB = 1024 * 1024
CHUNK = 5 * MIB
SIZES = st.integers(1, 5000)
FILES = st.integers(1, 52428800000)


# ---- by parts ----------------------------------------------------------------


@given(size=st.integers(0, 5000), chunk_size=SIZES)
def test_parts_cover_the_file_without_gap_or_overlap(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert sum(part.length for part in parts) == size
    assert [part.start for part in parts] == [index * chunk_size for index in range(len(parts))]


@given(size=SIZES, chunk_size=SIZES)
def test_all_parts_but_the_last_are_full_and_none_is_empty(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert all(part.length == chunk_size for part in parts[:-1])
    assert 0 < parts[-1].length <= chunk_size


@given(size=SIZES, chunk_size=SIZES)
def test_parts_are_numbered_from_one_and_know_how_many_they_are(size, chunk_size):
    parts = list(plan(size, chunk_size))

    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert {part.total for part in parts} == {len(parts)}
    assert [part.is_last for part in parts] == [False] * (len(parts) - 1) + [True]


def test_a_large_file_is_planned_without_being_counted_out():
    assert next(plan(30 * 1024**3, CHUNK)) == Part(1, 6144, 0, CHUNK)


@pytest.mark.parametrize(
    "part, text",
    [
        (Part(2, 3, 0, 1), "part 2/3"),
        (Part(2, None, 0, 1), "part 2/*"),
        (Part(1, None, 10, 5, 100), "bytes 10-14/100"),
    ],
)
def test_a_part_tells_its_place(part, text):
    assert part.content_range == text


# ---- the size of the parts ---------------------------------------------------


@pytest.mark.parametrize(
    "size, expected",
    [
        (1, 5),
        (5 * MIB, 5),
        (80 * MIB, 5),
        (80 * MIB + 1, 6),
        (100 * MIB, 7),
        (1024 * MIB, 64),
        (2048 * MIB, 128),
        (30 * 1024 * MIB, 128),
        (52428800000, 128),
    ],
)
def test_the_parts_of_a_file_that_has_no_chunk_size_grow_with_it(size, expected):
    assert part_size(size) == expected * MIB


@given(FILES)
def test_whatever_the_file_its_parts_are_allowed(size):
    length = part_size(size)

    assert SMALLEST_PART <= length <= LARGEST_PART
    assert -(-size // length) <= MOST_PARTS


@given(st.integers(8 * CHUNK, 52428800000))
def test_a_large_file_has_parts_to_spread_over_eight_connections(size):
    assert -(-size // part_size(size)) >= 8


@given(FILES, st.integers(0, 10**9))
def test_a_larger_file_never_has_smaller_parts(size, more):
    assert part_size(size + more) >= part_size(size)


def test_a_file_beyond_all_limits_still_has_few_enough_parts():
    size = 10**13

    assert -(-size // part_size(size)) <= MOST_PARTS


# ---- by bytes ----------------------------------------------------------------


@st.composite
def files_with_gaps(draw):
    """A size and ranges of it that have arrived, which may touch, overlap or be out of order."""
    size = draw(st.integers(1, 300))
    ends = st.integers(0, size - 1)
    ranges = draw(st.lists(st.tuples(ends, ends).map(lambda pair: tuple(sorted(pair))), max_size=6))
    return size, ranges


def covered(ranges):
    return {byte for first, last in ranges for byte in range(first, last + 1)}


@given(files_with_gaps(), st.integers(5, 60))
def test_ranges_fill_the_gaps_and_nothing_else(file, chunk_size):
    size, ranges = file

    parts = list(plan_ranges(size, ranges, chunk_size, smallest=5))

    sent = [(part.start, part.start + part.length - 1) for part in parts]
    assert covered(sent) == set(range(size)) - covered(ranges)
    assert sum(part.length for part in parts) == len(covered(sent))
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert all(part.is_last == (last == size - 1) for part, (_, last) in zip(parts, sent))


@given(st.integers(1, 2000), st.integers(5, 60))
def test_a_range_is_neither_too_small_nor_too_large(size, chunk_size):
    parts = list(plan_ranges(size, [], chunk_size, smallest=5))

    assert all(part.length >= min(5, size) for part in parts)
    assert all(part.length <= max(chunk_size, 9) for part in parts)


def test_the_largest_parts_make_ranges_that_the_service_takes():
    parts = list(plan_ranges(255 * MIB, [], 128 * MIB))

    assert max(part.length for part in parts) <= 128 * MIB
