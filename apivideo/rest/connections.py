"""Connections that can be cut, that nobody can make wait for ever, and that tell no secret."""

import collections
import contextlib
import http.client
import io
import math
import queue
import socket
import sys
import threading
import time
from typing import Any, Deque, Optional, Tuple

import urllib3
from urllib3 import exceptions

from apivideo.rest.dialing import dial

TICK = 0.01
"""Seconds that clocks may differ by."""


class UnderWay:
    """A request between its start and the end of its answer.

    Args:
        target: What to ask for. urllib3 is told it without what is secret, since it logs it.
        timeout: Seconds to connect, and seconds between two signs of life after that.
        total: Seconds for all of it; where a body streams, from the last byte that went out.
        is_streamed: Whether the body is more than some bytes.
    """

    __slots__ = (
        "target",
        "patience",
        "total",
        "is_streamed",
        "sock",
        "_read_patience",
        "is_asking",
        "has_begun",
        "is_cut",
        "answer",
        "_end",
    )

    def __init__(
        self, target: str, timeout: Tuple[float, float], total: float, is_streamed: bool
    ) -> None:
        self.target = target
        self.patience, self._read_patience = min(timeout), timeout[1]
        self.total = total
        self.is_streamed = is_streamed
        self.sock: Any = None
        """What it travels on, from the first try to connect."""
        self.is_asking = False
        self.has_begun = False
        """Whether any byte of the request went out, so that the service may act on it."""
        self.is_cut = False
        self.answer: Any = None
        self._end = time.monotonic() + total

    def asks(self) -> None:
        """It is connected, through whatever is on the way, and the request begins."""
        self.is_asking = True
        self.patience = self._read_patience

    def resumes(self) -> None:
        """More of a body is at hand; how long that took is no fault of the service."""
        if self.is_streamed and self.has_begun:
            self._end = time.monotonic() + self.total

    def has_sent(self) -> None:
        """Some bytes went out."""
        self.has_begun = self.is_asking
        if self.is_streamed:
            self._end = time.monotonic() + self.total

    def has_answered(self) -> None:
        """The rest of the answer is read by the caller, who may take time."""
        self._end = math.inf

    def hang_up(self) -> None:
        """Let go of the connection: an answer that cannot be read would hold it."""
        if self.answer is not None:
            self.answer.close()

    def uses(self, sock: Any) -> None:
        """It travels on *sock* from now on; raises where it was cut off already."""
        self.sock = sock
        if self.is_cut:
            raise ConnectionAbortedError("cut off")

    def cut(self) -> None:
        """End it, from another thread."""
        self.is_cut = True
        with contextlib.suppress(OSError, TypeError):  # it may not have begun, or be at its end
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    @property
    def is_over(self) -> bool:
        """Whether the whole took too long."""
        return time.monotonic() >= self._end - TICK

    def wait_on(self, sock: Any) -> None:
        """Have *sock* wait no longer than what is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise socket.timeout("timed out")
        self.limit(sock, min(self.patience, left))

    @staticmethod
    def limit(sock: Any, seconds: float) -> None:
        """Have *sock* wait no longer than *seconds*."""
        limit: Optional[float] = None if math.isinf(seconds) else seconds
        if sock.gettimeout() != limit:
            sock.settimeout(limit)


NOTSENT_LOWAT = getattr(socket, "TCP_NOTSENT_LOWAT", 25 if sys.platform == "linux" else -1)
MOST_UNSENT = 256 * 1024
"""Bytes that the system takes ahead of what it sends."""

local = threading.local()


class _Reader(io.RawIOBase):
    """The bytes of an answer; each read waits no longer than what is left for the whole."""

    def __init__(self, raw: Any, sock: Any) -> None:
        self._raw = raw
        self._sock = sock
        self._under_way: UnderWay = local.under_way

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        self._under_way.wait_on(self._sock)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Readable:
    """A socket as http.client reads from it."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def makefile(self, mode: str) -> Any:
        return io.BufferedReader(_Reader(self._sock.makefile(mode, 0), self._sock))


class _Answer(http.client.HTTPResponse):
    def __init__(self, sock: Any, *arguments: Any, **keywords: Any) -> None:
        readable: Any = _Readable(sock)
        super().__init__(readable, *arguments, **keywords)
        local.under_way.answer = self

    def _read_status(self) -> Any:
        """The status of the answer, not that of a hint on the way to it (RFC 8297)."""
        parent: Any = super()
        while True:
            try:
                status = parent._read_status()
            except http.client.RemoteDisconnected:
                raise
            except http.client.BadStatusLine as error:  # the request come back, with its token?
                raise http.client.BadStatusLine(str(error).partition(" ")[0]) from None
            if not 102 <= status[1] <= 199:
                return status
            http.client.parse_headers(self.fp)


class _Steady:
    """A connection that waits for progress rather than for a whole block, and can be cut."""

    sock: Any
    _dns_host: str
    port: int
    timeout: Any
    socket_options: Any
    source_address: Any
    debuglevel = 0  # http.client would print the token
    response_class = _Answer

    def connect(self) -> None:
        """Connect. Little may wait to be sent: else a slow line seems dead while it drains."""
        parent: Any = super()
        parent.connect()
        with contextlib.suppress(OSError, AttributeError):  # not every system, nor TLS within TLS
            self.sock.setsockopt(socket.IPPROTO_TCP, NOTSENT_LOWAT, MOST_UNSENT)

    def _new_conn(self) -> Any:
        connection: Any = self
        host, seconds = self._dns_host, math.inf if self.timeout is None else self.timeout
        try:
            host.encode("idna")
        except UnicodeError:
            message = f"{host!r}, label empty or too long"
            raise exceptions.LocationParseError(message) from None
        try:
            return dial(
                host,
                self.port,
                seconds,
                options=self.socket_options or (),
                source=self.source_address,
                begins=local.under_way.uses,
            )
        except socket.timeout as error:
            raise exceptions.ConnectTimeoutError(connection, "timed out") from error
        except OSError as error:
            raise exceptions.NewConnectionError(connection, str(error)) from error

    def _tunnel(self) -> None:
        parent: Any = super()
        parent._tunnel()
        local.under_way.wait_on(self.sock)  # TLS through it has what is left

    def putrequest(self, method: str, url: str, *arguments: Any, **keywords: Any) -> None:
        """Begin to ask: for the whole target, of which *url* is what may be shown."""
        under_way: UnderWay = local.under_way
        under_way.asks()
        parent: Any = super()
        parent.putrequest(method, under_way.target, *arguments, **keywords)

    def putheader(self, header: str, *values: Any) -> None:
        """As http.client has it; urllib3's own looks for marks that nobody makes here."""
        http.client.HTTPConnection.putheader(self, header, *values)  # type: ignore[arg-type]

    def send(self, data: Any) -> None:
        """Send *data*; the time allowed counts from the last byte that went out."""
        under_way: UnderWay = local.under_way
        if self.sock is None:
            self.connect()
        sock: Any = self.sock
        under_way.uses(sock)
        under_way.resumes()
        start, end = 0, len(data)
        try:
            with memoryview(data) as view:
                while start < end:
                    under_way.wait_on(sock)
                    start += sock.send(view[start:])
        finally:
            if start:
                under_way.has_sent()


class _HTTPConnection(_Steady, urllib3.connection.HTTPConnection):  # type: ignore[misc]
    pass


class _HTTPSConnection(_Steady, urllib3.connection.HTTPSConnection):  # type: ignore[misc]
    pass


class _Stack:
    """Connections at rest. It has no lock, which Ctrl-C could leave locked for ever."""

    def __init__(self, maxsize: int) -> None:
        self._items: Deque[Any] = collections.deque()
        self._maxsize = maxsize

    def get(self, block: bool = False, timeout: Any = None) -> Any:
        try:
            return self._items.pop()
        except IndexError:
            raise queue.Empty from None

    def put(self, item: Any, block: bool = False, timeout: Any = None) -> None:
        if len(self._items) >= self._maxsize:
            raise queue.Full
        self._items.append(item)

    def qsize(self) -> int:
        return len(self._items)


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _HTTPConnection
    QueueCls: Any = _Stack


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _HTTPSConnection
    QueueCls: Any = _Stack


POOLS = {"http": _HTTPPool, "https": _HTTPSPool}
