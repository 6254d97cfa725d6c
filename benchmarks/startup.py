"""How long importing takes, in fresh processes: CPU time, bytecode written before."""

import os
import resource
import subprocess
import sys

from side_by_side import medians, report

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


def process(statement: str) -> None:
    subprocess.run([sys.executable, "-c", statement], check=True, env=ENVIRONMENT)


def cpu() -> float:
    """CPU seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    ways = ["pass", "import urllib3", "import apivideo; from apivideo.apis import VideosApi"]
    nothing, urllib3, ours = medians(
        *[lambda one=one: process(one) for one in ways], rounds=41, clock=cpu
    )
    report("import apivideo and VideosApi", ours - nothing, urllib3 - nothing, 0.5)


if __name__ == "__main__":
    main()
