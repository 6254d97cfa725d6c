"""Small picture files: what they are, told by their bytes (docs/service.md, section 10).

Thumbnails, logos and watermarks come this way. Nothing is decoded: the first bytes tell the type
and a header the size.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from werkzeug.wrappers import Request

from apivideo.emulator.http import multipart
from apivideo.emulator.http.problems import Problem

MEBIBYTE = 1024 * 1024
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
    "webp": ("webp",),
}
PNG_BEGIN = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
JPEG_NO_SIZE = (0xC4, 0xC8, 0xCC)  # tables, among the segments that tell the size
MOST_SEGMENTS = 1000  # of a JPEG before its data
JPEG_END = (0xD9, 0xDA)  # end of the picture, begin of its data


class Picture(NamedTuple):
    """What a file is."""

    kind: str  # jpeg, png, webp
    width: int
    height: int

    @property
    def content_type(self) -> str:
        """Its type as a header tells it."""
        return "image/" + self.kind


class Rules(NamedTuple):
    """What is accepted somewhere."""

    kinds: tuple[str, ...]
    most_bytes: int
    most_width: int | None = None  # pixels
    most_height: int | None = None

    @property
    def extensions(self) -> list[str]:
        """The extensions of the accepted files."""
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
    """The picture that a request carries.

    Args:
        request: A form with one file.
        rules: What is accepted.
        fields: Names that the form may hold besides the file.

    Raises Problem.
    """
    file = multipart.read_small(request, rules.most_bytes, fields)
    return Received(check(file.data, file.name, rules), file.data, file.fields)


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
    if data.startswith(b"\xff\xd8\xff"):
        size = _jpeg_size(data)
        kind = "jpeg"
    elif data.startswith(PNG_BEGIN):
        size = (_big(data[16:20]), _big(data[20:24]))
        kind = "png"
    elif data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        size = _webp_size(data)
        kind = "webp"
    else:
        return None
    return Picture(kind, *size) if size and min(size) > 0 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    for marker, start in _jpeg_segments(data):
        if 0xC0 <= marker <= 0xCF and marker not in JPEG_NO_SIZE:
            return _big(data[start + 5 : start + 7]), _big(data[start + 3 : start + 5])
    return None


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, int]]:
    """Each segment's marker, and where its length stands."""
    position = 2
    for _ in range(MOST_SEGMENTS):
        if position + 4 > len(data) or data[position] != 0xFF:
            return
        marker = data[position + 1]
        if marker in JPEG_END:
            return
        yield marker, position + 2
        position += 2 + _big(data[position + 2 : position + 4])


def _webp_size(data: bytes) -> tuple[int, int] | None:
    form, body = data[12:16], data[20:30]
    if len(body) < 10:
        return None
    if form == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF
    if form == b"VP8L" and body[0] == 0x2F:
        bits = _little(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8X":
        return _little(body[4:7]) + 1, _little(body[7:10]) + 1
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
