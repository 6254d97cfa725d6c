"""A server that takes uploads and throws them away, as fast or as slowly as it is told."""

import multiprocessing
import os
import ssl
import tempfile
import threading
import time
from socket import SO_RCVBUF, SOL_SOCKET, create_server, socket
from typing import Any, NamedTuple, Optional, Tuple

BLOCK = 1024 * 1024
ANSWER = b'{"videoId": "vi1"}'


class Sink(NamedTuple):
    """A running server."""

    host: str
    certificates: Optional[str]
    """The file with the certificate authority of a server with TLS."""
    process: Any

    def stop(self) -> None:
        self.process.terminate()
        self.process.join()


def start(tls: bool = False, rate: float = 0, latency: float = 0) -> Sink:
    """A server in a process of its own, on loopback.

    Args:
        tls: Whether to speak https.
        rate: Bytes a second that each connection is held to; 0 for no limit.
        latency: Seconds that each request takes more.
    """
    listener = create_server(("127.0.0.1", 0), backlog=64)
    if rate:
        listener.setsockopt(SOL_SOCKET, SO_RCVBUF, 256 * 1024)  # what waits here is not held back
    files = _certificates() if tls else None
    process = multiprocessing.get_context("fork").Process(
        target=_serve, args=(listener, files, rate, latency), daemon=True
    )
    process.start()
    scheme = "https" if tls else "http"
    host = f"{scheme}://localhost:{listener.getsockname()[1]}"
    listener.close()
    return Sink(host, files[0] if files else None, process)


def _certificates() -> Tuple[str, str]:
    import trustme

    folder = tempfile.mkdtemp(prefix="apivideo-benchmark-")
    authority = trustme.CA()
    names = os.path.join(folder, "authority.pem"), os.path.join(folder, "server.pem")
    authority.cert_pem.write_to_path(names[0])
    authority.issue_cert("localhost").private_key_and_cert_chain_pem.write_to_path(names[1])
    return names


def _serve(listener: socket, files: Any, rate: float, latency: float) -> None:
    context = None
    if files:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(files[1])
    while True:
        connection, _ = listener.accept()
        threading.Thread(
            target=_drain, args=(connection, context, rate, latency), daemon=True
        ).start()


def _drain(connection: Any, context: Any, rate: float, latency: float) -> None:
    if context:
        connection = context.wrap_socket(connection, server_side=True)
    buffer = bytearray(64 * 1024 if rate else BLOCK)
    head = b""
    while True:
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
        head, _, rest = head.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        size = next(int(one[15:]) for one in lines if one.startswith(b"content-length:"))
        if b"expect: 100-continue" in lines:
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        left = size - len(rest)
        begin = time.monotonic()
        while left > 0:
            count = connection.recv_into(buffer, min(left, len(buffer)))
            if not count:
                return
            left -= count
            if rate:
                ahead = (size - left) / rate - (time.monotonic() - begin)
                if ahead > 0.002:
                    time.sleep(ahead)
        if latency:
            time.sleep(latency)
        connection.sendall(
            b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n" % len(ANSWER) + ANSWER
        )
        head = b""
