"""``multipart/form-data`` read as it arrives: one file, a few fields, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import IO, NamedTuple

from multipart import MultipartError, MultipartSegment, PushMultipartParser
from werkzeug.http import parse_options_header
from werkzeug.wrappers import Request

from apivideo.emulator.http.problems import Problem

WINDOW = 128 * 1024
MOST_HEADER_BYTES = 16 * 1024
MOST_FIELD_BYTES = 64 * 1024
MOST_SECTIONS = 50

Sink = Callable[[bytes], object]


class Form(NamedTuple):
    """What a form held besides the bytes of its file."""

    file_name: str
    fields: dict[str, str]


def read(stream: IO[bytes], content_type: str, sink: Sink) -> Form:
    """Read a form with exactly one file; its bytes go to *sink* as they come.

    The file is known by its file name: its field may have any name, as published clients name it
    like the file. Raises Problem.
    """
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data":
        raise Problem("uploaded-file-no-file", "file", "The body is not multipart/form-data.")
    try:
        return _read(stream, options.get("boundary", "").encode("latin-1", "replace"), sink)
    except MultipartError as error:
        raise _broken(f"{error}.") from error


def read_small(request: Request, most: int, fields: Collection[str] = ()) -> tuple[Form, bytes]:
    """A form that may hold *fields*, and its file of at most so many bytes. Raises Problem."""
    data = bytearray()

    def take(block: bytes) -> None:
        if len(data) + len(block) > most:
            detail = f"The most is {most} bytes."
            title = "The uploaded file is too large."
            raise Problem("uploaded-file-too-large", "file", detail, title=title)
        data.extend(block)

    form = read(request.stream, request.headers.get("Content-Type", ""), take)
    check(form, len(data), fields)
    return form, bytes(data)


def check(form: Form, size: int, fields: Collection[str]) -> None:
    """Raise Problem for a file without bytes, and for a field that is not in *fields*."""
    if not size:
        raise Problem("uploaded-file-empty" if form.file_name else "uploaded-file-no-file", "file")
    for name in form.fields:
        if name not in fields:
            raise Problem("invalid-attribute", name, "This attribute is not known here.")


def _read(stream: IO[bytes], boundary: bytes, sink: Sink) -> Form:
    parser = PushMultipartParser(
        boundary,
        max_header_size=MOST_HEADER_BYTES,
        max_segment_count=MOST_SECTIONS,
        header_charset="latin-1",  # which never fails
    )
    file_names: list[str] = []
    fields: dict[str, bytes] = {}
    name: str | None = None  # of the present field; None in the file
    for event in parser.parse_blocking(stream.read, WINDOW):
        if isinstance(event, MultipartSegment):
            header = str(event["Content-Disposition"]).encode("latin-1")
            options = parse_options_header(header.decode("utf-8", "replace"))[1]
            if "name" not in options:
                raise _broken("A section has no name.")
            if "filename" not in options:
                name = options["name"]
                fields[name] = b""
            elif file_names:
                raise Problem("uploaded-file-multiple-files", "file")
            else:
                name = None
                file_names.append(options["filename"])
        elif event and name is None:
            sink(event)
        elif event and name is not None:
            fields[name] += event
            if len(fields[name]) > MOST_FIELD_BYTES:
                raise _broken("A field is too long.")
    if not file_names:
        raise Problem("uploaded-file-no-file", "file")
    texts = {name: value.decode("utf-8", "replace") for name, value in fields.items()}
    return Form(file_names[0], texts)


def _broken(detail: str) -> Problem:
    return Problem("uploaded-file-invalid-file", "file", detail)
