"""A real HTTP server on loopback that answers as told and remembers what it was asked."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple


class Recorded(NamedTuple):
    """One request as it arrived."""

    method: str
    target: str
    headers: Dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        return self.target.partition("?")[2]

    @property
    def document(self) -> Any:
        return json.loads(self.body.decode())


Answer = Tuple[int, Dict[str, str], bytes]
TOKENS = {"access_token": "access", "refresh_token": "refresh", "expires_in": 3600}


class RecordingServer:
    """Answers each request with ``respond(request)``: a status, headers and a body.

    Token exchanges are answered with tokens and kept apart, in ``exchanges``.
    """

    def __init__(self, respond: Optional[Callable[[Recorded], Any]] = None) -> None:
        self.respond = respond or (lambda request: (200, {}, b"{}"))
        self.requests: List[Recorded] = []
        self.exchanges: List[Recorded] = []
        self.tokens: Tuple[int, Any] = (200, TOKENS)
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 20
            wbufsize = 64 * 1024  # head and body in one packet: the second would wait for the ACK

            def handle_one(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                request = Recorded(self.command, self.path, dict(self.headers.items()), body)
                status, headers, content = server.answer(request)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_one

            def log_message(self, *arguments: Any) -> None:
                pass

        class Server(ThreadingMixIn, HTTPServer):
            daemon_threads = True

            def handle_error(self, *arguments: Any) -> None:
                pass  # a client that hangs up is none of the server's business

        self._server = Server(("127.0.0.1", 0), Handler)
        self.host = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()

    def answer(self, request: Recorded) -> Answer:
        if request.path.startswith("/auth/"):
            self.exchanges.append(request)
            status, document = self.tokens
            return status, {}, json.dumps(document).encode()
        self.requests.append(request)
        status, headers, content = self.respond(request)
        if not isinstance(content, bytes):
            content = json.dumps(content).encode()
        return status, headers, content

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> "RecordingServer":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
