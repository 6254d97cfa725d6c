"""Bytes on disk, under names that are made here and never come from a request."""

from __future__ import annotations

import bisect
import contextlib
import io
import itertools
import os
import secrets
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

BLOCK = 256 * 1024


class Segment(NamedTuple):
    """A stored file that is a stretch of a longer one."""

    name: str
    size: int


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


class NewFile:
    """A file being filled; without `keep` it is gone when the ``with`` block ends."""

    def __init__(self, path: Path) -> None:
        self.name: str = path.name
        self.size: int = 0
        self.path: Path = path
        self._kept = False

    def __enter__(self) -> NewFile:
        self._file = open(self.path, "xb", buffering=0)
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()
        if not self._kept:
            self.path.unlink(missing_ok=True)

    def measure(self) -> None:
        """Take note of its size after another program has filled it."""
        self.size = self.path.stat().st_size

    def write(self, data: bytes) -> None:
        self.size += len(data)
        left = memoryview(data)
        while left:
            left = left[self._file.write(left) :]

    @property
    def segment(self) -> Segment:
        """The file as it is now. Its bytes have been handed to the system."""
        return Segment(self.name, self.size)

    def keep(self) -> None:
        """Let the file stay, whole as it is: something that is committed refers to it."""
        self._file.close()
        self._kept = True


class Files:
    """A folder of files.

    An upload in parts is never put together: its parts stay the files they came as, and are read
    one after the other. So completing an upload moves no byte, and cannot be interrupted half-way.

    Nothing is flushed to the disk: what is written is the system's, and a killed process takes none
    of it along. A machine that loses its power may lose the last uploads; for a test server that is
    the better side of the bargain, as flushing would make every upload as slow as the disk.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def create(self) -> NewFile:
        """A new, empty file, to be used in a ``with`` statement."""
        return NewFile(self._folder / secrets.token_hex(16))

    def path(self, name: str) -> Path:
        return self._folder / name

    def remove(self, names: Collection[str]) -> None:
        """Delete the files; those that are gone already are no error."""
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                (self._folder / name).unlink()

    def copy(self, segment: Segment) -> Segment:
        """The same bytes under another name; costs no space where the system has hard links."""
        name = secrets.token_hex(16)
        try:
            os.link(self._folder / segment.name, self._folder / name)
        except OSError:
            with self.create() as file:
                shutil.copyfile(self._folder / segment.name, file.path)
                file.keep()
            name = file.name
        return Segment(name, segment.size)

    def sweep(self, known: Collection[str]) -> None:
        """Delete what a process that was killed has left behind: all files but the *known*."""
        for path in self._folder.iterdir():
            if path.name not in known:
                path.unlink()

    def open(self, segments: Sequence[Segment]) -> Joined:
        """The segments as one file, to be read."""
        return Joined([(str(self.path(name)), size) for name, size in segments])
