"""Small picture files: what they are, told by their bytes (docs/service.md, section 10).

Thumbnails, logos and watermarks come this way. Nothing is decoded: the first bytes tell the type
and a header the size.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Collection
from typing import NamedTuple

import imagesize
from werkzeug.wrappers import Request

from apivideo.emulator.http import multipart
from apivideo.emulator.http.problems import Problem

MEBIBYTE = 1024 * 1024
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "webp": ("webp",),
}
BEGINNINGS = {
    "jpeg": re.compile(rb"\xff\xd8\xff"),
    "png": re.compile(rb"\x89PNG\r\n\x1a\n....IHDR........", re.DOTALL),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}


class Picture(NamedTuple):
    """What a file is."""

    kind: str  # jpeg, png, webp
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return "image/" + self.kind


class Rules(NamedTuple):
    """What is accepted somewhere."""

    kinds: tuple[str, ...]
    most_bytes: int
    most_width: int | None = None  # pixels
    most_height: int | None = None

    @property
    def extensions(self) -> list[str]:
        return [extension for kind in self.kinds for extension in EXTENSIONS[kind]]


THUMBNAIL = Rules(("jpeg", "png", "webp"), 8 * MEBIBYTE)
LOGO = Rules(("jpeg", "png"), 100 * 1024, 200, 100)
WATERMARK = Rules(("jpeg", "png"), 8 * MEBIBYTE)  # the service states no limit; memory has one


class Received(NamedTuple):
    """A picture that came with a request, and the other fields of its form."""

    picture: Picture
    data: bytes
    fields: dict[str, str]


def receive(request: Request, rules: Rules, fields: Collection[str] = ()) -> Received:
    """The picture in a form that may hold *fields* beside it. Raises Problem."""
    form, data = multipart.read_small(request, rules.most_bytes, fields)
    return Received(check(data, form.file_name, rules), data, form.fields)


def check(data: bytes, file_name: str, rules: Rules) -> Picture:
    """What the picture is. Raises Problem when *rules* do not accept it."""
    picture = recognize(data)
    if picture is None or picture.kind not in rules.kinds:
        extension = file_name.lower().rpartition(".")[2]
        if picture is None and extension in rules.extensions:
            raise Problem("uploaded-file-invalid-file", "file", f"It is no {extension} picture.")
        title = f"Only [{', '.join(rules.extensions)}] extensions are supported."
        raise Problem("uploaded-file-extension-invalid", "file", title=title)
    too_wide = rules.most_width is not None and picture.width > rules.most_width
    too_high = rules.most_height is not None and picture.height > rules.most_height
    if too_wide or too_high:
        size = f"It has {picture.width} x {picture.height} pixels"
        most = f"the most is {rules.most_width} x {rules.most_height}"
        raise Problem("uploaded-file-invalid-file", "file", f"{size}, {most}.")
    return picture


def recognize(data: bytes) -> Picture | None:
    """What the picture is, None if it is none of the known types or cut off in its header."""
    kind = next((kind for kind, begin in BEGINNINGS.items() if begin.match(data)), None)
    if kind is None:
        return None
    try:
        width, height = imagesize.get(io.BytesIO(data))
    except (ValueError, struct.error):  # of versions before 2
        return None
    return Picture(kind, width, height) if min(width, height) > 0 else None
