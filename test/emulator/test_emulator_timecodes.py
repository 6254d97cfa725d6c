"""Points in a video, by the forms people write."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo.emulator.processing import timecodes


@pytest.mark.parametrize(
    "text, seconds",
    [
        ("0", 0),
        ("75", 75),
        ("00:00:00.000", 0),
        ("00:00:00.00", 0),
        ("01:02:03", 3723),
        ("00:00:01.5", Fraction(3, 2)),
        ("00:00:01.04", Fraction(26, 25)),
        ("00:00:01.040", Fraction(26, 25)),
        ("00:00:01:00", 1),
        ("00:00:01:05", Fraction(30, 25)),
        ("00:00:01:30", 1 + Fraction(30, 25)),
    ],
)
def test_a_timecode_is_so_many_seconds(text, seconds):
    assert timecodes.is_timecode(text)
    assert timecodes.seconds(text, Fraction(25)) == seconds


@pytest.mark.parametrize(
    "text",
    ["", "-1", "1.5", "00:01", "00:00:01.", "00:00:01:", "00:00:01;05", "1:2:3:4:5", " 1", "²"],
)
def test_anything_else_is_none(text):
    assert not timecodes.is_timecode(text)
    with pytest.raises(ValueError):
        timecodes.seconds(text, Fraction(25))


def test_without_a_frame_rate_frames_do_not_count():
    assert timecodes.seconds("00:00:01:05", Fraction(0)) == 1


@pytest.mark.parametrize("wanted, found", [(0, 0), (9, 9), (10, 0), (11, 0)])
def test_outside_the_video_means_its_begin(wanted, found):
    assert timecodes.within(Fraction(wanted), Fraction(10)) == found


@given(st.integers(0, 24 * 3600 * 1000 - 1))
def test_what_is_written_is_read_again(milliseconds):
    seconds = Fraction(milliseconds, 1000)

    assert timecodes.seconds(timecodes.text(seconds), Fraction(25)) == seconds
