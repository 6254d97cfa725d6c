"""Stopping an upload."""

import threading
from typing import Any, Callable, List


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

    def watch(self, callback: Callable[[], Any]) -> None:
        """Call *callback* when it is cancelled; at once if it is."""
        self._callbacks.append(callback)
        if self.is_cancelled:
            callback()

    def forget(self, callback: Callable[[], Any]) -> None:
        """Do not call *callback* any more."""
        self._callbacks.remove(callback)
