"""What can be uploaded though nobody knows its length: bytes that come once and in order."""

import os
import stat
from typing import Any, Iterator, Tuple

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.sources import BYTES, FIRST_BLOCK, Source, check_binary, name_of, view_of

END = object()


class Stream:
    """Bytes of unknown length that can be read once: a pipe, stdin, an iterable of bytes."""

    def __init__(self, file: Any, argument: str = "file") -> None:
        self.argument = argument
        self.name = name_of(file)
        if hasattr(file, "read"):
            check_binary(file, argument)
            _check_blocking(file, argument)
            self._pieces = _read(file, argument)
        else:
            self._pieces = iter(file)
        self._rest = memoryview(b"")

    def parts(self, length: int) -> "Iterator[Tuple[Source, bool]]":
        """The bytes in parts of *length*, and whether a part is the last, which may be shorter.

        A part is good until the next is asked for. None is empty.
        """
        buffer = memoryview(bytearray(length))
        more = self._fetch()
        if not more:
            raise ApiValueError(f"{self.argument} is empty: {self.name!r}")
        while more:
            filled = 0
            while more and filled < length:
                piece = self._rest[: length - filled]
                buffer[filled : filled + len(piece)] = piece
                filled += len(piece)
                self._rest = self._rest[len(piece) :]
                more = self._fetch()
            yield Source(buffer[:filled], self.argument, self.name), not more

    def whole(self) -> bytes:
        """All the bytes, in one piece."""
        pieces = []
        while self._fetch():
            pieces.append(bytes(self._rest))
            self._rest = memoryview(b"")
        return b"".join(pieces)

    def _fetch(self) -> bool:
        """Whether there are more bytes; they are in ``_rest`` then."""
        while not self._rest:
            piece: Any = next(self._pieces, END)
            if piece is END:
                return False
            if not isinstance(piece, BYTES):
                kind = type(piece).__name__
                raise ApiTypeError(f"{self.argument} must give bytes, not {kind}")
            if isinstance(piece, bytearray):
                piece = bytes(piece)  # whoever gave it may want to change it
            self._rest = view_of(piece, self.argument)
        return True


def is_stream(file: Any) -> bool:
    """Whether *file* can only be read once, from where it is."""
    if isinstance(file, BYTES + (str, os.PathLike, list, tuple)):
        return False
    if getattr(file, "closed", False):
        return False  # whoever opens it says so
    if hasattr(file, "read"):
        seekable = getattr(file, "seekable", None)
        return not (seekable() if seekable is not None else hasattr(file, "seek"))
    return hasattr(file, "__iter__")


def _read(file: Any, argument: str) -> Iterator[bytes]:
    read = getattr(file, "read1", file.read)  # read1 does not wait for a whole block
    piece = read(FIRST_BLOCK)
    while piece:
        yield piece
        piece = read(FIRST_BLOCK)
    if piece is None:
        raise ApiValueError(f"{argument} has nothing to read yet, and does not wait for more")


def _check_blocking(file: Any, argument: str) -> None:
    """Refuse a pipe that does not wait: what has not come yet looks like its end."""
    try:
        number = file.fileno()
        # A socket with a timeout is not blocking to the system, but it waits.
        is_blocking = stat.S_ISSOCK(os.fstat(number).st_mode) or os.get_blocking(number)
    except (AttributeError, OSError, ValueError):  # not a file of the system
        return
    if not is_blocking:
        raise ApiValueError(f"{argument} is non-blocking: os.set_blocking(file.fileno(), True)")
