"""Print the functions of this library between a method of an API class and urllib3.

For a method that is called for the second time: those on the stack when urllib3 is called, and
how many calls of our functions the whole takes.
"""

import contextlib
import json
import os
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Callable, Dict, Iterator, List, NamedTuple
from unittest import mock

import urllib3

import apivideo

PACKAGE = os.path.dirname(os.path.abspath(apivideo.__file__))

MOST = {"get": 6, "list": 6, "upload": 11}
"""How many functions of ours may be between a method of VideosApi and urllib3, itself included."""

TOKENS = {"access_token": "a", "refresh_token": "r", "token_type": "Bearer", "expires_in": 3600}
VIDEO = {"videoId": "vi1", "title": "film"}
PAGINATION = {"currentPage": 1, "pageSize": 25, "pagesTotal": 1, "itemsTotal": 1}


class Way(NamedTuple):
    """The way of one call."""

    functions: List[str]
    """The functions of ours on the stack when urllib3 is called, the outermost first."""
    calls: int
    """How many calls of our functions were made in all."""


class Service(BaseHTTPRequestHandler):
    """Responds with tokens, a page or a video."""

    protocol_version = "HTTP/1.1"

    def respond(self) -> None:
        left = int(self.headers.get("Content-Length") or 0)
        while left:
            left -= len(self.rfile.read(min(left, 65536)))
        document: Dict[str, Any] = VIDEO
        if self.path.startswith("/auth"):
            document = TOKENS
        elif self.path.startswith("/videos?"):
            document = {"data": [VIDEO], "pagination": PAGINATION}
        data = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_GET = do_POST = respond

    def log_message(self, *arguments: Any) -> None:
        pass


def ours(frame: Any) -> List[str]:
    """The functions of this library among the callers of *frame*, the outermost first."""
    names: List[str] = []
    while frame is not None:
        if is_ours(frame):
            names.append(named(frame))
        frame = frame.f_back
    return list(getattr(threading.current_thread(), "way", [])) + names[::-1]


def is_ours(frame: Any) -> bool:
    return str(frame.f_code.co_filename).startswith(PACKAGE)


def named(frame: Any) -> str:
    """``_http/session.py: Session.send``, as far as the frame tells."""
    code = frame.f_code
    owner = frame.f_locals.get("self")
    name = getattr(code, "co_qualname", None)
    if name is None:  # before Python 3.11
        name = f"{type(owner).__name__}.{code.co_name}" if owner is not None else code.co_name
    path = os.path.relpath(code.co_filename, PACKAGE).replace(os.sep, "/")
    return f"{path}: {name.replace('<locals>.', '')}"


@contextlib.contextmanager
def watched(seen: List[List[str]], counted: List[str]) -> Iterator[None]:
    """Note the functions of ours on the stack at each ``urlopen``, and every call of one."""
    urlopen, start = urllib3.HTTPConnectionPool.urlopen, threading.Thread.start

    def spy(pool: Any, *arguments: Any, **keywords: Any) -> Any:
        seen.append(ours(sys._getframe(1)))
        return urlopen(pool, *arguments, **keywords)

    def remember(thread: Any) -> None:
        thread.way = ours(sys._getframe(1))  # what a thread does belongs to who started it
        start(thread)

    def count(frame: Any, event: str, argument: Any) -> None:
        if event == "call" and is_ours(frame) and not frame.f_code.co_name.startswith("<"):
            counted.append(named(frame))

    with mock.patch.object(urllib3.HTTPConnectionPool, "urlopen", spy):
        with mock.patch.object(threading.Thread, "start", remember):
            threading.setprofile(count)
            sys.setprofile(count)
            try:
                yield
            finally:
                sys.setprofile(None)
                threading.setprofile(None)  # type: ignore[arg-type]


def way_of(call: Callable[[], Any]) -> Way:
    """Follow a call, once it was made before: tokens, connections and signatures are there."""
    call()
    seen: List[List[str]] = []
    counted: List[str] = []
    with watched(seen, counted):
        call()
    return Way(max(seen, key=len), len(counted))


def ways() -> Dict[str, Way]:
    """The ways of three methods of VideosApi, against a server of its own."""
    server = HTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    configuration = apivideo.Configuration(host=f"http://127.0.0.1:{server.server_port}")
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "film.mp4")
            with open(path, "wb") as file:
                file.write(b"0" * 100000)
            with apivideo.AuthenticatedApiClient("key", configuration=configuration) as client:
                return {
                    "get": way_of(lambda: client.videos.get("vi1")),
                    "list": way_of(lambda: client.videos.list(title="film")),
                    "upload": way_of(lambda: client.videos.upload("vi1", path)),
                }
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def shown(method: str, way: Way) -> List[str]:
    """The functions of a way, one on a line, as CONTRIBUTING.md has them."""
    lines = ["  " * depth + name for depth, name in enumerate(way.functions, 1)]
    return [f"videos.{method}"] + lines


def main() -> None:
    for method, way in ways().items():
        print("\n".join(shown(method, way)))
        print(
            f"{len(way.functions)} functions of at most {MOST[method]}, {way.calls} calls in all\n"
        )


if __name__ == "__main__":
    main()
