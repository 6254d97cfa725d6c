"""Emulators in processes of their own; an older Python has them run by a newer one."""

import contextlib
import os
import signal
import subprocess
import sys
from typing import Iterator

import pytest

QUICK = ["--encoding-seconds", "0", "--no-media"]
"""Options with which every video can be fetched at once, as it was sent."""


@contextlib.contextmanager
def emulator(directory: str, *options: str) -> Iterator[str]:
    """The address of an emulator that keeps its state in *directory*, while the block runs."""
    python = os.environ.get("APIVIDEO_EMULATOR_PYTHON", sys.executable)
    command = [python, "-m", "apivideo.emulator", "--port", "0", "--directory", directory]
    command += options
    environment = dict(os.environ, PYTHONFAULTHANDLER="1")
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, universal_newlines=True, env=environment
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            pytest.fail("the emulator did not start; APIVIDEO_EMULATOR_PYTHON names its Python")
        yield "http://" + line.rpartition("http://")[2].strip()
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGABRT)  # it tells what its threads are doing
            raise
        finally:
            process.stdout.close()
