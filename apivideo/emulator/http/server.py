"""HTTP/1.1 over sockets: connections that stay open, a thread each, for one WSGI application.

The development server of Werkzeug closes or guesses where this one must not: a part of an upload
that is refused early leaves its connection usable, and a cut one is never taken for a whole.
"""

from __future__ import annotations

import contextlib
import io
import json
import logging
import socket
import socketserver
import sys
import threading
import time
from email.message import Message
from typing import TYPE_CHECKING, Any, Callable, ClassVar, cast

from werkzeug.serving import WSGIRequestHandler

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOG = logging.getLogger("apivideo.emulator")
SECONDS_OF_SILENCE = 120
GRACE = 5.0
MOST_DRAINED = 1024**3
LONGEST_LINE = 1024 * 1024  # of a request: a query may have many long filters
BLOCK = 256 * 1024
LONGEST_CHUNK_LINE = 8 * 1024


class Server(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Listens, and hands every request to an application."""

    allow_reuse_address = True
    daemon_threads = True
    ssl_context = None  # this and the next two are what Werkzeug's handler asks for
    multithread = True
    multiprocess = False
    block_on_close = False
    request_queue_size = 128
    timeout: float | None = 1.0

    def __init__(self, host: str, port: int, application: WSGIApplication) -> None:
        self.application = application
        self._connections: set[socket.socket] = set()
        self._busy = 0
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._serve, name="emulator", daemon=True)
        self.address_family: int = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Connection)
        self.host: str = host
        self.port: int = int(self.server_address[1])

    def start(self) -> None:
        """Take connections, in a thread, until `stop` is called."""
        self._thread.start()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self.handle_request()
        self.server_close()

    def stop(self) -> None:
        """Take no more connections; requests under way have a few seconds to end."""
        self._stopping.set()
        with contextlib.suppress(OSError):  # wakes the thread that waits for connections
            socket.create_connection((self.host, self.port), timeout=1.0).close()
        deadline = time.monotonic() + GRACE
        with self._changed:
            self._changed.wait_for(lambda: not self._busy, GRACE)
            for connection in self._connections:
                with contextlib.suppress(OSError):  # closed by the other side
                    connection.shutdown(socket.SHUT_RDWR)
            left = max(1.0, deadline - time.monotonic())
            self._changed.wait_for(lambda: not self._connections, left)
        self._thread.join()

    def busy(self, change: int) -> None:
        """Count a request that begins, 1, or ends, -1."""
        with self._changed:
            self._busy += change
            self._changed.notify_all()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note the connection and start its thread."""
        with self._changed:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Close a connection and forget it."""
        super().shutdown_request(request)
        with self._changed:
            self._connections.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Log what a connection's thread did not expect."""
        if not isinstance(sys.exc_info()[1], OSError):
            LOG.exception("a connection failed")


class Connection(WSGIRequestHandler):
    """One connection: request after request."""

    protocol_version = "HTTP/1.1"
    timeout: ClassVar[float | None] = SECONDS_OF_SILENCE
    disable_nagle_algorithm = True
    rbufsize = 64 * 1024

    @property
    def server_version(self) -> str:  # type: ignore[override]
        return "api.video emulator"

    def setup(self) -> None:
        super().setup()
        self.owner: Server = cast("Server", self.server)
        self.source: io.BufferedReader = cast("io.BufferedReader", self.rfile)

    def handle_one_request(self) -> None:
        self.close_connection = True
        try:
            self.raw_requestline: bytes = self.source.readline(LONGEST_LINE + 1)
            if len(self.raw_requestline) > LONGEST_LINE:
                self.requestline = self.request_version = self.command = ""
                self.send_error(414)
            elif self.raw_requestline:
                self._handle()
        except (ConnectionError, socket.timeout):
            self.close_connection = True  # nobody is there to be told

    def _handle(self) -> None:
        self.owner.busy(1)
        try:
            if self.parse_request():
                self._respond_and_drain()
        finally:
            self.owner.busy(-1)

    def _respond_and_drain(self) -> None:
        try:
            body = body_of(self.headers, self.source)
            self._respond(body)
        except Malformed as error:
            self.send_error(400, str(error))
            return
        if not self.close_connection:  # what was not read stands before the next request
            self.close_connection = not body.drain(MOST_DRAINED)

    def _respond(self, body: Body) -> None:
        head: list[bytes] = []

        def start_response(
            status: str, headers: list[tuple[str, str]], exc_info: object = None
        ) -> Callable[[bytes], object]:
            head[:] = [self._head(status, headers)]
            return self._write

        try:
            environ = self.make_environ()
        except ValueError as error:
            raise Malformed("the address cannot be read") from error
        environ.update({"wsgi.input": body, "wsgi.input_terminated": True})
        blocks = self.owner.application(environ, start_response)
        try:
            for block in blocks:
                # A short response leaves in one piece.
                self._write(head.pop() + block if head else block)
            if head:
                self._write(head.pop())
        except OSError as error:  # also of the application: the response is half sent by now
            raise ConnectionError("a response was cut") from error
        finally:
            close = getattr(blocks, "close", None)
            if close:
                close()

    def _head(self, status: str, headers: list[tuple[str, str]]) -> bytes:
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
        names = {name.lower() for name, _ in headers}
        if "date" not in names:
            lines.append(f"Date: {self.date_time_string()}")
        if "content-length" not in names and status[:3] not in ("204", "304"):
            self.close_connection = True
        if self.close_connection:
            lines.append("Connection: close")
        return "\r\n".join([*lines, "", ""]).encode("latin-1", "replace")

    def _write(self, data: bytes) -> None:
        self.connection.sendall(data)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a request that is not even HTTP, as the service words refusals; then close."""
        self.close_connection: bool = True
        title = self.responses.get(code, ("The request cannot be read", ""))[0]
        problem = {"status": code, "title": title + ".", "detail": message or title}
        data = json.dumps(problem).encode()
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(data)))]
        self._write(self._head(f"{int(code)} {title}", headers) + data)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


class Malformed(ConnectionError):
    """The framing of a request cannot be trusted; its connection must not be used again."""


class Body(io.RawIOBase):
    """A body that ends where it ends and is read at most to there."""

    def __init__(self, connection: io.BufferedReader, length: int) -> None:
        self._connection = connection
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill some of *buffer*; 0 at the end. Raises ConnectionError when the body is cut."""
        view = memoryview(buffer)[: self._left]
        if not view:
            return 0
        count = self._connection.readinto1(view)
        if not count:
            raise ConnectionError("the body of a request was cut")
        self._left -= count
        return count

    def drain(self, most: int) -> bool:
        """Read the rest and drop it; False if it has more than *most* bytes."""
        buffer = memoryview(bytearray(BLOCK))
        while most > 0:
            count = self.readinto(buffer)
            if not count:
                return True
            most -= count
        return False


class ChunkedBody(Body):
    """A body in the chunks of HTTP/1.1, its length unknown beforehand."""

    def __init__(self, connection: io.BufferedReader) -> None:
        super().__init__(connection, 0)
        self._ended = False
        self._first = True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left and not self._ended:
            self._next_chunk()
        return super().readinto(buffer)

    def _next_chunk(self) -> None:
        if not self._first and self._line():
            raise Malformed("a chunk is longer than it says")
        self._first = False
        try:
            self._left = int(self._line().partition(b";")[0], 16)
        except ValueError as error:
            raise Malformed("a chunk does not say how long it is") from error
        if self._left < 0:
            raise Malformed("a chunk has a negative length")
        if self._left == 0:
            self._ended = True
            while self._line():
                pass  # trailers say nothing that is wanted here

    def _line(self) -> bytes:
        line = self._connection.readline(LONGEST_CHUNK_LINE)
        if not line.endswith(b"\n"):
            raise Malformed("a line of the chunked body is too long or cut")
        return line.strip()


def body_of(headers: Message, connection: io.BufferedReader) -> Body:
    """The body that the headers of a request announce. Raises Malformed."""
    lengths = {value.strip() for value in headers.get_all("Content-Length", ())}
    transfer = ",".join(headers.get_all("Transfer-Encoding", ()))
    encodings = [word.strip().lower() for word in transfer.split(",") if transfer]
    if encodings:
        if encodings != ["chunked"] or lengths:
            raise Malformed("Transfer-Encoding is not usable")
        return ChunkedBody(connection)
    if not lengths:
        return Body(connection, 0)
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit()) or len(length) > 18:
        raise Malformed("Content-Length is not usable")
    return Body(connection, int(length))
