"""Emulators in processes of their own; an older Python has them run by a newer one."""

import contextlib
import os
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
    process = subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        if "http://" not in line:
            pytest.fail("the emulator did not start; APIVIDEO_EMULATOR_PYTHON names its Python")
        yield "http://" + line.rpartition("http://")[2].strip()
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()
