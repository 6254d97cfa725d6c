"""A body that streams and knows its length."""

import email.parser
import email.policy
import io
import itertools
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo._http.multipart import MultipartBody, media_type
from apivideo._http.source import FIRST_BLOCK, Source
from apivideo.uploads.plan import Part
from apivideo.uploads.progress import PartSource


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


@given(DATA, st.data(), st.dictionaries(TEXT, TEXT, max_size=3), TEXT)
def test_a_body_is_as_long_as_it_says_and_holds_the_slice_it_should(data, draw, fields, name):
    start = draw.draw(st.integers(0, len(data) - 1))
    length = draw.draw(st.integers(1, len(data) - start))

    source = Source(Named(data, name))
    body = MultipartBody(fields, PartSource(Part(1, 1, start, length), source, lambda: None))
    sent = b"".join(body)

    assert len(body) == len(sent)
    assert b"\r\n\r\n" + data[start : start + length] + b"\r\n--" in sent
    assert all(value.encode() in sent for value in fields.values())


NAMES = st.text(string.ascii_letters + string.digits + " ._-+()[]", min_size=1, max_size=30)


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
    clock = itertools.count(0, 0.05).__next__  # neither quick nor slow
    body = MultipartBody({}, Source(bytes(3 * FIRST_BLOCK + 1), clock=clock))

    assert [len(block) for block in body][1:-1] == [FIRST_BLOCK] * 3 + [1]


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
