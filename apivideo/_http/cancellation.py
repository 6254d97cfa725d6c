"""Cancellation: a switch that ends calls early, from any thread."""

import threading
from typing import Any, Callable, List


class Cancellation:
    """A switch that ends an upload early, from any thread: pass it as ``cancel=``."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._callbacks: List[Callable[[], Any]] = []

    def cancel(self) -> None:
        """End the upload within one write. It can be resumed."""
        self._cancelled.set()
        for callback in list(self._callbacks):
            callback()

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._cancelled.is_set()

    def reset(self) -> None:
        """Forget that ``cancel`` was called, so that the switch can be used again."""
        self._cancelled.clear()

    def wait(self, seconds: float) -> bool:
        """Wait for some seconds, or until it is cancelled; return whether it is."""
        return self._cancelled.wait(seconds)

    def watch(self, callback: Callable[[], Any]) -> None:
        """Call *callback* when it is cancelled, or at once if it already is."""
        self._callbacks.append(callback)
        if self.is_cancelled:
            callback()

    def forget(self, callback: Callable[[], Any]) -> None:
        """Do not call *callback* any more."""
        self._callbacks.remove(callback)
