"""Periods as people write them."""

import datetime

import pytest

from apivideo.emulator.analytics import periods


@pytest.mark.parametrize(
    "text, first, after",
    [
        ("2020-02-29", "2020-02-29", "2020-03-01"),
        ("2020-W01", "2019-12-30", "2020-01-06"),
        ("2020-W53", "2020-12-28", "2021-01-04"),
        ("2020-02", "2020-02-01", "2020-03-01"),
        ("2019-12", "2019-12-01", "2020-01-01"),
        ("2020", "2020-01-01", "2021-01-01"),
        ("2020-01-31/2020-02-01", "2020-01-31", "2020-02-02"),
    ],
)
def test_a_period_goes_from_its_first_day_to_the_one_after_its_last(text, first, after):
    begin, end = (
        datetime.datetime.fromisoformat(day + "T00:00:00+00:00").timestamp()
        for day in (first, after)
    )

    assert periods.parse(text) == (begin, end)


@pytest.mark.parametrize(
    "text",
    ["", "20", "2020-13", "2020-00", "2019-W53", "2020-W00", "2019-02-29", "2020-1-1", "9999"]
    + ["2020-02-02/2020-02-01", "2020/2021", "2020-01-01T00:00:00Z", "２０２０"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError):
        periods.parse(text)
