"""The application: a request comes in, its operation is found, one response goes out."""

from __future__ import annotations

import functools
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from apivideo.emulator.http import auth, fault_injection, validation
from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.rate_limits import RateLimiter
from apivideo.emulator.http.service import CONTROL, Route, Service, json_response, no_content
from apivideo.emulator.state.faults import PlacedFault
from apivideo.emulator.state.request_log import Entry
from apivideo.emulator.state.store import lacks_room

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOG = logging.getLogger("apivideo.emulator")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-RateLimit-Limit, X-RateLimit-Remaining,"
    " X-RateLimit-Retry-After",
}
"""Pages of any origin may call the API; what controls the emulator is for its own page."""
PREFLIGHT_SECONDS = 600


class Application:
    """The service as a WSGI application; *catch_up* does what time has made due."""

    def __init__(self, service: Service, catch_up: Callable[[], None]) -> None:
        self._service = service
        self._catch_up = catch_up
        self._limiter = RateLimiter(service.settings.rate_limits)
        self._map = _map(tuple(service.routes))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        request = Request(environ)
        if request.path == "/" or request.path.startswith(CONTROL):
            return self.respond(request)(environ, start_response)
        placed = None
        if not _is_preflight(request):  # which a browser sends unasked
            placed = self._service.faults.take(request.method, request.path)
        response = self._recorded(request, placed)
        return fault_injection.cut(placed, response(environ, start_response))

    def _recorded(self, request: Request, placed: PlacedFault | None) -> Response:
        begin = time.perf_counter()
        status = None
        try:
            response = fault_injection.spoil(placed, request, self.respond)
            status = response.status_code
            return _with_headers(response, CORS if "Origin" in request.headers else {})
        finally:
            spent = (time.perf_counter() - begin) * 1000
            now = self._service.now
            self._service.requests.add(Entry(now, request.method, request.path, status, spent))

    def respond(self, request: Request) -> Response:
        """The response to a request, whatever happens; lost connections aside."""
        headers: dict[str, str] = {}
        try:
            if _is_preflight(request):
                return self._preflight(request)
            return self._respond(request, headers)
        except Problem as problem:
            headers.update(problem.headers)
            return _with_headers(json_response(problem.to_json(), problem.status), headers)
        except ConnectionError:
            raise  # nobody is left to read a response
        except Exception as error:
            if lacks_room(error):
                failure = Problem("general-errors", title="The disk is full.", status=507)
            else:
                LOG.exception("%s %s failed", request.method, request.path)
                failure = Problem("general-errors")
            return _with_headers(json_response(failure.to_json(), failure.status), headers)

    def _respond(self, request: Request, headers: dict[str, str]) -> Response:
        route, path, refusal = self._find(request)
        counts_as = _kind(request, route)
        if counts_as:
            allowed, left = self._limiter.take(counts_as, self._service.now)
            headers.update(left)
            if not allowed:
                raise Problem("too-many-requests")
        if route is None:
            raise refusal or Problem("unrecognized-request-url")
        if not route.open:
            auth.check(self._service, request.headers.get("Authorization"))
        validation.check(route.operation, request)
        self._catch_up()
        response = route.handler(self._service, request, **path) or no_content()
        return _with_headers(response, headers)

    def _preflight(self, request: Request) -> Response:
        """What a browser asks before a page of another origin sends a request."""
        response = no_content()
        methods = self._map.bind_to_environ(request.environ).allowed_methods()
        wanted = request.headers.get("Access-Control-Request-Headers", "")
        response.headers["Access-Control-Allow-Methods"] = ", ".join(methods)
        response.headers["Access-Control-Allow-Headers"] = wanted
        response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response

    def _find(self, request: Request) -> tuple[Route | None, Mapping[str, str], Problem | None]:
        """The operation and its path parameters, or why there is none."""
        try:
            route, path = self._map.bind_to_environ(request.environ).match()
        except MethodNotAllowed as error:
            allow = {"Allow": ", ".join(sorted(error.valid_methods or ()))}
            return None, {}, Problem("method-not-allowed", headers=allow)
        except HTTPException:
            return None, {}, None
        return route, path, None


@functools.lru_cache(maxsize=None)
def _map(routes: tuple[Route, ...]) -> Map:
    """Where each operation is found; made once, for it takes longer than all else at the start."""
    rules = [Rule(route.path, methods=[route.method], endpoint=route) for route in routes]
    found = Map(rules, strict_slashes=True, merge_slashes=False)
    found.update()  # else the first request has to wait for it
    "localhost".encode("idna")  # loads the codec of host names
    return found


def _is_preflight(request: Request) -> bool:
    return request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers


def _kind(request: Request, route: Route | None) -> str | None:
    """What a request counts as; None if it is not counted."""
    if request.path.startswith("/auth/") or (route and not route.operation):
        return None
    if route and route.is_upload:
        return "upload"
    return "read" if request.method in ("GET", "HEAD") else "write"


def _with_headers(response: Response, headers: Mapping[str, str]) -> Response:
    response.headers.update(headers)
    return response
