"""The state, in SQLite: what is committed here survives a killed process."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Document = dict[str, Any]

VERSION = 1
SCHEMA = """
CREATE TABLE documents (      -- one row an object: a video, an upload token, ...
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (kind, id)
);
CREATE TABLE sources (        -- where the bytes of a video come from, from the first piece on
    video_id TEXT PRIMARY KEY,
    origin TEXT NOT NULL,     -- upload, download, copy
    address TEXT,             -- of a download
    unit TEXT,                -- part, bytes; null for a plain upload
    total INTEGER,            -- parts or bytes, once known
    completed_at REAL,        -- null while pieces are missing
    failed INTEGER NOT NULL DEFAULT 0  -- 1 when it can never be played
);
CREATE TABLE pieces (         -- one file of bytes each
    video_id TEXT NOT NULL,
    first INTEGER NOT NULL,   -- part number, or first byte
    last INTEGER NOT NULL,    -- the same part number, or last byte
    size INTEGER NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (video_id, first)
);
CREATE TABLE credentials (    -- access and refresh tokens; only their digests
    digest TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    expires_at REAL
);
CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class DirectoryInUse(Exception):
    """Another emulator works in the directory."""


class Store:
    """The tables, and documents as the plainest way to use them.

    One connection, used by one thread at a time. The database is held exclusively, so a second
    process finds it locked; the lock of a killed process goes with it.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = sqlite3.connect(
            path, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._connection.row_factory = sqlite3.Row
        try:
            self._prepare()
        except sqlite3.OperationalError as error:
            self._connection.close()
            raise DirectoryInUse(f"{path.parent} cannot be used: {error}") from error

    def _prepare(self) -> None:
        for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._connection.execute("PRAGMA " + pragma)
        with self.transaction() as database:
            version = database.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in SCHEMA.split(";\n"):
                    database.execute(statement)
                database.execute(f"PRAGMA user_version = {VERSION}")
            elif version != VERSION:
                raise sqlite3.OperationalError(f"its state has version {version}, not {VERSION}")

    def close(self) -> None:
        """Release the directory."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of what is done inside is stored, or nothing; others wait meanwhile.

        Inside another transaction it is a part of that one.
        """
        with self._lock:
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._connection
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    def put(self, kind: str, id: str, document: Document) -> None:
        """Store a document, new or in place of the one with this id."""
        with self.transaction() as database:
            database.execute(
                "INSERT INTO documents (kind, id, document) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, id) DO UPDATE SET document = excluded.document",
                (kind, id, json.dumps(document)),
            )

    def get(self, kind: str, id: str) -> Document | None:
        """The document, or None."""
        with self._lock:
            row = self._connection.execute(
                "SELECT document FROM documents WHERE kind = ? AND id = ?", (kind, id)
            ).fetchone()
        return json.loads(row["document"]) if row else None

    def delete(self, kind: str, id: str) -> bool:
        """Whether there was such a document; now there is none."""
        with self.transaction() as database:
            cursor = database.execute("DELETE FROM documents WHERE kind = ? AND id = ?", (kind, id))
            return cursor.rowcount > 0

    def all(self, kind: str) -> list[Document]:
        """All documents of a kind, the newest first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT document FROM documents WHERE kind = ? ORDER BY sequence DESC", (kind,)
            ).fetchall()
        return [json.loads(row["document"]) for row in rows]

    def secret(self, name: str, value: str) -> str:
        """The secret of that name; *value* becomes it when there is none."""
        with self.transaction() as database:
            database.execute("INSERT OR IGNORE INTO secrets VALUES (?, ?)", (name, value))
            row = database.execute("SELECT value FROM secrets WHERE name = ?", (name,)).fetchone()
            return str(row["value"])
