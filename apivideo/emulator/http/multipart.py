"""``multipart/form-data`` read as it arrives: one file, a few fields, in bounded memory.

The file goes block by block to whoever takes it; a request of any size needs one window of memory.
Werkzeug's decoder cannot do it: it adds a byte to a file where two reads divide the last boundary.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple, Protocol, cast

from werkzeug.http import parse_options_header
from werkzeug.wrappers import Request

from apivideo.emulator.http.problems import Problem

WINDOW = 256 * 1024
MOST_HEADER_BYTES = 16 * 1024
MOST_FIELD_BYTES = 64 * 1024
MOST_SECTIONS = 50
LINE_END = b"\r\n"


class Source(Protocol):
    """A body that is read into a buffer."""

    def readinto(self, buffer: memoryview) -> int:
        """Fill some of *buffer*; 0 at the end."""
        ...


Sink = Callable[[memoryview], None]


class Form(NamedTuple):
    """What a form held besides the bytes of its file."""

    file_name: str
    fields: dict[str, str]


class SmallFile(NamedTuple):
    """A file that fits in memory, and the fields beside it."""

    name: str
    data: bytes
    fields: dict[str, str]


class _Section(NamedTuple):
    name: str
    file_name: str | None


def read(source: Source, content_type: str, sink: Sink) -> Form:
    """Read a form with exactly one file; its bytes go to *sink* as they come.

    The file is known by its file name: its field may have any name, as published clients name it
    like the file. Raises Problem.
    """
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data":
        raise Problem("uploaded-file-no-file", "file", "The body is not multipart/form-data.")
    boundary = options.get("boundary", "").encode("latin-1", "replace")
    if not 1 <= len(boundary) <= 200:
        raise _broken("The boundary is missing.")
    return _read(_Window(source), LINE_END + b"--" + boundary, sink)


def read_small(request: Request, most: int, fields: Collection[str] = ()) -> SmallFile:
    """The file of at most so many bytes in a form that may hold *fields* beside it.

    Raises Problem, for an empty file too.
    """
    data = bytearray()

    def take(block: memoryview) -> None:
        if len(data) + len(block) > most:
            detail = f"The most is {most} bytes."
            title = "The uploaded file is too large."
            raise Problem("uploaded-file-too-large", "file", detail, title=title)
        data.extend(block)

    source = cast("Source", request.stream)
    form = read(source, request.headers.get("Content-Type", ""), take)
    check(form, len(data), fields)
    return SmallFile(form.file_name, bytes(data), form.fields)


def check(form: Form, size: int, fields: Collection[str]) -> None:
    """Raise Problem for a file without bytes, and for a field that is not in *fields*."""
    if not size:
        raise Problem("uploaded-file-empty" if form.file_name else "uploaded-file-no-file", "file")
    for name in form.fields:
        if name not in fields:
            raise Problem("invalid-attribute", name, "This attribute is not known here.")


def _read(window: _Window, boundary: bytes, sink: Sink) -> Form:
    file_name = None
    fields: dict[str, str] = {}
    window.pass_until(boundary, _ignore)
    for _ in range(MOST_SECTIONS):
        line = window.take_until(LINE_END, MOST_HEADER_BYTES, start=b"--")
        if line is None:
            break
        if line.strip(b" \t"):
            raise _broken("A boundary is followed by something else.")
        section = _section(window.take_until(LINE_END * 2, MOST_HEADER_BYTES) or b"")
        if section.file_name is None:
            value = window.take_until(boundary, MOST_FIELD_BYTES) or b""
            fields[section.name] = value.decode("utf-8", "replace")
            continue
        if file_name is not None:
            raise Problem("uploaded-file-multiple-files", "file")
        file_name = section.file_name
        window.pass_until(boundary, sink)
    else:
        raise _broken("There are too many sections.")
    if file_name is None:
        raise Problem("uploaded-file-no-file", "file")
    return Form(file_name, fields)


class _Window:
    """A stretch of the body, moved along as it is read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._data = bytearray(WINDOW)
        self._view = memoryview(self._data)
        self._data[:2] = LINE_END  # so that the first boundary looks like the others
        self._start = 0
        self._end = 2

    def pass_until(self, delimiter: bytes, sink: Sink) -> None:
        """Hand what comes before *delimiter* to *sink*, and pass both."""
        while True:
            found = self._data.find(delimiter, self._start, self._end)
            # Without it, all is safe to hand on but a tail that may be its beginning.
            safe = self._end - len(delimiter) + 1 if found < 0 else found
            if safe > self._start:
                sink(self._view[self._start : safe])
                self._start = safe
            if found >= 0:
                self._start += len(delimiter)
                return
            self._fill()

    def take_until(self, delimiter: bytes, most: int, start: bytes = b"") -> bytes | None:
        """What comes before *delimiter*, at most *most* bytes; None if *start* comes first."""
        while start and self._end - self._start < len(start):
            self._fill()
        if start and self._data.startswith(start, self._start):
            return None
        taken = bytearray()

        def take(data: memoryview) -> None:
            if len(taken) + len(data) > most:
                raise _broken("A header or a field is too long.")
            taken.extend(data)

        self.pass_until(delimiter, take)
        return bytes(taken)

    def _fill(self) -> None:
        if self._start:
            left = self._end - self._start
            self._data[:left] = self._data[self._start : self._end]
            self._start, self._end = 0, left
        count = self._source.readinto(self._view[self._end :])
        if not count:
            raise _broken("The form ends early.")
        self._end += count


def _section(head: bytes) -> _Section:
    for line in head.split(LINE_END):
        key, _, value = line.decode("utf-8", "replace").partition(":")
        if key.strip().lower() == "content-disposition":
            kind, options = parse_options_header(value)
            if kind == "form-data" and "name" in options:
                return _Section(options["name"], options.get("filename"))
    raise _broken("A section has no name.")


def _ignore(data: memoryview) -> None:
    pass


def _broken(detail: str) -> Problem:
    return Problem("uploaded-file-invalid-file", "file", detail)
