"""A server on loopback that does with each connection what a test says."""

import socket
import threading
from typing import Any, Callable, List, Optional


def read_request(connection: Any) -> bytes:
    """One whole request: its head and as many bytes after it as it announces; b"" at the end."""
    data = b""
    while b"\r\n\r\n" not in data:
        block = connection.recv(65536)
        if not block:
            return data
        data += block
    head, _, body = data.partition(b"\r\n\r\n")
    announced = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            announced = int(line.partition(b":")[2])
    while len(body) < announced:
        block = connection.recv(65536)
        if not block:
            break
        body += block
    return head + b"\r\n\r\n" + body


def http(status: int = 200, body: bytes = b"{}", *headers: str) -> bytes:
    """An answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status} Reason", f"Content-Length: {len(body)}"]
    return "\r\n".join(lines + list(headers)).encode() + b"\r\n\r\n" + body


class RawServer:
    """Runs ``handle(connection)`` in a thread for each connection, then closes it.

    *receive_buffer* limits what waits to be read. ``connections`` counts them; ``requests`` is for
    the handler to fill.
    """

    def __init__(self, handle: Callable[[Any], Any], receive_buffer: Optional[int] = None) -> None:
        self.connections = 0
        self.requests: List[bytes] = []
        self._handle = handle
        self._open: List[socket.socket] = []
        self._closing = False
        self._listener = socket.socket()
        if receive_buffer is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.port = self._listener.getsockname()[1]
        self.host = f"http://127.0.0.1:{self.port}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            connection = self._listener.accept()[0]
            if self._closing:
                connection.close()
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            self._handle(connection)
        except OSError:
            pass  # the client hung up
        finally:
            connection.close()

    def __enter__(self) -> "RawServer":
        return self

    def __exit__(self, *error: object) -> None:
        self._closing = True
        socket.create_connection(("127.0.0.1", self.port)).close()  # wakes accept()
        self._threads[0].join(10)
        self._listener.close()
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # closed already
        for thread in self._threads:
            thread.join(10)


def answering(*answers: bytes) -> Callable[[Any], None]:
    """A handler that gives *answers* to the requests of a connection, one each, then hangs up."""

    def handle(connection: Any) -> None:
        for one in answers:
            if not read_request(connection):
                return
            connection.sendall(one)

    return handle
