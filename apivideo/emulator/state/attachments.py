"""Small files that belong to an object: captions, chapters, pictures.

The bytes are files, what is known of them a row; a file is in place before its row is committed.
"""

from __future__ import annotations

from typing import NamedTuple

from apivideo.emulator.state.files import Files, NewFile, Segment
from apivideo.emulator.state.store import Store


class Attachment(NamedTuple):
    """A stored file, and its type as a header tells it."""

    file: Segment
    content_type: str


class Attachments:
    """The attachments of all objects, each with the id of its owner and a name."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store = store
        self._stored = files

    def put(self, owner: str, name: str, data: bytes, content_type: str) -> None:
        """Store *data*, in place of what the owner had under that name."""
        with self._stored.create() as file:
            file.write(data)
            self.take(owner, name, file, content_type)

    def take(self, owner: str, name: str, file: NewFile, content_type: str) -> None:
        """Keep a file that has been filled, in place of what the owner had under that name."""
        with self._store.transaction():
            replaced = self._files(owner, name)
            file.keep()
            self._store.then(
                stored=lambda: self._stored.remove(replaced),
                dropped=lambda: self._stored.remove([file.name]),
            )
            self._store.write(
                "INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?)",
                (owner, name, file.name, file.size, content_type),
            )

    def get(self, owner: str, name: str) -> Attachment | None:
        """What the owner has under that name."""
        query = "SELECT * FROM attachments WHERE owner = ? AND name = ?"
        for row in self._store.read(query, (owner, name)):
            return Attachment(Segment(row["file"], row["size"]), row["content_type"])
        return None

    def remove(self, owner: str, name: str | None = None) -> None:
        """Delete what the owner has under that name, or all it has."""
        with self._store.transaction():
            files = self._files(owner, name)
            self._store.then(stored=lambda: self._stored.remove(files))
            self._store.write(
                "DELETE FROM attachments WHERE owner = ? AND name = ifnull(?, name)", (owner, name)
            )

    def _files(self, owner: str, name: str | None) -> list[str]:
        query = "SELECT file FROM attachments WHERE owner = ? AND name = ifnull(?, name)"
        return [row["file"] for row in self._store.read(query, (owner, name))]
