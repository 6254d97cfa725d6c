"""The emulator as an object: starts, has an address, stops."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from apivideo.emulator import control, routes
from apivideo.emulator.analytics.plays import Play
from apivideo.emulator.analytics.plays import add as add_plays
from apivideo.emulator.http import fault_injection
from apivideo.emulator.http.app import Application
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.server import Server
from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import downloads, media_processor
from apivideo.emulator.processing.deliveries import Delivery, pending
from apivideo.emulator.processing.expiry import Expiry
from apivideo.emulator.processing.media_processor import MediaProcessor
from apivideo.emulator.processing.worker import Worker
from apivideo.emulator.resources import live_streams
from apivideo.emulator.settings import Settings
from apivideo.emulator.state import sources
from apivideo.emulator.state.faults import Fault, PlacedFault
from apivideo.emulator.state.files import Files
from apivideo.emulator.state.request_log import Entry
from apivideo.emulator.state.store import Store

if TYPE_CHECKING:
    from apivideo import AuthenticatedApiClient

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
        self.settings: Settings = settings or Settings()
        self.host = host
        self.port: int = port
        self._server: Server | None = None
        self._service: Service | None = None
        self._clients: list[AuthenticatedApiClient] = []

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
            service = Service(self.settings, self._store, files, routes.load())
            files.sweep(sources.files(self._store) | service.attachments.files())
            application = Application(service, Expiry(service).remove_due)
            try:
                self._server = Server(self.host, self.port, application)
            except OSError as error:
                where = f"{self.host}:{self.port}"
                raise OSError(error.errno, f"cannot listen on {where}: {error.strerror}") from error
            self._service = service
        except BaseException:
            self._store.close()
            raise
        self.port = self._server.port
        self._thread = threading.Thread(target=self._server.serve, name="emulator", daemon=True)
        self._thread.start()
        downloads.resume(service)
        self._media_processor = MediaProcessor(service)
        self._media_processor.start()
        self._worker = Worker(service)
        self._worker.start()

    def stop(self) -> None:
        """End what is under way, close everything; a second call does nothing."""
        if self._server is None:
            return
        self._running.faults.close()
        while self._clients:
            self._clients.pop().close()
        self._server.stop(GRACE)
        self._server = None
        self._thread.join()
        self._media_processor.stop()
        self._worker.stop()
        self._store.close()
        self._service = None
        self._clean()

    def client(self, api_key: str | None = None) -> AuthenticatedApiClient:
        """A client of this emulator, ready to be used; it is closed when the emulator stops.

        Args:
            api_key: None takes the one of the settings, or any if they have none.
        """
        from apivideo import AuthenticatedApiClient, Configuration

        key = api_key or self.settings.api_key or "a key"
        client = AuthenticatedApiClient(key, configuration=Configuration(host=self.url))
        self._clients.append(client)
        return client

    def fail(self, fault: Fault) -> PlacedFault:
        """Have the next requests that match meet a fault.

        Raises ValueError when no operation has such a method and path.
        """
        fault_injection.check(fault, self._running.routes)
        return self._running.faults.place(fault)

    def encode(self, video_id: str, *, failed: bool = False) -> None:
        """End the encoding of a video at once, as a failure when *failed*.

        Raises ValueError when there is no such video, or when its source is not whole.
        """
        try:
            control.encode(self._running, video_id, failed)
        except Problem as problem:
            raise ValueError(problem.detail or problem.title) from problem

    def start_broadcast(self, live_stream_id: str) -> None:
        """Have a live stream broadcast, as if its streamer had begun; nothing is received.

        Raises ValueError when there is no such live stream.
        """
        try:
            live_streams.start_broadcast(self._running, live_stream_id)
        except Problem as problem:
            raise ValueError(problem.title) from problem

    def end_broadcast(self, live_stream_id: str) -> str | None:
        """End the broadcast; gives the id of the recording, None when there was no broadcast.

        Raises ValueError when there is no such live stream.
        """
        try:
            return live_streams.end_broadcast(self._running, live_stream_id)
        except Problem as problem:
            raise ValueError(problem.title) from problem

    def add_plays(self, plays: Iterable[Play]) -> list[str]:
        """Have analytics count plays, at times that the test chooses; gives their session ids.

        Raises ValueError when there is no such video or live stream; none is counted then.
        """
        return add_plays(self._running, plays)

    def settle(self, seconds: float = 60.0) -> None:
        """Wait until everything that is due is done.

        That is to examine what was uploaded, to cut thumbnails, and to tell the events that are
        due to webhooks, once each. The time that the settings give the encoding is not waited for.

        Raises TimeoutError when that takes longer than *seconds*.
        """
        end = time.monotonic() + seconds
        if not media_processor.wait_until_idle(self._running, seconds):
            raise TimeoutError(f"videos are still being examined after {seconds} seconds")
        if not self._worker.wait_until_idle(end - time.monotonic()):
            raise TimeoutError(f"webhooks are still being told after {seconds} seconds")

    @property
    def deliveries(self) -> list[Delivery]:
        """What webhooks have not been told yet, or not with success; the oldest first."""
        return pending(self._running)

    @property
    def requests(self) -> list[Entry]:
        """The last requests, the newest first."""
        return self._running.requests.newest()

    @property
    def _running(self) -> Service:
        if self._service is None:
            raise RuntimeError("the emulator has not been started")
        return self._service

    def _clean(self) -> None:
        if self._temporary:
            shutil.rmtree(self._temporary, ignore_errors=True)

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(self, *exception: Any) -> None:
        self.stop()
