"""Videos created from an address: fetched by a thread, once (docs/service.md, section 7)."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import urllib.request
from http.client import HTTPException
from urllib.error import HTTPError

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import media_processor
from apivideo.emulator.state import sources
from apivideo.emulator.state.files import BLOCK

SECONDS_OF_SILENCE = 30


def start(service: Service, video_id: str, address: str) -> None:
    """Fetch *address* in the background; what cannot be fetched ends as a failed encoding."""

    def run() -> None:
        with contextlib.suppress(sqlite3.ProgrammingError):  # stopped meanwhile; resumed next time
            fetch(service, video_id, address)

    threading.Thread(target=run, name="download", daemon=True).start()


def fetch(service: Service, video_id: str, address: str) -> None:
    """Fetch *address* as the source of a video."""
    with service.files.create() as file:
        try:
            with opener().open(address, timeout=SECONDS_OF_SILENCE) as response:
                for block in iter(lambda: response.read(BLOCK), b""):
                    file.write(block)
        except (OSError, HTTPException, ValueError) as error:
            failed = True
            if isinstance(error, HTTPError):
                error.close()  # it is a response
        else:
            failed = file.size == 0
        with service.store.transaction():
            if sources.load(service.store, video_id) is None:
                return  # deleted meanwhile
            if failed:
                sources.fail(service.store, video_id, service.now)
                return
            sources.add(service.store, video_id, sources.Part(1, 1, file.segment))
            media_processor.complete_source(service, video_id)
        file.keep()


def opener() -> urllib.request.OpenerDirector:
    """What opens addresses of the web, and no others: no files of this machine, no ftp."""
    director = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        director.add_handler(handler)
    return director


def resume(service: Service) -> None:
    """Begin the downloads again that the end of the last process has cut off."""
    unfinished = "SELECT * FROM sources WHERE origin = ? AND completed_at IS NULL"
    for row in service.store.read(unfinished, (sources.DOWNLOAD,)):
        start(service, row["video_id"], row["address"])
