"""Small values: identifiers, names and points in time (docs/service.md, section 6)."""

from __future__ import annotations

import dataclasses
import datetime
import re
import secrets
import string
import unicodedata
from collections.abc import Mapping
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


def parse_date_time(text: str) -> datetime.datetime:
    """The point in time that a text names. Raises ValueError."""
    return datetime.datetime.fromisoformat(re.sub("[Zz]$", "+00:00", text))


def seconds(moment: datetime.datetime) -> float:
    """Seconds from 1970 to a point in time; without an offset it is UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=datetime.timezone.utc)
    return aware.timestamp()


def camel(name: str) -> str:
    """A name of Python as JSON has it: ``started_at`` as ``startedAt``."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def members_of(kind: Any, what: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a dataclass that a JSON object has, by their names in Python."""
    names = {camel(member.name): member.name for member in dataclasses.fields(kind)}
    unknown = sorted(set(document) - set(names))
    if unknown:
        raise ValueError(f"{what} has no " + ", ".join(unknown))
    return {names[name]: value for name, value in document.items()}


def folded(value: Any) -> Any:
    """A text without case and accents, to compare and to sort by; anything else as it is."""
    if not isinstance(value, str):
        return value
    if value.isascii():
        return value.lower()
    letters = unicodedata.normalize("NFKD", value.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
