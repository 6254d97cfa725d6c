"""Documents of one kind, narrowed and put in order by the database, read a page at a time."""

from __future__ import annotations

import json
from typing import Any

from apivideo.emulator.state.store import Document, Store

HAS_TAG = "? IN (SELECT value FROM json_each(document, '$.tags'))"
"""A condition that a video with a tag meets."""


class Documents:
    """The documents of a kind that meet all conditions; the newest first unless told otherwise.

    Nothing is read before it is asked for. A path is one of SQLite's: ``$.title``.
    """

    def __init__(self, store: Store, kind: str) -> None:
        self._store = store
        self._conditions = ["kind = ?"]
        self._parameters: list[Any] = [kind]
        self._order = "sequence DESC"
        self._sorted_by: list[Any] = []

    def where(self, condition: str, *parameters: Any) -> Documents:
        """Narrow it by a condition in SQL on the column ``document``."""
        self._conditions.append(condition)
        self._parameters.extend(parameters)
        return self

    def equal(self, path: str, value: Any) -> Documents:
        """Narrow it to those with that value; None is no condition."""
        return self if value is None else self.where("json_extract(document, ?) = ?", path, value)

    def containing(self, path: str, text: str | None) -> Documents:
        """Narrow it to those whose text there contains *text*; None is no condition."""
        if not text:
            return self
        return self.where("instr(json_extract(document, ?), ?) > 0", path, text)

    def ordered(self, path: str | None, descending: bool) -> Documents:
        """Put them in the order of a value, without regard to case; None is that of creation."""
        direction = "DESC" if descending else "ASC"
        self._order, self._sorted_by = f"sequence {direction}", []
        if path is not None:
            self._order = f"folded(json_extract(document, ?)) {direction}, {self._order}"
            self._sorted_by = [path]
        return self

    def __len__(self) -> int:
        rows = self._store.read(f"SELECT count(*) {self._matching}", self._parameters)
        return int(rows[0][0])

    def __getitem__(self, part: slice) -> list[Document]:
        start, stop, _ = part.indices(2**62)
        rows = self._store.read(
            f"SELECT document {self._matching} ORDER BY {self._order} LIMIT ? OFFSET ?",
            [*self._parameters, *self._sorted_by, max(0, stop - start), start],
        )
        return [json.loads(row["document"]) for row in rows]

    def all(self) -> list[Document]:
        return self[:]

    @property
    def _matching(self) -> str:
        return "FROM documents WHERE " + " AND ".join(self._conditions)
