"""The server's side of the process that reads media."""

from __future__ import annotations

import errno
import json
import logging
import os
import subprocess  # nosec B404
import sys
import threading
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

LOG = logging.getLogger("apivideo.emulator")
MOST_SECONDS = 1800.0  # for one task
PACKAGES = Path(__file__).resolve().parents[4]


class Unusable(Exception):
    """The file is no video, or it brought the process down."""


class Stopped(Exception):
    """The emulator ends; the task has not been done."""


class Transcoder:
    """Does one task at a time, in a process that is begun with the first and anew after a crash."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def probe(self, files: Sequence[tuple[str, int]]) -> dict[str, Any]:
        """What a video is, see `probe.probe`. Raises Unusable, Stopped."""
        return self._run({"do": "probe", "files": files})

    def cut(self, files: Sequence[tuple[str, int]], seconds: Fraction, picture: Path) -> None:
        """Write a picture of the video, see `frames.cut`. Raises Unusable, Stopped."""
        task = {"do": "cut", "files": files, "seconds": str(seconds), "picture": str(picture)}
        self._run(task)

    def package(
        self, files: Sequence[tuple[str, int]], rendition: Path, playlist: Path, name: str
    ) -> None:
        """Write the video as HLS, see `packaging.package`. Raises Unusable, Stopped."""
        paths = {"rendition": str(rendition), "playlist": str(playlist)}
        self._run({"do": "package", "files": files, "name": name, **paths})

    def stop(self) -> None:
        """End the process, whatever it does."""
        with self._lock:
            self._stopped = True
            if self._process:
                self._process.kill()

    def close(self) -> None:
        """Release what the process held; nothing may be running any more."""
        self.stop()
        self._forget()

    def _run(self, task: dict[str, Any]) -> dict[str, Any]:
        process = self._started()
        watch = threading.Timer(MOST_SECONDS, process.kill)
        watch.start()
        try:
            result = _exchange(process, json.dumps(task))
        finally:
            watch.cancel()
        if not result:
            self._forget()
            if self._stopped:
                raise Stopped
            LOG.warning("the process that reads media has ended with %s", process.returncode)
            raise Unusable("reading it brought the process down")
        found: dict[str, Any] = json.loads(result)
        if "full" in found:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        if "failure" in found:
            LOG.error("a video could not be read: %s", found["failure"])
            raise Unusable("it could not be read")
        if "unusable" in found:
            raise Unusable(found["unusable"])
        return found

    def _started(self) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise Stopped
            if self._process is None:
                self._process = _start()
            return self._process

    def _forget(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process:
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[str]:
    paths = [str(PACKAGES), os.environ.get("PYTHONPATH", "")]
    # Nothing of a request is in the command.
    return subprocess.Popen(  # nosec B603
        [sys.executable, "-m", "apivideo.emulator.processing.transcoder"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        text=True,
        start_new_session=True,  # Ctrl-C is for the server, which then ends this
    )


def _exchange(process: subprocess.Popen[str], line: str) -> str:
    """The response to a line; empty when the process is gone."""
    try:
        print(line, file=process.stdin, flush=True)
        return process.stdout.readline() if process.stdout else ""
    except (OSError, ValueError):  # ended, or closed by `Transcoder.close`
        return ""
