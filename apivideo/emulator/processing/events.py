"""What happened, told to the webhooks that want to know it (docs/service.md, section 20)."""

from __future__ import annotations

import json

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import deliveries
from apivideo.emulator.processing.deliveries import LISTENS
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time


def emit(service: Service, name: str, **members: str) -> None:
    """Note an event of `openapi.yaml` for delivery, in the transaction that makes it true."""
    event = {"type": name, "emittedAt": date_time(service.now), **members}
    body = json.dumps(event, separators=(",", ":")).encode()
    with service.store.transaction():
        for webhook in Documents(service.store, deliveries.KIND).where(LISTENS, name).all():
            deliveries.add(service, webhook["webhookId"], body)
