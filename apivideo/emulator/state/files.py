"""Bytes on disk, under names that are made here and never come from a request."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from apivideo.emulator.state.joined import Joined

BLOCK = 256 * 1024


class Segment(NamedTuple):
    """A stored file that is a stretch of a longer one."""

    name: str
    size: int


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
