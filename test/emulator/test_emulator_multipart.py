"""Multipart bodies, read in blocks of every size."""

import pytest

from apivideo.emulator.http import multipart
from apivideo.emulator.http.problems import Problem

TYPE = "multipart/form-data; boundary=b"
FILE = (
    b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n'
    b"Content-Type: video/mp4\r\n\r\n"
)
FIELD = b'--b\r\nContent-Disposition: form-data; name="videoId"\r\n\r\nvi1\r\n'


class Trickle:
    """A body that arrives in blocks of *size*."""

    def __init__(self, data, size):
        self.data = data
        self.size = size

    def read(self, most):
        size = min(self.size, most)
        block, self.data = self.data[:size], self.data[size:]
        return block


def read(data, size=7, content_type=TYPE):
    taken = bytearray()
    form = multipart.read(Trickle(data, size), content_type, taken.extend)
    return form, bytes(taken)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64, 100_000])
@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"\r\n", b"\r\n--", b"--b", b"--b--\r\n", b"\r\r\n-\r\n--a", bytes(range(256)) * 9],
)
def test_a_file_comes_out_as_it_went_in(content, size):
    form, taken = read(FILE + content + b"\r\n--b--\r\n", size)

    assert taken == content
    assert form == ("a.mp4", {})


def test_a_file_longer_than_the_window_comes_out_whole():
    content = b"\r\n--almost" * (multipart.WINDOW // 5)

    assert read(FILE + content + b"\r\n--b--\r\n", multipart.WINDOW)[1] == content


@pytest.mark.parametrize("sections", [FIELD + FILE + b"x\r\n", FILE + b"x\r\n" + FIELD])
def test_a_field_may_come_before_or_after_the_file(sections):
    form, taken = read(sections + b"--b--\r\n")

    assert form.fields == {"videoId": "vi1"}
    assert taken == b"x"


def test_the_file_is_known_by_its_name_and_not_by_its_field():
    section = FILE.replace(b'name="file"', b'name="holiday.mp4"')

    assert read(section + b"x\r\n--b--")[0].file_name == "a.mp4"


def test_a_name_outside_ascii_is_read():
    section = FILE.replace(b"a.mp4", "été.mp4".encode())

    assert read(section + b"x\r\n--b--")[0].file_name == "été.mp4"


def test_what_comes_before_the_first_boundary_is_passed_over():
    assert read(b"hello\r\n" + FILE + b"x\r\n--b--")[1] == b"x"


@pytest.mark.parametrize(
    "body, content_type, slug",
    [
        (b"{}", "application/json", "uploaded-file-no-file"),
        (b"", "", "uploaded-file-no-file"),
        (b"--b--\r\n", TYPE, "uploaded-file-no-file"),
        (FIELD + b"--b--", TYPE, "uploaded-file-no-file"),
        (FILE + b"x\r\n" + FILE + b"y\r\n--b--", TYPE, "uploaded-file-multiple-files"),
        (b"", TYPE, "uploaded-file-invalid-file"),
        (b"nothing of the kind", TYPE, "uploaded-file-invalid-file"),
        (FILE, TYPE, "uploaded-file-invalid-file"),
        (FILE + b"x", TYPE, "uploaded-file-invalid-file"),
        (FILE + b"x\r\n--b", TYPE, "uploaded-file-invalid-file"),
        (FILE + b"x\r\n--bad\r\n", TYPE, "uploaded-file-invalid-file"),
        (FILE + b"x\r\n--b--", "multipart/form-data", "uploaded-file-invalid-file"),
        (b"--b\r\nX: y\r\n\r\nx\r\n--b--", TYPE, "uploaded-file-invalid-file"),
        (b"--b\r\n" + b"x" * 20_000, TYPE, "uploaded-file-invalid-file"),
        (FIELD.replace(b"vi1", b"x" * 70_000) + b"--b--", TYPE, "uploaded-file-invalid-file"),
        (FIELD * 60 + b"--b--", TYPE, "uploaded-file-invalid-file"),
    ],
)
def test_a_body_that_is_no_good_form_is_refused(body, content_type, slug):
    with pytest.raises(Problem) as caught:
        read(body, 4096, content_type)

    assert caught.value.slug == slug
