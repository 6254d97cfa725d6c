"""One thread for what happens by itself: consequences of time, and the delivery of events."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time

from apivideo.emulator.http.service import Service
from apivideo.emulator.processing import due_work, media_processor
from apivideo.emulator.processing.deliveries import Deliveries

LOG = logging.getLogger("apivideo.emulator")
SHORTEST_PAUSE = 0.05
PAUSE_AFTER_FAILURE = 1.0  # such as for want of room on the disk
SHARE = 20  # a look at what waits takes at most a twentieth of the time


class Worker:
    """Looks when something was stored and, while something waits for its time, again and again.

    The time is that of the settings, which need not pass evenly; so it looks rather than waits.
    """

    def __init__(self, service: Service) -> None:
        self._service = service
        self._deliveries = Deliveries(service)
        self._news = threading.Event()
        self._asked = self._answered = 0
        self._looked = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)

    def start(self) -> None:
        self._service.store.on_change = self._news.set
        self._news.set()
        self._thread.start()

    def stop(self) -> None:
        """End; what is under way is done first."""
        self._stopping = True
        self._news.set()
        self._thread.join()
        self._deliveries.close()

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until all that is due has been tried; False if that takes longer than *seconds*."""
        end = time.monotonic() + seconds
        with self._looked:
            self._asked += 1
            number = self._asked
            self._news.set()
            if not self._looked.wait_for(lambda: self._answered >= number, seconds):
                return False
        return self._deliveries.wait_until_idle(end - time.monotonic())

    def _run(self) -> None:
        pause: float | None = None
        while True:
            self._news.wait(pause)
            self._news.clear()
            if self._stopping:
                return
            asked, begin = self._asked, time.monotonic()
            try:
                waiting = media_processor.enqueue_due(self._service)
                waiting |= due_work.do(self._service)
                waiting |= self._deliveries.start_due()
            except sqlite3.ProgrammingError:
                return  # the store was closed meanwhile
            except Exception:
                LOG.exception("the worker failed")
                self._news.wait(PAUSE_AFTER_FAILURE)
                waiting = True
            with self._looked:
                self._answered = asked
                self._looked.notify_all()
            spent = time.monotonic() - begin
            pause = max(SHORTEST_PAUSE, SHARE * spent) if waiting else None
