"""A body that streams and knows its length, and the files it may hold."""

import email.parser
import email.policy
import io
import os
import pathlib
import string
import tempfile
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.multipart import BLOCK, MultipartBody, Source, media_type


class Named(io.BytesIO):
    """Bytes with a name."""

    def __init__(self, content, name):
        super().__init__(content)
        self.name = name


def parsed(body):
    """The parts of *body*, as the standard library's parser reads them: name to part."""
    head = f"Content-Type: {body.content_type}\r\n\r\n".encode()
    message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(head + b"".join(body))
    assert message.is_multipart()
    assert message.defects == []
    return [
        (
            dict(part["Content-Disposition"].params),
            part.get_content_type(),
            part.get_payload(decode=True),
        )
        for part in message.iter_parts()
    ]


def content(source):
    return b"".join(source.blocks(0, source.size))


# ---- the body ----------------------------------------------------------------


def test_a_body_has_its_fields_and_then_its_file():
    body = MultipartBody(
        {"videoId": "vi1", "left": None, "link": ""}, Source(Named(b"abc", "a.mp4"))
    )

    assert parsed(body) == [
        ({"name": "videoId"}, "text/plain", b"vi1"),
        ({"name": "link"}, "text/plain", b""),
        ({"name": "file", "filename": "a.mp4"}, "video/mp4", b"abc"),
    ]


def test_a_body_goes_over_the_wire_in_the_standard_form():
    body = MultipartBody({"a": "b"}, Source(b"abc"))
    boundary = body.content_type[len("multipart/form-data; boundary=") :]

    assert b"".join(body) == (
        b'--%(b)s\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
        b'--%(b)s\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\nabc\r\n--%(b)s--\r\n"
    ) % {b"b": boundary.encode()}


DATA = st.binary(min_size=1, max_size=300)
TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20)


@settings(deadline=None)
@given(DATA, st.data(), st.dictionaries(TEXT, TEXT, max_size=3), TEXT)
def test_a_body_is_as_long_as_it_says_and_holds_the_slice_it_should(data, draw, fields, name):
    start = draw.draw(st.integers(0, len(data) - 1))
    length = draw.draw(st.integers(1, len(data) - start))

    body = MultipartBody(fields, Source(Named(data, name)), start, length)
    sent = b"".join(body)

    assert len(body) == len(sent)
    assert b"\r\n\r\n" + data[start : start + length] + b"\r\n--" in sent
    assert all(value.encode() in sent for value in fields.values())


NAMES = st.text(string.ascii_letters + string.digits + " ._-+()[]", min_size=1, max_size=30)


@settings(deadline=None)
@given(DATA, NAMES)
def test_a_body_reads_back(data, name):
    name = name.strip() + ".mp4"
    body = MultipartBody({"videoId": name}, Source(Named(data, name)))

    field, file = parsed(body)

    assert field[2] == name.encode()
    assert (file[0]["filename"], file[2]) == (name, data)


@pytest.mark.parametrize(
    "name, written",
    [
        ('a"b.mp4', "a%22b.mp4"),
        ("a\r\nX-Evil: 1.mp4", "a%0D%0AX-Evil: 1.mp4"),
        ("a\nb", "a%0Ab"),
        ("\u00e9t\u00e9 \u4e2d\u6587.mp4", "\u00e9t\u00e9 \u4e2d\u6587.mp4"),
        ("\U0001f3ac.mp4", "\U0001f3ac.mp4"),
        ("half\ud800.mp4", "half?.mp4"),
        ("back\\slash.mp4", "back\\slash.mp4"),
        ("50%.mp4", "50%.mp4"),
    ],
)
def test_no_name_of_a_file_can_bring_another_header(name, written):
    body = MultipartBody({}, Source(Named(b"abc", name)))

    head = b"".join(body).partition(b"\r\n\r\n")[0]
    assert head.decode().split("\r\n")[1] == (
        f'Content-Disposition: form-data; name="file"; filename="{written}"'
    )
    assert len(head.split(b"\r\n")) == 3


def test_no_name_of_a_field_can_bring_another_header():
    body = MultipartBody({'a"\r\nX-Evil: 1': "b"}, Source(b"abc"))

    head = b"".join(body).partition(b"\r\n\r\n")[0]
    assert head.endswith(b'; name="a%22%0D%0AX-Evil: 1"')


def test_no_two_bodies_have_the_same_boundary():
    source = Source(b"abc")

    assert MultipartBody({}, source).content_type != MultipartBody({}, source).content_type


def test_a_body_can_be_sent_again():
    body = MultipartBody({}, Source(b"abc"))

    assert b"".join(body) == b"".join(body)


def test_a_file_is_read_a_block_at_a_time():
    body = MultipartBody({}, Source(bytes(3 * BLOCK + 1)))

    assert [len(block) for block in body][1:-1] == [BLOCK, BLOCK, BLOCK, 1]


@pytest.mark.parametrize(
    "name, expected",
    [
        ("a.mp4", "video/mp4"),
        ("a.png", "image/png"),
        ("a.unheard-of", "application/octet-stream"),
        ("file", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_the_media_type_follows_from_the_name(name, expected):
    assert media_type(name) == expected


# ---- sources -----------------------------------------------------------------


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"abcdef")
    return path


@pytest.mark.parametrize("kind", [str, pathlib.Path])
def test_a_path_is_opened_and_closed(path, kind):
    with Source(kind(str(path))) as source:
        assert (source.name, source.size, content(source)) == ("film.mp4", 6, b"abcdef")

    with pytest.raises(ValueError, match="closed"):
        source.read(0, 1)


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_are_a_file_with_a_default_name(kind):
    source = Source(kind(b"abcdef"))

    assert (source.name, source.size, content(source)) == ("file", 6, b"abcdef")


@pytest.mark.parametrize("buffering", [-1, 0])
def test_an_open_file_counts_from_its_first_byte_on_and_stays_open(path, buffering):
    with open(str(path), "rb", buffering) as opened:
        opened.seek(3)

        with Source(opened) as source:
            assert (source.name, source.size, content(source)) == ("film.mp4", 6, b"abcdef")

        assert not opened.closed


def test_a_file_that_was_opened_by_a_path_of_bytes_keeps_its_name(path):
    with open(os.fsencode(str(path)), "rb") as opened:
        assert Source(opened).name == "film.mp4"


def test_a_file_object_without_a_name_gets_one():
    opened = io.BytesIO(b"abcdef")

    with Source(opened) as source:
        assert (source.name, content(source)) == ("file", b"abcdef")

    assert not opened.closed


@pytest.mark.parametrize("name", [5, "", "folder/", None, b""])
def test_a_name_that_is_none_is_replaced(name):
    assert Source(Named(b"abc", name)).name == "file"


def test_only_the_last_part_of_a_name_is_sent():
    assert Source(Named(b"abc", "/home/me/secret place/film.mp4")).name == "film.mp4"


@pytest.mark.parametrize("limit", [100, 1], ids=["in memory", "on disk"])
def test_a_spooled_file_is_sent_whole_and_stays_open(limit):
    with tempfile.SpooledTemporaryFile(max_size=limit) as spooled:
        spooled.write(b"abcdef")

        with Source(spooled) as source:
            assert (source.name, source.size, content(source)) == ("file", 6, b"abcdef")

        assert spooled.read() == b""
        assert not spooled.closed


def test_a_file_object_needs_only_read_seek_and_tell():
    class Bare:
        """As little as the published client asks for."""

        def __init__(self):
            self.place = 0

        def read(self, count=-1):
            data = b"abcdef"[self.place :][: count if count >= 0 else None]
            self.place += len(data)
            return data

        def seek(self, offset, whence=0):
            self.place = offset + (6 if whence == 2 else 0)

        def tell(self):
            return self.place

    source = Source(Bare())

    assert (source.size, content(source)) == (6, b"abcdef")


def write_only(path):
    return open(str(path), "ab")


def text_mode(path):
    return open(str(path))


def closed(path):
    with open(str(path), "rb") as opened:
        pass
    return opened


def pipe(path):
    reader, writer = os.pipe()
    os.close(writer)
    return os.fdopen(reader, "rb")


@pytest.mark.parametrize(
    "make, error, message",
    [
        (lambda path: None, ApiTypeError, "file must be a path, bytes or a file opened in binary"),
        (lambda path: 5, ApiTypeError, "not int"),
        (lambda path: [b"abc"], ApiTypeError, "not list"),
        (lambda path: str(path) + ".none", ApiValueError, "film.mp4.none': No such file"),
        (lambda path: path.parent, ApiValueError, "Is a directory"),
        (lambda path: "", ApiValueError, "file: cannot read ''"),
        (lambda path: "a\0b", ApiValueError, "file: cannot read"),
        (lambda path: b"", ApiValueError, "file is empty"),
        (lambda path: io.BytesIO(), ApiValueError, "file is empty"),
        (lambda path: io.StringIO("text"), ApiTypeError, "not in text mode"),
        (text_mode, ApiTypeError, "not in text mode"),
        (write_only, ApiTypeError, "cannot be read"),
        (closed, ApiValueError, "file is closed"),
        (pipe, ApiTypeError, "read at any place"),
    ],
)
def test_what_cannot_be_sent_is_refused_by_name(path, make, error, message):
    file = make(path)

    with pytest.raises(error) as caught:
        Source(file)

    assert message in str(caught.value)
    assert str(caught.value).startswith("file")
    if hasattr(file, "close"):
        file.close()


def test_an_empty_file_is_refused_and_the_path_closed_again(path):
    path.write_bytes(b"")

    with pytest.raises(ApiValueError, match="file is empty: 'film.mp4'"):
        Source(str(path))


def test_an_error_names_the_argument():
    with pytest.raises(ApiTypeError, match="^logo must be"):
        Source(5, "logo")


def test_a_refused_file_of_the_caller_stays_open():
    empty = io.BytesIO()

    with pytest.raises(ApiValueError):
        Source(empty)

    assert not empty.closed


def test_a_file_that_becomes_shorter_is_an_error_and_not_a_short_body():
    opened = io.BytesIO(b"abcdef")
    body = MultipartBody({}, Source(opened))
    opened.truncate(3)

    with pytest.raises(ApiValueError, match="file became shorter while it was sent: 'file'"):
        list(body)


def test_a_file_that_grows_is_sent_as_far_as_was_told():
    opened = io.BytesIO(b"abc")
    body = MultipartBody({}, Source(opened))
    opened.seek(0, os.SEEK_END)
    opened.write(b"def")

    assert len(b"".join(body)) == len(body)


def test_reads_that_come_up_short_are_continued():
    class Slow(io.BytesIO):
        def read(self, count=-1):
            return super().read(min(count, 2))

    assert content(Source(Slow(b"abcdefg"))) == b"abcdefg"


def test_several_threads_may_read_one_source():
    data = bytes(range(256)) * 40
    source = Source(io.BytesIO(data))
    results = {}

    def read(start):
        results[start] = b"".join(source.read(start + at, 16) for at in range(0, 2560, 16))

    threads = [threading.Thread(target=read, args=(start,)) for start in range(0, 10240, 2560)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert b"".join(results[start] for start in sorted(results)) == data
