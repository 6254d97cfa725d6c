"""Small values: identifiers and points in time (docs/service.md, section 6)."""

from __future__ import annotations

import datetime
import secrets
import string
import unicodedata
from typing import Any

WEBVTT = "text/vtt; charset=utf-8"
ALPHABET = string.ascii_letters + string.digits
ID_LENGTH = 22


def new_id(prefix: str) -> str:
    """A fresh identifier that begins with *prefix*."""
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def point_in_time(seconds: float) -> datetime.datetime:
    """A point in time, given in seconds since 1970, to the second."""
    return datetime.datetime.fromtimestamp(int(seconds), datetime.timezone.utc)


def date_time(seconds: float) -> str:
    """A point in time, given in seconds since 1970, in the service's format."""
    return point_in_time(seconds).isoformat()


def folded(value: Any) -> Any:
    """A text without case and accents, to compare and to sort by; anything else as it is."""
    if not isinstance(value, str):
        return value
    if value.isascii():
        return value.lower()
    letters = unicodedata.normalize("NFKD", value.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
