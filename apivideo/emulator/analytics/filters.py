"""The period and the filters of a request about analytics (docs/service.md, section 18)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from werkzeug.wrappers import Request

from apivideo.emulator.analytics import aggregates
from apivideo.emulator.analytics.sessions import Session
from apivideo.emulator.http import paging
from apivideo.emulator.http.problems import wrong_parameter
from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import HAS_TAG, Documents
from apivideo.emulator.state.formats import camel, date_time, parse_date_time, seconds

DAY = 86400.0
RETENTION = 30 * DAY
DURATIONS = {"3s": 3, "5s": 5, "10s": 10, "30s": 30}
FILTERS: dict[str, Callable[[Session], Any]] = {
    camel(name.replace("-", "_")): value_of for name, value_of in aggregates.DIMENSIONS.items()
}
OF_TOTALS = ("mediaId", "mediaType")


class Period(NamedTuple):
    """A stretch of time, its end not included; seconds since 1970."""

    begin: float
    end: float

    def to_json(self) -> dict[str, str]:
        return {"from": date_time(self.begin), "to": date_time(self.end)}


def period(service: Service, request: Request) -> Period:
    """The period of ``from`` and ``to``: the last day unless they tell otherwise."""
    end = _moment(request, "to") or service.now
    begin = _moment(request, "from")
    if begin is None:
        begin = end - DAY
    if begin < service.now - RETENTION - 1:  # a request takes its time
        raise wrong_parameter("from", "This value must be within the last 30 days.")
    if begin >= end:
        raise wrong_parameter("from", "This value must be before the end of the period.")
    return Period(begin, end)


def view_seconds(request: Request, metric: str) -> int | None:
    """What ``viewDuration`` asks for; None when views are not asked for."""
    text = request.args.get("viewDuration")
    if metric != "view":
        if text is not None:
            raise wrong_parameter("viewDuration", "This field was not expected.")
        return None
    return DURATIONS[text or "5s"]


def unique(request: Request, metric: str) -> bool:
    """Whether viewers are asked for rather than sessions."""
    text = request.args.get("unique")
    if text is None:
        return False
    if metric != "view" and not metric.startswith("ccv"):
        raise wrong_parameter("unique", "This field was not expected.")
    return text == "true"


def chosen_sessions(
    service: Service,
    request: Request,
    found: list[Session],
    known: Collection[str] | None = None,
) -> list[Session]:
    """Those of the sessions that pass ``filterBy``, which may use only the *known* filters."""
    chosen = _filters(request)
    for name in chosen:
        if known is not None and name not in known:
            raise wrong_parameter(f"filterBy[{name}]", "This field was not expected.")
    tags = chosen.pop("tag", None)
    if tags:
        tagged = Documents(service.store, "video").where(HAS_TAG, tags[0]).all()
        ids = {video["videoId"] for video in tagged}
        found = [session for session in found if session.media_id in ids]
    for name, values in chosen.items():
        found = [session for session in found if FILTERS[name](session) in values]
    return found


def _filters(request: Request) -> dict[str, list[str]]:
    """The values of ``filterBy[name]``, ``filterBy[name][]`` and ``filterBy[name][0]``."""
    chosen: dict[str, list[str]] = {}
    for key, value in paging.members(request, "filterBy"):
        chosen.setdefault(key.partition("][")[0], []).append(value)
    return chosen


def _moment(request: Request, name: str) -> float | None:
    text = request.args.get(name)
    if text is None:
        return None
    try:
        return seconds(parse_date_time(text))
    except (ValueError, OverflowError) as error:
        raise wrong_parameter(name, "This value must be a date and time.") from error
