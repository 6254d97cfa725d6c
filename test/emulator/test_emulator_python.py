"""The emulator as tests of our users have it: from Python, from pytest, from the command line."""

import os
import pathlib
import subprocess
import sys

import pytest

from apivideo.emulator import BY_HAND, Emulator, Fault, Settings

from .conftest import KEY

ROOT = pathlib.Path(__file__).resolve().parents[2]
STARTED = """
import sys
from apivideo.emulator import Emulator
with Emulator() as emulator:
    print(*{"av", "numpy", "apivideo.api_client", "urllib3"} & set(sys.modules))
"""
ANOTHER = """
with Emulator():
    before = set(sys.modules)
    with Emulator():
        print(*set(sys.modules) - before)
"""
FIRST_REQUEST = """
    from socket import socket
    connection = socket()
    connection.connect(("127.0.0.1", emulator.port))
    before = set(sys.modules)
    head = ["POST /videos HTTP/1.1", "Host: localhost", "Authorization: Basic YTo="]
    head += ["Content-Length: 17", ""]
    connection.sendall("\\r\\n".join([*head, '{"title": "film"}']).encode())
    assert b" 201 " in connection.recv(100)
    print(*set(sys.modules) - before)
"""
LOADED = """
import sys
import apivideo
import apivideo.emulator.pytest_plugin
names = ("werkzeug", "jsonschema", "openapi", "apivideo.emulator")
print(*sorted(name for name in sys.modules if name.startswith(names)))
"""
MODULE = """
import pytest
from apivideo.emulator import Settings

def test_a_video_can_be_uploaded(apivideo_client):
    video = apivideo_client.videos.create({"title": "film"})
    assert apivideo_client.videos.get(video.video_id).title == "film"

def test_each_test_has_an_emulator_of_its_own(apivideo_client, apivideo_emulator):
    assert apivideo_client.videos.list().data == []
    assert apivideo_client.configuration.host == apivideo_emulator.url

class TestWithOtherSettings:
    @pytest.fixture
    def apivideo_emulator_settings(self):
        return Settings(api_key="another key")

    def test_the_settings_are_those_of_the_fixture(self, apivideo_emulator):
        assert apivideo_emulator.settings.api_key == "another key"
"""


def python(*arguments, **variables):
    """What another Python prints."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT), **variables)
    run = subprocess.run(
        [sys.executable, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout
    return run.stdout


def test_a_client_is_ready_to_be_used(emulator):
    client = emulator.client()

    video = client.videos.create({"title": "film"})

    assert [one.video_id for one in client.videos.list().data] == [video.video_id]
    assert KEY not in repr(client)


def test_the_client_of_an_emulator_without_a_key_has_one():
    with Emulator() as emulator:
        assert emulator.client().videos.list().data == []


def test_several_emulators_know_nothing_of_each_other():
    with Emulator() as one, Emulator() as other:
        one.client().videos.create({"title": "film"})

        assert len(one.client().videos.list().data) == 1
        assert other.client().videos.list().data == []
        assert one.url != other.url


def test_an_emulator_can_be_started_again(settings):
    emulator = Emulator(settings)
    with emulator:
        emulator.client().videos.create({"title": "film"})
    with emulator:
        assert len(emulator.client().videos.list().data) == 1


def test_what_needs_a_running_emulator_says_so():
    with pytest.raises(RuntimeError):
        Emulator().encode("vi")


@pytest.fixture
def by_hand(tmp_path, clock):
    with Emulator(Settings(encoding_seconds=BY_HAND, media=False, clock=clock)) as emulator:
        yield emulator


def test_encoding_by_hand_waits_for_the_hand(by_hand, connect, clock):
    client = connect(port=by_hand.port)
    video = client.create()
    path = f"/videos/{video['videoId']}/status"
    client.upload(video["source"]["uri"], b"data")
    clock.now += 10**6
    before = client.get(path).json["encoding"]

    by_hand.encode(video["videoId"])

    after = client.get(path).json["encoding"]
    assert (before["playable"], after["playable"]) == (False, True)
    assert {quality["status"] for quality in after["qualities"]} == {"encoded"}


def test_encoding_by_hand_may_fail(by_hand, connect):
    client = connect(port=by_hand.port)
    video = client.create()
    client.upload(video["source"]["uri"], b"data")

    by_hand.encode(video["videoId"], failed=True)

    qualities = client.get(f"/videos/{video['videoId']}/status").json["encoding"]["qualities"]
    assert {quality["status"] for quality in qualities} == {"failed"}


@pytest.mark.parametrize("query, playable", [("", True), ("?failed=true", False)])
def test_encoding_is_ended_over_http(by_hand, connect, query, playable):
    client = connect(port=by_hand.port)
    video = client.create()
    client.upload(video["source"]["uri"], b"data")

    answer = client.post(f"/_emulator/videos/{video['videoId']}/encode{query}", {})

    assert answer.status == 204
    status = client.get(f"/videos/{video['videoId']}/status").json
    assert status["encoding"]["playable"] is playable


def test_what_is_not_whole_cannot_be_encoded(by_hand, connect):
    client = connect(port=by_hand.port)
    video = client.create()

    for id in ("vi-unknown", video["videoId"]):
        with pytest.raises(ValueError):
            by_hand.encode(id)
    assert client.post("/_emulator/videos/vi-unknown/encode", {}).status == 404
    assert client.post(f"/_emulator/videos/{video['videoId']}/encode", {}).status == 400


def test_starting_loads_no_media_library():
    assert python("-c", STARTED).split() == []


def test_another_one_loads_nothing_more():
    assert python("-c", STARTED + ANOTHER).split() == []


def test_the_first_request_loads_nothing_more():
    assert python("-c", STARTED + FIRST_REQUEST).split() == []


def test_nothing_is_loaded_before_it_is_asked_for():
    loaded = python("-c", LOADED).split()

    assert loaded == ["apivideo.emulator", "apivideo.emulator.pytest_plugin"]


def test_pytest_has_fixtures(tmp_path):
    (tmp_path / "test_module.py").write_text(MODULE)
    plugin = ("-p", "apivideo.emulator.pytest_plugin", "-p", "no:cacheprovider")

    told = python(
        *("-W", "error", "-m", "pytest", "-q", *plugin, "--rootdir", str(tmp_path), str(tmp_path)),
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )

    assert "3 passed" in told


def test_the_examples_of_the_guide_run(tmp_path):
    guide = (ROOT / "docs" / "guides" / "testing.md").read_text(encoding="utf-8")
    blocks = guide.split("```python\n")[1:]
    for number, block in enumerate(blocks):
        code = block.partition("```")[0]
        kind = "test_" if "def test_" in code else "script_"
        (tmp_path / f"{kind}{number}.py").write_text(code)
    plugin = ("-p", "apivideo.emulator.pytest_plugin", "-p", "no:cacheprovider")

    told = python(
        *("-m", "pytest", "-q", *plugin, "--rootdir", str(tmp_path), str(tmp_path)),
        PYTEST_DISABLE_PLUGIN_AUTOLOAD="1",
    )
    for script in tmp_path.glob("script_*.py"):
        python(str(script))

    assert f"{guide.count('def test_')} passed" in told


@pytest.mark.parametrize(
    "name, value",
    [
        ("encoding_seconds", None),
        ("encoding_seconds", -1),
        ("token_ttl", 0),
        ("token_ttl", "3600"),
        ("api_key", ""),
        ("api_key", 5),
        ("directory", 5),
        ("media", "yes"),
        ("video_restore", 1),
        ("rate_limits", 40),
        ("clock", 0.0),
    ],
)
def test_a_setting_of_the_wrong_kind_is_refused_by_its_name(name, value):
    with pytest.raises(ValueError, match=f"^{name} of the settings cannot be"):
        Settings(**{name: value})


@pytest.mark.parametrize(
    "method, path",
    [
        ("POST", "/video"),
        ("POST", "/videos/vi1/sauce"),
        ("PUT", "/videos"),
        ("DELETE", "/videos/*/source"),
        (None, "/video/*"),
    ],
)
def test_a_fault_that_no_request_can_meet_is_refused(emulator_of_the_module, method, path):
    with pytest.raises(ValueError, match="path of a fault: there is no operation"):
        emulator_of_the_module.fail(Fault(method, path, status=500))


@pytest.mark.parametrize(
    "method, path",
    [
        ("post", "/videos"),
        ("POST", "/videos/*/source"),
        ("GET", "/videos/vi1"),
        ("GET", "/videos*"),
        (None, "*"),
        ("POST", "*/source"),
        ("GET", "/vod/*"),
        ("GET", "/videos/*/captions/en"),
    ],
)
def test_a_fault_that_a_request_can_meet_is_placed(emulator_of_the_module, method, path):
    placed = emulator_of_the_module.fail(Fault(method, path, status=500))

    assert placed.left == 1
    assert path in repr(placed) and "left=1" in repr(placed)


@pytest.mark.parametrize("method, path", [("PSOT", "*"), ("POST", "videos"), (5, "*")])
def test_a_fault_with_a_wrong_method_or_path_is_refused(method, path):
    with pytest.raises(ValueError, match="of a fault cannot be"):
        Fault(method, path, status=500)


@pytest.fixture(scope="module")
def emulator_of_the_module():
    with Emulator(Settings(encoding_seconds=0, media=False)) as running:
        yield running


def test_a_port_in_use_is_named():
    with Emulator() as running:
        with pytest.raises(OSError, match=f"cannot listen on 127.0.0.1:{running.port}: "):
            Emulator(port=running.port).start()


WITHOUT_THE_EXTRA = """
import runpy, sys
sys.modules["werkzeug"] = None
sys.argv = ["emulator"]
runpy.run_module("apivideo.emulator", run_name="__main__")
"""


def test_the_command_without_its_extra_says_what_to_install():
    done = subprocess.run([sys.executable, "-c", WITHOUT_THE_EXTRA], capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (1, "")
    assert 'pip install "api.video[emulator]"' in done.stderr
    assert "Traceback" not in done.stderr
