"""Runs a Python script against an emulator of its own, which ends with the script.

    python examples/with_emulator.py examples/quickstart.py

The script finds the emulator's address in APIVIDEO_HOST. What was stored is gone afterwards; with
``--stay`` before the script, the emulator waits for Enter if somebody is there to press it.
"""

import os
import subprocess
import sys
from typing import List

from apivideo.emulator import Emulator


def main(arguments: List[str]) -> int:
    stay = arguments[:1] == ["--stay"]
    script = arguments[1:] if stay else arguments
    with Emulator() as server:
        print(f"api.video emulator on {server.url}", flush=True)
        environment = dict(os.environ, APIVIDEO_HOST=server.url)
        environment.pop("APIVIDEO_API_KEY", None)  # it would lead to the sandbox
        status = subprocess.call([sys.executable, *script], env=environment)
        if stay and status == 0 and sys.stdin.isatty():
            input("Press Enter to stop the emulator. ")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
