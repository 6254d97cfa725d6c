"""What the service says when it refuses: one catalogue, one exception.

A problem is JSON with ``type``, ``title``, ``status`` and, where they help, ``name``, ``detail``,
``range`` and further ``problems`` (docs/service.md, section 4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from apivideo.emulator.state import reference_data

REFERENCE = "https://docs.api.video/reference/"


CATALOGUE = reference_data.load("problems")
OUT_OF_RANGE: dict[str, Any] = {
    "status": 400,
    "title": "This parameter is out of the allowed range of values.",
}


class Problem(Exception):
    """A refusal, as the service words it.

    Args:
        slug: Last segment of ``type``; a key of the catalogue. None leaves ``type`` out.
        name: The faulty parameter; None leaves it out.
        detail: A hint for people.
        title: In place of the catalogue's.
        status: In place of the catalogue's; needed when *slug* is None.
        range: The bounds that were not kept, ``min`` and ``max``.
        headers: Sent with the response.
    """

    def __init__(
        self,
        slug: str | None,
        name: str | None = None,
        detail: str | None = None,
        *,
        title: str | None = None,
        status: int | None = None,
        range: Mapping[str, int] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        kind = CATALOGUE[slug] if slug else OUT_OF_RANGE
        self.slug = slug
        self.name = name
        self.detail = detail
        self.title: str = title or kind["title"]
        self.status: int = status or kind["status"]
        self.range = range
        self.problems: tuple[Problem, ...] = ()  # all of them, this one too, if there are several
        self.headers: dict[str, str] = dict(headers or {})
        super().__init__(f"{self.status} {slug or self.title}")

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


def together(problems: Sequence[Problem]) -> Problem:
    """The first of several problems, which names all."""
    first = problems[0]
    first.problems = tuple(problems)
    return first
