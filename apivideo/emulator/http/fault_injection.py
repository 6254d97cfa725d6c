"""What a fault does to a request and to its response."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Callable

from werkzeug.wrappers import Request, Response
from werkzeug.wsgi import LimitedStream

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Route, json_response
from apivideo.emulator.state.faults import Fault, PlacedFault

GARBAGE = b'<!doctype html>\x00\xff{"data": [ \xc3\x28'
SLUGS = {
    401: "authentication-invalid-access-token",
    403: "authorization-suspended-account",
    429: "too-many-requests",
    500: "general-errors",
}
TITLE = "This response was asked for."


class Lost(ConnectionError):
    """The connection ends here, as a fault wants it."""


def check(fault: Fault, routes: Sequence[Route]) -> None:
    """Raise ValueError if a fault can never happen, as no operation has its method and path."""
    paths = [fault.path.replace("*", something) for something in ("x", "", "x/x")]
    for route in routes:
        if fault.method is not None and fault.method.upper() != route.method:
            continue
        pattern = re.sub("<[^>]*>", "[^/]+", route.path)
        example = re.sub("<[^>]*>", "x", route.path)
        if fnmatch.fnmatchcase(example, fault.path):
            return
        if any(re.fullmatch(pattern, path) for path in paths):
            return
    method = "" if fault.method is None else f"{fault.method.upper()} "
    raise ValueError(f"path of a fault: there is no operation {method}{fault.path}")


def spoil(
    placed: PlacedFault | None, request: Request, handle: Callable[[Request], Response]
) -> Response:
    """The response to a request that meets *placed*. Raises Lost when there is none."""
    if placed is None:
        return handle(request)
    fault = placed.fault
    placed.pause()
    if fault.status is not None:
        return _refusal(fault)
    if fault.cut_request is not None:
        body = request.environ["wsgi.input"]
        request.environ["wsgi.input"] = CutBody(body, fault.cut_request)
    response = handle(request)
    if fault.lose_response or fault.cut_request is not None:
        response.close()
        raise Lost("the response is lost")
    if fault.garbage:
        response.data = GARBAGE
    return response


def cut(placed: PlacedFault | None, blocks: Iterable[bytes]) -> Iterable[bytes]:
    """The body of a response, or as much of it as *placed* lets through."""
    if placed is None or placed.fault.cut_response is None:
        return blocks
    return _first(placed.fault.cut_response, blocks)


def _first(most: int, blocks: Iterable[bytes]) -> Iterator[bytes]:
    try:
        yield b""  # so that the head is sent whatever follows
        for block in blocks:
            yield block[:most]
            most -= len(block)
            if most <= 0:
                break
    finally:
        close = getattr(blocks, "close", None)
        if close:
            close()
    raise Lost("the response is cut")


class CutBody(LimitedStream):
    """A body whose connection ends after some bytes."""

    def on_exhausted(self) -> None:
        raise Lost("the request is cut")

    def on_disconnect(self, error: Exception | None = None) -> None:
        """Raise the error of the connection; there is none where the body has ended."""
        if error:
            raise error


def _refusal(fault: Fault) -> Response:
    status = fault.status or 500
    slug = SLUGS.get(status)
    problem = Problem(slug, title="" if slug else TITLE, status=status)
    response = json_response(problem.to_json(), status)
    if fault.retry_after is not None:
        response.headers["X-RateLimit-Retry-After"] = str(fault.retry_after)
    response.headers.update(fault.headers)
    return response
