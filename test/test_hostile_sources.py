"""Files of every kind and mood: the right bytes arrive, or an exception of ours names the file."""

import array
import bz2
import functools
import gzip
import io
import itertools
import lzma
import os
import pathlib
import socket
import subprocess
import sys
import tarfile
import tempfile
import threading
import urllib.request
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_rest import answer
from support.fake_service import FakeService
from support.raw_server import RawServer, read_request
from support.scripted_server import ScriptedServer

import apivideo
from apivideo._http.source import Source
from apivideo.apis import CaptionsApi, VideosApi
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    UploadError,
)
from apivideo.model.video import Video
from apivideo.uploads.plan import LARGEST_FILE, LARGEST_REQUEST, Part
from apivideo.uploads.sources import Stream, is_stream
from apivideo.uploads.upload import Target, Upload

DATA = bytes(range(256)) * 3000  # more than two blocks


class File:
    """A file object of the caller: *faults* are what its methods and attributes do instead."""

    name = "film.mp4"

    def __init__(self, data=DATA, seekable=True, **faults):
        self.inner, self.is_seekable, self.faults = io.BytesIO(data), seekable, faults

    def seekable(self):
        return self.act("seekable", lambda: self.is_seekable)

    def read(self, size=-1):
        return self.act("read", self.inner.read, size)

    def seek(self, offset, whence=0):
        return self.act("seek", self.inner.seek, offset, whence)

    def tell(self):
        return self.act("tell", self.inner.tell)

    def act(self, method, default, *arguments):
        return self.faults.get(method, lambda file, *given: default(*given))(self, *arguments)


class Named(File):
    def __init__(self, name):
        super().__init__()
        self._name = name

    @property
    def name(self):
        if isinstance(self._name, Exception):
            raise self._name
        return self._name


def fail(error):
    def act(file, *arguments):
        raise error

    return act


def fail_later(error):
    """Read one block, and then fail."""

    def act(file, *arguments):
        if file.inner.tell() > 200000:
            raise error
        return file.inner.read(*arguments)

    return act


def seek_without_result(file, *arguments):
    file.inner.seek(*arguments)


def give(value):
    return lambda file, *arguments: value


async def asynchronous(*arguments):
    return b"abc"


def pieces(*given):
    for one in given:
        if isinstance(one, BaseException):
            raise one
        yield one


def raising_inside():
    yield b"abc"
    next(iter(()))  # a RuntimeError, outside


class AsyncPieces:
    def __aiter__(self):
        return self


class BadIterable:
    def __init__(self, result):
        self.result = result

    def __iter__(self):
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


class AsyncFile:
    read = seek = seekable = asynchronous


class Partial(File):
    def __init__(self, read):
        super().__init__()
        self.read = read


class Attributes:
    def __getattr__(self, name):
        raise KeyError(name)


class Path(os.PathLike):
    def __init__(self, result):
        self.result = result

    def __fspath__(self):
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


def released():
    view = memoryview(DATA)
    view.release()
    return view


def closed(file):
    file.close()
    return file


ERRORS = [
    StopIteration("x"),
    StopAsyncIteration("x"),
    ConnectionResetError("x"),
    BlockingIOError("x"),
    ValueError("x"),
    EOFError("x"),
    KeyError("x"),
    RuntimeError("x"),
    zlib.error("x"),
    zipfile.BadZipFile("x"),
    ApiConnectionError("x"),
    Exception(),
]
RESULTS = [None, 5, 0, "text", "", [], [b"a"], True, array.array("B", b"abc"), object()]

HOSTILE = {
    "too long": lambda: File(
        seek=lambda file, offset, whence=0: LARGEST_FILE + 1 if whence else offset
    ),
    "attributes that raise": lambda: Attributes(),
    "seekable raises": lambda: File(seekable=fail(KeyError("x"))),
    "tell raises": lambda: File(seek=give(None), tell=fail(KeyError("x"))),
    "iter raises": lambda: BadIterable(KeyError("x")),
    "iter gives a number": lambda: BadIterable(5),
    "a generator that ran out inside": raising_inside,
    "numbers": lambda: range(5),
    "texts": lambda: {"a": 1},
    "released memory": lambda: released(),
    "several places": lambda: memoryview(DATA)[::2],
    "read is no method": lambda: type("Odd", (), {"read": 5, "seek": 5})(),
    "read without a size": lambda: type("Odd", (), {"read": lambda self: DATA})(),
    "async read": lambda: AsyncFile(),
    "async read in a partial": lambda: Partial(functools.partial(asynchronous)),
    "read gives a coroutine": lambda: File(read=lambda *given: asynchronous()),
    "a stream gives a coroutine": lambda: File(seekable=False, read=lambda *given: asynchronous()),
    "seek gives a coroutine": lambda: File(seek=lambda *given: asynchronous()),
    "an async iterable": AsyncPieces,
    "an iterable of coroutines": lambda: (asynchronous() for _ in range(1)),
    "a broken gzip": lambda: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(DATA)[:-30])),
    "a closed file": lambda: closed(io.BytesIO(DATA)),
    "text mode": lambda: io.TextIOWrapper(io.BytesIO(DATA)),
    "a path that is a number": lambda: Path(5),
    "a path that raises": lambda: Path(KeyError("x")),
    "a path with a null": lambda: "a\0b",
    "size too small": lambda: File(
        seek=lambda file, offset, whence=0: file.inner.seek(offset, whence) - whence
    ),
    "size too large": lambda: File(
        seek=lambda file, offset, whence=0: file.inner.seek(offset, whence) + whence
    ),
    "never moves": lambda: File(
        seek=lambda file, offset, whence=0: len(DATA) if whence else offset
    ),
    "seeks elsewhere": lambda: File(
        seek=lambda file, offset, whence=0: file.inner.seek(offset // 2, whence)
    ),
}
for size in (-1, -5, "x", 1.5, object(), True, 10**30):
    HOSTILE[f"seek gives {str(size)[:9]}"] = lambda size=size: File(seek=give(size))
for one in ERRORS:
    kind = type(one).__name__
    for method in ("read", "seek", "tell"):
        HOSTILE[f"{method} raises {kind}"] = lambda one=one, method=method: File(
            **dict({"seek": seek_without_result}, **{method: fail(one)})
        )
    HOSTILE[f"read raises {kind} later"] = lambda one=one: File(read=fail_later(one))
    HOSTILE[f"a stream raises {kind}"] = lambda one=one: File(seekable=False, read=fail(one))
    HOSTILE[f"a stream raises {kind} later"] = lambda one=one: File(
        seekable=False, read=fail_later(one)
    )
    HOSTILE[f"an iterable raises {kind}"] = lambda one=one: map(fail(one), [1])
for one in RESULTS:
    kind = f"{type(one).__name__} {str(one)[:5]}"
    HOSTILE[f"read gives {kind}"] = lambda one=one: File(read=give(one))
    HOSTILE[f"a stream gives {kind}"] = lambda one=one: File(seekable=False, read=give(one))
    HOSTILE[f"an iterable gives {kind}"] = lambda one=one: pieces(b"abc", one)


class Service(FakeService):
    """The service, which keeps what was sent as any other file as well."""

    def send(self, request):
        request.headers.setdefault("Content-Range", "part 1/1")
        return super().send(request)

    def _video(self, path, fields):
        return super()._video(path if path.endswith("source") else "videos/v", fields)


def client_of(service):
    return apivideo.ApiClient(apivideo.Configuration(max_attempts=1), rest_client=service)


def upload(client, file):
    VideosApi(client).upload("v", file)


def upload_captions(client, file):
    CaptionsApi(client).upload("v", "en", file)


def upload_as_session(client, file):
    VideosApi(client).create_upload_progressive_session("v").upload_last_part(file)


def upload_as_list(client, file):
    VideosApi(client).upload("v", [file])


WAYS = [upload, upload_captions, upload_as_session, upload_as_list]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("make", list(HOSTILE.values()), ids=list(HOSTILE))
def test_a_hostile_file_arrives_as_it_is_or_is_refused_by_name(make, way):
    service = Service()

    try:
        way(client_of(service), make())
    except (ApiTypeError, ApiValueError) as error:
        assert "file" in str(error)
        assert not any(video.is_whole for video in service.videos.values())
    else:
        assert service.videos["v"].content == DATA


# ---- what is read on after an error ---------------------------------------------------------


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("way", [upload, upload_as_session])
def test_a_stream_that_fails_for_a_moment_is_read_on_where_it_was(way, last):
    failures = [ConnectionResetError("gone"), None]

    def read(file, size):
        if failures and file.inner.tell() > (len(DATA) - 1 if last else 200000):
            return give(None)(file) if failures[0] is None else fail(failures.pop(0))(file)
        return file.inner.read(size)

    service = Service()
    with pytest.raises(UploadError, match="file: cannot read 'film.mp4': gone") as caught:
        way(client_of(service), File(seekable=False, read=read))
    assert isinstance(caught.value.__cause__.__cause__, ConnectionResetError)
    with pytest.raises(UploadError, match="nothing to read yet") as again:
        caught.value.resume()
    failures.clear()

    if last:  # its end may be due to the failure
        with pytest.raises(UploadError, match="ended early"):
            again.value.resume()
    else:
        again.value.resume()
        assert service.videos["v"].content == DATA


def test_a_stream_that_failed_in_a_session_is_read_on_when_it_is_handed_over_again():
    failures = [OSError("gone")]

    def read(file, size):
        if failures and file.inner.tell():
            raise failures.pop()
        return file.inner.read(size)

    file = File(seekable=False, read=read)
    service = Service()
    session = VideosApi(client_of(service)).create_upload_progressive_session("v")
    with pytest.raises(UploadError):
        session.upload_last_part(file)

    session.upload_last_part(file)

    assert service.videos["v"].content == DATA


def test_what_a_reader_has_not_yet_is_no_failure():
    given = [b"abc", None, b""]
    service = Service()
    with pytest.raises(UploadError, match="nothing to read yet") as caught:
        upload(client_of(service), File(seekable=False, read=lambda *_: given.pop(0)))

    caught.value.resume()

    assert service.videos["v"].content == b"abc"


@pytest.mark.parametrize("way", [upload, upload_as_session])
def test_what_is_no_bytes_in_a_stream_is_never_left_out(way):
    with pytest.raises(UploadError, match="must give bytes, not str") as caught:
        way(client_of(Service()), iter([b"abc", "def", b"ghi"]))

    for _ in range(2):
        with pytest.raises(UploadError, match="must give bytes, not str"):
            caught.value.resume()


def test_bytes_that_call_themselves_empty_are_sent():
    class Lying(bytes):
        def __len__(self):
            return 0

    given = [Lying(b"abc"), b"def", b""]
    service = Service()
    upload(client_of(service), File(seekable=False, read=lambda *_: given.pop(0)))

    assert service.videos["v"].content == b"abcdef"


def test_a_stream_of_nothing_can_be_cancelled():
    switch = apivideo.uploads.Cancellation()

    def nothing():
        for number in itertools.count():
            if number == 1000:
                switch.cancel()
            yield b""

    with pytest.raises(apivideo.uploads.UploadCancelled):
        VideosApi(client_of(Service())).upload("v", nothing(), cancel=switch)


# ---- any division of any bytes --------------------------------------------------------------


class Reader:
    """Reads *data* in *lengths*, as *kind* says, from one place in memory where it can be."""

    def __init__(self, data, lengths, kind):
        self.data, self.lengths, self.kind, self.at = data, itertools.cycle(lengths), kind, 0
        self.memory = bytearray()

    def read(self, size=-1):
        length = max(1, next(self.lengths))
        length = min(length, size) if size >= 0 else length
        block = self.data[self.at : self.at + length]
        self.at += len(block)
        if self.kind == "bytes":
            return block
        self.memory[:] = block  # fails while somebody holds a view of it
        return self.memory if self.kind == "bytearray" else memoryview(self.memory)

    def __iter__(self):
        block = self.read()
        while len(block):
            yield block
            block = None
            block = self.read()


class Seekable(Reader):
    def seek(self, offset, whence=0):
        self.at = offset + (len(self.data) if whence else 0)

    def tell(self):
        return self.at


def wide(data, lengths, kind):
    """An iterable of views with items of several bytes."""
    size = array.array("i").itemsize
    for block in iter(Reader(data, [one * size for one in lengths], "bytes")):
        count = len(block) // size * size
        yield memoryview(array.array("i", block[:count]))
        yield block[count:]


DIVISIONS = {
    "a stream": Reader,
    "a file": Seekable,
    "an iterable": lambda *arguments: iter(Reader(*arguments)),
    "wide items": wide,
    "a list": lambda *arguments: [Seekable(*arguments)],
    "bytes": lambda data, *_: data,
    "a view": lambda data, *_: memoryview(bytearray(data)),
}
KINDS = st.sampled_from(["bytes", "bytearray", "memoryview"])
LENGTHS = st.lists(st.integers(0, 70), min_size=1, max_size=5)


@settings(max_examples=200)
@given(
    st.binary(min_size=1, max_size=300),
    LENGTHS,
    KINDS,
    st.sampled_from(sorted(DIVISIONS)),
    st.integers(1, 40),
)
def test_bytes_in_any_division_arrive_whole_and_in_order(data, lengths, kind, way, chunk_size):
    service = Service([None, "500", "lost"])
    client = apivideo.ApiClient(rest_client=service, sleep=lambda seconds: None)
    target = Target(client, "/videos/{video_id}/source", path_params={"video_id": "v"})
    divided = Upload(target, DIVISIONS[way](data, lengths, kind), Video, check=False)
    divided._chunk_size = chunk_size

    divided.run()

    assert service.videos["v"].content == data


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.binary(min_size=1, max_size=99), LENGTHS, KINDS), min_size=1, max_size=5),
    st.sampled_from(sorted(set(DIVISIONS) - {"a list"})),
)
def test_bytes_in_any_division_arrive_whole_in_a_session(parts, way):
    service = Service([None, "500", "lost"])
    client = apivideo.ApiClient(rest_client=service, sleep=lambda seconds: None)
    session = VideosApi(client).create_upload_progressive_session("v")

    for data, lengths, kind in parts[:-1]:
        session.upload_part(DIVISIONS[way](data, lengths, kind))
    data, lengths, kind = parts[-1]
    session.upload_last_part(DIVISIONS[way](data, lengths, kind))

    assert service.videos["v"].content == b"".join(data for data, _, _ in parts)


def test_memory_that_is_reused_by_two_uploads_of_one_file_is_not_mixed_up():
    file = Seekable(DATA, [999], "memoryview")
    one, other = Source(file).blocks(0, 2000), Source(file).blocks(5000, 2000)

    assert bytes(next(one)) == DATA[:999] and bytes(next(other)) == DATA[5000:5999]
    first = next(one)
    next(other)
    assert bytes(first) == DATA[999:1998]


# ---- limits ---------------------------------------------------------------------------------


@pytest.fixture
def large(tmp_path):
    """The path of a file with the most bytes that a request may have."""
    path = tmp_path / "large.mp4"
    with open(str(path), "wb") as file:
        file.truncate(LARGEST_REQUEST)
    return path


def test_a_list_of_more_bytes_than_the_service_takes_is_refused_before_anything_is_sent(large):
    service = Service()

    with pytest.raises(ApiValueError, match="52638515200 bytes; the service takes 52428800000"):
        upload(client_of(service), [large] * 251)

    assert service.headers == []


def test_a_part_of_a_session_that_is_too_large_is_refused_before_it_is_sent(large):
    service = Service()
    session = VideosApi(client_of(service)).create_upload_progressive_session("v")
    with open(str(large), "ab") as file:
        file.write(b"a")

    with pytest.raises(ApiValueError, match="file has 209715201 bytes; the service takes 2097152"):
        session.upload_part(large)

    session.upload_last_part(b"abc")
    assert service.headers == ["part 1/1"]


def test_a_stream_that_is_too_large_for_a_part_of_a_session_is_read_no_further():
    block, taken = bytes(1024 * 1024), []
    session = VideosApi(client_of(Service())).create_upload_progressive_session("v")

    with pytest.raises(ApiValueError, match="a part has 209715200 bytes at most"):
        session.upload_part(taken.append(1) or block for _ in itertools.count())

    assert len(taken) == 201


def test_a_session_of_more_bytes_than_the_service_takes_is_refused(large):
    class Sink(FakeService):
        def _take(self, path, request, fault):
            return self._answer(201, {"videoId": "v"})

    service = Sink()
    session = VideosApi(client_of(service)).create_upload_progressive_session("v")
    for _ in range(250):
        session.upload_part(large)

    with pytest.raises(ApiValueError, match="52428800001 bytes; the service takes 52428800000"):
        session.upload_last_part(b"a")

    assert len(service.headers) == 250


def test_a_stream_of_too_many_parts_ends_before_the_last_that_is_allowed():
    stream = Stream(iter([bytes(10001)]))
    sent = []

    for _ in range(2):
        with pytest.raises(ApiValueError, match="too long: the service takes 52428800000 bytes"):
            for part in stream.parts(1):
                sent.append(part.number)

    assert sent == [*range(1, 10000), 9999]
    assert [part.is_last for part in Stream(iter([bytes(10000)])).parts(1)][-2:] == [False, True]


def test_a_stream_of_too_many_bytes_ends_before_they_are_sent():
    stream = Stream(iter([b"abc", b"d"]))
    stream._part = Part(7, None, LARGEST_FILE - 13, 10)

    with pytest.raises(ApiValueError, match="too long: the service takes 52428800000 bytes"):
        stream.next_part(3)


# ---- files of the system --------------------------------------------------------------------


def pipe_of(data):
    """The reading end of a pipe into which *data* is written."""
    reading, writing = os.pipe()

    def write():
        with os.fdopen(writing, "wb") as end:
            end.write(data)

    threading.Thread(target=write).start()
    return os.fdopen(reading, "rb")


def terminal_of(data):
    import tty

    own, other = os.openpty()
    tty.setraw(other)
    tty.setraw(own)
    os.write(own, data)
    return os.fdopen(own, "rb"), os.fdopen(other, "rb", 0)


def socket_of(data):
    one, other = socket.socketpair()

    def send():
        other.sendall(data)
        other.close()

    threading.Thread(target=send).start()
    with one:
        return one.makefile("rb")


def archive(data):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/film.mp4", data)
    return zipfile.ZipFile(content).open("a/film.mp4")


def tape(data, mode="r"):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as file:
        member = tarfile.TarInfo("a/film.mp4")
        member.size = len(data)
        file.addfile(member, io.BytesIO(data))
    content.seek(0)
    archive = tarfile.open(fileobj=content, mode=mode)
    return archive.extractfile(archive.next())


def spooled(data, most=10):
    file = tempfile.SpooledTemporaryFile(max_size=most)
    file.write(data)
    return file


def temporary(data):
    file = tempfile.TemporaryFile()
    file.write(data)
    return file


FILES = {
    "pipe": pipe_of,
    "socket": socket_of,
    "zip": archive,
    "tar": tape,
    "gzip": lambda data: gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(data))),
    "bz2": lambda data: bz2.BZ2File(io.BytesIO(bz2.compress(data))),
    "xz": lambda data: lzma.LZMAFile(io.BytesIO(lzma.compress(data))),
    "spooled on disk": spooled,
    "spooled in memory": lambda data: spooled(data, len(data) + 1),
    "temporary": temporary,
}


def received(server):
    """The content of the file in the only request of *server*."""
    (request,) = server.requests
    body = request.partition(b"\r\n\r\n")[2]
    start = body.index(b"\r\n\r\n", body.index(b'name="file"')) + 4
    return body[start : body.rindex(b"\r\n--")]


def send(file):
    """Upload a file over a real connection, and return what arrived of it."""
    with ScriptedServer() as server:
        with apivideo.ApiClient(apivideo.Configuration(server.host)) as client:
            upload(client, file)
        return received(server)


@pytest.mark.parametrize("make", list(FILES.values()), ids=list(FILES))
def test_files_of_every_kind_arrive(make):
    with make(DATA) as file:
        assert send(file) == DATA
        assert not file.closed


def test_the_output_of_a_process_arrives():
    command = [sys.executable, "-c", "import os; os.write(1, bytes(range(256)) * 100)"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert send(process.stdout) == bytes(range(256)) * 100


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="this system has no such paths")
def test_the_path_of_a_descriptor_is_a_stream():
    with pipe_of(DATA) as file:
        path = f"/dev/fd/{file.fileno()}"
        assert is_stream(path)
        assert send(path) == DATA


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals")
def test_a_terminal_is_a_stream_to_its_end():
    own, other = terminal_of(b"abc")
    with own, other:
        assert is_stream(os.ttyname(other.fileno())) and is_stream(other)
        stream = Stream(other)
        assert bytes(stream.content) == b"" and stream.next_part(3 - 1).length == 2


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
def test_the_path_of_a_socket_is_refused(tmp_path):
    path = str(tmp_path / "s")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path)

        with pytest.raises(ApiValueError, match="file: cannot read"):
            upload(client_of(Service()), path)


def test_a_socket_that_does_not_wait_is_not_at_its_end():
    one, other = socket.socketpair()
    with one, other, one.makefile("rb") as file:
        one.setblocking(False)
        other.sendall(b"abc")

        with pytest.raises(UploadError, match="nothing to read yet") as caught:
            upload(client_of(Service()), file)

        other.sendall(b"def")
        other.shutdown(socket.SHUT_WR)
        assert caught.value.resume().video_id == "v"


@pytest.mark.parametrize("length, fits", [(6, True), (9, False)])
def test_a_download_that_was_cut_short_is_not_taken_for_complete(length, fits):
    def answer(connection):
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\nabcdef" % length)

    with RawServer(answer) as server:
        with urllib.request.urlopen(server.host, timeout=20) as file:
            if fits:
                assert send(file) == b"abcdef"
            else:
                with pytest.raises(UploadError, match="3 bytes are missing|IncompleteRead"):
                    upload(client_of(Service()), file)


def test_a_file_of_a_tape_that_goes_one_way_is_refused():
    with tape(DATA, "r|") as file:
        with pytest.raises(ApiVideoError, match="file"):
            send(file)


def test_a_file_in_text_mode_is_told_to_pass_its_buffer():
    reading, writing = os.pipe()
    os.close(writing)
    with open(reading) as file:
        with pytest.raises(ApiTypeError, match=r"in text mode: pass its \.buffer"):
            upload(client_of(Service()), file)


@pytest.mark.skipif(sys.implementation.name == "pypy", reason="PyPy opens a file for os.urandom")
def test_a_file_that_cannot_be_opened_is_named_and_can_be_resumed(tmp_path):
    resource = pytest.importorskip("resource")
    path = tmp_path / "2.mp4"
    path.write_bytes(b"abc")
    service = Service()
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)

    def limit(number):
        resource.setrlimit(resource.RLIMIT_NOFILE, (3 if number == 1 else limits[0], limits[1]))

    service.before_answer = limit
    configuration = apivideo.Configuration(max_attempts=1, upload_concurrency=1)
    client = apivideo.ApiClient(configuration, rest_client=service)
    try:
        with pytest.raises(
            UploadError, match=r"part 2: file\[1\]: cannot read .*open files"
        ) as caught:
            upload(client, [bytes(5 * 1024 * 1024), path])
    finally:
        limit(0)

    caught.value.resume()
    assert service.videos["v"].content.endswith(b"abc")


@pytest.mark.parametrize("becomes", ["nothing", "a directory", "a pipe"])
def test_a_part_file_that_becomes_another_thing_is_named(tmp_path, becomes):
    path = tmp_path / "2.mp4"
    path.write_bytes(b"abc")
    service = Service()

    def replace(number):
        path.unlink()
        if becomes == "a directory":
            path.mkdir()
        elif becomes == "a pipe":
            os.mkfifo(str(path))

    service.before_answer = replace
    configuration = apivideo.Configuration(max_attempts=1, upload_concurrency=1)

    with pytest.raises(UploadError, match=r"part 2: file\[1\]"):
        upload(
            apivideo.ApiClient(configuration, rest_client=service),
            [bytes(5 * 1024 * 1024), path],
        )


# ---- names ----------------------------------------------------------------------------------

VTT = b"WEBVTT\n\n"


@pytest.mark.parametrize(
    "make, name",
    [
        (lambda path: io.BytesIO(VTT), "file.vtt"),
        (lambda path: VTT, "file.vtt"),
        (lambda path: bytearray(b"RIFF\n\0\0\0WEBPVP8 "), "file.webp"),
        (lambda path: temporary(VTT), "file.vtt"),
        (lambda path: spooled(VTT), "file.vtt"),
        (lambda path: path, "ab%22c\u00fc.vtt"),
        (str, "ab%22c\u00fc.vtt"),
        (lambda path: ("x/y/en.vtt", path), "en.vtt"),
        (lambda path: ("x/y/en.vtt", str(path)), "en.vtt"),
        (lambda path: ("en.vtt", VTT), "en.vtt"),
        (lambda path: ("x/", VTT), "file.vtt"),
        (lambda path: ("a\nb.vtt", VTT), "a%0Ab.vtt"),
        (lambda path: Named(KeyError("x")), "file"),
        (lambda path: Named(5), "file"),
        (lambda path: Named(pathlib.Path("x/y.mp4")), "y.mp4"),
        (lambda path: Named(b"x/y.mp4"), "y.mp4"),
        (lambda path: Named("tmpabc"), "tmpabc"),
    ],
)
@pytest.mark.parametrize("way", [upload, upload_captions, upload_as_session, upload_as_list])
def test_the_name_of_a_file_is_sent(tmp_path, make, name, way):
    path = tmp_path / 'ab"c\u00fc.vtt'
    path.write_bytes(VTT)
    file = make(path)
    with ScriptedServer() as server:
        with apivideo.ApiClient(apivideo.Configuration(server.host)) as client:
            way(client, file)
        (request,) = server.requests
    if hasattr(file, "close"):
        file.close()

    assert f'name="file"; filename="{name}"\r\n'.encode() in request


def test_a_temporary_file_with_a_name_gets_an_extension():
    with tempfile.NamedTemporaryFile() as file:
        file.write(VTT)

        assert Source(file).name == os.path.basename(file.name) + ".vtt"


def test_a_name_and_a_path_that_could_be_two_parts_are_refused(tmp_path):
    path = tmp_path / "1.mp4"
    path.write_bytes(VTT)

    with pytest.raises(ApiTypeError, match="file may be a name and a path, or two parts"):
        upload(client_of(Service()), (str(path), str(path)))


class Receiving:
    """Accepts every part of an upload, and counts them."""

    count = 0

    def send(self, request):
        self.count += 1
        return answer(201, {"videoId": "v"})


def test_a_session_has_at_most_ten_thousand_parts():
    rest = Receiving()
    session = VideosApi(
        apivideo.ApiClient(rest_client=rest, clock=lambda: 0.0)
    ).create_upload_progressive_session("v")

    for number in range(10000):
        session.upload_part(b"%d" % number)
    for send in (session.upload_part, session.upload_last_part):
        with pytest.raises(ApiValueError, match="10000 parts, the most that there can be"):
            send(b"one too many")

    assert rest.count == 10000
