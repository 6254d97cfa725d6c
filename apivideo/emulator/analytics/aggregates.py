"""Figures about sessions: pure functions (docs/service.md, section 18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from apivideo.emulator.analytics.sessions import Session

Sessions = Sequence[Session]

DIMENSIONS: dict[str, Callable[[Session], Any]] = {
    "media-id": lambda session: session.media_id,
    "media-type": lambda session: session.media_type,
    "continent": lambda session: session.continent,
    "country": lambda session: session.country,
    "device-type": lambda session: session.device.device,
    "operating-system": lambda session: session.device.system,
    "browser": lambda session: session.device.browser,
    "referrer": lambda session: session.referrer,
}


def play_rate(sessions: Sessions) -> float:
    """The share of the impressions that something was played in."""
    return mean([session.played_at is not None for session in sessions if session.page])


def loading(sessions: Sessions) -> list[float]:
    """Milliseconds from each impression to what it played."""
    return [
        (session.played_at - session.started_at) * 1000
        for session in sessions
        if session.page and session.played_at is not None
    ]


def of_viewers(sessions: Iterable[Session]) -> list[Session]:
    """One session for each viewer and day."""
    return list({session.viewer: session for session in sessions}.values())


def peak(sessions: Sessions, begin: float, end: float) -> float:
    """The most sessions at the same time, within a stretch of time."""
    changes = []
    for session in sessions:
        if session.ended_at >= begin and session.started_at < end:
            changes += [(session.started_at, 0), (session.ended_at, 1)]
    now = most = 0
    for _, ends_here in sorted(changes):
        now += -1 if ends_here else 1
        most = max(most, now)
    return most


def average(sessions: Sessions, begin: float, end: float) -> float:
    """Sessions at the same time, on average over a stretch of time."""
    spans = (min(one.ended_at, end) - max(one.started_at, begin) for one in sessions)
    return sum(max(0.0, span) for span in spans) / (end - begin)


def mean(values: Sequence[float]) -> float:
    """The mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0
