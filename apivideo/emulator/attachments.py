"""Small files that belong to an object: captions, chapters, pictures.

The bytes are files, what is known of them a row; a file is in place before its row is committed.
"""

from __future__ import annotations

import hashlib

from werkzeug.wrappers import Request, Response

from apivideo.emulator.files import NewFile, Segment
from apivideo.emulator.service import Service


def put(service: Service, owner: str, name: str, data: bytes, content_type: str) -> None:
    """Store *data*, in place of what the owner had under that name."""
    with service.files.create() as file:
        file.write(memoryview(data))
        take(service, owner, name, file, content_type)


def take(service: Service, owner: str, name: str, file: NewFile, content_type: str) -> None:
    """Keep a file that has been filled, in place of what the owner had under that name."""
    with service.store.transaction() as database:
        replaced = _files(service, owner, name)
        database.execute(
            "INSERT OR REPLACE INTO attachments VALUES (?, ?, ?, ?, ?)",
            (owner, name, file.name, file.size, content_type),
        )
    file.keep()
    service.files.remove(replaced)


def exists(service: Service, owner: str, name: str) -> bool:
    """Whether the owner has something under that name."""
    return bool(_files(service, owner, name))


def segment(service: Service, owner: str, name: str) -> Segment | None:
    """The file under that name, for those that send it themselves."""
    query = "SELECT file, size FROM attachments WHERE owner = ? AND name = ?"
    rows = service.store.read(query, (owner, name))
    return Segment(rows[0]["file"], rows[0]["size"]) if rows else None


def remove(service: Service, owner: str, name: str | None = None) -> None:
    """Delete what the owner has under that name, or all it has."""
    with service.store.transaction() as database:
        files = _files(service, owner, name)
        database.execute(
            "DELETE FROM attachments WHERE owner = ? AND name = ifnull(?, name)", (owner, name)
        )
    service.files.remove(files)


def known_files(service: Service) -> set[str]:
    """The names of all files that attachments are made of."""
    return {row["file"] for row in service.store.read("SELECT file FROM attachments")}


def send(service: Service, request: Request, owner: str, name: str) -> Response | None:
    """An answer with the bytes; None when there are none."""
    rows = service.store.read(
        "SELECT * FROM attachments WHERE owner = ? AND name = ?", (owner, name)
    )
    if not rows:
        return None
    row = rows[0]
    content = service.files.read([Segment(row["file"], row["size"])], 0, row["size"])
    response = Response(b"".join(content), content_type=row["content_type"])
    response.set_etag(hashlib.sha256(row["file"].encode()).hexdigest()[:32])
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Access-Control-Allow-Origin"] = "*"  # players on other pages fetch it
    return response.make_conditional(request)


def _files(service: Service, owner: str, name: str | None) -> list[str]:
    rows = service.store.read(
        "SELECT file FROM attachments WHERE owner = ? AND name = ifnull(?, name)", (owner, name)
    )
    return [row["file"] for row in rows]
