"""The emulator as an object: starts, has an address, stops."""

from __future__ import annotations

import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from apivideo.emulator import downloads, sources
from apivideo.emulator.app import Application
from apivideo.emulator.files import Files
from apivideo.emulator.server import Server
from apivideo.emulator.service import Service
from apivideo.emulator.settings import Settings
from apivideo.emulator.store import Store

GRACE = 5.0


class Emulator:
    """A local api.video, serving while the ``with`` block runs.

    Args:
        settings: How it behaves.
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
    """

    def __init__(
        self, settings: Settings | None = None, *, host: str = "127.0.0.1", port: int = 0
    ) -> None:
        self.settings = settings or Settings()
        self.host = host
        self.port = port
        self._server: Server | None = None

    @property
    def url(self) -> str:
        """The address that clients use as their host, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    def start(self) -> Emulator:
        """Begin to serve, in a thread.

        Raises OSError when the port is taken, `store.DirectoryInUse` when the directory is.
        """
        directory = self.settings.directory
        self._temporary = None if directory else tempfile.mkdtemp(prefix="apivideo-emulator-")
        folder = Path(directory or self._temporary or "")
        try:
            self._open(folder)
        except BaseException:
            self._clean()
            raise
        return self

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._store = Store(folder / "state.sqlite")
        try:
            files = Files(folder / "files")
            with self._store.transaction() as database:
                files.sweep(sources.files(database))
            service = Service(self.settings, self._store, files)
            self._server = Server(self.host, self.port, Application(service))
        except BaseException:
            self._store.close()
            raise
        self.port = self._server.port
        self._thread = threading.Thread(target=self._server.serve, name="emulator", daemon=True)
        self._thread.start()
        downloads.resume(service)

    def stop(self) -> None:
        """End what is under way, close everything; a second call does nothing."""
        if self._server is None:
            return
        self._server.stop(GRACE)
        self._server = None
        self._thread.join()
        self._store.close()
        self._clean()

    def _clean(self) -> None:
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(self, *exception: Any) -> None:
        self.stop()
