"""What can be uploaded: files that are read at any place, and streams that are read once."""

import array
import gzip
import io
import itertools
import os
import pathlib
import sys
import tempfile
import threading
import time
import urllib.request

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo._http.multipart import MultipartBody
from apivideo._http.source import (
    FIRST_BLOCK,
    LARGEST_BLOCK,
    MOST_HELD,
    Source,
    next_block,
)
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.uploads.sources import PartFiles, Stream, is_stream


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
    with pytest.raises(ApiTypeError, match="file must be contiguous bytes"):
        Source(memoryview(b"abcdef")[::2])


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_are_not_cut_one_by_one(kind):
    source = Source(kind(bytes(32 * 1024 * 1024)))
    began = time.process_time()

    for block in source.blocks(1, source.size - 1):
        bytes(block)

    assert time.process_time() - began < 1  # byte by byte, PyPy needs three


def test_a_closed_source_leaves_no_descriptor(path):
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    for _ in range(5):
        with Source(path) as source:
            content(source)

    after = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    assert after == before


# ---- part files ----------------------------------------------------------------

PART = 5 * 1024 * 1024


@pytest.fixture
def files(tmp_path):
    """The paths of two part files."""
    paths = [tmp_path / "1.mp4", tmp_path / "2.mp4"]
    paths[0].write_bytes(b"a" * PART)
    paths[1].write_bytes(b"bcdef")
    return paths


def test_part_files_are_one_source_with_a_part_for_each(files):
    source = PartFiles(files)

    assert (source.name, source.size) == ("1.mp4", PART + 5)
    assert [part[2:4] for part in source.parts] == [(0, PART), (PART, 5)]
    assert content(source) == b"a" * PART + b"bcdef"
    assert joined(source.blocks(PART - 1, 3)) == b"abc"


def test_a_part_file_is_open_only_while_it_is_read(files):
    source = PartFiles(files)
    files[1].rename(files[1].parent / "moved.mp4")

    with pytest.raises(ApiValueError, match=r"file\[1\]: cannot read"):
        list(source.blocks(PART, 5))

    (files[1].parent / "moved.mp4").rename(files[1])
    assert joined(source.blocks(PART, 5)) == b"bcdef"


@pytest.mark.parametrize("changed", [b"bcdefg", b"bcde", b""])
def test_a_part_file_that_has_another_size_when_its_turn_comes_is_refused(files, changed):
    source = PartFiles(files)
    files[1].write_bytes(changed)

    with pytest.raises(ApiValueError, match=r"file\[1\] (has \d bytes now; it had 5|is empty)"):
        list(source.blocks(PART, 5))


@pytest.mark.parametrize("grown", [True, False])
def test_an_open_part_file_that_has_another_size_is_refused_too(grown):
    last = io.BytesIO(b"bcdef")
    source = PartFiles([b"a" * PART, last])
    last.write(b"bcdefgh") if grown else last.truncate(3)

    with pytest.raises(ApiValueError, match="it had 5"):
        list(source.blocks(PART, 5))


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
        assert list(parts_of(Stream(pipe), 10)) == [(b"abc", True)]
        assert not pipe.closed


@given(st.lists(st.binary(max_size=30), min_size=1, max_size=20), st.integers(1, 40))
def test_a_stream_is_gathered_to_full_parts(pieces, length):
    whole = b"".join(pieces)
    if not whole:
        return
    parts = list(parts_of(Stream(iter(pieces)), length))

    assert b"".join(part for part, _ in parts) == whole
    assert all(len(part) == length for part, _ in parts[:-1])
    assert 0 < len(parts[-1][0]) <= length
    assert [last for _, last in parts] == [False] * (len(parts) - 1) + [True]


@given(st.lists(st.binary(max_size=30), max_size=20).filter(any))
def test_a_stream_can_be_had_in_one_piece(pieces):
    assert whole(Stream(iter(pieces))) == b"".join(pieces)


@pytest.mark.parametrize("piece", [bytearray(b"abc"), memoryview(b"abc"), array.array("B", b"abc")])
def test_a_piece_of_a_stream_may_be_any_bytes(piece):
    if isinstance(piece, array.array):
        piece = memoryview(piece)

    assert list(parts_of(Stream(iter([piece])), 10)) == [(b"abc", True)]


@pytest.mark.parametrize("pieces", [[], [b"", b""]])
def test_an_empty_stream_is_refused(pieces):
    with pytest.raises(ApiValueError, match="file is empty"):
        Stream(iter(pieces)).next_part(10)


@pytest.mark.parametrize("at_once", [True, False])
def test_a_stream_may_give_the_same_memory_again_and_again(at_once):
    def pieces():
        memory, file = bytearray(4), io.BytesIO(b"abcdefghij")
        while True:
            count = file.readinto(memory)
            if not count:
                return
            yield memoryview(memory)[:count]

    assert gathered(Stream(pieces()), at_once) == b"abcdefghij"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_stream_may_clear_what_it_gave(at_once):
    def pieces():
        memory = bytearray()
        for number in range(6):
            memory += b"%d" % number * 3
            yield memory
            memory.clear()

    assert gathered(Stream(pieces()), at_once) == b"000111222333444555"


def whole(stream):
    stream.next_part(sys.maxsize)
    return stream.content


def gathered(stream, at_once):
    if at_once:
        return whole(stream)
    return b"".join(one for one, _ in parts_of(stream, 4))


def parts_of(stream, length):
    """The bytes of each part of *stream*, and whether it is the last."""
    while True:
        part = stream.next_part(length)
        if part is None:
            return
        yield joined(stream.blocks(part.start, part.length)), part.is_last


@pytest.mark.skipif(not hasattr(os, "set_blocking"), reason="this system has no such pipes")
@pytest.mark.parametrize("buffering", [0, -1])
def test_a_pipe_that_does_not_wait_is_refused_rather_than_cut_short(buffering):
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with open(reading, "rb", buffering=buffering) as file:
        with pytest.raises(ApiValueError, match="nothing to read yet, and is non-blocking"):
            Stream(file).next_part(10)
    os.close(writing)


def test_a_download_with_a_timeout_is_a_stream(recording_server):
    recording_server.respond = lambda request: (200, {}, b"film")

    with urllib.request.urlopen(recording_server.host, timeout=20) as file:
        assert is_stream(file)
        assert whole(Stream(file)) == b"film"


def test_a_reader_that_has_nothing_yet_is_not_at_its_end():
    class Late:
        def __init__(self):
            self.pieces = [b"abc", None, b"def", b""]

        def read(self, count=-1):
            return self.pieces.pop(0) if count else b""

    with pytest.raises(ApiValueError, match="nothing to read yet"):
        whole(Stream(Late()))


@pytest.mark.parametrize("piece", ["abc", 5, None])
def test_a_stream_of_anything_but_bytes_is_refused(piece):
    with pytest.raises(ApiTypeError, match="file must give bytes, not"):
        list(parts_of(Stream(iter([b"abc", piece])), 2))


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

    Stream(pieces()).next_part(6)

    assert taken == [0, 1, 2]


# ---- what reading must not do --------------------------------------------------


class Everything:
    """A file whose ``read`` takes nought for everything."""

    def __init__(self, data):
        self.data = data

    def read(self, count=None):
        count = count or len(self.data)
        head, self.data = self.data[:count], self.data[count:]
        return head


class Seekable(Everything):
    """The same, but it can be read at any place."""

    def __init__(self, data):
        super().__init__(data)
        self.all = data

    def seek(self, offset, whence=0):
        self.data = self.all[offset + (len(self.all) if whence == 2 else 0) :]
        return len(self.all) - len(self.data)


class Greedy(Seekable):
    """A file that gives more than it was asked for."""

    def read(self, count=None):
        return super().read()


@pytest.mark.parametrize("size", [1, 1000, 3 * FIRST_BLOCK])
def test_a_stream_that_takes_nought_for_everything_loses_nothing(size):
    data = os.urandom(size)

    assert gathered(Stream(Everything(data)), at_once=True) == data
    assert b"".join(one for one, _ in parts_of(Stream(Everything(data)), 700)) == data


@pytest.mark.parametrize("kind", [Seekable, Greedy])
def test_a_file_that_gives_other_lengths_than_asked_for_loses_nothing(kind):
    data = os.urandom(2 * FIRST_BLOCK + 5)

    source = Source(kind(data))

    assert (source.size, content(source)) == (len(data), data)
    assert joined(source.blocks(3, 10)) == data[3:13]


@pytest.mark.parametrize("kind", [Everything, Seekable])
def test_text_is_refused_before_it_is_sent(kind):
    file = kind("some text")

    with pytest.raises(ApiTypeError, match="^file must give bytes, not str"):
        Stream(file).next_part(10) if is_stream(file) else Source(file)


def test_text_in_the_middle_is_refused():
    class Turning(Seekable):
        def read(self, count=None):
            data = super().read(count)
            return data if len(data) < FIRST_BLOCK else data.decode()

    with pytest.raises(ApiTypeError, match="must give bytes, not str"):
        content(Source(Turning(b"a" * 2 * FIRST_BLOCK)))


@pytest.mark.parametrize("error", [OSError, ValueError, EOFError, StopIteration])
def test_what_reading_raises_is_the_cause_of_an_error_that_names_the_argument(error):
    class Failing(Seekable):
        def read(self, count=None):
            raise error("the disk is gone")

    with pytest.raises(ApiTypeError, match="^file must .*the disk is gone") as caught:
        Source(Failing(b"abc"))
    assert isinstance(caught.value.__cause__, error)
    Failing.seekable = lambda self: False
    with pytest.raises(ApiValueError, match="^file: cannot read 'file': the disk is gone"):
        Stream(Failing(b"abc")).next_part(10)


class Asynchronous:
    """As Starlette and aiofiles have it."""

    async def read(self, size=-1):
        return b"abc"

    async def seek(self, offset, whence=0):
        return 0

    def seekable(self):
        return True


@pytest.mark.parametrize("make", [Source, Stream])
def test_an_asynchronous_file_is_refused_with_a_way_out(make):
    with pytest.raises(ApiTypeError, match=r"file is asynchronous .*pass its \.file"):
        make(Asynchronous())


# ---- names ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "file, expected",
    [
        (b"WEBVTT\n\n", "file.vtt"),
        (io.BytesIO(b"\xef\xbb\xbfWEBVTT\n"), "file.vtt"),
        (b"\x89PNG\r\n\x1a\n...", "file.png"),
        (bytearray(b"\xff\xd8\xff\xe0..."), "file.jpg"),
        (Named(b"WEBVTT", "mine"), "mine.vtt"),
        (("mine", b"WEBVTT"), "mine"),
        (("mine.mp4", b"abc"), "mine.mp4"),
        (("a/secret/mine.srt", io.BytesIO(b"abc")), "mine.srt"),
        (b"abc", "file"),
    ],
)
def test_a_source_has_the_name_it_was_given_or_one_with_the_right_extension(file, expected):
    assert Source(file).name == expected


def test_a_name_may_come_with_a_stream():
    file = ("mine.mp4", iter([b"abc"]))

    assert is_stream(file)
    assert (Stream(file).name, whole(Stream(file))) == ("mine.mp4", b"abc")


# ---- pipes by their path -------------------------------------------------------


@pytest.fixture
def named_pipe(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    path = str(tmp_path / "pipe.mp4")
    os.mkfifo(path)
    return path


def test_the_path_of_a_pipe_is_a_stream_that_is_opened_once(named_pipe):
    def write():
        with open(named_pipe, "wb") as pipe:
            pipe.write(b"abcdef")

    assert is_stream(named_pipe)
    writer = threading.Thread(target=write)
    writer.start()
    stream = Stream(named_pipe)

    assert stream.name == "pipe.mp4"
    assert list(parts_of(stream, 4)) == [(b"abcd", False), (b"ef", True)]
    writer.join()


def test_a_pipe_is_refused_by_its_path_where_a_file_is_needed(named_pipe):
    with pytest.raises(ApiTypeError, match="that can be read twice, not a pipe"):
        Source(named_pipe)  # without opening it, which would wait for a writer


# ---- going on after an error ---------------------------------------------------


def test_a_stream_goes_on_where_reading_failed():
    class Shaky:
        def __init__(self):
            self.blocks = [b"abc", OSError("a moment"), b"def", b""]

        def read(self, count):
            block = self.blocks.pop(0)
            if isinstance(block, OSError):
                raise block
            return block

    stream = Stream(Shaky())
    with pytest.raises(ApiValueError, match="a moment"):
        stream.next_part(4)

    assert list(parts_of(stream, 4)) == [(b"abcd", False), (b"ef", True)]


def test_a_stream_that_failed_is_not_taken_for_complete():
    def blocks():
        yield b"abc"
        raise OSError("gone")

    stream = Stream(blocks())
    for message in ("gone", "ended early", "ended early"):
        with pytest.raises(ApiValueError, match=message):
            stream.next_part(4)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_fork_while_a_file_is_read_leaves_no_lock_locked():
    file = io.BytesIO(b"abcdef")
    source = Source(file)
    with source._lock.get():
        process = os.fork()
        if not process:
            os._exit(0 if content(source) == b"abcdef" else 1)

    assert os.waitpid(process, 0)[1] == 0
