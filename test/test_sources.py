"""What can be uploaded: files that are read at any place, and streams that are read once."""

import array
import gzip
import io
import itertools
import os
import pathlib
import tempfile
import threading
import urllib.request

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.multipart import MultipartBody
from apivideo.sources import (
    FIRST_BLOCK,
    LARGEST_BLOCK,
    MOST_HELD,
    Reopened,
    Source,
    next_block,
)
from apivideo.streams import Stream, is_stream


class Named(io.BytesIO):
    """Bytes with a name."""

    def __init__(self, content, name):
        super().__init__(content)
        self.name = name


def joined(blocks):
    return b"".join(bytes(block) for block in blocks)


def content(source):
    return joined(source.blocks(0, source.size))


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

    with pytest.raises(ApiValueError, match="cannot read 'film.mp4' any more"):
        content(source)


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
        (lambda path: None, ApiTypeError, "file must be a path, bytes, a file opened in binary"),
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

    assert len(joined(body)) == len(body)


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


def test_a_block_is_good_until_the_next(path):
    path.write_bytes(bytes(range(256)) * 3 * 1024)
    clock = itertools.count(0, 0.05).__next__  # neither quick nor slow

    with Source(path, clock=clock) as source:
        blocks = [bytes(block) for block in source.blocks(5, 2 * FIRST_BLOCK + 1)]

    assert [len(block) for block in blocks] == [FIRST_BLOCK, FIRST_BLOCK, 1]
    assert b"".join(blocks) == path.read_bytes()[5 : 5 + 2 * FIRST_BLOCK + 1]


@pytest.mark.parametrize(
    "size, seconds, largest, expected",
    [
        (256, 0.001, 1024, 512),
        (256, 0.05, 1024, 256),
        (256, 0.5, 1024, 128),
        (1024, 0.001, 1024, 1024),
        (512, 0.001, 700, 700),
        (64, 0.5, 1024, 64),
        (64, 0.001, 64, 64),
    ],
)
def test_blocks_grow_where_they_leave_quickly_and_shrink_where_not(
    size, seconds, largest, expected
):
    assert next_block(size * 1024, seconds, largest * 1024) == expected * 1024


@pytest.mark.parametrize("readers, largest", [(1, LARGEST_BLOCK), (16, 256 * 1024), (64, 65536)])
def test_many_who_read_one_source_hold_little_together(path, readers, largest):
    with open(str(path), "wb") as file:
        file.truncate(8 * 1024 * 1024)

    with Source(path, clock=itertools.count(0, 0).__next__, readers=readers) as source:
        assert max(len(block) for block in source.blocks(0, source.size)) == largest

    assert readers * largest <= MOST_HELD


def test_two_readings_of_one_source_do_not_meet(path):
    with Source(path) as source:
        first, second = source.blocks(0, 3), source.blocks(3, 3)

        assert (bytes(next(first)), bytes(next(second))) == (b"abc", b"def")


def test_a_file_that_is_written_and_read_is_sent_as_it_is_now(path):
    with open(str(path), "r+b") as opened:
        opened.write(b"ABC")

        assert content(Source(opened)) == b"ABCdef"


@pytest.mark.parametrize("kind", ["path", "file"])
def test_a_file_that_its_owner_closed_says_so(path, kind):
    with open(str(path), "rb") as opened:
        source = Source(io.BytesIO(b"abc") if kind == "file" else opened)
    source._file.close()

    with pytest.raises(ApiValueError, match="file: cannot read"):
        content(source)


def test_a_file_that_was_closed_is_not_taken_for_the_next_one_that_is_opened(path, tmp_path):
    another = tmp_path / "another.mp4"
    another.write_bytes(b"ABCDEF")
    with open(str(path), "rb") as opened:
        source = Source(opened)
        number = opened.fileno()

    with open(str(another), "rb") as opened:
        assert opened.fileno() == number
        for read in (lambda: content(source), lambda: source.read(0, 3)):
            with pytest.raises(ValueError, match="closed|cannot read"):
                read()


class Window:
    """Three bytes in the middle of a file, which it has in an attribute."""

    def __init__(self, file):
        self.file = self.raw = file
        self.at = 0

    def seek(self, offset, whence=0):
        self.at = offset + (3 if whence == 2 else 0)
        return self.at

    def tell(self):
        return self.at

    def read(self, count=-1):
        self.file.seek(2 + self.at)
        data = self.file.read(min(count, 3 - self.at))
        self.at += len(data)
        return data


class Upper(io.FileIO):
    """A file whose bytes change as they are read."""

    def read(self, count=-1):
        return super().read(count).upper()


class Wrapper:
    """Changes what is read, and hands on everything else."""

    def __init__(self, file):
        self._file = file

    def read(self, count=-1):
        return self._file.read(count).upper()

    def __getattr__(self, name):
        return getattr(self._file, name)


@pytest.mark.parametrize("buffering", [0, -1])
@pytest.mark.parametrize("wrap, expected", [(Window, b"cde"), (Wrapper, b"ABCDEF")])
def test_what_a_file_object_reads_is_what_is_sent(path, wrap, expected, buffering):
    with open(str(path), "rb", buffering) as file:
        assert content(Source(wrap(file))) == expected
    with Upper(str(path)) as file:
        assert content(Source(file)) == b"ABCDEF"


def test_only_what_is_quick_to_read_at_any_place_is_read_by_many(path):
    path.write_bytes(gzip.compress(b"abc"))

    for file in (str(path), b"abc", io.BytesIO(b"abc")):
        with Source(file) as source:
            assert source.is_random
    for mode, buffering in (("rb", -1), ("r+b", -1), ("rb", 0)):
        with open(str(path), mode, buffering) as file:
            assert Source(file).is_random
            assert not Source(Wrapper(file)).is_random
    with gzip.open(str(path)) as file:
        assert not Source(file).is_random


def test_a_file_is_read_by_many_also_where_the_system_cannot_read_at_an_offset(path, monkeypatch):
    for name in ("pread", "preadv"):
        monkeypatch.delattr(os, name, raising=False)

    with Source(str(path)) as source:
        assert source.is_random
        assert content(source) == b"abcdef"


def test_a_temporary_file_is_read_by_many(tmp_path):
    with tempfile.NamedTemporaryFile(dir=str(tmp_path)) as file:
        file.write(b"abc")
        assert Source(file).is_random
    for size in (0, 100):
        with tempfile.SpooledTemporaryFile(max_size=1, dir=str(tmp_path)) as file:
            file.write(b"abc" * size + b"a")
            assert Source(file).is_random


def test_two_sources_of_one_file_do_not_meet():
    class Slow(io.BytesIO):
        def seek(self, *arguments):
            place = super().seek(*arguments)
            threading.Event().wait(0.001)  # time enough for another to move
            return place

    data = bytes(range(256)) * 5
    file = Slow(data)
    sources = [Source(file), Source(file)]
    found = [[], []]

    def read(number):
        for at in range(0, len(data), 64):
            found[number].append(sources[number].read(at, 64))

    threads = [threading.Thread(target=read, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [b"".join(one) for one in found] == [data] * 2


def test_bytes_are_not_copied():
    original = bytearray(b"abcdef")
    source = Source(original)

    original[0] = 65

    assert content(source) == b"Abcdef"


def test_bytes_of_any_shape_are_counted_in_bytes():
    assert Source(memoryview(array.array("i", [1, 2]))).size == 2 * array.array("i").itemsize


def test_bytes_in_several_places_are_refused():
    with pytest.raises(ApiTypeError, match="file must be bytes in one piece"):
        Source(memoryview(b"abcdef")[::2])


def test_a_closed_source_leaves_no_descriptor(path):
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(5):
        with Source(path) as source:
            content(source)

    after = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert after == before


# ---- one of many -------------------------------------------------------------


def test_one_of_many_is_open_only_while_it_is_read(path):
    one = Reopened(path, "file[3]")
    path.rename(path.parent / "moved.mp4")

    with pytest.raises(ApiValueError, match=r"file\[3\]: cannot read"):
        list(one.blocks(0, 6))

    (path.parent / "moved.mp4").rename(path)
    assert (one.size, one.name, content(one)) == (6, "film.mp4", b"abcdef")


# ---- streams -----------------------------------------------------------------


@pytest.mark.parametrize(
    "file, expected",
    [
        ("film.mp4", False),
        (pathlib.Path("film.mp4"), False),
        (b"abc", False),
        (bytearray(b"abc"), False),
        (memoryview(b"abc"), False),
        (io.BytesIO(b"abc"), False),
        (["film-1.mp4", "film-2.mp4"], False),
        (("film-1.mp4",), False),
        (5, False),
        (iter([b"abc"]), True),
        ((piece for piece in [b"abc"]), True),
        ({b"abc"}, True),
    ],
)
def test_a_stream_is_what_can_be_read_once(file, expected):
    assert is_stream(file) is expected


def test_a_pipe_is_a_stream():
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "wb") as end:
        end.write(b"abc")
        end.close()

        assert is_stream(pipe)
        ((source, is_last),) = Stream(pipe).parts(10)

        assert (content(source), is_last) == (b"abc", True)
        assert not pipe.closed


@settings(deadline=None)
@given(st.lists(st.binary(max_size=30), min_size=1, max_size=20), st.integers(1, 40))
def test_a_stream_is_gathered_to_full_parts(pieces, length):
    whole = b"".join(pieces)
    if not whole:
        return
    parts = [(content(source), last) for source, last in Stream(iter(pieces)).parts(length)]

    assert b"".join(part for part, _ in parts) == whole
    assert all(len(part) == length for part, _ in parts[:-1])
    assert 0 < len(parts[-1][0]) <= length
    assert [last for _, last in parts] == [False] * (len(parts) - 1) + [True]


@settings(deadline=None)
@given(st.lists(st.binary(max_size=30), max_size=20))
def test_a_stream_can_be_had_in_one_piece(pieces):
    assert Stream(iter(pieces)).whole() == b"".join(pieces)


@pytest.mark.parametrize("piece", [bytearray(b"abc"), memoryview(b"abc"), array.array("B", b"abc")])
def test_a_piece_of_a_stream_may_be_any_bytes(piece):
    if isinstance(piece, array.array):
        piece = memoryview(piece)

    ((source, _),) = Stream(iter([piece])).parts(10)

    assert content(source) == b"abc"


@pytest.mark.parametrize("pieces", [[], [b"", b""]])
def test_an_empty_stream_is_refused(pieces):
    with pytest.raises(ApiValueError, match="file is empty"):
        list(Stream(iter(pieces)).parts(10))


@pytest.mark.parametrize("whole", [True, False])
def test_a_stream_may_give_the_same_memory_again_and_again(whole):
    def pieces():
        memory, file = bytearray(4), io.BytesIO(b"abcdefghij")
        while True:
            count = file.readinto(memory)
            if not count:
                return
            yield memoryview(memory)[:count]

    assert gathered(Stream(pieces()), whole) == b"abcdefghij"


@pytest.mark.parametrize("whole", [True, False])
def test_a_stream_may_clear_what_it_gave(whole):
    def pieces():
        memory = bytearray()
        for number in range(6):
            memory += b"%d" % number * 3
            yield memory
            memory.clear()

    assert gathered(Stream(pieces()), whole) == b"000111222333444555"


def gathered(stream, whole):
    if whole:
        return stream.whole()
    return b"".join(content(source) for source, _ in stream.parts(4))


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="this system has no such pipes")
@pytest.mark.parametrize("buffering", [0, -1])
def test_a_pipe_that_does_not_wait_is_refused_rather_than_cut_short(buffering):
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with open(reading, "rb", buffering=buffering) as file:
        with pytest.raises(ApiValueError, match="non-blocking"):
            Stream(file)
    os.close(writing)


def test_a_download_with_a_timeout_is_a_stream(recording_server):
    recording_server.respond = lambda request: (200, {}, b"film")

    with urllib.request.urlopen(recording_server.host, timeout=20) as file:
        assert is_stream(file)
        assert Stream(file).whole() == b"film"


def test_a_reader_that_has_nothing_yet_is_not_at_its_end():
    class Late:
        def __init__(self):
            self.pieces = [b"abc", None, b"def", b""]

        def read(self, count=-1):
            return self.pieces.pop(0) if count else b""

    with pytest.raises(ApiValueError, match="nothing to read yet"):
        Stream(Late()).whole()


@pytest.mark.parametrize("piece", ["abc", 5, None])
def test_a_stream_of_anything_but_bytes_is_refused(piece):
    with pytest.raises(ApiTypeError, match="file must give bytes, not"):
        list(Stream(iter([b"abc", piece])).parts(2))


def test_a_pipe_in_text_mode_is_refused():
    reader, writer = os.pipe()
    os.close(writer)
    with os.fdopen(reader, "r") as pipe:
        with pytest.raises(ApiTypeError, match="not in text mode"):
            Stream(pipe)


def test_a_stream_is_read_no_further_than_is_needed():
    taken = []

    def pieces():
        for number in range(10):
            taken.append(number)
            yield b"abc"

    parts = Stream(pieces()).parts(6)
    next(parts)

    assert taken == [0, 1, 2]
