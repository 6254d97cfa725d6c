"""The state, in SQLite: what is committed here survives a killed process."""

from __future__ import annotations

import contextlib
import errno
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from apivideo.emulator.state import reference_data
from apivideo.emulator.state.formats import folded

Document = dict[str, Any]

VERSION = 4
MIGRATIONS = {
    2: ["ALTER TABLE pieces RENAME TO parts"],
    3: [
        "ALTER TABLE deliveries ADD COLUMN " + column
        for column in (
            "done INTEGER NOT NULL DEFAULT 0",
            "status INTEGER",
            "reason TEXT",
            "response TEXT",
        )
    ],
}
"""What brings a database of a version to the next one."""

SCHEMA = (reference_data.FOLDER / "schema.sql").read_text(encoding="utf-8")


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def lacks_room(error: BaseException) -> bool:
    """Whether something failed because the disk is full."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, sqlite3.OperationalError) and "full" in str(error)


class DirectoryInUse(Exception):
    """The directory cannot be used, most often because another emulator works in it."""


def _nothing() -> None:
    pass


class Store:
    """The tables, and documents as the plainest way to use them.

    One connection, used by one thread at a time. The database is held exclusively, so a second
    process finds it locked; the lock of a killed process goes with it. What is stored survives that
    process, but not a power cut: nothing waits for the disk.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._endings: list[tuple[Callable[[], object], Callable[[], object]]] = []
        self._changes = 0
        self.on_change: Callable[[], object] = bool  # called when something new is stored
        self._connection = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        self._connection.create_function("folded", 1, folded, deterministic=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            if "locked" in str(error):
                raise DirectoryInUse(f"another emulator works in {path.parent}") from error
            raise DirectoryInUse(f"{path.parent} cannot be used: {error}") from error

    def _prepare(self) -> None:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = OFF"):
            self.read("PRAGMA " + pragma)
        with self.transaction():
            version = self.read("PRAGMA user_version")[0][0]
            if version == 0:
                for statement in SCHEMA.split(";\n"):
                    self.write(statement)
            elif version not in (VERSION, *MIGRATIONS):
                raise sqlite3.OperationalError(f"its state has version {version}, not {VERSION}")
            for step in range(version or VERSION, VERSION):
                for statement in MIGRATIONS[step]:
                    self.write(statement)
            self.write(f"PRAGMA user_version = {VERSION}")

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside is stored, or nothing; others wait meanwhile.

        Inside another transaction it is a part of that one.
        """
        with self._lock:
            if self._connection.in_transaction:
                yield
                return
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk may have ended it
                    self._connection.execute("ROLLBACK")
                for _, dropped in self._ended():
                    dropped()
                raise
            for stored, _ in self._ended():
                stored()
            self._tell()

    def then(
        self,
        stored: Callable[[], object] = _nothing,
        dropped: Callable[[], object] = _nothing,
    ) -> None:
        """Have one of two things done when the present transaction is over.

        Such as deleting files: those that nobody needs once it is stored, or those that came for
        it in vain. Were that done earlier, a killed process would leave rows without their files.
        """
        self._endings.append((stored, dropped))

    def _ended(self) -> list[tuple[Callable[[], object], Callable[[], object]]]:
        endings, self._endings = self._endings, []
        return endings

    def _tell(self) -> None:
        if self._connection.total_changes != self._changes:
            self._changes = self._connection.total_changes
            self.on_change()

    def read(self, query: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """The rows of a query that changes nothing.

        All are read at once: PyPy cannot commit while a query has rows left.
        """
        with self._lock:
            return self._connection.execute(query, parameters).fetchall()

    def write(self, statement: str, parameters: Sequence[Any] = ()) -> int:
        """Change rows; gives how many."""
        with self.transaction():
            return self._connection.execute(statement, parameters).rowcount

    def put(self, kind: str, id: str, document: Document) -> None:
        """Store a document, new or in place of the one with this id."""
        self.write(
            "INSERT INTO documents (kind, id, document) VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document",
            (kind, id, json.dumps(document)),
        )

    def get(self, kind: str, id: str) -> Document | None:
        query = "SELECT document FROM documents WHERE kind = ? AND id = ?"
        rows = self.read(query, (kind, id))
        return json.loads(rows[0]["document"]) if rows else None

    def delete(self, kind: str, id: str) -> bool:
        """Whether there was such a document; now there is none."""
        return self.write("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, id)) > 0

    def move(self, kind: str, id: str, to: str) -> None:
        """Turn a document into one of another kind; it keeps its place in the order."""
        self.write("UPDATE documents SET kind = ? WHERE kind = ? AND id = ?", (to, kind, id))

    def secret(self, name: str, value: str) -> str:
        """The secret of that name; *value* becomes it when there is none."""
        with self.transaction():
            self.write("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, value))
            return str(self.read("SELECT value FROM secrets WHERE name = ?", (name,))[0]["value"])
