"""What the service says when it refuses: one catalogue, one exception.

A problem is JSON with ``type``, ``title``, ``status`` and, where they help, ``name``, ``detail``,
``range`` and further ``problems`` (docs/service.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from apivideo.emulator.state import reference_data

REFERENCE = "https://docs.api.video/reference/"


CATALOGUE = reference_data.load("problems")
OUT_OF_RANGE: dict[str, Any] = {
    "status": 400,
    "title": "This parameter is out of the allowed range of values.",
}


@dataclass(eq=False)
class Problem(Exception):
    """A refusal, as the service words it."""

    slug: str | None  # last segment of ``type``; a key of the catalogue; None leaves ``type`` out
    name: str | None = None  # the faulty parameter
    detail: str | None = None  # a hint for people
    title: str = ""  # in place of the catalogue's
    status: int = 0  # likewise
    range: Mapping[str, int] | None = None  # the bounds that were not kept, ``min`` and ``max``
    headers: Mapping[str, str] = field(default_factory=dict)  # sent with the response
    problems: Sequence[Problem] = ()  # all of them, this one too, if there are several

    def __post_init__(self) -> None:
        kind = CATALOGUE[self.slug] if self.slug else OUT_OF_RANGE
        self.title = self.title or kind["title"]
        self.status = self.status or kind["status"]
        super().__init__(f"{self.status} {self.slug or self.title}")

    def to_json(self) -> dict[str, Any]:
        document = {"status": self.status, **self._members()}
        if len(self.problems) > 1:
            document["problems"] = [problem._members() for problem in self.problems]
        return document

    def _members(self) -> dict[str, Any]:
        members = {
            "type": REFERENCE + self.slug if self.slug else None,
            "title": self.title,
            "name": self.name,
            "detail": self.detail,
            "range": self.range,
        }
        return {key: value for key, value in members.items() if value is not None}


def wrong_parameter(name: str, detail: str) -> Problem:
    """A query parameter that cannot be used."""
    return Problem("request-invalid-query-parameter", name, detail)


def together(problems: Sequence[Problem]) -> Problem:
    """The first of several problems, which names all."""
    first = problems[0]
    first.problems = problems
    return first
