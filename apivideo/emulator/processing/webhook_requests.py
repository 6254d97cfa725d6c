"""One request to a webhook: signed, and sent by urllib3 (docs/service.md, section 20)."""

from __future__ import annotations

import functools
import ssl
import time
from typing import NamedTuple

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, SSLError, TimeoutError
from urllib3.util.ssl_ import create_urllib3_context

from apivideo.emulator.processing.deliveries import LONGEST_SECONDS, signature
from apivideo.emulator.state.store import Document

MOST_RESPONSE_BYTES = 2000


class Outcome(NamedTuple):
    status: int | None = None
    reason: str | None = None  # None when the event was delivered
    response: str | None = None


def send(webhook: Document, body: bytes, seconds: float = LONGEST_SECONDS) -> Outcome:
    """Send a body to a webhook once. A status below 300 is success, a redirection is not.

    Each request has a connection of its own: one that was kept might end at any moment.
    """
    headers = {
        "Content-Type": "application/json",
        "X-Api-Video-WebhookID": webhook["webhookId"],
        "X-Api-Video-Signature": signature(webhook["signatureSecret"], body),
    }
    with urllib3.PoolManager(ssl_context=_trust()) as pool:
        end = time.monotonic() + seconds
        try:
            response = pool.request(
                "POST",
                webhook["url"],
                body=body,
                headers=headers,
                timeout=urllib3.Timeout(total=seconds),
                retries=False,
                redirect=False,
                preload_content=False,
            )
        except (HTTPError, ValueError) as error:
            return Outcome(reason=_reason(error, seconds))
        try:
            text = _beginning(response, end)
        finally:
            response.close()
    reason = None if response.status < 300 else f"The response was {response.status}."
    return Outcome(response.status, reason, text)


@functools.lru_cache(maxsize=None)
def _trust() -> ssl.SSLContext:
    context = create_urllib3_context()  # Python's own takes no IP address with urllib3 1.26
    context.load_default_certs()
    return context


def _beginning(response: urllib3.BaseHTTPResponse, end: float) -> str:
    """The beginning of a response's body, as far as it arrives before *end*."""
    found = b""
    try:
        while len(found) < MOST_RESPONSE_BYTES and time.monotonic() < end:
            byte = response.read(1, decode_content=False)
            if not byte:
                break
            found += byte
    except HTTPError:
        pass  # the status says what matters
    return found.decode(errors="replace")


def _reason(error: Exception, seconds: float) -> str:
    """Why no response arrived."""
    cause = error.__cause__ or error.__context__ or error
    if isinstance(error, SSLError):
        return f"TLS failed: {cause}."
    if isinstance(error, NewConnectionError):
        return f"There was no connection: {cause}."
    if isinstance(error, TimeoutError):
        return f"There was no response within {seconds:g} seconds."
    if isinstance(error, ValueError):
        return f"The address cannot be used: {error}."
    return f"The connection ended without a response: {cause}."
