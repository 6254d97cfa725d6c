"""What was confirmed is kept when the emulator is killed or the disk is full, and nothing else."""

import itertools
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest
from support.raw_server import RawServer, http, read_request

from apivideo.emulator.processing import deliveries

from .conftest import ROOT, Client

resource = pytest.importorskip("resource")  # and kill -9: not on Windows

CLIENTS = 8
QUICK = ("--encoding-seconds", "0", "--no-media")


def crashes(folder, kind, numbers):
    """How many emulators were killed; fails when one has lost or left something."""
    program = pathlib.Path(__file__).parent / "crashes.py"
    done = subprocess.run(
        [sys.executable, str(program), str(folder), kind, *map(str, numbers)],
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return int(done.stdout)


def test_nothing_is_lost_or_left_by_a_kill_before_any_commit_or_change_of_a_file(tmp_path):
    killed = crashes(tmp_path, "events", range(1, 1000))

    assert 40 < killed < 999  # PyPy does not tell of all changes of files


def test_nothing_is_lost_or_left_by_a_kill_in_the_middle_of_a_write(tmp_path):
    numbers = [100, *range(3_000, 100_000, 7_001), 1_000_000, 5_000_000]

    assert crashes(tmp_path, "bytes", numbers) == len(numbers)


class Load:
    """Clients that create and fill videos until the server does not respond any more."""

    def __init__(self, server, kill_at):
        self._server = server
        self._kill_at = kill_at
        self._count = itertools.count(1)
        self.uploaded = {}  # the bytes of each video whose upload was confirmed
        self.created = set()

    def run(self):
        threads = [threading.Thread(target=self._work, args=(n,)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)

    def _work(self, number):
        client = Client(self._server.port)
        try:
            for turn in range(1000):
                data = f"{number}/{turn}".encode() * 10_000
                video = client.create(f"{number}/{turn}")
                self.created.add(video["videoId"])
                self._responded()
                if client.upload(video["source"]["uri"], data).status == 201:
                    self.uploaded[video["videoId"]] = data
                self._responded()
        except (OSError, client.failures):
            pass  # killed
        finally:
            client.connection.close()

    def _responded(self):
        if next(self._count) == self._kill_at:
            self._server.process.kill()


def test_nothing_is_lost_or_left_by_kills_under_load(run, connect, tmp_path):
    uploaded, created = {}, set()
    for kill_at in (3, 17, 50, 101):
        server = run("--directory", str(tmp_path), *QUICK)
        load = Load(server, kill_at)
        load.run()
        assert server.process.wait(20) == -signal.SIGKILL
        uploaded.update(load.uploaded)
        created |= load.created

    client = connect(port=run("--directory", str(tmp_path), *QUICK).port)
    found = {}
    for page in itertools.count(1):
        response = client.get(f"/videos?pageSize=100&currentPage={page}").json
        found.update((video["videoId"], video) for video in response["data"])
        if page >= response["pagination"]["pagesTotal"]:
            break

    assert created <= set(found)
    for video_id, data in uploaded.items():
        assert client.media(found[video_id]["assets"]["mp4"]).data == data
    for video_id in found:
        assert client.send("DELETE", "/videos/" + video_id).status == 204
    assert list((tmp_path / "files").iterdir()) == []


class SmallDisk:
    """A file system in memory with room for little."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
        if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("this test may not mount a file system")

    def fill(self, server):
        with open(self.folder / "filler", "ab", buffering=0) as filler, pytest.raises(OSError):
            while True:
                filler.write(bytes(4096))

    def make_room(self, server):
        (self.folder / "filler").unlink()

    def close(self):
        subprocess.run(["umount", str(self.folder)], check=True)


class LimitOfFiles:
    """A limit on the size of the files that a process may write."""

    def __init__(self, folder):
        self.folder = folder
        if not hasattr(resource, "prlimit"):
            pytest.skip("only Linux limits another process")

    def fill(self, server):
        self._limit(server, 1)

    def make_room(self, server):
        self._limit(server, self._hard)

    def _limit(self, server, number):
        what = (server.process.pid, resource.RLIMIT_FSIZE)
        self._hard = resource.prlimit(*what)[1]
        resource.prlimit(*what, (number, self._hard))

    def close(self):
        pass


@pytest.fixture(params=[SmallDisk, LimitOfFiles])
def disk(request, tmp_path):
    disk = request.param(tmp_path / "disk")
    yield disk
    disk.close()


def test_a_full_disk_is_told_and_leaves_everything_as_it_was(disk, run, connect):
    server = run("--directory", str(disk.folder), *QUICK)
    client = connect(port=server.port)
    kept = client.create("kept")
    client.upload(kept["source"]["uri"], b"the bytes of a film")
    other = client.create("other")
    before = client.get("/videos").json["data"]
    disk.fill(server)

    refused = [
        client.upload(other["source"]["uri"], b"x" * 100_000),
        client.post("/videos", {"title": "one more" * 1000}),
        client.patch("/videos/" + kept["videoId"], {"description": "long" * 2000}),
        client.post("/auth/api-key", {"apiKey": "key"}),
    ]

    assert {response.status for response in refused} <= {500, 507}
    assert refused[0].status == 507
    assert client.get("/videos").json["data"] == before
    disk.make_room(server)
    assert client.upload(other["source"]["uri"], b"now it fits").status == 201
    assert client.media(other["assets"]["mp4"]).data == b"now it fits"
    assert client.media(kept["assets"]["mp4"]).data == b"the bytes of a film"
    assert len(list((disk.folder / "files").iterdir())) == 2
    server.end(signal.SIGKILL)
    client = connect(port=run("--directory", str(disk.folder), *QUICK).port)
    assert client.media(other["assets"]["mp4"]).data == b"now it fits"


def test_a_receiver_is_not_flooded_while_the_disk_has_no_room_for_the_outcome(
    run, connect, tmp_path
):
    disk, times, again = LimitOfFiles(tmp_path), [], threading.Event()

    def take(connection):
        read_request(connection)
        times.append(time.monotonic())
        if len(times) == 1:
            disk.fill(server)
        else:
            again.set()
        connection.sendall(http(204))

    with RawServer(take) as receiver:
        server = run("--directory", str(tmp_path), *QUICK)
        client = connect(port=server.port)
        events = ["live-stream.broadcast.started"]
        assert client.post("/webhooks", {"url": receiver.host, "events": events}).status == 201
        stream = client.post("/live-streams", {"name": "concert"}).json["liveStreamId"]
        client.post(f"/_emulator/live-streams/{stream}/broadcast", {})

        assert again.wait(30)

        assert times[1] - times[0] >= deliveries.PAUSE
        disk.make_room(server)
        assert server.end(signal.SIGTERM)[0] == 0
