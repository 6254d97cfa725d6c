"""schemathesis tries every operation with values that it makes from the description.

``SCHEMATHESIS_EXAMPLES=50`` has it make more of them, and others each time.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sysconfig

import pytest

from apivideo.emulator.http import description

from .conftest import KEY, basic, with_always_sent

COMMAND = shutil.which("schemathesis", path=sysconfig.get_path("scripts"))
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES")
CONFIGURATION = pathlib.Path(__file__).with_name("schemathesis.toml")


@pytest.mark.skipif(COMMAND is None, reason="schemathesis is not installed")
def test_schemathesis_finds_no_failure(emulator, tmp_path):
    strict = tmp_path / "openapi.json"
    strict.write_text(
        json.dumps(with_always_sent(description.read(), parts=True)), encoding="utf-8"
    )
    limits = ["--max-examples", EXAMPLES] if EXAMPLES else ["--max-examples", "3", "--seed", "1"]

    run = subprocess.run(
        [
            *(COMMAND, "--config-file", str(CONFIGURATION), "run", str(strict)),
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
