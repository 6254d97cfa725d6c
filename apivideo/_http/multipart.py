"""A streamed request body of fields and one file, with a known length (RFC 7578)."""

import binascii
import os
from typing import Any, Iterator, Mapping, Optional

from apivideo._http.source import Block


class MultipartBody:
    """``multipart/form-data`` with *fields*, and *source* as the field ``file``.

    Each iteration yields the blocks to send, from the first on; a block is valid until the next.
    ``len()`` is the ``Content-Length``. *source* has a ``name``, a ``size`` and ``blocks``.
    """

    def __init__(self, fields: Mapping[str, Optional[str]], source: Any) -> None:
        self.fields, self.source = fields, source
        boundary = binascii.hexlify(os.urandom(16)).decode()
        self.content_type = "multipart/form-data; boundary=" + boundary
        begin = f"--{boundary}\r\nContent-Disposition: form-data; name="
        given = {_escape(name): value for name, value in fields.items() if value is not None}
        head = "".join(f'{begin}"{name}"\r\n\r\n{given[name]}\r\n' for name in given)
        head += f'{begin}"file"; filename="{_escape(source.name)}"\r\n'
        self._head = f"{head}Content-Type: {media_type(source.name)}\r\n\r\n".encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()

    def __len__(self) -> int:
        return len(self._head) + int(self.source.size) + len(self._tail)

    def __iter__(self) -> Iterator[Block]:
        yield self._head
        yield from self.source.blocks(0, self.source.size)
        yield self._tail


def media_type(name: str) -> str:
    """Return the media type of a file by the extension of its name."""
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"


def _escape(text: str) -> str:
    """Return *text* as browsers write it between quotes (WHATWG, multipart/form-data encoding)."""
    text = text.encode("utf-8", "replace").decode()
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
