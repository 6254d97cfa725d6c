"""The faults on the page: those that have a switch, and all others that are placed."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from apivideo.emulator.http.service import Service
from apivideo.emulator.state import faults
from apivideo.emulator.state.faults import METHODS, Fault

UNTIL_SWITCHED_OFF = 1_000_000_000
SWITCHES = (
    ("Server error", "Requests are refused with 500.", {"status": 500}),
    (
        "Rate limit",
        "Requests are refused with 429, for 5 seconds.",
        {"status": 429, "retryAfter": 5},
    ),
    ("Expired token", "Requests are refused with 401.", {"status": 401}),
    ("Slow", "Requests take 3 seconds longer.", {"stall": 3}),
    ("Lost responses", "Requests take place, their responses are lost.", {"loseResponse": True}),
    ("Garbage", "Responses have a body that is not JSON.", {"garbage": True}),
)
EFFECTS = (
    ("status", "Refuse with the status", 503),
    ("stall", "Wait so many seconds", 3),
    ("cutRequest", "End the connection after so many bytes of the request", 1_000_000),
    ("cutResponse", "End the connection after so many bytes of the response", 100),
)
"""The effects that take a number: the name over HTTP, words for it, a number to start with."""


def context(service: Service) -> dict[str, Any]:
    """Return what the section of the page about faults shows."""
    placed = [one for one in service.faults.all() if one.left]
    switches = []
    for title, text, effect in SWITCHES:
        document = {**effect, "times": UNTIL_SWITCHED_OFF}
        fault = faults.from_json(document)
        on = next((one for one in placed if one.fault == fault), None)
        placed = [one for one in placed if one is not on]
        body, id = json.dumps(document), on.id if on else None
        switches.append({"title": title, "text": text, "body": body, "id": id})
    return {
        "switches": switches,
        "placed": [{"id": one.id, "left": one.left, "text": told(one.fault)} for one in placed],
        "methods": METHODS,
        "effects": EFFECTS,
    }


def told(fault: Fault) -> str:
    """Return a fault in words: which requests meet it, and what happens to them."""
    found = [f"{fault.method or 'any method'} {fault.path}"]
    for field in dataclasses.fields(fault):
        value = getattr(fault, field.name)
        if field.name in ("method", "path", "times") or value in (field.default, {}):
            continue
        name = field.name.replace("_", " ")
        found.append(name if value is True else f"{name} {value}")
    return ", ".join(found)
