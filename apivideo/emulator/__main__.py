"""The command: ``python -m apivideo.emulator --port 8080``."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from apivideo.emulator.settings import BY_HAND, RateLimits, Settings
from apivideo.emulator.state.store import DirectoryInUse


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end, by SIGTERM or Ctrl-C."""
    options = parser().parse_args(arguments)
    try:
        from apivideo.emulator import Emulator
    except ImportError as error:
        print(f"cannot start: {error}", file=sys.stderr)
        return 1
    try:
        settings = Settings(
            directory=options.directory,
            api_key=options.api_key,
            token_ttl=options.token_ttl,
            encoding_seconds=BY_HAND if options.encoding == "manual" else options.encoding_seconds,
            media=False if options.no_media else None,
            video_restore=options.video_restore,
            rate_limits=options.rate_limit,
        )
    except ValueError as error:
        parser().error(str(error))
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    emulator = Emulator(settings, host=options.host, port=options.port)
    try:
        emulator.start()
    except (OSError, DirectoryInUse) as error:
        print(f"cannot start: {error}", file=sys.stderr)
        return 1
    if options.port_file:
        write_whole(options.port_file, f"{emulator.port}\n")
    print(f"api.video emulator on {emulator.url}", flush=True)
    while not ended.wait(1.0):
        pass  # a signal that another thread was given does not wake this one
    emulator.stop()
    return 0


def parser() -> argparse.ArgumentParser:
    """What the command understands."""
    found = argparse.ArgumentParser(
        prog="python -m apivideo.emulator",
        description="A local api.video over HTTP. It prints its address when it is ready.",
    )
    found.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    found.add_argument(
        "--port", type=int, default=8080, help="port to listen on, 0 for a free one (%(default)s)"
    )
    found.add_argument("--port-file", type=Path, help="write the port there when ready")
    found.add_argument(
        "--directory", type=Path, help="keep state and videos there (else nothing is kept)"
    )
    found.add_argument("--api-key", help="the only key to accept (else any that is not empty)")
    found.add_argument(
        "--token-ttl", type=int, default=3600, help="seconds a token lasts (%(default)s)"
    )
    found.add_argument(
        "--encoding-seconds",
        type=float,
        default=1.0,
        help="seconds an encoding takes, 0 for at once (%(default)s)",
    )
    found.add_argument(
        "--encoding",
        choices=("timed", "manual"),
        default="timed",
        help="manual: it ends on POST /_emulator/videos/VIDEO_ID/encode (%(default)s)",
    )
    found.add_argument(
        "--no-media",
        action="store_true",
        help="do not read uploads: whatever comes is taken for an MP4 that plays",
    )
    found.add_argument(
        "--video-restore", action="store_true", help="keep deleted videos for 90 days, to restore"
    )
    found.add_argument(
        "--rate-limit",
        type=RateLimits.named,
        default=RateLimits(),
        metavar="LIMIT",
        help="requests a minute: sandbox, production or a number (else practically none)",
    )
    return found


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees all of it or none."""
    beside = path.with_name(path.name + ".new")
    beside.write_text(text)
    os.replace(beside, path)


if __name__ == "__main__":
    sys.exit(main())
