"""Who watches what: a session for everybody who fetches something that plays.

The player's page, the MP4 and the HLS manifest count; requests of one viewer for one thing that
come within a quarter of an hour are one session, so parts of a file are not plays of their own. A
session lasts from its first request to its last one.

The country is the one in ``Accept-Language``, for there is no other to be had on one machine.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics import user_agents
from apivideo.emulator.http import paging
from apivideo.emulator.http.service import Service
from apivideo.emulator.state import reference_data
from apivideo.emulator.state.formats import new_id

VIDEO = "video"
LIVE_STREAM = "live-stream"
GAP = 15 * 60
LONGEST_REFERRER = 2048
SELECT = "SELECT * FROM sessions WHERE "


class Session(NamedTuple):
    """Somebody watching something; times are seconds since 1970."""

    session_id: str
    media_id: str
    media_type: str
    started_at: float
    ended_at: float
    page: bool  # whether it began with the player's page
    played_at: float | None  # when something to play was fetched first
    finished: bool  # whether the last byte was fetched
    address: str
    agent: str
    referrer: str
    country: str | None  # two letters
    metadata: list[dict[str, str]]
    device_words: list[str] | None = None  # what the viewer uses; None is read from the agent

    @property
    def watched(self) -> float:
        """Seconds."""
        return self.ended_at - self.started_at

    @property
    def viewer(self) -> tuple[int, str, str]:
        """Who it is, told apart for a day."""
        return int(self.started_at // 86400), self.address, self.agent

    @property
    def device(self) -> user_agents.Agent:
        """What the viewer uses."""
        words = self.device_words
        return user_agents.Agent(*words) if words else user_agents.parse(self.agent)

    @property
    def continent(self) -> str | None:
        """Two letters."""
        return reference_data.load("countries")[self.country][0] if self.country else None

    @property
    def country_name(self) -> str:
        """In words."""
        return str(reference_data.load("countries")[self.country][1]) if self.country else "unknown"


def record_viewer(
    service: Service,
    request: Request,
    media_id: str,
    media_type: str,
    *,
    page: bool = False,
    finished: bool = False,
) -> None:
    """Note that a viewer has fetched the player's page, or something that plays, maybe its end."""
    if request.method != "GET":
        return
    now = service.now
    address, agent = request.remote_addr or "", request.headers.get("User-Agent", "")
    with service.store.transaction():
        found = _current(service, media_id, address, agent)
        session = found or Session(
            new_id("ps"),
            media_id,
            media_type,
            now,
            now,
            page,
            None,
            False,
            address,
            agent,
            request.headers.get("Referer", "")[:LONGEST_REFERRER],
            _country(request.headers.get("Accept-Language", "")),
            [{"key": key, "value": value} for key, value in viewer_metadata(request).items()],
        )
        played_at = session.played_at if page or session.played_at else now
        session = session._replace(
            ended_at=max(session.ended_at, now),
            played_at=played_at,
            finished=session.finished or finished,
        )
        put(service, session)


def put(service: Service, session: Session) -> None:
    """Store a session, or what is new of it."""
    service.store.write(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?) ON CONFLICT (session_id) DO UPDATE"
        " SET ended_at = excluded.ended_at, details = excluded.details",
        (
            *(session.session_id, session.media_id, session.started_at, session.ended_at),
            json.dumps(session._asdict()),
        ),
    )


def counts_viewers(
    handler: Callable[..., Response], *, page: bool = False
) -> Callable[..., Response]:
    """A handler of something of a video that, when it succeeds, notes who asked."""

    @functools.wraps(handler)
    def noting(service: Service, request: Request, video_id: str, **path: str) -> Response:
        response = handler(service, request, video_id, **path)
        if response.status_code in (200, 206, 304):
            finished = _reaches_end(response)
            record_viewer(service, request, video_id, VIDEO, page=page, finished=finished)
        return response

    return noting


def viewer_metadata(request: Request) -> dict[str, str]:
    """The pairs that a page adds to the player's address, or a query looks for."""
    found: dict[str, str] = {}
    for key, value in paging.members(request, "metadata"):
        found.setdefault(key, value)  # the first of a key counts
    return found


def sessions_between(service: Service, begin: float, end: float) -> list[Session]:
    """The sessions that began in a stretch of time, its end not included; the oldest first."""
    condition = "started_at >= ? AND started_at < ? ORDER BY started_at, rowid"
    return _sessions(service, condition, begin, end)


def sessions_during(service: Service, begin: float, end: float) -> list[Session]:
    """The sessions that lasted into a stretch of time or began in it; the oldest first."""
    condition = "ended_at >= ? AND started_at < ? ORDER BY started_at, rowid"
    return _sessions(service, condition, begin, end)


def find_session(service: Service, session_id: str) -> Session | None:
    return next(iter(_sessions(service, "session_id = ?", session_id)), None)


def _current(service: Service, media_id: str, address: str, agent: str) -> Session | None:
    condition = (
        "media_id = ? AND ended_at >= ? AND json_extract(details, '$.address') = ?"
        " AND json_extract(details, '$.agent') = ? ORDER BY started_at DESC LIMIT 1"
    )
    found = _sessions(service, condition, media_id, service.now - GAP, address, agent)
    return next(iter(found), None)


def _sessions(service: Service, condition: str, *parameters: Any) -> list[Session]:
    return [_from_row(row) for row in service.store.read(SELECT + condition, parameters)]


def _reaches_end(response: Response) -> bool:
    """Whether the last byte of a file is in a response."""
    if "Accept-Ranges" not in response.headers or response.status_code == 304:
        return False
    found = re.search(r"-(\d+)/(\d+)$", response.headers.get("Content-Range", ""))
    return found is None or int(found[1]) + 1 == int(found[2])


def _country(languages: str) -> str | None:
    for found in re.finditer(r"\b[A-Za-z]{2,3}-([A-Za-z]{2})\b", languages):
        if found[1].upper() in reference_data.load("countries"):
            return found[1].upper()
    return None


def _from_row(row: Any) -> Session:
    members = {key: row[key] for key in ("session_id", "media_id", "started_at", "ended_at")}
    return Session(**{**members, **json.loads(row["details"])})
