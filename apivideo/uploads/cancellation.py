"""Stopping an upload."""

import threading
from contextlib import contextmanager
from typing import Any, Callable, Iterator, List

from apivideo.api_client import ApiClient
from apivideo.exceptions import ApiVideoError
from apivideo.uploads.errors import UploadCancelled


class Cancellation:
    """A switch that stops an upload, from any thread: hand it over as ``cancel=``."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._callbacks: List[Callable[[], Any]] = []

    def cancel(self) -> None:
        """Stop the upload within one write. It can be resumed."""
        self._stopped.set()
        for callback in list(self._callbacks):
            callback()

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._stopped.is_set()

    def reset(self) -> None:
        """Make it a switch that has not been used."""
        self._stopped.clear()

    @contextmanager
    def of(self, client: ApiClient) -> Iterator[None]:
        """End what this thread asks *client* for when it is cancelled: with UploadCancelled."""
        thread = threading.get_ident()
        cut = getattr(client.rest_client, "cut", lambda thread: None)

        def stop() -> None:
            cut(thread)

        self.watch(stop)
        try:
            self._check()
            with client.stopped_by(self._stopped):
                yield
        except ApiVideoError:
            self._check()  # what was cut off fails, and that is no news
            raise
        finally:
            self.forget(stop)

    def _check(self) -> None:
        if self.is_cancelled:
            raise UploadCancelled("the upload was cancelled")

    def watch(self, callback: Callable[[], Any]) -> None:
        """Call *callback* when it is cancelled; at once if it is."""
        self._callbacks.append(callback)
        if self.is_cancelled:
            callback()

    def forget(self, callback: Callable[[], Any]) -> None:
        """Do not call *callback* any more."""
        self._callbacks.remove(callback)
