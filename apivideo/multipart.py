"""A request body of fields and one file that streams and knows its length (RFC 7578)."""

import binascii
import io
import os
import threading
from typing import IO, Any, Iterator, Mapping, Optional, Union

from apivideo.exceptions import ApiTypeError, ApiValueError

BLOCK = 256 * 1024
"""Bytes read and sent at a time: large enough for few system calls, small enough to hold."""

DEFAULT_NAME = "file"


class Source:
    """A file to send: readable at any offset, of known size, closed by who opened it.

    Takes a path, bytes, or a file opened in binary mode; of an open file the whole content counts,
    from its first byte on. Raises ApiTypeError and ApiValueError, naming the argument, for what
    cannot be sent.
    """

    def __init__(self, file: Any, argument: str = "file") -> None:
        self.argument = argument
        self._lock = threading.Lock()
        self._opened: Optional[IO[bytes]] = None
        if isinstance(file, (bytes, bytearray, memoryview)):
            self._file: Any = io.BytesIO(file)
        elif isinstance(file, (str, os.PathLike)):
            self._file = self._opened = self._open(file)
        else:
            self._file = self._checked(file)
        name = getattr(self._file, "name", None)
        text = os.fsdecode(name) if isinstance(name, (str, bytes)) else ""
        self.name = os.path.basename(text) or DEFAULT_NAME
        try:
            self.size: int = self._file.seek(0, os.SEEK_END) or self._file.tell()
        except (OSError, AttributeError) as error:
            self.close()
            message = "{} must be a file that can be read at any place, not {!r}"
            raise ApiTypeError(message.format(argument, type(file).__name__)) from error
        if self.size == 0:
            self.close()
            raise ApiValueError(f"{argument} is empty: {self.name!r}")

    def _open(self, path: Union[str, "os.PathLike[str]"]) -> IO[bytes]:
        try:
            return open(path, "rb")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            message = "{}: cannot read {!r}: {}"
            raise ApiValueError(message.format(self.argument, os.fspath(path), reason)) from error

    def _checked(self, file: Any) -> Any:
        wanted = "a path, bytes or a file opened in binary mode"
        if not hasattr(file, "read") or not hasattr(file, "seek"):
            kind = type(file).__name__
            raise ApiTypeError(f"{self.argument} must be {wanted}, not {kind}")
        if getattr(file, "closed", False):
            raise ApiValueError(f"{self.argument} is closed")
        try:
            is_text = isinstance(file, io.TextIOBase) or isinstance(file.read(0), str)
        except (OSError, ValueError) as error:
            message = "{} must be {}; this one cannot be read ({})"
            raise ApiTypeError(message.format(self.argument, wanted, error)) from error
        if is_text:
            raise ApiTypeError(f"{self.argument} must be {wanted}, not in text mode")
        return file

    def read(self, start: int, length: int) -> bytes:
        """At most *length* bytes from offset *start* on; safe to call from several threads."""
        with self._lock:
            self._file.seek(start)
            data: bytes = self._file.read(length)
        return data

    def blocks(self, start: int, length: int) -> Iterator[bytes]:
        """The *length* bytes from *start* on, a block at a time."""
        end = start + length
        while start < end:
            block = self.read(start, min(BLOCK, end - start))
            if not block:
                message = "{} became shorter while it was sent: {!r}"
                raise ApiValueError(message.format(self.argument, self.name))
            start += len(block)
            yield block

    def close(self) -> None:
        """Close the file if this source opened it."""
        if self._opened is not None:
            self._opened.close()

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


class MultipartBody:
    """``multipart/form-data`` with *fields* and a slice of *source* in the field ``file``.

    Iterating gives the blocks to send, again from the first each time; ``len()`` is the
    ``Content-Length``. Nothing is copied whole.
    """

    def __init__(
        self,
        fields: Mapping[str, Optional[str]],
        source: Source,
        start: int = 0,
        length: Optional[int] = None,
    ) -> None:
        self.source = source
        self.start = start
        self.length = source.size - start if length is None else length
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

    def __iter__(self) -> Iterator[bytes]:
        yield self._head
        yield from self.source.blocks(self.start, self.length)
        yield self._tail


def media_type(name: str) -> str:
    """The media type that the ending of *name* tells."""
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"


def _escape(text: str) -> str:
    """*text* within quotes, as browsers write it (WHATWG, multipart/form-data encoding)."""
    text = text.encode("utf-8", "replace").decode()
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
