"""The emulator as an object: starts, has an address, stops."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
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
from apivideo.emulator.processing import downloads
from apivideo.emulator.processing.deliveries import Delivery, pending
from apivideo.emulator.processing.expiry import Expiry
from apivideo.emulator.processing.media_processor import MediaProcessor, wait_until_idle
from apivideo.emulator.processing.worker import Worker
from apivideo.emulator.resources import live_streams
from apivideo.emulator.settings import Settings
from apivideo.emulator.state.faults import Fault, PlacedFault
from apivideo.emulator.state.files import Files
from apivideo.emulator.state.request_log import Entry
from apivideo.emulator.state.store import Store

if TYPE_CHECKING:
    from apivideo import AuthenticatedApiClient


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
        self._service: Service | None = None
        self._started = contextlib.ExitStack()  # all that `stop` ends
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
        with contextlib.ExitStack() as started:  # ended the other way round
            folder = Path(self.settings.directory or tempfile.mkdtemp(prefix="apivideo-emulator-"))
            if not self.settings.directory:
                started.callback(lambda: shutil.rmtree(folder, ignore_errors=True))
            folder.mkdir(parents=True, exist_ok=True)
            store = started.enter_context(contextlib.closing(Store(folder / "state.sqlite")))
            files = Files(folder / "files")
            service = Service(self.settings, store, files, routes.load())
            kept = store.read("SELECT file FROM parts UNION SELECT file FROM attachments")
            files.sweep({row["file"] for row in kept})
            application = Application(service, Expiry(service).remove_due)
            try:
                server = Server(self.host, self.port, application)
            except OSError as error:
                where = f"{self.host}:{self.port}"
                raise OSError(error.errno, f"cannot listen on {where}: {error.strerror}") from error
            self.port = server.port
            self._worker = Worker(service)
            media_processor = MediaProcessor(service)
            for part in (self._worker, media_processor, server):
                part.start()
                started.callback(part.stop)
            started.callback(service.faults.close)
            downloads.resume(service)
            self._service = service
            self._started = started.pop_all()
        return self

    def stop(self) -> None:
        """End what is under way, close everything; a second call does nothing."""
        while self._clients:
            self._clients.pop().close()
        self._started.close()
        self._service = None

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
        with _as_value_error():
            control.encode(self._running, video_id, failed)

    def start_broadcast(self, live_stream_id: str) -> None:
        """Have a live stream broadcast, as if its streamer had begun; nothing is received.

        Raises ValueError when there is no such live stream.
        """
        with _as_value_error():
            live_streams.start_broadcast(self._running, live_stream_id)

    def end_broadcast(self, live_stream_id: str) -> str | None:
        """End the broadcast; gives the id of the recording, None when there was no broadcast.

        Raises ValueError when there is no such live stream.
        """
        with _as_value_error():
            return live_streams.end_broadcast(self._running, live_stream_id)

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
        if not wait_until_idle(self._running, seconds):
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

    def __enter__(self) -> Emulator:
        return self.start()

    def __exit__(self, *exception: Any) -> None:
        self.stop()


@contextlib.contextmanager
def _as_value_error() -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        raise ValueError(problem.detail or problem.title) from problem
