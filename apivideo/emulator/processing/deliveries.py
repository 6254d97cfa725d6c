"""Events on their way to webhooks: signed, tried four times (docs/service.md, section 20).

They wait in the database, so an emulator that starts again goes on with them. A webhook has a
thread of its own while something is due for it, so that a slow receiver delays nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import sqlite3
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time
from apivideo.emulator.state.store import Document

if TYPE_CHECKING:
    from apivideo.emulator.processing.webhook_requests import Outcome

LOG = logging.getLogger("apivideo.emulator")
KIND = "webhook"
LISTENS = "? IN (SELECT value FROM json_each(document, '$.events'))"
MOST_ATTEMPTS = 4
PAUSE = 3.0
LONGEST_SECONDS = 5.0
MOST_KEPT = 500  # of those that are over
SELECT = "SELECT * FROM deliveries "
DUE = SELECT + "WHERE done = 0 AND due_at <= ?"


class Delivery(NamedTuple):
    """An event for a webhook: waiting, delivered, or given up."""

    number: int
    webhook_id: str
    body: bytes
    attempts: int  # that have failed
    due_at: float  # seconds since 1970, of the next attempt
    done: int  # 1 when it was delivered or given up
    status: int | None  # of the last response
    reason: str | None  # why the last attempt failed
    response: str | None  # the beginning of its body

    @property
    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def state(self) -> str:
        """One of ``waiting``, ``delivered`` and ``failed``."""
        if not self.done:
            return "waiting"
        return "failed" if self.reason else "delivered"


def pending(service: Service) -> list[Delivery]:
    """The deliveries that are neither done nor given up, the oldest first."""
    return _deliveries(service, "WHERE done = 0 ORDER BY number")


def newest(service: Service, webhook_id: str, most: int) -> list[Delivery]:
    """The last deliveries to a webhook, the newest first."""
    return _deliveries(
        service, "WHERE webhook_id = ? ORDER BY number DESC LIMIT ?", webhook_id, most
    )


def emit(service: Service, event: str, **members: str) -> None:
    """Note an event of `openapi.yaml` for delivery, in the transaction that makes it true."""
    told = {"type": event, "emittedAt": date_time(service.now), **members}
    body = json.dumps(told, separators=(",", ":")).encode()
    with service.store.transaction():
        for webhook in Documents(service.store, KIND).where(LISTENS, event).all():
            _add(service, webhook["webhookId"], body)


def _add(service: Service, webhook_id: str, body: bytes) -> None:
    service.store.write(
        "INSERT INTO deliveries (webhook_id, body, due_at) VALUES (?, ?, ?)",
        (webhook_id, body, service.now),
    )


def resend(service: Service, number: int) -> bool:
    """Note the body of a delivery once more for its webhook; False when there is no such one."""
    with service.store.transaction():
        found = _deliveries(service, "WHERE number = ?", number)
        for delivery in found:
            _add(service, delivery.webhook_id, delivery.body)
    return bool(found)


def remove(service: Service, webhook_id: str) -> None:
    service.store.write("DELETE FROM deliveries WHERE webhook_id = ?", (webhook_id,))


def signature(secret: str, body: bytes) -> str:
    """What ``X-Api-Video-Signature`` tells of a body."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


class Deliveries:
    """Sends what is due."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._busy: set[str] = set()  # ids of the webhooks with a thread
        self._idle = threading.Condition()
        self._closing = threading.Event()

    def start_due(self) -> bool:
        """Start sending what is due; gives whether anything waits."""
        with self._idle:
            rows = self._service.store.read(DUE, (self._service.now,))
            for webhook_id in {row["webhook_id"] for row in rows} - self._busy:
                from apivideo.emulator.processing import webhook_requests  # urllib3 takes its time

                self._busy.add(webhook_id)
                arguments = (webhook_id, webhook_requests.send)
                threading.Thread(target=self._run, args=arguments, daemon=True).start()
        return bool(self._service.store.read("SELECT 1 FROM deliveries WHERE done = 0 LIMIT 1"))

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until nothing is being sent; False if that takes longer than *seconds*."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._busy, seconds)

    def close(self) -> None:
        """Wait for what is being sent, not longer than an attempt takes."""
        self._closing.set()
        self.wait_until_idle(LONGEST_SECONDS + 1)

    def _run(self, webhook_id: str, send: Callable[[Document, bytes], Outcome]) -> None:
        """Try each of a webhook's deliveries that are due, once and in their order."""
        tried: set[int] = set()
        try:
            while True:
                row = self._next(webhook_id, tried)
                if row is None:
                    return
                tried.add(row["number"])
                webhook = self._service.store.get(KIND, webhook_id)
                if webhook is None:
                    continue  # it was deleted a moment ago, and so was the delivery
                _record(self._service, row, send(webhook, row["body"]))
        except sqlite3.ProgrammingError:
            pass  # the emulator was stopped meanwhile
        except Exception:
            LOG.exception("a delivery failed")  # to be recorded, and will be sent again
            self._closing.wait(PAUSE)
        self._end(webhook_id)

    def _next(self, webhook_id: str, tried: set[int]) -> sqlite3.Row | None:
        """The next delivery to try; if there is none, what is stored later gets another thread."""
        query = DUE + " AND webhook_id = ? ORDER BY due_at, number"
        with self._idle:
            rows = self._service.store.read(query, (self._service.now, webhook_id))
            found = next((row for row in rows if row["number"] not in tried), None)
            if found is None:
                self._end(webhook_id)
            return found

    def _end(self, webhook_id: str) -> None:
        with self._idle:
            self._busy.discard(webhook_id)
            self._idle.notify_all()


def _deliveries(service: Service, condition: str, *parameters: Any) -> list[Delivery]:
    rows = service.store.read(SELECT + condition, parameters)
    return [Delivery(**row) for row in map(dict, rows)]


def _record(service: Service, row: sqlite3.Row, outcome: Outcome) -> None:
    failures = row["attempts"] + bool(outcome.reason)
    done = outcome.reason is None or failures == MOST_ATTEMPTS
    with service.store.transaction():
        service.store.write(
            "UPDATE deliveries SET attempts = ?, due_at = ?, done = ?,"
            " status = ?, reason = ?, response = ? WHERE number = ?",
            (failures, service.now + PAUSE, done, *outcome, row["number"]),
        )
        service.store.write(
            "DELETE FROM deliveries WHERE done = 1 AND number <= ("
            "SELECT number FROM deliveries WHERE done = 1 ORDER BY number DESC LIMIT 1 OFFSET ?)",
            (MOST_KEPT,),
        )
