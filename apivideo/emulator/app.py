"""The application: a request comes in, its operation is found, one answer goes out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from apivideo.emulator import auth, media, tokens, uploads, videos
from apivideo.emulator.limits import RateLimiter
from apivideo.emulator.problems import Problem
from apivideo.emulator.service import Route, Service, answer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LOG = logging.getLogger("apivideo.emulator")
ROUTES: Sequence[Route] = (
    *auth.ROUTES,
    *videos.ROUTES,
    *uploads.ROUTES,
    *tokens.ROUTES,
    *media.ROUTES,
)


class Application:
    """The service as a WSGI application."""

    def __init__(self, service: Service, routes: Sequence[Route] = ROUTES) -> None:
        self._service = service
        self._limiter = RateLimiter(service.settings.rate_limits)
        rules = [Rule(route.path, methods=[route.method], endpoint=route) for route in routes]
        self._map = Map(rules, strict_slashes=True, merge_slashes=False)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        return self.answer(request)(environ, start_response)

    def answer(self, request: Request) -> Response:
        """The answer to a request, whatever happens; lost connections aside."""
        headers: dict[str, str] = {}
        try:
            return self._answer(request, headers)
        except Problem as problem:
            headers.update(problem.headers)
            return _with_headers(answer(problem.to_json(), problem.status), headers)
        except ConnectionError:
            raise  # nobody is left to be answered
        except Exception:
            LOG.exception("%s %s failed", request.method, request.path)
            failure = Problem("general-errors")
            return _with_headers(answer(failure.to_json(), failure.status), headers)

    def _answer(self, request: Request, headers: dict[str, str]) -> Response:
        route, path, refusal = self._find(request)
        counts_as = route.counts_as if route else _kind(request)
        if counts_as:
            allowance = self._limiter.take(counts_as, self._service.now)
            headers.update(allowance.headers)
            if not allowance.allowed:
                raise Problem("too-many-requests")
        if route is None:
            raise refusal or Problem("unrecognized-request-url")
        if not route.open:
            auth.check(self._service, request.headers.get("Authorization"))
        return _with_headers(route.handler(self._service, request, **path), headers)

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


def _kind(request: Request) -> str | None:
    if request.path.startswith("/auth/"):
        return None
    return "read" if request.method in ("GET", "HEAD") else "write"


def _with_headers(response: Response, headers: Mapping[str, str]) -> Response:
    response.headers.update(headers)
    return response
