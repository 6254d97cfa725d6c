"""Turns the words of the description, which speaks JSON, into those of Python."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from generator.naming import snake_case
from generator.source import Node

CONSTANTS = {"true": "True", "false": "False", "null": "None"}


class Vocabulary:
    """What the names in a description are called in Python.

    Prose quotes names as they are in JSON: `` `videoId` `` becomes `` `video_id` ``.
    """

    def __init__(self, description: Node) -> None:
        self.names = {name: snake_case(name) for name in _json_names(description)}

    def python(self, text: str, keep: Collection[str] = ()) -> str:
        """*text* in Python's words, but for those to *keep*: values, sent as they are."""

        def translated(match: re.Match[str]) -> str:
            quoted = match.group(1)
            return f"`{quoted if quoted in keep else self._translated(quoted)}`"

        return re.sub(r"`([^`]+)`", translated, text)

    def _translated(self, quoted: str) -> str:
        if quoted in CONSTANTS:
            return CONSTANTS[quoted]
        if quoted in self.names:
            return self.names[quoted]
        if re.fullmatch(r"\w+(\.\w+)+", quoted):
            return ".".join(self.names.get(word, word) for word in quoted.split("."))
        return quoted


def _json_names(description: Node) -> Iterator[str]:
    for _, schema in description["components"]["schemas"].items():
        if "properties" in schema:
            yield from (name for name, _ in schema["properties"].items())
    for _, path in description["paths"].items():
        for _, operation in path.items():
            for parameter in (
                operation["parameters"].elements() if "parameters" in operation else ()
            ):
                if "x-computed" not in parameter.target():
                    yield parameter.target()["name"].string()
