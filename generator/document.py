"""The description as JSON, which the emulator reads in a hundredth of the time that YAML takes."""

from __future__ import annotations

import json
from typing import Any

PATH = "apivideo/emulator/data/openapi.json"
DEPTH = 3  # an operation, or a component, is on a line of its own


def text(document: dict[str, Any], notice: str) -> str:
    """The file that has *notice* in its first line, and then the whole description."""
    return _written({"x-generated": notice, **document}, DEPTH) + "\n"


def _written(value: Any, depth: int) -> str:
    if not depth or not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    members = (f"{json.dumps(key)}: {_written(one, depth - 1)}" for key, one in value.items())
    return "{" + ",\n".join(members) + "}"
