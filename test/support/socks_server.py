"""A SOCKS proxy on loopback that connects to one server, whatever host it is asked for."""

import socket
import struct
import threading
from typing import Any, List, Optional, Tuple

from support.raw_server import RawServer


class SocksServer(RawServer):
    """Speaks SOCKS4, 4a and 5. With *login*, it wants this user name and password (SOCKS5).

    ``asked`` has the version, host and port of each request, ``logins`` each login.
    """

    def __init__(self, port: int, login: Optional[Tuple[bytes, bytes]] = None) -> None:
        self.asked: List[Tuple[int, str, int]] = []
        self.logins: List[Tuple[bytes, bytes]] = []
        self._target = port
        self._login = login
        super().__init__(self._serve_one)

    def _serve_one(self, connection: Any) -> None:
        stream = connection.makefile("rb", 0)
        version = stream.read(1)[0]
        ask = self._ask_5 if version == 5 else self._ask_4
        if not ask(connection, stream):
            return
        with socket.create_connection(("127.0.0.1", self._target)) as server:
            back = threading.Thread(target=self._pump, args=(server, connection))
            back.start()
            self._pump(connection, server)
            back.join(10)

    def _ask_4(self, connection: Any, stream: Any) -> bool:
        _, port, address = struct.unpack(">BH4s", stream.read(7))
        self._line(stream)
        named = address[:3] == b"\0\0\0" and address[3:] != b"\0"
        host = self._line(stream).decode() if named else socket.inet_ntoa(address)
        self.asked.append((4, host, port))
        connection.sendall(b"\0\x5a" + bytes(6))
        return True

    def _ask_5(self, connection: Any, stream: Any) -> bool:
        methods = stream.read(stream.read(1)[0])
        method = 0 if self._login is None else 2
        if method not in methods:
            connection.sendall(b"\x05\xff")
            return False
        connection.sendall(bytes([5, method]))
        if method == 2:
            stream.read(1)
            login = stream.read(stream.read(1)[0]), stream.read(stream.read(1)[0])
            self.logins.append(login)
            connection.sendall(b"\x01\x00" if login == self._login else b"\x01\x01")
            if login != self._login:
                return False
        kind = stream.read(4)[3]
        if kind == 3:
            host = stream.read(stream.read(1)[0]).decode()
        else:
            family, length = (socket.AF_INET, 4) if kind == 1 else (socket.AF_INET6, 16)
            host = socket.inet_ntop(family, stream.read(length))
        self.asked.append((5, host, struct.unpack(">H", stream.read(2))[0]))
        connection.sendall(b"\x05\x00\x00\x01" + bytes(6))
        return True

    def _line(self, stream: Any) -> bytes:
        return b"".join(iter(lambda: stream.read(1), b"\0"))

    def _pump(self, source: Any, target: Any) -> None:
        try:
            for block in iter(lambda: source.recv(65536), b""):
                target.sendall(block)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # one of them hung up
