"""What happened, told to the webhooks that want to know it (docs/service.md, section 20)."""

from __future__ import annotations

import json

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import deliveries
from apivideo.emulator.state.formats import date_time


def emit(service: Service, name: str, **members: str) -> None:
    """Note an event for delivery, in the transaction that makes it true.

    Args:
        service: Where it happened.
        name: As `openapi.yaml` has it under ``webhooks``.
        members: What its body tells besides its name and time.
    """
    event = {"type": name, "emittedAt": date_time(service.now), **members}
    deliveries.add(service, name, json.dumps(event, separators=(",", ":")).encode())
