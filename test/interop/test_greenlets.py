"""Greenlets of gevent and eventlet share a client, as threads do."""

import threading
from importlib.util import find_spec

import pytest
from support.recording_server import Recorded

TOGETHER = [f"together-{number}" for number in range(6)]
"""Videos whose requests get their responses only when all of them have arrived."""

SECONDS = 30
"""Time for a program; one that does not end is deadlocked."""

NAMES = f"""
NAMES = {TOGETHER!r}
"""

GEVENT = """
import gevent


def together(function, values):
    jobs = [gevent.spawn(function, value) for value in values]
    gevent.joinall(jobs, raise_error=True)
    return [job.value for job in jobs]
"""

EVENTLET = """
import eventlet


def together(function, values):
    return list(eventlet.GreenPool().imap(function, values))
"""

CASES = {
    "gevent": ("gevent", "from gevent import monkey; monkey.patch_all()\n", GEVENT),
    "gevent-without-threads": (
        "gevent",
        "from gevent import monkey; monkey.patch_all(thread=False)\n",
        GEVENT,
    ),
    "eventlet": ("eventlet", "import eventlet; eventlet.monkey_patch()\n", EVENTLET),
    "eventlet-without-threads": (
        "eventlet",
        "import eventlet; eventlet.monkey_patch(thread=False)\n",
        EVENTLET,
    ),
}
"""For each way to patch: the package, the statement that patches, and how to run together."""


FIRST_CALLS = """
client = client_of()
print(*[video.video_id for video in together(client.videos.get, NAMES)])
"""


def beginning(case):
    """The beginning of a program that patches first and imports apivideo after it."""
    _, patch, spawn = CASES[case]
    return patch + spawn + "\nimport apivideo\n" + NAMES


def needs(package):
    """Skip the test if there is no *package*, which is not imported here: it warns at each fork."""
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


@pytest.fixture(params=sorted(CASES))
def patched(request):
    """The beginning of a program, for each way to patch."""
    needs(CASES[request.param][0])
    return beginning(request.param)


@pytest.fixture
def server(server):
    """The service: it responds to the requests for the six videos when all of them are there."""
    meeting = threading.Barrier(len(TOGETHER), timeout=SECONDS)
    usual = server.respond

    def respond(request: Recorded):
        if request.path.startswith("/videos/together"):
            meeting.wait()
        return usual(request)

    server.respond = respond
    yield server
    meeting.abort()


def test_greenlets_get_the_responses_to_their_own_requests(run, patched):
    printed = run(
        patched
        + """
client = client_of(access_token="access")
print(*[video.video_id for video in together(client.videos.get, NAMES)])
""",
        SECONDS,
    )

    assert printed.split() == TOGETHER


def test_greenlets_on_kept_connections_get_their_own_responses(run, patched):
    printed = run(
        patched
        + """
client = client_of(access_token="access")
client.configuration.connection_pool_maxsize = 6
together(client.videos.get, NAMES)
print(*[video.video_id for video in together(client.videos.get, NAMES[::-1])])
""",
        SECONDS,
    )

    assert printed.split() == TOGETHER[::-1]


def test_greenlets_delete_each_their_own_video(run, server, patched):
    run(
        patched
        + """
client = client_of(access_token="access")
together(client.videos.delete, NAMES)
""",
        SECONDS,
    )

    deleted = [request.target for request in server.requests if request.method == "DELETE"]
    assert sorted(deleted) == ["/videos/" + video_id for video_id in TOGETHER]


def test_greenlets_upload_each_their_own_video(run, server, patched):
    run(
        patched
        + """
client = client_of(access_token="access")
together(lambda name: client.videos.upload(name, b"content of " + name.encode()), NAMES)
""",
        SECONDS,
    )

    for video_id in TOGETHER:
        bodies = [
            request.body
            for request in server.requests
            if request.target == "/videos/" + video_id + "/source"
        ]
        assert [b"content of " + video_id.encode() in body for body in bodies] == [True]


def test_the_first_calls_of_greenlets_wait_for_nothing_that_does_not_come(run, patched):
    printed = run(patched + FIRST_CALLS, SECONDS)

    assert printed.split() == TOGETHER


@pytest.mark.parametrize("package", ["eventlet", "gevent"])
def test_the_first_calls_of_greenlets_exchange_the_key_once(run, server, package):
    """Only where locks are those of greenlets, too, can one greenlet wait for another."""
    needs(package)

    run(beginning(package) + FIRST_CALLS, SECONDS)

    assert len(server.exchanges) == 1


@pytest.mark.parametrize("threads", ["True", "False"])
def test_a_program_that_is_patched_late_keeps_its_clients(run, threads):
    needs("gevent")

    printed = run(
        f"""
import apivideo
old = client_of()
old.videos.get("before")
from gevent import monkey; monkey.patch_all(thread={threads})
"""
        + GEVENT
        + NAMES
        + """
new = client_of(access_token="access")
print(*[video.video_id for video in together(new.videos.get, NAMES)])
print(old.videos.get("after").video_id)
print(*[video.video_id for video in together(old.videos.get, ["old-1", "old-2", "old-3"])])
""",
        SECONDS,
    )

    assert printed.split() == TOGETHER + ["after", "old-1", "old-2", "old-3"]


def test_greenlets_look_names_up(run, patched):
    printed = run(
        patched
        + """
import socket
from apivideo._http.attempt import dial
listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(6)
port = listener.getsockname()[1]
print(*[len(dial("localhost", port, 20.0).getpeername()) for _ in range(2)])
""",
        SECONDS,
    )

    assert printed.split() == ["2", "2"]
