"""Webhooks: subscribe, list, read, end (docs/service.md, section 20)."""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.processing import deliveries
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

KIND = deliveries.KIND
MOST = 50  # the service limits them but does not say to how many


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def create(service: Service, request: Request) -> Response:
    """Subscribe an address to events, with a secret to sign them with."""
    payload = json_body.read(request)
    if not _is_address(payload["url"]):
        title = "This attribute must be an http or https address."
        raise Problem("invalid-attribute", "url", title=title)
    webhook: Document = {
        "webhookId": new_id("webhook_"),
        "createdAt": date_time(service.now),
        **payload,
        "signatureSecret": "sig_sec_" + secrets.token_urlsafe(18),
    }
    with service.store.transaction():
        if len(Documents(service.store, KIND)) >= MOST:
            raise Problem("webhook-limit-reached", detail=f"The most is {MOST}; delete one first.")
        service.store.put(KIND, webhook["webhookId"], webhook)
    return json_response(webhook, 201)


def list_all(service: Service, request: Request) -> Response:
    webhooks = Documents(service.store, KIND)
    if request.args.get("events"):
        webhooks.where(deliveries.LISTENS, request.args["events"])
    return json_response(paging.page(webhooks, request))


def get(service: Service, request: Request, webhook_id: str) -> Response:
    return json_response(service.existing(KIND, webhook_id, "webhookId"))


def delete(service: Service, request: Request, webhook_id: str) -> None:
    """End a subscription; what was not delivered yet never will be."""
    service.delete(KIND, webhook_id, "webhookId")
    deliveries.remove(service, webhook_id)
