"""Plays that a test adds, at times and from places of its choice."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from apivideo.emulator.analytics import sessions, user_agents
from apivideo.emulator.analytics.sessions import LIVE_STREAM, LONGEST_REFERRER, VIDEO, Session
from apivideo.emulator.http.service import Service
from apivideo.emulator.settings import check, is_number
from apivideo.emulator.state import reference_data
from apivideo.emulator.state.formats import members_of, new_id, parse_date_time, seconds

LONGEST = 86400.0  # seconds


@dataclass(frozen=True)
class Play:
    """A viewer who watched a video or a live stream.

    Attributes:
        media_id: Of the video or live stream.
        started_at: When the viewer came; without an offset it is UTC.
        watched: Seconds from then until the viewer left, at most a day.
        country: Two letters, such as ``FR``; None is an unknown one.
        device_type: Such as ``computer``, ``phone`` or ``tablet``.
        operating_system: Such as ``windows``.
        browser: Such as ``firefox``.
        referrer: The address that the viewer came from; empty for none.
        viewer: Any text; plays with the same text are of one viewer. None is a viewer of its own.
        impression: Whether the player was shown.
        loading: Seconds from then until something played.
        started: Whether anything played.
        ended: Whether it played to the end.
        metadata: Pairs that the page added to the address of the player.
    """

    media_id: str
    started_at: datetime.datetime
    watched: float = 0.0
    country: str | None = None
    device_type: str = user_agents.UNKNOWN
    operating_system: str = user_agents.UNKNOWN
    browser: str = user_agents.UNKNOWN
    referrer: str = ""
    viewer: str | None = None
    impression: bool = True
    loading: float = 0.0
    started: bool = True
    ended: bool = False
    metadata: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rules = {
            "media_id": _is_text(self.media_id, 1),
            "started_at": isinstance(self.started_at, datetime.datetime)
            and 1970 <= self.started_at.year < 9999,
            "watched": _is_duration(self.watched),
            "country": self.country is None
            or _is_text(self.country)
            and self.country in reference_data.load("countries"),
            "device_type": _is_text(self.device_type, 1),
            "operating_system": _is_text(self.operating_system, 1),
            "browser": _is_text(self.browser, 1),
            "referrer": _is_text(self.referrer) and len(self.referrer) <= LONGEST_REFERRER,
            "viewer": self.viewer is None or _is_text(self.viewer),
            "impression": isinstance(self.impression, bool),
            "loading": _is_duration(self.loading),
            "started": isinstance(self.started, bool),
            "ended": isinstance(self.ended, bool),
            "metadata": isinstance(self.metadata, Mapping)
            and all(_is_text(text) for pair in self.metadata.items() for text in pair),
        }
        check(self, "a play", rules)


def from_json(document: Any) -> Play:
    """A play as it comes over HTTP. Raises ValueError."""
    if not isinstance(document, Mapping):
        raise ValueError("a play is an object")
    members = members_of(Play, "a play", document)
    for name in ("mediaId", "startedAt"):
        if not isinstance(document.get(name), str):
            raise ValueError(f"a play needs a {name}, which is a text")
    return Play(**{**members, "started_at": parse_date_time(document["startedAt"])})


def add(service: Service, plays: Iterable[Play]) -> list[str]:
    """Store plays, all or none; gives the ids of their sessions. Raises ValueError."""
    with service.store.transaction():
        added = [_session(service, play) for play in plays]
        for session in added:
            sessions.put(service, session)
    return [session.session_id for session in added]


def _session(service: Service, play: Play) -> Session:
    kinds = [kind for kind in (VIDEO, LIVE_STREAM) if service.store.get(kind, play.media_id)]
    if not kinds:
        raise ValueError(f"there is no video or live stream {play.media_id!r}")
    started_at = seconds(play.started_at)
    session_id = new_id("ps")
    return Session(
        session_id,
        play.media_id,
        kinds[0],
        started_at,
        started_at + play.watched,
        page=play.impression,
        played_at=started_at + play.loading if play.started else None,
        finished=play.ended,
        address=session_id if play.viewer is None else play.viewer,
        agent="",
        referrer=play.referrer,
        country=play.country,
        metadata=[{"key": key, "value": value} for key, value in play.metadata.items()],
        device_words=[
            play.device_type,
            play.operating_system,
            play.browser,
            user_agents.UNKNOWN,
        ],
    )


def _is_text(value: object, shortest: int = 0) -> bool:
    return isinstance(value, str) and len(value) >= shortest


def _is_duration(value: Any) -> bool:
    return is_number(value) and 0 <= value <= LONGEST
