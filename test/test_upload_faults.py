"""Uploads to an emulator that fails in every way: what arrives is the file, to the last bit."""

import hashlib
import json
import os
import random
import socket
import threading
from contextlib import closing
from urllib.request import Request, urlopen

import pytest
from support.emulators import QUICK, emulator
from support.waits import Waits

import apivideo
from apivideo.uploads import UploadError

MIB = 1024 * 1024
CHUNK = 5 * MIB
CONTENT = os.urandom(4096) * (4 * CHUNK // 4096) + b"and a little more"


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """The address of an emulator whose videos can be fetched at once, as they were sent."""
    with emulator(str(tmp_path_factory.mktemp("emulator")), *QUICK) as address:
        yield address


def control(host, method, path, document=None):
    data = None if document is None else json.dumps(document).encode()
    headers = {"Content-Type": "application/json"}
    request = Request(host + "/_emulator/" + path, data, headers, method=method)
    with urlopen(request, timeout=20) as answer:
        return json.loads(answer.read().decode() or "null")


@pytest.fixture
def fail(host):
    """Has a fault happen to the next uploads."""

    def place(path, **fault):
        control(host, "POST", "faults", dict(fault, method="POST", path=path))

    yield place
    control(host, "DELETE", "faults")


def client_of(host, **settings):
    configuration = apivideo.Configuration(host=host, chunk_size=CHUNK, **settings)
    waits = Waits()
    return apivideo.AuthenticatedApiClient(
        "test-key", configuration=configuration, clock=waits, sleep=waits.sleep
    )


def until_it_is_there(upload):
    while True:
        try:
            return upload()
        except UploadError as error:
            upload = error.resume


def digest(content):
    return hashlib.sha256(content).hexdigest()


def assert_arrived(video):
    with urlopen(video.assets.mp4, timeout=60) as answer:
        assert digest(answer.read()) == digest(CONTENT)


PASSING = {
    "cut before the body": {"cutRequest": 0},
    "cut in the body": {"cutRequest": MIB},
    "cut near the end of the body": {"cutRequest": CHUNK},
    "answer lost": {"loseResponse": True},
    "answer cut": {"cutResponse": 3},
    "answer garbled": {"garbage": True},
    "408": {"status": 408},
    "429": {"status": 429, "retryAfter": 30},
    "429 with the standard header": {"status": 429, "headers": {"Retry-After": "30"}},
    "429 without a header": {"status": 429},
    "500": {"status": 500},
    "502": {"status": 502},
    "503": {"status": 503, "headers": {"Retry-After": "2"}},
    "504": {"status": 504},
}
FAULTS = dict(PASSING, **{"token expired": {"status": 401}})  # nothing renews an upload token


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("fault", list(FAULTS.values()), ids=list(FAULTS))
def test_whatever_fails_the_file_arrives(host, fail, fault, times):
    with client_of(host) as client:
        video = client.videos.create({"title": "faults"})
        fail("/videos/*/source", times=times, **fault)

        video = until_it_is_there(lambda: client.videos.upload(video.video_id, CONTENT))

        assert_arrived(client.videos.get(video.video_id))


@pytest.mark.parametrize("fault", list(PASSING.values()), ids=list(PASSING))
def test_whatever_fails_a_file_sent_with_a_token_arrives(host, fail, fault):
    with client_of(host) as client:
        token = client.upload_tokens.create_token({}).token
        fail("/upload", times=2, **fault)

        video = until_it_is_there(lambda: client.videos.upload_with_upload_token(token, CONTENT))

        assert_arrived(client.videos.get(video.video_id))


@pytest.mark.parametrize("fault", list(FAULTS.values()), ids=list(FAULTS))
def test_whatever_fails_a_stream_arrives(host, fail, fault):
    with client_of(host) as client:
        video = client.videos.create({"title": "faults"})
        fail("/videos/*/source", times=2, **fault)
        pieces = (CONTENT[start : start + MIB] for start in range(0, len(CONTENT), MIB))

        video = until_it_is_there(lambda: client.videos.upload(video.video_id, pieces))

        assert_arrived(client.videos.get(video.video_id))


def test_a_part_that_stalls_is_sent_again(host, fail):
    with client_of(host, request_timeout=(10, 0.5)) as client:
        video = client.videos.create({"title": "faults"})
        fail("/videos/*/source", hold=True)

        video = client.videos.upload(video.video_id, CONTENT)

        assert_arrived(client.videos.get(video.video_id))


def free_port():
    """A port that nobody is given who asks for any: it has to be free twice."""
    for port in random.sample(range(20000, 30000), 100):
        with socket.socket() as one:
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def test_a_service_that_starts_anew_in_the_middle_loses_nothing(tmp_path):
    port = str(free_port())
    directory = str(tmp_path / "emulator")
    begun, result = threading.Event(), []
    host = "http://127.0.0.1:" + port
    configuration = apivideo.Configuration(host=host, chunk_size=CHUNK, upload_concurrency=2)
    configuration.retry_base = configuration.retry_cap = 0.2
    configuration.max_attempts, configuration.deadline = 10000, float("inf")

    def upload(client, video_id):
        def listen(progress):
            if progress.sent:
                begun.set()

        try:
            result.append(client.videos.upload(video_id, CONTENT, on_progress=listen).video_id)
        except apivideo.ApiVideoError as error:
            result.append(error)

    with closing(
        apivideo.AuthenticatedApiClient("test-key", configuration=configuration)
    ) as client:
        with emulator(directory, "--port", port, *QUICK):
            video_id = client.videos.create({"title": "restart"}).video_id
            thread = threading.Thread(target=upload, args=(client, video_id))
            thread.start()
            assert begun.wait(60)
        with emulator(directory, "--port", port, *QUICK):
            thread.join(180)
            assert result == [video_id]
            assert_arrived(client.videos.get(video_id))
