"""Which pictures are accepted, by their bytes."""

import struct

import pytest
from emulator.films import size_of

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.playback.video_playback import GREY
from apivideo.emulator.processing import images
from apivideo.emulator.processing.images import Picture

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 200, 100) + b"rest"
LOSSY = b"RIFF....WEBPVP8 ....\x30\x01\x00\x9d\x01\x2a" + struct.pack("<HH", 320, 180) + b"rest"
LOSSLESS = b"RIFF....WEBPVP8L....\x2f" + struct.pack("<I", 319 | 179 << 14) + b"the rest"
EXTENDED = b"RIFF....WEBPVP8X....\x00\x00\x00\x00" + b"\x3f\x01\x00" + b"\xb3\x00\x00" + b"rest"


@pytest.mark.parametrize(
    "data, expected",
    [
        (GREY, Picture("jpeg", 320, 180)),
        (PNG, Picture("png", 200, 100)),
        (LOSSY, Picture("webp", 320, 180)),
        (LOSSLESS, Picture("webp", 320, 180)),
        (EXTENDED, Picture("webp", 320, 180)),
        (b"", None),
        (b"GIF89a" + b"\0" * 20, None),
        (GREY[:20], None),
        (PNG[:20], None),
        (LOSSY[:24], None),
        (b"\xff\xd8" + b"\xff" * 100_000, None),
        (b"\xff\xd8\xff\xe0\x00\x00" * 100_000, None),
        (PNG.replace(struct.pack(">I", 100), struct.pack(">I", 0)), None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(data, expected):
    assert images.recognize(data) == expected


def test_the_size_is_the_one_that_a_decoder_sees():
    pytest.importorskip("av")

    assert images.recognize(GREY)[1:] == size_of(GREY)


def refused(data, name, rules):
    with pytest.raises(Problem) as caught:
        images.check(data, name, rules)
    return caught.value


@pytest.mark.parametrize(
    "data, name, slug",
    [
        (b"GIF89a", "a.gif", "uploaded-file-extension-invalid"),
        (LOSSY, "a.webp", "uploaded-file-extension-invalid"),
        (LOSSY, "a.png", "uploaded-file-extension-invalid"),
        (b"nothing", "a.png", "uploaded-file-invalid-file"),
        (b"nothing", "png", "uploaded-file-invalid-file"),
        (GREY, "a.jpg", "uploaded-file-invalid-file"),  # larger than a logo may be
    ],
)
def test_what_is_no_logo_is_refused(data, name, slug):
    assert refused(data, name, images.LOGO).slug == slug


def test_a_refusal_names_what_is_accepted():
    title = "Only [jpg, jpeg, png, webp] extensions are supported."

    assert refused(b"GIF89a", "a.gif", images.THUMBNAIL).title == title


def test_the_name_of_a_good_picture_does_not_matter():
    assert images.check(PNG, "blob", images.LOGO).content_type == "image/png"
