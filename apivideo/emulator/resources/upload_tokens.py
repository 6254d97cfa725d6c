"""Upload tokens: create, list, read, delete, and are they good (docs/service.md, section 9)."""

from __future__ import annotations

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body, paging
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.state.formats import date_time, new_id
from apivideo.emulator.state.store import Document

KIND = "upload-token"
ENDS = "ends"  # member of the stored document: seconds since 1970, or null


def create_token(service: Service, request: Request) -> Response:
    """Make a token that lasts ``ttl`` seconds, or for ever when that is 0 or absent."""
    payload = json_body.read(request)
    return json_response(_render(make(service, payload.get("ttl", 0))))


def make(service: Service, ttl: int) -> Document:
    now = service.now
    token: Document = {
        "token": new_id("to"),
        "ttl": ttl,
        "createdAt": date_time(now),
        "expiresAt": date_time(now + ttl) if ttl else None,
        ENDS: now + ttl if ttl else None,
    }
    service.store.put(KIND, token["token"], token)
    return token


def list_all(service: Service, request: Request) -> Response:
    """A page of the tokens that are good now."""
    tokens = paging.documents(service, KIND, request)
    tokens.where("ifnull(json_extract(document, '$.ends') > ?, 1)", service.now)
    return json_response(paging.page(tokens, request, _render))


def get_token(service: Service, request: Request, upload_token: str) -> Response:
    token = service.existing(KIND, upload_token, "uploadToken")
    if not _is_active(service, token):
        raise Problem("resource-not-found", "uploadToken")
    return json_response(_render(token))


def delete_token(service: Service, request: Request, upload_token: str) -> None:
    service.delete(KIND, upload_token, "uploadToken")


def check(service: Service, upload_token: str | None) -> None:
    """Let an upload with this token in, or raise Problem."""
    if not upload_token:
        raise Problem("authentication-missing-upload-token", "token")
    token = service.store.get(KIND, upload_token)
    if token is None or not _is_active(service, token):
        raise Problem("authentication-invalid-upload-token", "token")


def _is_active(service: Service, token: Document) -> bool:
    return token[ENDS] is None or service.now < token[ENDS]


def _render(token: Document) -> Document:
    return {key: value for key, value in token.items() if key != ENDS}
