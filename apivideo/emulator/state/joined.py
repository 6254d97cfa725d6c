"""Several files read as one."""

from __future__ import annotations

import bisect
import io
import itertools
import os
from collections.abc import Sequence
from typing import BinaryIO


class Joined(io.RawIOBase):
    """The files of an upload in parts, each a path and a size, one after the other; seekable."""

    def __init__(self, files: Sequence[tuple[str, int]]) -> None:
        self._paths = [path for path, size in files if size]
        sizes = [size for _, size in files if size]
        self._starts = [0, *itertools.accumulate(sizes)]
        self._position = 0
        self._opened: tuple[int, BinaryIO] | None = None  # the file read last

    @property
    def size(self) -> int:
        return self._starts[-1]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self.size}[whence]
        if base + offset < 0:
            raise ValueError("a position before the first byte")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._position >= self.size:
            return 0
        index = bisect.bisect_right(self._starts, self._position) - 1
        view = memoryview(buffer)[: self._starts[index + 1] - self._position]
        file = self._file(index)
        file.seek(self._position - self._starts[index])
        count = file.readinto(view)  # type: ignore[attr-defined]
        if not count:
            raise OSError("a file is shorter than it was")
        self._position += count
        return int(count)

    def _file(self, index: int) -> BinaryIO:
        if self._opened is None or self._opened[0] != index:
            self._close_file()
            self._opened = index, open(self._paths[index], "rb", buffering=0)
        return self._opened[1]

    def _close_file(self) -> None:
        if self._opened:
            self._opened[1].close()
            self._opened = None

    def close(self) -> None:
        self._close_file()
        super().close()
