"""A streamed request body of fields and one file, with a known length (RFC 7578)."""

import binascii
import os
from typing import Any, Iterator, Mapping, Optional

from apivideo._http.source import Block


class MultipartBody:
    """``multipart/form-data`` with *fields*, and a part of *source* as the field ``file``.

    Each iteration yields the blocks to send, from the first on; a block is valid until the next.
    ``len()`` is the ``Content-Length``. *source* has a ``name``, a ``size`` and ``blocks``.
    """

    def __init__(
        self,
        fields: Mapping[str, Optional[str]],
        source: Any,
        start: int = 0,
        length: Optional[int] = None,
    ) -> None:
        self.source = source
        self.start = start
        self.length: int = source.size - start if length is None else length
        boundary = binascii.hexlify(os.urandom(16)).decode()
        self.content_type = "multipart/form-data; boundary=" + boundary
        begin = f"--{boundary}\r\nContent-Disposition: form-data; name="
        parts = [
            f'{begin}"{_escape(name)}"\r\n\r\n{value}\r\n'
            for name, value in fields.items()
            if value is not None
        ]
        parts.append(f'{begin}"file"; filename="{_escape(source.name)}"\r\n')
        parts.append(f"Content-Type: {media_type(source.name)}\r\n\r\n")
        self._head = "".join(parts).encode()
        self._tail = f"\r\n--{boundary}--\r\n".encode()

    def __len__(self) -> int:
        return len(self._head) + self.length + len(self._tail)

    def __iter__(self) -> Iterator[Block]:
        yield self._head
        yield from self.source.blocks(self.start, self.length)
        yield self._tail


def media_type(name: str) -> str:
    """Return the media type of a file by the extension of its name."""
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"


def _escape(text: str) -> str:
    """Return *text* as browsers write it between quotes (WHATWG, multipart/form-data encoding)."""
    text = text.encode("utf-8", "replace").decode()
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
