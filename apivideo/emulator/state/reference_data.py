"""What ships with the emulator as data: names, problems, texts, the schema, the description."""

from __future__ import annotations

import functools
import json
from importlib.resources import files
from typing import Any

FOLDER = files("apivideo.emulator") / "data"  # readable from a zip archive too


@functools.lru_cache(maxsize=None)
def load(name: str) -> dict[str, Any]:
    """The content of a file by its name; read once."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found
