"""A file is looked at before it is sent: what is certainly no whole video is refused."""

import io
import pathlib

import pytest
from support.fake_rest import FakeRest, answer

import apivideo
from apivideo import uploads

FILM = pathlib.Path(apivideo.__file__).parent / "emulator" / "data" / "recording.mp4"


def box(kind, content=b"", is_long=False):
    if is_long:
        return b"\0\0\0\1" + kind + (len(content) + 16).to_bytes(8, "big") + content
    return (len(content) + 8).to_bytes(4, "big") + kind + content


FTYP, MOOV, MDAT = box(b"ftyp", b"isom"), box(b"moov", bytes(900)), box(b"mdat", bytes(2000))
OPEN_END = b"\0\0\0\0mdat" + bytes(500)

RIGHT = {
    "an MP4 that begins with its description": FTYP + MOOV + MDAT,
    "an MP4 that ends with its description": FTYP + MDAT + MOOV,
    "a large box": FTYP + box(b"mdat", bytes(300), is_long=True) + MOOV,
    "a last box without a length": FTYP + MOOV + OPEN_END,
    "an old QuickTime file": box(b"wide") + MDAT + MOOV,
    "text behind the last box": FTYP + MOOV + MDAT + b"TAG and a title",
    "an end that is not needed": FTYP + MOOV + MDAT + box(b"free", bytes(99))[:50],
    "fragments": FTYP + box(b"moov") + (box(b"moof", bytes(50)) + MDAT) * 100,
    "fragments without a beginning": box(b"styp") + box(b"moof") + MDAT,
    "Matroska": b"\x1a\x45\xdf\xa3" + bytes(100),
    "AVI": b"RIFF\xff\xff\xff\x7fAVI LIST",
    "a transport stream": b"G@\x11\x10" + bytes(184),
    "boxes of another kind": box(b"JP  ") + box(b"abcd")[:6],
    "a few bytes": b"\0\0\0",
    "no box": bytes(1000),
    "a picture": b"\x89PNG\r\n\x1a\n",
    "text": b"less < more, {and} [so] on",
}

WRONG = {
    "html": (b"\n <!DOCTYPE html>\n<html><title>Not found</title>", "is a web page, no video"),
    "html in capitals": (b"\xef\xbb\xbf<HTML lang=en>", "is a web page, no video"),
    "xml": (b"<?xml version='1.0'?><Error><Code>NoSuchKey</Code></Error>", "is XML, no video"),
    "json": (b'{\n "error": "not found"}', "is JSON, no video"),
    "a list in JSON": (b'[{"error": "not found"}]', "is JSON, no video"),
    "pdf": (b"%PDF-1.4\n", "is a PDF document"),
    "zip": (b"PK\x03\x04" + bytes(99), "is a ZIP archive"),
    "an MP4 without its end": (FTYP + MOOV + MDAT[:-7], "7 bytes are missing.*'mdat'"),
    "an MP4 without most of it": (FTYP + MOOV[:99], "809 bytes are missing.*'moov'"),
    "a large box without its end": (
        FTYP + box(b"mdat", bytes(300), is_long=True)[:-1],
        "1 bytes are missing.*'mdat'",
    ),
    "a recording that was not finished": (FTYP + MDAT, "it has no 'moov'"),
    "an open recording": (FTYP + OPEN_END, "it has no 'moov'"),
}


def upload(film, **options):
    rest = FakeRest(answer(201, {"videoId": "vi1"}))
    configuration = apivideo.Configuration(access_token="a")
    client = apivideo.ApiClient(configuration, rest_client=rest)
    uploads.upload(
        client,
        "/videos/{video_id}/source",
        path_params={"video_id": "vi1"},
        file=film,
        returns=apivideo.model.Video,
        **options,
    )
    return rest.bodies[0]


def as_stream(content):
    return iter([content[:5], content[5:]])


def as_path(content, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("kind", RIGHT)
def test_what_is_merely_unusual_is_sent(tmp_path, kind):
    assert RIGHT[kind] in upload(as_path(RIGHT[kind], tmp_path))


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_certainly_no_video_is_refused_with_the_reason(tmp_path, kind):
    content, reason = WRONG[kind]

    with pytest.raises(apivideo.ApiValueError, match=f"file 'film.mp4' .*{reason}"):
        upload(as_path(content, tmp_path))


@pytest.mark.parametrize("kind", WRONG)
def test_it_is_sent_without_the_check(tmp_path, kind):
    content, _ = WRONG[kind]

    assert content in upload(as_path(content, tmp_path), check=False)


@pytest.mark.parametrize("given", [bytes, io.BytesIO, as_stream, lambda content: [content]])
def test_whatever_is_uploaded_is_looked_at(given):
    content, reason = WRONG["html"]

    with pytest.raises(apivideo.ApiValueError, match=reason):
        upload(given(content))
    assert content in upload(given(content), check=False)


def test_no_cut_changes_whether_a_stream_is_seen_to_be_a_document():
    content, reason = WRONG["json"]

    with pytest.raises(apivideo.ApiValueError, match=reason):
        upload(content[index : index + 1] for index in range(len(content)))


def test_a_cut_of_a_whole_film_is_refused_while_something_needed_is_missing():
    film = FILM.read_bytes()

    assert film in upload(film)
    for end in range(64, len(film), 100):
        with pytest.raises(apivideo.ApiValueError, match="incomplete"):
            upload(film[:end])


def test_what_is_slow_to_search_is_read_from_its_beginning_alone():
    content, read_from = io.BytesIO(FTYP + MOOV + MDAT[:-1]), set()

    class Slow:
        seek = content.seek

        def read(self, size):
            read_from.add(content.tell())
            return content.read(size)

    upload(Slow())

    assert read_from == {0, len(content.getvalue())}
