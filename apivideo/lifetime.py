"""How long a client lives: what it opens, what a fork leaves behind, what close() ends."""

import os
import threading
from typing import Any, TypeVar

from apivideo.configuration import Configuration
from apivideo.exceptions import ApiValueError
from apivideo.origin import DefaultHeaders

CLOSED = "this client is closed; make another one"

L = TypeVar("L", bound="Lifetime")


class Lifetime(DefaultHeaders):
    """The part of a client that holds what has to be let go: its transport and its threads."""

    configuration: Configuration

    def __init__(self, pool_threads: int, rest_client: Any) -> None:
        super().__init__()
        self.pool_threads = pool_threads
        self._pool: Any = None
        self._rest_client = rest_client
        self._making = threading.Lock()
        self._process = os.getpid()
        self._is_closing = self._is_closed = False

    @property
    def rest_client(self) -> Any:
        """What sends the requests. The transport is loaded when it is first needed."""
        if self._rest_client is None:
            from apivideo.rest import RestClient

            with self._making:  # threads that come first together share one
                if self._rest_client is None:
                    self._rest_client = RestClient(self.configuration)
        return self._rest_client

    @property
    def pool(self) -> Any:
        """The threads that run calls with ``async_req=True``."""
        self._check_usable()
        with self._making:
            if self._is_closing:
                raise ApiValueError(CLOSED)
            if self._pool is None:
                from multiprocessing.pool import ThreadPool

                self._pool = ThreadPool(self.pool_threads)
            return self._pool

    def close(self) -> None:
        """End the asynchronous calls, then close the connections. Closing again is fine.

        The client cannot be used after it.
        """
        self._notice_fork()
        with self._making:
            self._is_closing = True
        if self._pool is not None:
            self._pool.close()
            self._pool.join()  # what was asked for is still done
        self._pool = None
        self._is_closed = True
        if self._rest_client is not None:
            self._rest_client.close()

    def __enter__(self: L) -> L:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        self.close()

    def _check_usable(self) -> None:
        if self._is_closed:
            raise ApiValueError(CLOSED)
        self._notice_fork()

    def _notice_fork(self) -> None:
        if os.getpid() != self._process:
            self._process = os.getpid()
            self._after_fork()

    def _after_fork(self) -> None:
        """Leave to the parent what is the parent's."""
        self._making = threading.Lock()
        self._pool = None
