"""The JSON object in the body of a request; `validation` checks what it holds."""

from __future__ import annotations

import json
from typing import Any

from werkzeug.wrappers import Request

from apivideo.emulator.http.problems import Problem

MOST_BYTES = 4 * 1024 * 1024
DOCUMENT = "apivideo.emulator.document"  # where a request keeps it


def read(request: Request) -> dict[str, Any]:
    """The JSON object in a request, read once. Raises Problem."""
    if DOCUMENT not in request.environ:
        request.environ[DOCUMENT] = _read(request)
    found: dict[str, Any] = request.environ[DOCUMENT]
    return found


def _read(request: Request) -> dict[str, Any]:
    data = b""
    for block in iter(lambda: request.stream.read(MOST_BYTES), b""):
        data += block
        if len(data) > MOST_BYTES:
            raise Problem("invalid-payload", detail=f"The most is {MOST_BYTES} bytes.")
    try:
        document = json.loads(data, parse_float=_number, parse_constant=_refuse_constant)
        json.dumps(document, ensure_ascii=False).encode()  # fails for half a surrogate pair
    except (ValueError, RecursionError) as error:
        raise Problem("invalid-payload", detail="The body is not JSON.") from error
    if not isinstance(document, dict):
        raise Problem("invalid-payload", detail="The body is not a JSON object.")
    return document


def _number(text: str) -> int | float:
    """JSON has one kind of number: 1.0 is 1."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _refuse_constant(text: str) -> None:
    raise ValueError(text + " is not JSON")
