"""The first calls of a process import nothing, so that forks and signals do them no harm.

A child that is forked while another thread imports a module waits for ever for that import. A
signal handler that runs meanwhile finds half a module.
"""

import os
import signal
import subprocess
import sys
import tempfile
import threading

import pytest
from support.fake_rest import FakeRest, answer
from support.recording_server import RecordingServer

import apivideo

PROGRAM = """
import io, os, signal, sys, threading
import apivideo
from apivideo.model_utils import file_type

host, way, kind, path = sys.argv[1:]
configuration = apivideo.Configuration(host=host)
client = apivideo.AuthenticatedApiClient("key", configuration=configuration)
delegated = apivideo.ApiClient(configuration)


def refused(kind, call):
    try:
        call()
    except kind:
        return
    raise AssertionError("it was not refused")


def dates():
    video = client.videos.get("v")
    assert video.published_at == video.updated_at
    plays = client.analytics.get_videos_plays(from_="2024-05-28", dimension="country")
    assert plays.data == []


CALLS = {
    "get": lambda: client.videos.get("v"),
    "list": lambda: client.videos.list(metadata={"a": ["b"]}, tags=["c"]),
    "create": lambda: client.videos.create({"title": "film"}, idempotency_key="order-7"),
    "update": lambda: client.live_streams.update("l", {"name": "stream"}),
    "delete": lambda: client.webhooks.delete("w"),
    "upload": lambda: client.videos.upload("v", ("a.mp4", b"abc")),
    "upload of a list": lambda: client.videos.upload("v", [io.BytesIO(b"abc")]),
    "upload of a stream": lambda: client.videos.upload("v", iter([b"abc"])),
    "upload with a token": lambda: delegated.videos.upload_with_upload_token("to", b"abc"),
    "session": lambda: client.videos.create_upload_progressive_session("v").upload_last_part(b"a"),
    "thumbnail": lambda: client.videos.upload_thumbnail("v", b"abc"),
    "publish": lambda: client.videos.publish(b"abc", title="film", wait="playable"),
    "download": lambda: client.videos.download("v", path, overwrite=True),
    "download of a private video": lambda: client.videos.download("private", path, overwrite=True),
    "async_req": lambda: client.videos.get("v", async_req=True).get(20),
    "tuple": lambda: client.videos.get("v", _return_http_data_only=False, _request_timeout=9.5),
    "raw": lambda: client.videos.get("v", _preload_content=False).read(),
    "call_api": lambda: client.call_api("/videos", "GET", response_type=(dict,)),
    "form": lambda: client.call_api("/videos", "POST", post_params={"a": "b"}),
    "file": lambda: client.call_api("/file", "GET", response_type=(file_type,))[0].close(),
    "request": lambda: client.request("GET", host + "/videos"),
    "connect": lambda: client.connect(),
    "retry": lambda: client.videos.get("later"),
    "error": lambda: refused(apivideo.NotFoundException, lambda: client.videos.get("missing")),
    "dates": dates,
}


class Finder:
    # Calls *meet* with the name of each module that is about to be imported.

    def __init__(self, meet):
        self.meet = meet
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        self.meet(name)


def imports():
    Finder(lambda name: print(one, "imports", name))
    known = set(sys.modules)
    for one in CALLS:
        CALLS[one]()
    print("\\n".join(set(sys.modules) - known))
    sys.meta_path.pop(0)


def fork():
    arrived, go_on, parent = threading.Event(), threading.Event(), os.getpid()

    def hold(request):
        is_main = threading.current_thread() is threading.main_thread()
        if os.getpid() == parent and not is_main:
            arrived.set()
            go_on.wait(30)

    Finder(hold)
    client.before_request.append(hold)
    thread = threading.Thread(target=CALLS[kind], daemon=True)
    thread.start()
    arrived.wait(30)
    child = os.fork()
    if child == 0:
        signal.alarm(30)  # ends a child that waits for ever
        CALLS[kind]()
        os._exit(0)
    print(os.waitpid(child, 0)[1] or "")
    go_on.set()
    thread.join(30)


def handler():
    handled = []

    def interrupt(request):
        if not handled:
            handled.append("begun")
            os.kill(os.getpid(), signal.SIGUSR1)

    signal.signal(signal.SIGUSR1, lambda *arguments: handled.append(CALLS[kind]()))
    Finder(interrupt)
    client.before_request.append(interrupt)
    CALLS[kind]()
    print("" if len(handled) == 2 else "not interrupted")


{"imports": imports, "fork": fork, "handler": handler}[way]()
"""

VIDEO = {"videoId": "v", "title": "film", "publishedAt": "2024-05-28T11:15:07Z"}
VIDEO["updatedAt"] = "2024-05-28T11:15:07+00:00"
DATES = {
    "Date": "Thu, 28 May 2024 11:15:07 GMT",
    "Retry-After": "Thu, 28 May 2024 11:15:06 GMT",
}


def respond(request):
    if request.path.endswith("/missing"):
        return 404, {}, {"title": "gone"}
    if request.path.endswith("/later") and not respond.was_busy:
        respond.was_busy = True
        return 503, DATES, {}
    if request.method == "GET" and request.path.rpartition("/")[2] in ("videos", "plays"):
        return 200, {}, {"data": [], "pagination": {"currentPage": 1, "pagesTotal": 1}}
    if request.path.endswith("/status"):
        return 200, {}, {"encoding": {"playable": True}}
    if request.path.endswith(".mp4"):
        part = {"ETag": '"1"', "Content-Range": "bytes 0-0/1"}
        return 206, part, b"x"
    if request.path.endswith("/session"):
        return 200, {}, {"session_token": "s"}
    token = "/token/t" * request.path.endswith("private")
    mp4 = "http://{}/vod{}/film.mp4".format(request.headers["Host"], token)
    return 200, {}, dict(VIDEO, assets={"mp4": mp4})


def ran(way, kind=""):
    respond.was_busy = False
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path))
    with RecordingServer(respond) as server, tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "film.mp4")
        command = [sys.executable, "-W", "ignore", "-c", PROGRAM, server.host, way, kind, path]
        return subprocess.check_output(command, env=environment, timeout=90).decode().split("\n")


def test_no_call_imports_anything():
    assert [line for line in ran("imports") if line.strip()] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("kind", ["get", "upload", "async_req", "call_api", "connect"])
def test_a_child_forked_during_the_first_call_makes_calls(kind):
    assert [line for line in ran("fork", kind) if line.strip()] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has other signals")
@pytest.mark.parametrize("kind", ["get", "upload", "async_req", "call_api", "connect"])
def test_a_signal_handler_makes_the_call_that_it_interrupts(kind):
    assert [line for line in ran("handler", kind) if line.strip()] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_child_does_not_count_the_requests_that_its_parent_has_in_flight():
    arrived, go_on, parent = threading.Semaphore(0), threading.Event(), os.getpid()
    limited = {"X-RateLimit-Limit": "9", "X-RateLimit-Remaining": "1"}
    limited["X-RateLimit-Retry-After"] = "60"

    class Rest(FakeRest):
        def send(self, request):
            if os.getpid() == parent:
                arrived.release()
                assert go_on.wait(60)
            return answer(200, VIDEO, limited)

    waits = []
    client = apivideo.ApiClient(rest_client=Rest(), sleep=waits.append)
    threads = [threading.Thread(target=client.videos.get, args=("v",)) for _ in range(2)]
    for thread in threads:
        thread.start()
        assert arrived.acquire(timeout=20)
    child = os.fork()
    if child == 0:
        signal.alarm(30)  # ends a child that waits for ever
        client.videos.get("v")
        client.videos.get("v")
        os._exit(len(waits))
    status = os.waitpid(child, 0)[1]
    go_on.set()
    for thread in threads:
        thread.join(20)

    assert status == 0
