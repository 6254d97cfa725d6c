"""What the service says is wrong, read from the body of its answer."""

import json
from typing import Any, Dict, List, Mapping, Optional

LONGEST_SENTENCE = 1000


class Problem:
    """What the service says is wrong (service facts, section 4).

    Every attribute is None where the answer does not have it. ``problems`` lists further
    problems found in the same request.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.type: Optional[str] = document.get("type")
        self.title: Optional[str] = document.get("title")
        self.status: Optional[int] = document.get("status")
        self.name: Optional[str] = document.get("name")
        self.detail: Optional[str] = document.get("detail")
        further = document.get("problems")
        self._further: List[Any] = further if isinstance(further, list) else []

    @property
    def problems(self) -> "List[Problem]":
        """What else is wrong; each is read when it is asked for, however deep they nest."""
        return [Problem(one) for one in self._further if isinstance(one, dict)]

    @property
    def slug(self) -> Optional[str]:
        """The last part of ``type``, the stable name of the error: ``resource-not-found``."""
        return self.type.rstrip("/").rpartition("/")[2] if isinstance(self.type, str) else None

    def __repr__(self) -> str:
        return f"Problem({self.sentence})"

    @property
    def sentence(self) -> str:
        """Title, faulty parameter and detail in one line."""
        words = str(self.title or "")
        if self.name:
            words += f" ({self.name})"
        if self.detail:
            words += f": {self.detail}"
        return one_line(words)


def one_line(text: str) -> str:
    """*text* as it may be logged: on one line, and no longer than anybody reads."""
    text = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return text if len(text) <= LONGEST_SENTENCE else text[:LONGEST_SENTENCE] + "..."


def document(body: Optional[str]) -> Dict[str, Any]:
    """The JSON object in *body*; an empty one where there is none: errors come in any form."""
    try:
        document = json.loads(body or "")
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
