"""Events on their way to webhooks: signed, tried four times (docs/service.md, section 20).

They wait in the database, so an emulator that starts again goes on with them.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import logging
import sqlite3
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.store import Document

LOG = logging.getLogger("apivideo.emulator")
KIND = "webhook"
LISTENS = "? IN (SELECT value FROM json_each(document, '$.events'))"
MOST_ATTEMPTS = 4
PAUSE = 3.0
SECONDS_OF_SILENCE = 5.0
MOST_RESPONSE_BYTES = 64 * 1024


class Pending(NamedTuple):
    """A notification that has not been delivered yet."""

    webhook_id: str
    event: dict[str, Any]
    attempts: int  # that have failed
    due_at: float  # seconds since 1970


def pending(service: Service) -> list[Pending]:
    """The notifications that have not been delivered yet, the oldest first."""
    rows = service.store.read("SELECT * FROM deliveries ORDER BY number")
    return [
        Pending(row["webhook_id"], json.loads(row["body"]), row["attempts"], row["due_at"])
        for row in rows
    ]


def add(service: Service, event: str, body: bytes) -> None:
    """Note a body for all webhooks that listen to an event."""
    with service.store.transaction() as database:
        for webhook in Documents(service.store, KIND).where(LISTENS, event).all():
            database.execute(
                "INSERT INTO deliveries (webhook_id, body, due_at) VALUES (?, ?, ?)",
                (webhook["webhookId"], body, service.now),
            )


def deliver_due(service: Service) -> bool:
    """Deliver what is due; gives whether anything is left for later."""
    due = "SELECT * FROM deliveries WHERE due_at <= ? ORDER BY due_at, number"
    for row in service.store.read(due, (service.now,)):
        webhook = service.store.get(KIND, row["webhook_id"])
        done = webhook is None or _send(webhook, row["body"])
        _record(service, row, done)
    return bool(service.store.read("SELECT 1 FROM deliveries LIMIT 1"))


def signature(secret: str, body: bytes) -> str:
    """What ``X-Api-Video-Signature`` tells of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _record(service: Service, row: sqlite3.Row, done: bool) -> None:
    with service.store.transaction() as database:
        if done or row["attempts"] + 1 == MOST_ATTEMPTS:
            database.execute("DELETE FROM deliveries WHERE number = ?", (row["number"],))
            return
        database.execute(
            "UPDATE deliveries SET attempts = attempts + 1, due_at = ? WHERE number = ?",
            (service.now + PAUSE, row["number"]),
        )


def _send(webhook: Document, body: bytes) -> bool:
    """Whether the subscriber took it: any response below 300 does, a redirection does not."""
    headers = {
        "Content-Type": "application/json",
        "X-Api-Video-WebhookID": webhook["webhookId"],
        "X-Api-Video-Signature": signature(webhook["signatureSecret"], body),
    }
    address = urlsplit(webhook["url"])
    secure = address.scheme == "https"
    connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    target = (address.path or "/") + (f"?{address.query}" if address.query else "")
    connection = connect(address.hostname or "", address.port, timeout=SECONDS_OF_SILENCE)
    try:
        connection.request("POST", target, body, headers)
        response = connection.getresponse()
        response.read(MOST_RESPONSE_BYTES)
        return response.status < 300
    except (OSError, http.client.HTTPException, ValueError) as error:
        LOG.info("a webhook was not reached: %s", type(error).__name__)
        return False
    finally:
        connection.close()
