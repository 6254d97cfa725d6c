"""Uploads over real connections: memory, interruption, slow and stalled servers."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from support.emulators import QUICK, emulator
from support.raw_server import RawServer, http

import apivideo
from apivideo.exceptions import ApiTimeoutError, UploadCancelled
from apivideo.model.video import Video
from apivideo.uploads import Cancellation

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MIB = 1024 * 1024
CHUNK = 5 * MIB

VIDEO = http(201, b'{"videoId": "v"}')


class Sink:
    """Takes requests and throws them away; ``before_answer`` and ``block`` slow it down."""

    def __init__(self, block=MIB):
        self.lengths = []
        self.before_block = lambda: None
        self.before_answer = lambda: None
        self._block = block

    def __call__(self, connection):
        buffer = bytearray(self._block)
        while True:
            head = b""
            while b"\r\n\r\n" not in head:
                more = connection.recv(65536)
                if not more:
                    return
                head += more
            head, _, rest = head.partition(b"\r\n\r\n")
            length = int(re.search(rb"content-length: *(\d+)", head.lower()).group(1))
            left = length - len(rest)
            while left:
                self.before_block()
                count = connection.recv_into(buffer, min(left, len(buffer)))
                if not count:
                    return
                left -= count
            self.lengths.append(length)
            self.before_answer()
            connection.sendall(VIDEO)


def videos_of(host, **settings):
    client = apivideo.ApiClient(apivideo.Configuration(host=host, **settings))
    return apivideo.apis.VideosApi(client)


def sparse(path, size):
    with open(str(path), "wb") as file:
        file.truncate(size)
    return str(path)


def run_script(script, *arguments):
    command = [sys.executable, "-c", script] + [str(one) for one in arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, universal_newlines=True)


def upload_threads():
    return [one for one in threading.enumerate() if one.name.startswith("apivideo-upload")]


# ---- connections and memory --------------------------------------------------


def test_parts_that_follow_each_other_share_a_connection():
    sink = Sink()

    with RawServer(sink) as server:
        videos = videos_of(server.host, chunk_size=CHUNK, upload_concurrency=1)
        videos.upload("v", bytes(3 * CHUNK))
        videos.upload("v", bytes(3 * CHUNK))
        videos.api_client.close()

        assert server.connections == 1

    assert len(sink.lengths) == 6


def test_parts_that_travel_at_once_have_a_connection_each_and_keep_it():
    sink, together = Sink(), threading.Barrier(3)
    sink.before_answer = lambda: together.wait(20)

    with RawServer(sink) as server:
        videos = videos_of(server.host, chunk_size=CHUNK, upload_concurrency=3)
        videos.upload("v", bytes(3 * CHUNK))
        videos.upload("v", bytes(3 * CHUNK))
        videos.api_client.close()

        assert server.connections == 3


MEASURE = """
import resource, sys
import apivideo

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

host, path = sys.argv[1:]
configuration = apivideo.Configuration(host=host, chunk_size=128 * 1024 * 1024)
with apivideo.ApiClient(configuration) as client:
    videos = apivideo.apis.VideosApi(client)
    videos.upload("v", b"a small one, so that everything is loaded")
    before = peak()
    videos.upload("v", path)
    print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere ru_maxrss counts in other units")
def test_an_upload_needs_little_memory_however_large_the_file_and_its_parts(tmp_path):
    sink = Sink()

    with RawServer(sink) as server:
        process = run_script(MEASURE, server.host, sparse(tmp_path / "film.mp4", 2048 * MIB))
        grown = int(process.communicate()[0]) * 1024

    assert len(sink.lengths) == 1 + 16
    assert sum(sink.lengths[1:]) > 2048 * MIB
    assert grown < 8 * MIB


# ---- stopping ----------------------------------------------------------------


class Stall:
    """A server that reads heads, and then nothing, or everything but gives no answer."""

    def __init__(self, connections, reads_all=False):
        self.all_stalled = threading.Event()
        self.over = threading.Event()
        self._left = connections
        self._reads_all = reads_all
        self._lock = threading.Lock()

    def __call__(self, connection):
        if self._reads_all:
            left = int(re.search(rb"content-length: *(\d+)", self._head(connection)).group(1))
            while left:
                left -= len(connection.recv(min(left, MIB)))
        else:
            self._head(connection)
        with self._lock:
            self._left -= 1
            if not self._left:
                self.all_stalled.set()
        self.over.wait(60)

    @staticmethod
    def _head(connection):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += connection.recv(1)
        return head.lower()


@pytest.mark.parametrize("reads_all", [False, True], ids=["in the body", "before the answer"])
@pytest.mark.parametrize("concurrency", [1, 3])
def test_cancelling_cuts_the_connections_of_a_server_that_stalls(concurrency, reads_all):
    stall, switch, caught = Stall(concurrency, reads_all), Cancellation(), []

    def upload(videos):
        try:
            videos.upload("v", bytes(4 * CHUNK), cancel=switch)
        except UploadCancelled as error:
            caught.append(error)

    with RawServer(stall) as server:
        videos = videos_of(server.host, chunk_size=CHUNK, upload_concurrency=concurrency)
        thread = threading.Thread(target=upload, args=(videos,))
        thread.start()
        assert stall.all_stalled.wait(20)
        switch.cancel()
        thread.join(20)
        left = [thread.is_alive(), upload_threads()]
        stall.over.set()

    assert left == [False, []]
    assert (caught[0].confirmed, caught[0].total, caught[0].part) == (0, 4 * CHUNK, 1)


INTERRUPTED = """
import signal, sys, threading
import apivideo

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
host, path, concurrency = sys.argv[1:]
configuration = apivideo.Configuration(
    host=host, chunk_size=5 * 1024 * 1024, upload_concurrency=int(concurrency)
)
with apivideo.ApiClient(configuration) as client:
    try:
        apivideo.apis.VideosApi(client).upload("v", path)
    except KeyboardInterrupt:
        print("interrupted", [one.name for one in threading.enumerate()])
"""


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
@pytest.mark.parametrize("concurrency", [1, 3])
def test_control_c_ends_an_upload_at_once_and_leaves_no_thread(tmp_path, concurrency):
    stall = Stall(concurrency)

    with RawServer(stall) as server:
        path = sparse(tmp_path / "film.mp4", 4 * CHUNK)
        process = run_script(INTERRUPTED, server.host, path, concurrency)
        assert stall.all_stalled.wait(20)
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=20)[0]
        stall.over.set()

    assert output == "interrupted ['MainThread']\n"
    assert process.returncode == 0


KILLED = """
import sys
import apivideo

host, path = sys.argv[1:]
configuration = apivideo.Configuration(host=host, chunk_size=5 * 1024 * 1024)
with apivideo.AuthenticatedApiClient("test-key", configuration=configuration) as client:
    video = client.videos.create({"title": "killed"})
    print(video.video_id, flush=True)
    client.videos.upload(video.video_id, path, on_progress=lambda one: print(one.sent, flush=True))
"""


@pytest.fixture(scope="module")
def quick_host(tmp_path_factory):
    """The address of an emulator whose videos can be fetched at once."""
    directory = str(tmp_path_factory.mktemp("emulator"))
    with emulator(directory, *QUICK) as host:
        yield host


KILLS = int(os.environ.get("APIVIDEO_TEST_KILLS", "5"))


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
@pytest.mark.parametrize("share", [one / (KILLS - 1) for one in range(KILLS)])
def test_an_upload_goes_on_after_its_process_was_killed(quick_host, tmp_path, share):
    path = tmp_path / "film.mp4"
    content = os.urandom(1000) * (8 * CHUNK // 1000)
    path.write_bytes(content)
    process = run_script(KILLED, quick_host, path)
    video_id = process.stdout.readline().strip()
    for line in process.stdout:
        if int(line) >= share * len(content):
            break
    process.kill()
    process.communicate()
    configuration = apivideo.Configuration(host=quick_host, chunk_size=CHUNK)

    with apivideo.AuthenticatedApiClient("test-key", configuration=configuration) as client:
        video = client.videos.upload(video_id, path, resume=True)

    assert video.video_id == video_id
    assert downloaded(video) == content


def downloaded(video):
    from urllib.request import urlopen

    with urlopen(video.assets.mp4) as answer:
        return answer.read()


# ---- slow and stalled servers ------------------------------------------------


def test_a_slow_but_living_upload_is_not_given_up():
    patience = 1.5  # less than the upload takes, much more than one pause
    pause = threading.Event()
    sink = Sink(block=64 * 1024)
    sink.before_block = lambda: pause.wait(0.04)  # 48 of them or more

    with RawServer(sink, receive_buffer=32 * 1024) as server:
        videos = videos_of(server.host, max_attempts=1, request_timeout=(10, patience))
        video = videos.upload("v", bytes(3 * MIB))
        videos.api_client.close()

    assert video.video_id == "v"


@pytest.mark.parametrize("reads_all", [False, True], ids=["in the body", "before the answer"])
def test_an_upload_that_makes_no_progress_is_given_up(reads_all):
    stall = Stall(1, reads_all)

    with RawServer(stall) as server:
        videos = videos_of(server.host, max_attempts=1, request_timeout=(10, 0.2))
        with pytest.raises(ApiTimeoutError) as caught:
            videos.upload("v", bytes(CHUNK))
        stall.over.set()

    assert caught.value.part == 1


def test_a_refusal_while_the_body_is_on_its_way_is_heard():
    def refuse(connection):
        connection.recv(65536)
        connection.sendall(http(413, json.dumps({"title": "Too large."}).encode()))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(MIB):
            pass

    with RawServer(refuse) as server:
        with pytest.raises(apivideo.ApiException, match="413 Reason: Too large"):
            videos_of(server.host).upload("v", bytes(CHUNK))


def test_a_cancelled_upload_waits_for_no_token():
    cancelled = threading.Event()

    def stall(connection):
        connection.recv(65536)
        switch.cancel()
        cancelled.wait(20)

    switch = Cancellation()
    with RawServer(stall) as server:
        configuration = apivideo.Configuration(server.host, chunk_size=CHUNK, max_attempts=1)
        with closing(apivideo.AuthenticatedApiClient("key", configuration=configuration)) as client:
            with pytest.raises(UploadCancelled) as caught:
                client.videos.upload("v", bytes(3 * CHUNK), cancel=switch)
            with pytest.raises(UploadCancelled) as asked:
                client.videos.upload("v", bytes(3 * CHUNK), cancel=switch, resume=True)
        connections = server.connections
        cancelled.set()

    assert connections == 1
    assert caught.value.total == asked.value.total == 3 * CHUNK
    assert asked.value.video_id == "v"


def test_cancelling_an_upload_does_not_end_the_calls_of_its_listener():
    switch, found = Cancellation(), []
    with RawServer(Sink()) as server:
        client = apivideo.ApiClient(apivideo.Configuration(server.host, max_attempts=1))

        def listener(progress):
            switch.cancel()
            found.append(client.call("POST", "/videos", file=b"abc", returns=Video).video_id)

        videos = apivideo.apis.VideosApi(client)
        with pytest.raises(UploadCancelled):
            videos.upload("v", b"abc", cancel=switch, on_progress=listener)
        client.close()

    assert set(found) == {"v"}


UNKNOWN = """
import signal, socket, sys, threading, time
import apivideo

def getaddrinfo(*name):
    sys.stdout.write("asked\\n")  # at once: others write too
    sys.stdout.flush()
    threading.Event().wait(60)

socket.getaddrinfo = getaddrinfo
signal.signal(signal.SIGINT, signal.default_int_handler)
configuration = apivideo.Configuration(
    host="http://api.example", chunk_size=5 * 1024 * 1024, upload_concurrency=int(sys.argv[1])
)
with apivideo.ApiClient(configuration) as client:
    try:
        apivideo.apis.VideosApi(client).upload("v", bytes(20 * 1024 * 1024))
    except KeyboardInterrupt:
        names = [one.name for one in threading.enumerate()]
        print("interrupted", [one for one in names if one.startswith("apivideo-upload")])
"""


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
@pytest.mark.parametrize("concurrency", [1, 3])
def test_control_c_ends_an_upload_while_the_name_of_its_host_is_looked_up(concurrency):
    process = run_script(UNKNOWN, concurrency)
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=20)[0]

    assert output.endswith("interrupted []\n")
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="a signal of POSIX")
@pytest.mark.parametrize("concurrency", [1, 3])
def test_control_c_ends_an_upload_while_tls_is_agreed_on(tmp_path, concurrency):
    all_stalled, over, left = threading.Event(), threading.Event(), [concurrency]

    def greet(connection):
        connection.recv(1)
        left.append(left.pop() - 1)
        if not left[0]:
            all_stalled.set()
        over.wait(60)

    with RawServer(greet) as server:
        path = sparse(tmp_path / "film.mp4", 4 * CHUNK)
        host = server.host.replace("http:", "https:")
        process = run_script(INTERRUPTED, host, path, concurrency)
        assert all_stalled.wait(20)
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=20)[0]
        over.set()

    assert output == "interrupted ['MainThread']\n"
    assert process.returncode == 0
