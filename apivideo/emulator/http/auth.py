"""Credentials: API keys, access tokens and refresh tokens (docs/service.md, section 2)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import json_body
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service, json_response
from apivideo.emulator.state.store import Document

ACCESS = "access"
REFRESH = "refresh"
BEARER = "Bearer"


def authenticate(service: Service, request: Request) -> Response:
    """Trade an API key for a pair of tokens."""
    document = json_body.read(request)
    if not _is_key(service, document["apiKey"]):
        raise Problem("authentication-invalid-user-credentials", "")
    return json_response(_issue(service))


def refresh(service: Service, request: Request) -> Response:
    """Trade a refresh token, once, for a new pair."""
    document = json_body.read(request)
    with service.store.transaction():
        used = service.store.write(
            "DELETE FROM credentials WHERE kind = ? AND digest = ?",
            (REFRESH, _digest(document["refreshToken"])),
        )
        if not used:
            raise Problem("authentication-invalid-user-credentials", "")
        return json_response(_issue(service))


def check(service: Service, header: str | None) -> None:
    """Let a request with this ``Authorization`` header in, or raise Problem."""
    if not header:
        raise Problem("authentication-missing-authorization-header")
    scheme, _, value = header.strip().partition(" ")
    value = value.strip()
    if scheme.lower() == "basic":
        if not _is_key(service, _user_name(value)):
            raise Problem("authentication-invalid-api-key")
    elif scheme.lower() == "bearer" and value:
        if not _is_current(service, value):
            raise Problem("authentication-invalid-access-token")
    else:
        raise Problem(
            "authentication-invalid-authorization-header-value",
            detail="Use Basic with the API key as user name, or Bearer with an access token.",
        )


def _is_key(service: Service, key: str) -> bool:
    expected = service.settings.api_key
    if expected is None:
        return bool(key)
    return hmac.compare_digest(key.encode(errors="replace"), expected.encode())


def _user_name(value: str) -> str:
    try:
        text = base64.b64decode(value, validate=True).decode()
    except ValueError:
        text = ""
    user_name, colon, _ = text.partition(":")
    if not colon:
        raise Problem(
            "authentication-invalid-authorization-header-value",
            detail="The API key and a colon are expected in Base64.",
        )
    return user_name


def _is_current(service: Service, token: str) -> bool:
    rows = service.store.read(
        "SELECT 1 FROM credentials WHERE kind = ? AND digest = ? AND expires_at > ?",
        (ACCESS, _digest(token), service.now),
    )
    return bool(rows)


def _issue(service: Service) -> Document:
    now = service.now
    expires_at = now + service.settings.token_ttl
    access = _access_token(service, now, expires_at)
    refresh_token = secrets.token_hex(64)
    with service.store.transaction():
        service.store.write("DELETE FROM credentials WHERE expires_at <= ?", (now,))
        service.store.write(
            "INSERT INTO credentials (digest, kind, expires_at) VALUES (?, ?, ?), (?, ?, NULL)",
            (_digest(access), ACCESS, expires_at, _digest(refresh_token), REFRESH),
        )
    return {
        "token_type": BEARER,
        "expires_in": service.settings.token_ttl,
        "access_token": access,
        "refresh_token": refresh_token,
    }


def _access_token(service: Service, now: float, expires_at: float) -> str:
    """A JSON web token, as the service issues; its validity is looked up, not read from it."""
    claims = {"jti": secrets.token_hex(16), "iat": int(now), "exp": int(expires_at)}
    documents = ({"typ": "JWT", "alg": "HS256"}, claims)
    text = ".".join(_base64(json.dumps(document).encode()) for document in documents)
    key = service.store.secret("jwt", secrets.token_hex(32))
    return text + "." + _base64(hmac.digest(key.encode(), text.encode(), "sha256"))


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
