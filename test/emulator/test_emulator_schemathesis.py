"""schemathesis tries every operation with values that it makes from the description.

``SCHEMATHESIS_EXAMPLES=50`` has it make more of them, and others each time.
"""

import os
import pathlib
import shutil
import subprocess
import sysconfig

import pytest

from .conftest import KEY, basic

COMMAND = shutil.which("schemathesis", path=sysconfig.get_path("scripts"))
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES")
CONFIGURATION = pathlib.Path(__file__).with_name("schemathesis.toml")
DESCRIPTION = pathlib.Path(__file__).resolve().parents[2] / "openapi.yaml"


@pytest.mark.skipif(COMMAND is None, reason="schemathesis is not installed")
def test_schemathesis_finds_no_failure(emulator, tmp_path):
    limits = ["--max-examples", EXAMPLES] if EXAMPLES else ["--max-examples", "3", "--seed", "1"]

    run = subprocess.run(
        [
            *(COMMAND, "--config-file", str(CONFIGURATION), "run", str(DESCRIPTION)),
            *("--url", emulator.url, "--header", "Authorization: " + basic(KEY)),
            *("--warnings", "off", "--no-color", *limits),
        ],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=1800,
    )

    assert run.returncode == 0, run.stdout
