"""One attempt at a request: how long it may take, the socket it uses, and its cancellation."""

import contextlib
import math
import re
import socket
import ssl
import sys
import threading
import time
from typing import Any, Callable, List, Optional, Sequence, Tuple

from apivideo._http.foreign import is_foreign
from apivideo._http.message import Request

if sys.platform == "linux":
    import fcntl
    import termios

CLOCK_TOLERANCE = 0.01  # seconds by which a socket may time out too early
LEAST_SHARE = 1.0  # seconds that each address of a host gets, if there are that many in all
LEAST = 0.001  # the shortest timeout in seconds; zero would make a socket non-blocking
LONGEST = 1e9  # the longest timeout in seconds, about 30 years; it stands for infinity
TICK = 0.05  # seconds between two looks at whether a request was cancelled
LOOKS = 4  # how often in the read timeout to look whether a body is still on its way
NOTHING = bytes(4)  # no bytes in flight
LITERAL = re.compile(r"[\d.]+\Z|.*:")  # an address, which need not be looked up

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
        self.is_cancelled = False
        self.response: Any = None  # the response of http.client, once it is being read
        self._has_body = request.body is not None
        self._is_streamed = self._has_body and not isinstance(request.body, bytes)
        self._end = time.monotonic() + self.total
        self._in_flight = NOTHING
        self._sock: Any = None
        self._lock = threading.RLock()  # a signal handler may cancel what its thread is sending

    @property
    def is_over(self) -> bool:
        """Whether the total time has passed."""
        return time.monotonic() >= self._end - CLOCK_TOLERANCE

    def uses(self, sock: Any) -> None:
        """Note the socket that this attempt uses from now on; raise if it was cancelled."""
        with self._lock:
            self._sock = sock
            if self.is_cancelled:
                raise ConnectionAbortedError("cancelled")

    def ends(self) -> None:
        """Give the socket up; another attempt may use it now."""
        with self._lock:
            self._sock = None

    def cancel(self) -> None:
        """End the attempt from another thread, whatever it waits for."""
        with self._lock:
            self.is_cancelled = True
            if self._sock is not None:
                shut(self._sock)

    def has_progressed(self) -> None:
        """Note that bytes were sent: the time for a streamed body counts from here."""
        self.has_sent = self.is_sending
        if self._is_streamed:
            self.restart_clock()

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
        if not self.is_sending:
            timeout = min(timeout, self.connect_timeout)
        elif self._has_body and is_observable(sock):
            timeout /= LOOKS
        set_timeout(sock, min(timeout, left))

    def wait_for(self, sock: Any, operation: Callable[[Any], Any], data: Any) -> Any:
        """Return ``operation(data)`` on *sock*, within the limits of the attempt.

        A line on which bytes that were sent before still arrive is slow, but not dead.
        """
        since = time.monotonic()
        while True:
            self.limit(sock)
            try:
                return operation(data)
            except socket.timeout as error:
                now, in_flight = time.monotonic(), bytes_in_flight(sock)
                if in_flight != self._in_flight:
                    self._in_flight, since = in_flight, now
                    self.restart_clock()
                is_idle = now >= since + self.read_timeout - CLOCK_TOLERANCE
                if is_idle or not self.is_sending or is_foreign(error):
                    raise


def set_timeout(sock: Any, seconds: float) -> None:
    """Set the timeout of *sock*, unless it has this one."""
    limit = None if seconds >= LONGEST else seconds
    if sock.gettimeout() != limit:
        sock.settimeout(limit)


def shut(sock: Any) -> None:
    """Shut *sock* for reading and writing, which ends what other threads wait for on it."""
    while not isinstance(sock, socket.socket) and hasattr(sock, "socket"):
        sock = sock.socket  # below TLS within TLS
    # The shutdown of an SSLSocket would take its TLS state away from a thread that uses it.
    plain: Any = super(_SSLSocket, sock) if isinstance(sock, _SSLSocket) else sock
    with contextlib.suppress(OSError):  # it is not connected yet, or not any more
        plain.shutdown(socket.SHUT_RDWR)


def share(left: float, addresses: int) -> float:
    """Return the seconds for the next of so many *addresses*: an even part of what is *left*."""
    return min(left, max(left / addresses, LEAST_SHARE))


def is_observable(sock: Any) -> bool:
    """Return whether the system tells how many bytes that *sock* was given have not arrived."""
    return sys.platform == "linux" and isinstance(sock, socket.socket)


def bytes_in_flight(sock: Any) -> bytes:
    """Return their number, as the system writes it."""
    if sys.platform == "linux" and is_observable(sock):
        with contextlib.suppress(OSError):
            return fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, NOTHING)
    return NOTHING


def look_up(
    resolve: Callable[..., Any], name: Tuple[Any, ...], end: float, check: Callable[[Any], Any]
) -> Any:
    """Return the addresses of a name, unless *check* raises or *end* comes before it is found.

    The system cannot be interrupted, so it is asked in a thread, which is left alone then.
    """
    if LITERAL.match(name[0]) or (_is_green(resolve) and not _is_green(threading.get_ident)):
        return resolve(*name)
    found: List[Any] = []

    def run() -> None:
        try:
            found.extend([resolve(*name), None])
        except BaseException as error:
            found.extend([None, error.with_traceback(None)])

    thread = threading.Thread(target=run, name="apivideo-lookup", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # there can be no more threads
        return resolve(*name)
    while thread.is_alive():
        check(None)
        if time.monotonic() >= end:
            raise socket.timeout("timed out")
        thread.join(min(TICK, end - time.monotonic()))
    if found[1] is not None:
        raise found.pop()
    return found[0]


def _is_green(function: Any) -> bool:
    """Whether a function is one of gevent or eventlet, and so lets other greenlets run."""
    return str(getattr(function, "__module__", "")).startswith(("gevent", "eventlet"))


def dial(
    host: str,
    port: int,
    seconds: float,
    *,
    family: int = socket.AF_UNSPEC,
    options: Sequence[Tuple[Any, ...]] = (),
    source: Optional[Tuple[str, int]] = None,
    begins: Callable[[Optional[socket.socket]], Any] = lambda sock: None,
    resolve: Optional[Callable[..., Any]] = None,
) -> socket.socket:
    """Return a socket that is connected to *host*, at the first address that accepts.

    The *seconds* are for the name and all its addresses. *begins* is called with each socket before
    it connects, and with None while there is none. Raises OSError: socket.gaierror if the name has
    no address, socket.timeout if none accepts in time, otherwise the error of the last address.
    """
    end = time.monotonic() + seconds
    name = (host.strip("[]"), port, family, socket.SOCK_STREAM)
    addresses = look_up(resolve or socket.getaddrinfo, name, end, begins)
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
            except BaseException as error:
                sock.close()
                if not isinstance(error, OSError) or is_foreign(error):
                    raise
                failure = error
        raise failure
    finally:
        del failure  # its traceback would refer to itself
