"""A look at a file before it is sent: is it certainly no video that can be played?

Refused is what no player and no encoder can make anything of: a web page or another document where
the video should be, and an MP4 whose end is missing. Whatever is merely unusual is sent.
"""

import re
from typing import Any, Iterator, Set, Tuple

from apivideo.exceptions import ApiValueError

HEAD = 512  # bytes at the beginning of a file that tell a document

DOCUMENTS = [
    ("a web page", rb"(\xef\xbb\xbf)?\s*<(!doctype\s+html|html|head|body)\b"),
    ("XML", rb"(\xef\xbb\xbf)?\s*<\?xml\b"),
    ("JSON", rb'(\xef\xbb\xbf)?\s*(\{\s*"|\[\s*\{\s*")'),
    ("a PDF document", rb"%PDF-"),
    ("a ZIP archive", rb"PK\x03\x04"),
]
"""What is sometimes stored under the name of a video, and how it begins."""

MEDIA_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot", b"styp", b"moof")
"""The boxes with which an MP4 or QuickTime file begins (ISO/IEC 14496-12)."""

MOST_BOXES = 64  # looked at; a file in fragments has thousands

ADVICE = "; check=False sends it nevertheless"


def check_head(head: bytes, name: str) -> None:
    """Raise ApiValueError if a file that begins with *head* is a document and no video."""
    for kind, beginning in DOCUMENTS:
        if re.match(beginning, head, re.IGNORECASE):
            raise ApiValueError(f"file {name!r} is {kind}, no video{ADVICE}")


def check_content(source: Any) -> None:
    """Raise ApiValueError if *source*, a Source or PartFiles, is certainly no whole video."""
    check_head(_read(source, 0, HEAD), source.name)
    if source.is_random:  # elsewhere, each look could read the file from its start
        for problem in _problems(source):
            raise ApiValueError(f"file {source.name!r} is incomplete: {problem}{ADVICE}")


def _problems(source: Any) -> Iterator[str]:
    """Yield what is missing of an MP4: the end of a box, or the one that describes the others."""
    seen: Set[bytes] = set()
    start = 0
    for kind, length in _boxes(source):
        if not seen and kind not in MEDIA_BOXES:
            return  # no MP4
        start += length
        if start > source.size:
            yield f"{start - source.size} bytes are missing at its end, in {kind.decode()!r}"
            return
        seen.add(kind)
        if seen >= {b"moov", b"mdat"}:
            return
    if start == source.size and b"mdat" in seen and b"moof" not in seen:
        yield "it has no 'moov', which a recorder writes last"


def _boxes(source: Any) -> Iterator[Tuple[bytes, int]]:
    """Yield kind and length of the first boxes of an MP4, as long as they look like boxes."""
    start = 0
    for _ in range(MOST_BOXES):
        head = _read(source, start, 16)
        if len(head) < 8:
            return
        length, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        elif length == 0:  # up to the end
            length = source.size - start
        if length < 8 or not re.match(rb"[ -~]{4}\Z", kind):
            return
        yield kind, length
        start += length


def _read(source: Any, start: int, length: int) -> bytes:
    """Return at most *length* bytes from *start* on."""
    length = min(length, source.size - start)
    return b"".join(map(bytes, source.blocks(start, length))) if length > 0 else b""
