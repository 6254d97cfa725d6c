"""Locks that survive a fork."""

import os
import threading
from typing import Any, Dict


class ForkSafeLock:
    """A lock that is a new one in a child process: a thread of the parent may have held it.

    Enter it with ``with lock.get():``: from Python 3.10 on, Ctrl-C cannot leave it locked then.
    It is reentrant: a hook, a signal handler or another greenlet of its thread may enter it too.
    """

    def __init__(self) -> None:
        self._locks: Dict[int, Any] = {}  # by process

    def get(self) -> Any:
        """Return the lock of this process."""
        process = os.getpid()
        return self._locks.get(process) or self._locks.setdefault(process, threading.RLock())
