"""Periods as people write them: day, week, month, year, range (docs/service.md, section 19)."""

from __future__ import annotations

import calendar
import datetime
import re

ONE_DAY = datetime.timedelta(days=1)
WRITTEN = re.compile(r"\d{4}(-W\d\d|-\d\d(-\d\d(/\d{4}-\d\d-\d\d)?)?)?", re.ASCII)


def parse(text: str) -> tuple[float, float]:
    """A period in seconds since 1970, its end not included. Raises ValueError."""
    try:
        first, last = _days(text)
        return seconds(first), seconds(last + ONE_DAY)
    except (ValueError, OverflowError) as error:
        raise ValueError("A day, week, month, year or day/day range is expected.") from error


def seconds(day: datetime.date) -> float:
    """The begin of a day, in seconds since 1970."""
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.timezone.utc).timestamp()


def _days(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day."""
    if not WRITTEN.fullmatch(text):
        raise ValueError(text)
    if "/" in text:
        first, last = map(datetime.date.fromisoformat, text.split("/"))
        if last < first:
            raise ValueError(text)
        return first, last
    year, *rest = text.split("-")
    if not rest:
        return datetime.date(int(year), 1, 1), datetime.date(int(year), 12, 31)
    if rest[0].startswith("W"):
        monday = datetime.date.fromisocalendar(int(year), int(rest[0][1:]), 1)
        return monday, monday + 6 * ONE_DAY
    if len(rest) == 1:
        length = calendar.monthrange(int(year), int(rest[0]))[1]
        first = datetime.date(int(year), int(rest[0]), 1)
        return first, first.replace(day=length)
    day = datetime.date.fromisoformat(text)
    return day, day
