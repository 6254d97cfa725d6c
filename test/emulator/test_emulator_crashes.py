"""What was answered is there again after the emulator was killed, and nothing else."""

import itertools
import os
import pathlib
import signal
import subprocess
import sys
import threading

import pytest

from .conftest import ROOT, Client

pytest.importorskip("resource")  # and kill -9: not on Windows

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
    """Clients that create and fill videos until the server does not answer any more."""

    def __init__(self, server, kill_at):
        self._server = server
        self._kill_at = kill_at
        self._count = itertools.count(1)
        self.uploaded = {}  # the bytes of each video whose upload was answered
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
                self._answered()
                if client.upload(video["source"]["uri"], data).status == 201:
                    self.uploaded[video["videoId"]] = data
                self._answered()
        except (OSError, client.failures):
            pass  # killed
        finally:
            client.connection.close()

    def _answered(self):
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
        answer = client.get(f"/videos?pageSize=100&currentPage={page}").json
        found.update((video["videoId"], video) for video in answer["data"])
        if page >= answer["pagination"]["pagesTotal"]:
            break

    assert created <= set(found)
    for video_id, data in uploaded.items():
        assert client.media(found[video_id]["assets"]["mp4"]).data == data
    for video_id in found:
        assert client.send("DELETE", "/videos/" + video_id).status == 204
    assert list((tmp_path / "files").iterdir()) == []
