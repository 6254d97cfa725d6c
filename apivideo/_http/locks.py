"""Locks that survive a fork."""

import os
import threading
from typing import Any, Callable


class ForkSafeLock:
    """A lock that is a new one in a child process: a thread of the parent may have held it.

    Enter it with ``with lock.get():``. The lock itself is entered in C, so that Ctrl-C cannot
    leave it locked.
    """

    def __init__(self, make: Callable[[], Any] = threading.Lock) -> None:
        self._make = make
        self._lock = make()
        self._process = os.getpid()

    def get(self) -> Any:
        """Return the lock of this process."""
        if os.getpid() != self._process:
            self._lock, self._process = self._make(), os.getpid()
        return self._lock
