"""Cancellation: a switch that ends calls early, from any thread."""

import contextlib
import threading
from typing import Any, Callable, List

from apivideo.exceptions import ApiTypeError


class Cancellation:
    """A switch that ends an upload early, from any thread: pass it as ``cancel=``."""

    # It has no lock of its own: a signal handler may cancel what its thread waits for.

    def __init__(self) -> None:
        self._is_cancelled = False
        self._callbacks: List[Callable[[], Any]] = []

    def cancel(self) -> None:
        """End the upload within one write. It can be resumed."""
        self._is_cancelled = True
        for callback in list(self._callbacks):
            callback()

    @property
    def is_cancelled(self) -> bool:
        """Whether ``cancel`` was called."""
        return self._is_cancelled

    def reset(self) -> None:
        """Forget that ``cancel`` was called, so that the switch can be used again."""
        self._is_cancelled = False

    def wait(self, seconds: float) -> bool:
        """Wait for some seconds, or until it is cancelled; return whether it is."""
        if not isinstance(seconds, (int, float)):
            raise ApiTypeError(f"seconds must be a number, not {type(seconds).__name__}")
        gate = threading.Lock()
        gate.acquire()

        def open_gate() -> None:
            with contextlib.suppress(RuntimeError):  # it is open: this is cancelled again
                gate.release()

        self.watch(open_gate)
        try:
            gate.acquire(timeout=max(0.0, min(seconds, threading.TIMEOUT_MAX)))
        finally:
            self.forget(open_gate)
        return self._is_cancelled

    def watch(self, callback: Callable[[], Any]) -> None:
        """Call *callback* when it is cancelled, or at once if it already is."""
        self._callbacks.append(callback)
        if self._is_cancelled:
            callback()

    def forget(self, callback: Callable[[], Any]) -> None:
        """Do not call *callback* any more."""
        self._callbacks.remove(callback)
