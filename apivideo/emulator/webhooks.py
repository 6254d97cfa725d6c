"""Webhooks: subscribe, list, read, end (service facts, section 20)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from apivideo.emulator import deliveries, events, paging, payloads
from apivideo.emulator.problems import Problem
from apivideo.emulator.selection import Selection
from apivideo.emulator.service import Route, Service, answer, no_content
from apivideo.emulator.store import Document
from apivideo.emulator.values import date_time, new_id

KIND = deliveries.KIND
MOST = 50  # the service limits them but does not say to how many


def _address(value: Any, name: str) -> Iterator[Problem]:
    problems = list(payloads.text(value, name))
    if problems or _is_address(value):
        yield from problems
    else:
        yield payloads.wrong(name, "This attribute must be an http or https address.")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


CREATION = {"events": payloads.array(payloads.one_of(events.NAMES)), "url": _address}


def create(service: Service, request: Request) -> Response:
    """Subscribe an address to events, with a secret to sign them with."""
    payload = payloads.read(request, CREATION, required=["events", "url"])
    webhook: Document = {
        "webhookId": new_id("webhook_"),
        "createdAt": date_time(service.now),
        **payload,
        "signatureSecret": "sig_sec_" + secrets.token_urlsafe(18),
    }
    with service.store.transaction():
        if len(Selection(service.store, KIND)) >= MOST:
            raise Problem("webhook-limit-reached", detail=f"The most is {MOST}; delete one first.")
        service.store.put(KIND, webhook["webhookId"], webhook)
    return answer(webhook, 201)


def list_all(service: Service, request: Request) -> Response:
    """A page of the webhooks, of those for one event where the query names it."""
    paging.check_names(request, ("events", *paging.COMMON))
    webhooks = Selection(service.store, KIND)
    if request.args.get("events"):
        webhooks.where(deliveries.LISTENS, request.args["events"])
    return answer(paging.answer(webhooks, request))


def get(service: Service, request: Request, webhook_id: str) -> Response:
    """One webhook."""
    return answer(service.existing(KIND, webhook_id, "webhookId"))


def delete(service: Service, request: Request, webhook_id: str) -> Response:
    """End a subscription; what was not delivered yet never will be."""
    if not service.store.delete(KIND, webhook_id):
        raise Problem("resource-not-found", "webhookId")
    return no_content()


ROUTES = [
    Route("webhooks.list", "GET", "/webhooks", list_all, "read"),
    Route("webhooks.create", "POST", "/webhooks", create, "write"),
    Route("webhooks.get", "GET", "/webhooks/<webhook_id>", get, "read"),
    Route("webhooks.delete", "DELETE", "/webhooks/<webhook_id>", delete, "write"),
]
