"""One attempt at a request: how long it may take, the socket it uses, and its cancellation."""

import contextlib
import math
import socket
import ssl
import threading
import time
from typing import Any, Callable, Optional, Sequence, Tuple

from apivideo._http.message import Request

CLOCK_TOLERANCE = 0.01  # seconds by which a socket may time out too early

LEAST_SHARE = 1.0
"""Seconds that each address of a host gets to connect, if there are that many in all."""

LEAST = 0.001  # the shortest timeout in seconds; zero would make a socket non-blocking

LONGEST = 1e9  # the longest timeout in seconds, about 30 years; it stands for infinity

_SSLSocket: Any = ssl.SSLSocket


class Attempt:
    """One attempt at a request, from the first try to connect to the last byte of its response.

    It owns its socket only until then: cancelled later, it does nothing to the next request.
    """

    def __init__(self, request: Request) -> None:
        connect, read = request.timeout
        self.total = request.total
        self.connect_timeout = min(connect, self.total, LONGEST)
        self.read_timeout = min(read, self.total, LONGEST)
        self.is_sending = False
        """Whether the connection is made, with its proxy and TLS, and the request began."""
        self.has_sent = False
        """Whether any byte of the request was sent, so that the service may act on it."""
        self.response: Any = None  # the response of http.client, once it is being read
        self._is_streamed = not (request.body is None or isinstance(request.body, bytes))
        self._end = time.monotonic() + self.total
        self._sock: Any = None
        self._is_cancelled = False
        self._lock = threading.RLock()  # a signal handler may cancel what its thread is sending

    @property
    def is_over(self) -> bool:
        """Whether the total time has passed."""
        return time.monotonic() >= self._end - CLOCK_TOLERANCE

    def uses(self, sock: Any) -> None:
        """Note the socket that this attempt uses from now on; raise if it was cancelled."""
        with self._lock:
            self._sock = sock
            if self._is_cancelled:
                raise ConnectionAbortedError("cancelled")

    def ends(self) -> None:
        """Give the socket up; another attempt may use it now."""
        with self._lock:
            self._sock = None

    def cancel(self) -> None:
        """End the attempt from another thread, whatever it waits for on its socket."""
        with self._lock:
            self._is_cancelled = True
            if self._sock is not None:
                shut(self._sock)

    def has_progressed(self) -> None:
        """Note that bytes were sent: the time for a streamed body counts from here."""
        self.has_sent = self.is_sending
        if self._is_streamed:
            self._end = time.monotonic() + self.total

    def restart_clock(self) -> None:
        """Leave out the time that reading a streamed body took since the last byte was sent."""
        if self._is_streamed and self.has_sent:
            self._end = time.monotonic() + self.total

    def hand_over(self) -> None:
        """Let the caller read the rest of the response without a deadline."""
        self._end = math.inf

    def limit(self, sock: Any) -> None:
        """Set the timeout of *sock* to what is left; raise if nothing is."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise socket.timeout("timed out")
        timeout = self.read_timeout
        if not self.is_sending and self.connect_timeout < timeout:
            timeout = self.connect_timeout
        set_timeout(sock, min(timeout, left))


def set_timeout(sock: Any, seconds: float) -> None:
    """Set the timeout of *sock*, unless it has this one."""
    limit = None if seconds >= LONGEST else seconds
    if sock.gettimeout() != limit:
        sock.settimeout(limit)


def shut(sock: Any) -> None:
    """Shut *sock* for reading and writing, which ends what other threads wait for on it."""
    # The shutdown of an SSLSocket would take its TLS state away from a thread that uses it.
    plain: Any = super(_SSLSocket, sock) if isinstance(sock, _SSLSocket) else sock
    with contextlib.suppress(OSError):  # it is not connected yet, or not any more
        plain.shutdown(socket.SHUT_RDWR)


def share(left: float, addresses: int) -> float:
    """Return the seconds for the next of so many *addresses*: an even part of what is *left*."""
    return min(left, max(left / addresses, LEAST_SHARE))


def dial(
    host: str,
    port: int,
    seconds: float,
    *,
    family: int = socket.AF_UNSPEC,
    options: Sequence[Tuple[Any, ...]] = (),
    source: Optional[Tuple[str, int]] = None,
    begins: Callable[[socket.socket], Any] = lambda sock: None,
    resolve: Callable[..., Any] = socket.getaddrinfo,
) -> socket.socket:
    """Return a socket that is connected to *host*, at the first address that accepts.

    Args:
        seconds: Time for all addresses together, once they are known.
        options: What to set on the socket, as ``setsockopt`` takes it.
        source: The local address to connect from.
        begins: Called with each socket before it connects.

    Raises OSError: socket.gaierror if the name has no address, socket.timeout if no address
    accepts in time, otherwise the error of the last address.
    """
    addresses = resolve(host.strip("[]"), port, family, socket.SOCK_STREAM)
    end = time.monotonic() + seconds
    failure: OSError = socket.timeout("timed out")
    try:
        for number, (kin, kind, protocol, _, address) in enumerate(addresses):
            left = end - time.monotonic()
            if left <= 0:
                break
            sock = socket.socket(kin, kind, protocol)
            try:
                for option in options:
                    sock.setsockopt(*option)
                set_timeout(sock, share(left, len(addresses) - number))
                if source:
                    sock.bind(source)
                begins(sock)
                sock.connect(address)
                # What follows, TLS or a proxy, has the rest of the time.
                set_timeout(sock, max(end - time.monotonic(), LEAST))
                return sock
            except OSError as error:
                sock.close()
                failure = error
        raise failure
    finally:
        del failure  # its traceback would refer to itself
