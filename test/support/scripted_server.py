"""A server on loopback that follows a script: one step for each request, good answers after it."""

import json
import socket
import struct
import threading
from typing import Any, Callable, List, Optional, Sequence, Union

from support.raw_server import RawServer, http, read_request

Step = Union[bytes, Callable[[Any], Any]]
"""What becomes of a request: an answer, or what to do with the connection. The connection stays
open after an answer, and after a step that gives True.
"""

TLS_HELLO = b"\x16"
"""The first byte of a client that wants to speak TLS."""

VIDEO = json.dumps({"videoId": "vi1", "title": "One"}).encode()


def tokens(number: int) -> bytes:
    """The answer to the exchange of tokens with this number."""
    document = {
        "access_token": f"access-{number}",
        "refresh_token": f"refresh-{number}",
        "expires_in": 3600,
    }
    return http(200, json.dumps(document).encode())


class ScriptedServer(RawServer):
    """Answers requests by *steps* and exchanges of tokens by *exchange_steps*; well after them.

    ``targets`` has the first line of each request, ``bodies`` all of it; ``exchanges`` counts those
    of tokens.
    """

    def __init__(
        self,
        steps: Sequence[Step] = (),
        exchange_steps: Sequence[Step] = (),
        tls: Optional[Any] = None,
    ) -> None:
        self.targets: List[str] = []
        self.exchanges = 0
        self._steps = list(steps)
        self._exchange_steps = list(exchange_steps)
        self._tls = tls
        self._turn = threading.Condition()
        self._held = 0
        super().__init__(self._follow)
        if tls is not None:
            self.host = f"https://localhost:{self.port}"

    def forget_the_script(self) -> None:
        """Answer well from now on."""
        with self._turn:
            self._steps, self._exchange_steps = [], []

    def is_held_by(self, most: int, seconds: float) -> bool:
        """Whether no more than *most* connections are open, now or within *seconds*."""
        with self._turn:
            return self._turn.wait_for(lambda: self._held <= most, seconds)

    def was_asked(self, times: int, seconds: float) -> bool:
        """Whether that many requests have arrived, exchanges aside, now or within *seconds*."""
        with self._turn:
            return self._turn.wait_for(lambda: len(self.targets) >= times, seconds)

    def _follow(self, connection: Any) -> None:
        self._hold(1)
        try:
            self._answer_all(connection)
        finally:
            self._hold(-1)

    def _hold(self, change: int) -> None:
        with self._turn:
            self._held += change
            self._turn.notify_all()

    def _answer_all(self, connection: Any) -> None:
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True)
        elif connection.recv(1, socket.MSG_PEEK) == TLS_HELLO:
            connection.sendall(b"HTTP/1.1 400 This is no HTTPS server\r\n\r\n")
            return
        with connection:
            while True:
                request = read_request(connection)
                if not request:
                    return
                step = self._step(request)
                if isinstance(step, bytes):
                    connection.sendall(step)
                elif not step(connection):
                    return

    def _step(self, request: bytes) -> Step:
        line = request.partition(b"\r\n")[0].decode()
        with self._turn:
            if "/auth/" in line:
                self.exchanges += 1
                return self._exchange_steps.pop(0) if self._exchange_steps else self._tokens()
            self.targets.append(line.rpartition(" ")[0])
            self.requests.append(request)
            self._turn.notify_all()
            return self._steps.pop(0) if self._steps else http(200, VIDEO)

    def _tokens(self) -> bytes:
        return tokens(self.exchanges)


# ---- steps -----------------------------------------------------------------------------------


def hang_up(connection: Any) -> None:
    """No answer."""


def reset(connection: Any) -> None:
    """No answer, and not even a proper end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def stay_silent(connection: Any) -> None:
    """No answer, however long the client waits."""
    connection.recv(1)


def then_hang_up(data: bytes) -> Step:
    """*data*, and the end of the connection."""
    return lambda connection: connection.sendall(data)


def then_stay_silent(data: bytes) -> Step:
    """*data*, and nothing after it for as long as the client waits."""

    def step(connection: Any) -> None:
        connection.sendall(data)
        connection.recv(1)

    return step


def trickle(data: bytes, pace: float = 0.02) -> Step:
    """*data*, then a byte every now and then until the client hangs up."""

    def step(connection: Any) -> None:
        connection.sendall(data)
        connection.settimeout(pace)
        while True:
            try:
                connection.recv(1)
                return
            except socket.timeout:  # the client still waits
                connection.sendall(b"x")

    return step


def pour(head: bytes, block: bytes = b"x" * 65536) -> Step:
    """*head*, then *block* again and again until the client hangs up."""

    def step(connection: Any) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(block)

    return step
