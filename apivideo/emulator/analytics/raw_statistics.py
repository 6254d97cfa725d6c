"""Earlier analytics: plays by day, sessions and their events (docs/service.md, section 19)."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from werkzeug.wrappers import Request, Response

from apivideo.emulator.analytics import periods, user_agents
from apivideo.emulator.analytics.filters import DAY, FILTERS
from apivideo.emulator.analytics.sessions import (
    LIVE_STREAM,
    VIDEO,
    Session,
    find_session,
    sessions_between,
    viewer_metadata,
)
from apivideo.emulator.http import paging
from apivideo.emulator.http.problems import Problem, wrong_parameter
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.state.store import Document

RETENTION = datetime.timedelta(days=30)
LABELS = {VIDEO: ("videoId", "video"), LIVE_STREAM: ("liveStreamId", "live stream")}


def get_videos_plays(service: Service, request: Request) -> Response:
    """Plays of videos in some days, by a dimension."""
    return _plays(service, request, VIDEO)


def get_live_streams_plays(service: Service, request: Request) -> Response:
    """Plays of live streams in some days, by a dimension."""
    return _plays(service, request, LIVE_STREAM)


def list_video_sessions(service: Service, request: Request, video_id: str) -> Response:
    """A page of the sessions of a video, of those with certain metadata where the query says so."""
    service.existing(VIDEO, video_id, "videoId")
    wanted = viewer_metadata(request).items()
    sessions = [
        session
        for session in _of(service, request, video_id)
        if wanted <= {(pair["key"], pair["value"]) for pair in session.metadata}
    ]
    return json_response(paging.page(sessions, request, _render))


def list_live_stream_sessions(service: Service, request: Request, live_stream_id: str) -> Response:
    """A page of the sessions of a live stream."""
    service.existing(LIVE_STREAM, live_stream_id, "liveStreamId")
    return json_response(paging.page(_of(service, request, live_stream_id), request, _render))


def list_session_events(service: Service, request: Request, session_id: str) -> Response:
    """A page of what happened in a session."""
    session = find_session(service, session_id)
    if session is None:
        raise Problem("resource-not-found", "sessionId")
    events = [{"type": "ready", "emittedAt": _precise(session.started_at), "at": 0}]
    if session.played_at is not None:
        events.append({"type": "play", "emittedAt": _precise(session.played_at), "at": 0})
    if session.finished:
        at = int(session.watched)
        events.append({"type": "end", "emittedAt": _precise(session.ended_at), "at": at})
    return json_response(paging.page(events, request))


def _plays(service: Service, request: Request, kind: str) -> Response:
    label, words = LABELS[kind]
    begin, end = _days(service, request)
    dimension = request.args["dimension"]
    sessions = [one for one in sessions_between(service, begin, end) if one.media_type == kind]
    text = request.args.get("filter")
    if text is not None:
        name, colon, media_id = text.partition(":")
        if name != label or not colon or not media_id:
            detail = f"This value must be of the following structure(s): {label}:{{{label}}}"
            raise wrong_parameter("filter", detail)
        if service.store.get(kind, media_id) is None:
            raise wrong_parameter("filter", f"This value must refer to an existing {words}")
        sessions = [session for session in sessions if session.media_id == media_id]
    counted = Counter(_value(session, dimension, label, end - begin) for session in sessions)
    ordered = sorted(counted.items())
    if dimension != "emittedAt":
        ordered.sort(key=lambda pair: -pair[1])
    rows = [{"value": value, "plays": plays} for value, plays in ordered]
    return json_response(paging.page(rows, request))


def _value(session: Session, dimension: str, label: str, length: float) -> Any:
    if dimension == label:
        return session.media_id
    if dimension == "emittedAt":
        interval = 3600.0 if length <= 2 * DAY else DAY
        return _precise(session.started_at // interval * interval)
    return session.country_name.lower() if dimension == "country" else FILTERS[dimension](session)


def _days(service: Service, request: Request) -> tuple[float, float]:
    """From the begin of the first day to the begin of ``to``, today when it is left out."""
    today = datetime.datetime.fromtimestamp(service.now, datetime.timezone.utc).date()
    first = datetime.date.fromisoformat(request.args["from"])
    last = datetime.date.fromisoformat(request.args.get("to", today.isoformat()))
    for name, day in (("from", first), ("to", last)):
        if not today - RETENTION <= day <= today + datetime.timedelta(days=1):
            raise wrong_parameter(name, "This value must be within the last 30 days.")
    if last < first:
        raise wrong_parameter("to", "This value must not be before the first day.")
    return periods.seconds(first), periods.seconds(last)


def _of(service: Service, request: Request, media_id: str) -> list[Session]:
    """The sessions of something in the period of the query, the newest first."""
    try:
        begin, end = periods.parse(request.args.get("period", ""))
    except ValueError as error:
        raise wrong_parameter("period", str(error)) from error
    found = sessions_between(service, begin, end)
    return [session for session in reversed(found) if session.media_id == media_id]


def _render(session: Session) -> Document:
    device, unknown = session.device, user_agents.UNKNOWN
    times: dict[str, Any] = {
        "sessionId": session.session_id,
        "loadedAt": _precise(session.started_at),
        "endedAt": _precise(session.ended_at),
    }
    if session.media_type == VIDEO:
        times["metadata"] = session.metadata
    return {
        "session": times,
        "location": {"country": session.country_name, "city": unknown},
        "referrer": {
            "url": session.referrer or unknown,
            "medium": unknown,
            "source": unknown,
            "searchTerm": unknown,
        },
        "device": {"type": device.device, "vendor": unknown, "model": unknown},
        "os": {"name": device.system, "shortname": device.system, "version": unknown},
        "client": {
            "type": unknown if device.browser == unknown else "browser",
            "name": device.browser,
            "version": device.version,
        },
    }


def _precise(seconds: float) -> str:
    """A point in time as these responses tell it: milliseconds and Z."""
    moment = datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
