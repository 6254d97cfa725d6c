"""The process that reads media: a task a line on standard input, its result a line of JSON.

It ends when its input does, in the middle of a task too, so it never outlives the server.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import sys
import threading
import traceback
from fractions import Fraction
from pathlib import Path
from typing import Any, TextIO

from apivideo.emulator.processing.transcoder import frames, packaging, probe
from apivideo.emulator.processing.transcoder.opening import Unusable
from apivideo.emulator.state.store import lacks_room

MOST_MEMORY = 4 * 1024**3  # bytes of addresses; a file that wants more is refused
NICENESS = 5  # requests go first


def main() -> None:
    _limit()
    results = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a codec may print is no result
    tasks: queue.SimpleQueue[str] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(sys.stdin, tasks), daemon=True).start()
    while True:
        print(json.dumps(run(json.loads(tasks.get()))), file=results, flush=True)


def run(task: dict[str, Any]) -> dict[str, Any]:
    """The result of a task, or why there is none: ``unusable``, disk ``full``, our ``failure``."""
    files = [(path, size) for path, size in task["files"]]
    try:
        if task["do"] == "probe":
            return probe.probe(files)
        if task["do"] == "cut":
            frames.cut(files, Fraction(task["seconds"]), Path(task["picture"]))
        else:
            rendition, playlist = Path(task["rendition"]), Path(task["playlist"])
            packaging.package(files, rendition, playlist, task["name"])
    except (Unusable, OSError, ValueError, MemoryError) as error:
        kind = "full" if lacks_room(error) else "unusable"
        return {kind: str(error) or type(error).__name__}
    except Exception:
        return {"failure": traceback.format_exc()}
    return {}


def _read(source: TextIO, tasks: queue.SimpleQueue[str]) -> None:
    for line in source:
        tasks.put(line)
    os._exit(0)


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):  # not every system can
        import resource

        os.nice(NICENESS)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


if __name__ == "__main__":
    main()
