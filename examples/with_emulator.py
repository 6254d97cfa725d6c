"""Runs a Python script against an emulator of its own, which ends with the script.

    python examples/with_emulator.py examples/quickstart.py

The script finds the emulator's address in APIVIDEO_HOST. What was stored is gone afterwards; with
``--stay`` before the script, the emulator waits for Enter if somebody is there to press it.
"""

import os
import subprocess
import sys
from contextlib import contextmanager


@contextmanager
def emulator():
    """The address of a new emulator on a free port."""
    command = [sys.executable, "-m", "apivideo.emulator", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, universal_newlines=True)
    try:
        ready = process.stdout.readline()  # empty if it ended instead
        print(ready, end="", flush=True)
        if " on http" not in ready:
            sys.exit('The emulator did not start; is `pip install "api.video[emulator]"` done?')
        yield ready.split()[-1]
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stdout.close()


def main(arguments):
    stay = arguments[:1] == ["--stay"]
    script = arguments[1:] if stay else arguments
    with emulator() as host:
        environment = dict(os.environ, APIVIDEO_HOST=host)
        environment.pop("APIVIDEO_API_KEY", None)  # it would lead to the sandbox
        status = subprocess.call([sys.executable] + script, env=environment)
        if stay and status == 0 and sys.stdin.isatty():
            input("Press Enter to stop the emulator. ")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
