"""Analytics of today: a figure, one by dimension, one over time (docs/service.md, section 18)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics import aggregates, filters
from apivideo.emulator.analytics.aggregates import mean
from apivideo.emulator.analytics.filters import Period
from apivideo.emulator.analytics.sessions import Session, sessions_between, sessions_during
from apivideo.emulator.http import paging
from apivideo.emulator.http.problems import Problem, wrong_parameter
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.state.formats import date_time

Figure = Callable[[list[Session], Period], float]
Picked = TypeVar("Picked")

LIVE_SECONDS = 20.0
CONCURRENT = "ccv"  # metrics of this name count viewers for as long as they stay
HOURLY = 2 * filters.DAY  # the longest period that is told by the hour unless asked otherwise
INTERVALS = {"minute": 60.0, "hour": 3600.0, "day": filters.DAY}


COUNTS: dict[str, Figure] = {
    "play": lambda sessions, period: len(sessions),
    "start": lambda sessions, period: sum(one.played_at is not None for one in sessions),
    "end": lambda sessions, period: sum(one.finished for one in sessions),
    "impression": lambda sessions, period: sum(one.page for one in sessions),
    "view": lambda sessions, period: len(sessions),
    "play-rate": lambda sessions, period: aggregates.play_rate(sessions),
    "play-total": lambda sessions, period: len(sessions),
    "ccv-peak": lambda sessions, period: aggregates.peak(sessions, *period),
    "ccv-average": lambda sessions, period: aggregates.average(sessions, *period),
}
AGGREGATES: dict[tuple[str, ...], Figure] = {
    **{(name, "count"): COUNTS[name] for name in ("play", "start", "end", "impression", "view")},
    ("play", "sum"): COUNTS["play"],
    ("play", "rate"): COUNTS["play-rate"],
    ("play", "total"): COUNTS["play"],
    ("impression-time", "average"): lambda sessions, period: mean(aggregates.loading(sessions)),
    ("impression-time", "sum"): lambda sessions, period: sum(aggregates.loading(sessions)),
    ("watch-time", "average"): lambda sessions, period: mean([one.watched for one in sessions]),
    ("watch-time", "sum"): lambda sessions, period: sum(one.watched for one in sessions),
    ("ccv", "peak"): COUNTS["ccv-peak"],
    ("ccv", "average"): COUNTS["ccv-average"],
    ("ccv", "live"): COUNTS["ccv-peak"],
}
BREAKDOWNS: dict[tuple[str, ...], tuple[Figure, Callable[[Session], Any]]] = {
    (metric, breakdown): (figure, value_of)
    for metric, figure in COUNTS.items()
    for breakdown, value_of in aggregates.DIMENSIONS.items()
    if metric != "play-total" or breakdown == "media-id"
}
SERIES: dict[tuple[str, ...], Figure] = {
    (metric,): figure for metric, figure in COUNTS.items() if metric != "play-total"
}
WORDS = {
    "metric": list(dict.fromkeys([*COUNTS, *(metric for metric, _ in AGGREGATES)])),
    "aggregation": list(dict.fromkeys(aggregation for _, aggregation in AGGREGATES)),
    "breakdown": list(aggregates.DIMENSIONS),
}
"""The words that are known in a path; not all of them go together."""


class Asked(NamedTuple):
    """What there is to count, and what the response calls it."""

    name: str
    period: Period
    sessions: list[Session]


def get_aggregated_metrics(
    service: Service, request: Request, metric: str, aggregation: str
) -> Response:
    """One figure."""
    figure = _pick(AGGREGATES, ("metric", metric), ("aggregation", aggregation))
    asked = _ask(service, request, metric, total=aggregation == "total")
    counted = asked.period
    if aggregation == "live":
        counted = Period(service.now - LIVE_SECONDS, service.now + 1)
    context = {
        "metric": asked.name,
        "aggregation": aggregation,
        "timeframe": asked.period.to_json(),
    }
    return json_response({"context": context, "data": figure(asked.sessions, counted)})


def get_metrics_breakdown(
    service: Service, request: Request, metric: str, breakdown: str
) -> Response:
    """Figures, one for each value of a dimension; the largest first unless asked otherwise."""
    figure, value_of = _pick(BREAKDOWNS, ("metric", metric), ("breakdown", breakdown))
    asked = _ask(service, request, metric, total=metric == "play-total")
    groups: dict[str, list[Session]] = {}
    for session in asked.sessions:
        if value_of(session) is not None:
            groups.setdefault(value_of(session), []).append(session)
    rows = [
        {"dimensionValue": value, "metricValue": figure(group, asked.period)}
        for value, group in sorted(groups.items(), reverse=True)
    ]
    found = paging.sorted_page(rows, request, "metricValue", "desc")
    context = {"metric": asked.name, "breakdown": breakdown, "timeframe": asked.period.to_json()}
    return json_response({"context": context, **found})


def get_metrics_over_time(service: Service, request: Request, metric: str) -> Response:
    """Figures, one for each interval that has any; in the order of time unless asked otherwise."""
    figure = _pick(SERIES, ("metric", metric))
    asked = _ask(service, request, metric)
    interval = _interval(request, asked.period)
    length = INTERVALS[interval]
    groups: dict[float, list[Session]] = {}
    for session in asked.sessions:
        begin = max(session.started_at, asked.period.begin) // length * length
        groups.setdefault(begin, []).append(session)
        stays_until = session.ended_at if metric.startswith(CONCURRENT) else begin
        begin += length
        while begin < min(stays_until, asked.period.end):
            groups.setdefault(begin, []).append(session)
            begin += length
    rows = [
        {"emittedAt": date_time(begin), "metricValue": figure(group, Period(begin, begin + length))}
        for begin, group in sorted(groups.items())
    ]
    found = paging.sorted_page(rows, request, "emittedAt", "asc")
    context = {"metric": asked.name, "interval": interval, "timeframe": asked.period.to_json()}
    return json_response({"context": context, **found})


def _pick(table: Mapping[tuple[str, ...], Picked], *asked: tuple[str, str]) -> Picked:
    """What a table has for the words of a path, each with its name. Raises Problem if nothing."""
    for name, word in asked:
        known = WORDS[name]
        if word not in known:
            detail = f"This value must be part of the following values: {','.join(known)}"
            raise Problem("invalid-attribute", name, detail)
    found = table.get(tuple(word for _, word in asked))
    if found is None:
        detail = f"These go together: {', '.join('/'.join(words) for words in table)}."
        raise Problem("unrecognized-request-url", detail=detail)
    return found


def _ask(service: Service, request: Request, metric: str, total: bool = False) -> Asked:
    """Check the query, and find the sessions it is about."""
    seconds = filters.view_seconds(request, metric)
    unique = filters.unique(request, metric)
    period = Period(0.0, service.now + 1) if total else filters.period(service, request)
    known = filters.OF_TOTALS if total else None
    counted = sessions_during if metric.startswith(CONCURRENT) else sessions_between
    sessions = filters.chosen_sessions(service, request, counted(service, *period), known)
    name = "play" if metric == "play-total" else metric
    if seconds is not None:
        sessions = [session for session in sessions if session.watched >= seconds]
        name = f"view-{seconds}"
    if unique:
        sessions = aggregates.of_viewers(sessions)
        name = "unique-" + name
    return Asked(name, period, sessions)


def _interval(request: Request, period: Period) -> str:
    length = period.end - period.begin
    interval = request.args.get("interval")
    if interval is None:
        return "hour" if length <= HOURLY else "day"
    if interval == "minute" and length > 3600:
        detail = "This interval cannot be used with a timeframe over 60 minutes."
        raise wrong_parameter("interval", detail)
    return interval
