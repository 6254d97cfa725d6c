"""Bodies of requests, as they come over a connection."""

from __future__ import annotations

import io
from collections.abc import Iterable
from email.message import Message

BLOCK = 256 * 1024
LONGEST_LINE = 8 * 1024


class Malformed(ConnectionError):
    """The framing of a request cannot be trusted; its connection must not be used again."""


class Body(io.RawIOBase):
    """A body that ends where it ends and is read at most to there."""

    def __init__(self, connection: io.BufferedReader, length: int) -> None:
        self._connection = connection
        self._left = length

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill some of *buffer*; 0 at the end. Raises ConnectionError when the body is cut."""
        view = memoryview(buffer)[: self._left]
        if not view:
            return 0
        count = self._connection.readinto1(view)
        if not count:
            raise ConnectionError("the body of a request was cut")
        self._left -= count
        return count

    def drain(self, most: int) -> bool:
        """Read the rest and drop it; False if it has more than *most* bytes."""
        buffer = memoryview(bytearray(BLOCK))
        while most > 0:
            count = self.readinto(buffer)
            if not count:
                return True
            most -= count
        return False


class ChunkedBody(Body):
    """A body in the chunks of HTTP/1.1, its length unknown beforehand."""

    def __init__(self, connection: io.BufferedReader) -> None:
        super().__init__(connection, 0)
        self._ended = False
        self._first = True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill some of *buffer*; 0 at the end."""
        if not self._left and not self._ended:
            self._next_chunk()
        return super().readinto(buffer)

    def _next_chunk(self) -> None:
        if not self._first and self._line():
            raise Malformed("a chunk is longer than it says")
        self._first = False
        try:
            self._left = int(self._line().partition(b";")[0], 16)
        except ValueError as error:
            raise Malformed("a chunk does not say how long it is") from error
        if self._left < 0:
            raise Malformed("a chunk has a negative length")
        if self._left == 0:
            self._ended = True
            while self._line():
                pass  # trailers say nothing that is wanted here

    def _line(self) -> bytes:
        line = self._connection.readline(LONGEST_LINE)
        if not line.endswith(b"\n"):
            raise Malformed("a line of the chunked body is too long or cut")
        return line.strip()


def body(headers: Message, connection: io.BufferedReader) -> Body:
    """The body that the headers of a request announce. Raises Malformed."""
    lengths = {value.strip() for value in headers.get_all("Content-Length", ())}
    encodings = _words(headers.get_all("Transfer-Encoding", ()))
    if encodings:
        if encodings != ["chunked"] or lengths:
            raise Malformed("Transfer-Encoding is not usable")
        return ChunkedBody(connection)
    if not lengths:
        return Body(connection, 0)
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise Malformed("Content-Length is not usable")
    return Body(connection, int(length))


def _words(values: Iterable[str]) -> list[str]:
    return [word.strip().lower() for value in values for word in value.split(",")]
