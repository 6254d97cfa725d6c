"""Session: sends calls. It authorizes their requests, retries them, and tells hooks and traces."""

import math
import re
import time
from typing import Any, Callable, Dict, List, Mapping, Optional, cast
from urllib.parse import urlencode

from apivideo._http import message, retry
from apivideo._http.cancellation import Cancellation
from apivideo._http.foreign import is_foreign
from apivideo._http.message import Call, Query, RateLimit, Request, Response, rate_limit
from apivideo._http.pace import Pace
from apivideo._http.redirect import MOST_REDIRECTS, redirected
from apivideo._http.telemetry import report, traced
from apivideo.configuration import Configuration, timeout_pair
from apivideo.convert import LENIENT, acceptor, naming
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
    UnauthorizedException,
    UnexpectedResponseException,
    exception_for,
)
from apivideo.options import Timeout

CLOSED = "this client is closed; make another one"


class Session:
    """Sends the calls of one client, which has described its arguments."""

    def __init__(
        self,
        configuration: Configuration,
        transport: Any,
        clock: Callable[[], float],
        sleep: Callable[[float], Any],
        draw: Callable[[], float],
    ) -> None:
        self.configuration = configuration
        self.transport = transport
        self.clock = clock
        self.sleep = sleep
        self.draw = draw
        self.authorize: Callable[[Call, Dict[str, str], Query], Any] = lambda *request: None
        """Adds credentials to the headers or the query of a request."""
        self.renew: Callable[[Request], bool] = lambda request: False
        """Renews the credentials of a request that got a 401; whether to repeat it."""
        self.default_headers: Dict[str, str] = message.Secrets()
        self.cookie: Optional[str] = None
        self.before_request: List[Callable[[Request], Optional[Request]]] = []
        self.after_response: List[Callable[[Request, Any, float], Any]] = []
        self.is_closed = False
        self.original: Optional[Session] = None
        """The session whose connections this one uses, and that it is closed with."""
        self.paces: Dict[str, Pace] = {kind: Pace() for kind in ("upload", "write", "read")}
        self._latest_headers: Mapping[str, str] = {}

    @property
    def last_rate_limit(self) -> Optional[RateLimit]:
        """The rate limit in the latest response that had one, or None."""
        return rate_limit(self._latest_headers)

    def policy(self, timeout: Timeout = None) -> retry.Policy:
        """Return the configured policy; a call with a longer timeout gets a longer deadline."""
        policy = self.configuration.retry_policy
        if timeout is None:
            return policy
        least = timeout_pair("_request_timeout", timeout)[1]
        return policy._replace(deadline=max(policy.deadline, least))

    def wait(self, seconds: float, cancellation: Optional[Cancellation] = None) -> None:
        """Wait for some seconds, or until cancelled."""
        if cancellation is not None and self.sleep is time.sleep:
            cancellation.wait(seconds)
        else:
            self.sleep(seconds)

    def check_open(self) -> None:
        """Raise ApiValueError if the client is closed."""
        if (self.original or self).is_closed:
            raise ApiValueError(CLOSED)

    def headers_of(self, call: Call) -> Dict[str, str]:
        """Return the headers of *call*, credentials aside."""
        headers: Dict[str, Any] = {"Accept": "application/json"}
        if self.cookie:
            headers["Cookie"] = self.cookie
        headers.update(self.default_headers)
        if call.content_type is not None:
            headers["Content-Type"] = call.content_type
        headers.update(call.headers)
        is_text = {str}.issuperset(map(type, headers.values()))
        return headers if is_text else acceptor(Dict[str, str], LENIENT)(headers, "headers")

    def send(self, call: Call) -> Any:
        """Return the response to *call*, which is sent again where that is safe and may help.

        The response is unread where the call captures a raw one.
        """
        self.check_open()
        if not all(map(callable, [*self.before_request, *self.after_response])):
            raise ApiTypeError("before_request and after_response must have what can be called")
        attempts = _Attempts(self, call)
        while True:
            request = self._request(call, attempts)
            result = self._attempt(request, attempts)
            if isinstance(result, ApiVideoError):
                error: Any = result
            elif attempts.is_success(result):
                is_first = attempts.number == 1 or not isinstance(result, Response)
                return result if is_first else result._replace(attempts=attempts.number)
            elif attempts.follow(request, result):
                continue
            else:
                error = exception_for(result)
            error.tell(request, attempts.number)
            if isinstance(error, UnauthorizedException) and attempts.may_renew():
                try:
                    is_renewed = self.renew(request)
                except (ApiConnectionError, ApiException) as failure:
                    raise error from failure
                if is_renewed:
                    continue
            wait = attempts.next_wait(error)
            if wait is not None:
                self.wait(wait, call.options.cancellation)
            if wait is None or attempts.is_cancelled:
                try:
                    raise error
                finally:
                    del error, result  # their tracebacks would refer to themselves

    def _request(self, call: Call, attempts: "_Attempts") -> Request:
        """The request of the next attempt, authorized, once the rate limit allows it."""
        wait = attempts.pace_wait()
        if wait:
            self.wait(wait, call.options.cancellation)
        headers, query = dict(attempts.headers), list(call.query)
        # Not part of what is retried: getting a token has attempts of its own.
        self.authorize(call, headers, query)
        url = attempts.address
        if query and not attempts.redirects:  # the target of a redirect has its own query
            url += "?" + urlencode(query, errors="surrogatepass")
        left = max(attempts.policy.deadline - attempts.elapsed, retry.LEAST_TOTAL)
        left = min(left, attempts.limit)
        how = (attempts.timeout, left, call.options.is_raw, call.options.cancellation)
        return Request(call.method, url, headers, call.body, *how)

    def _attempt(self, request: Request, attempts: "_Attempts") -> Any:
        """The response, or the exception in its place. What a hook raises is raised."""
        for hook in self.before_request:
            request = hook(request) or request
            if not isinstance(request, Request):
                raise ApiTypeError("before_request must return a Request or None")
        if self.before_request:
            with naming("before_request"):
                request = _checked(request)
        start = self.clock()
        outcome: Any = None
        in_flight = attempts.pace.in_flight()
        in_flight.append(None)
        try:
            outcome = traced(self.transport.send, attempts.number)(request)
        except (ApiConnectionError, UnexpectedResponseException) as error:
            if is_foreign(error):
                raise
            message.forget_locals(error)
            outcome = error.with_traceback(None)  # a hook must not see what is still running
        except BaseException as error:
            message.forget_locals(error)
            report(request, error, self.clock() - start, attempts.number, self.after_response)
            raise
        finally:
            in_flight.pop()
        try:
            headers = getattr(outcome, "headers", None) or {}
            if "X-RateLimit-Limit" in headers:
                self._latest_headers = headers
                attempts.pace.note(headers, self.clock(), len(in_flight))
            report(request, outcome, self.clock() - start, attempts.number, self.after_response)
            return outcome
        finally:
            del outcome  # the traceback of an exception would refer to itself


def _checked(request: Request) -> Request:
    """Return the request that a hook has made, or raise an error that names what is wrong."""
    for name, kind in (("method", str), ("url", str), ("headers", Dict[str, str])):
        acceptor(kind)(getattr(request, name), name)
    if not re.match("(?i)https?://", request.url):
        raise ApiValueError("url must begin with http:// or https://")
    is_body = request.body is None or not isinstance(request.body, str)
    if not is_body or not hasattr(request.body or b"", "__len__"):
        raise ApiTypeError("body must be None, bytes, or blocks of bytes with a len()")
    if not isinstance(request.total, (int, float)):
        raise ApiTypeError("total must be a number of seconds")
    return request._replace(timeout=timeout_pair("timeout", request.timeout))


class _Attempts:
    """The attempts at one call: how many, how long they took, and what they may have done."""

    def __init__(self, session: Session, call: Call) -> None:
        configuration, options = session.configuration, call.options
        self.policy = options.policy or session.policy(options.timeout)
        seconds = configuration.request_timeout if options.timeout is None else options.timeout
        self.timeout = timeout_pair("_request_timeout", seconds)
        # One number limits a whole attempt, as in the published client; a pair has no such limit.
        self.limit = seconds if isinstance(seconds, (int, float)) else math.inf
        self.headers = session.headers_of(call)
        self._is_streamed = call.is_streamed
        if self._is_streamed:
            self.headers["Content-Length"] = str(len(cast(Any, call.body)))
        self.address = (call.host or configuration.host) + call.path
        kind = "read" if call.method == "GET" else "write"
        self.pace = session.paces["upload" if self._is_streamed else kind]
        self.number = 1
        self.redirects = 0
        self._has_renewed = False
        self._call = call
        self._session = session
        self._counted = 1
        self._may_have_arrived = False
        self._started = session.clock()
        self._waited = 0.0

    @property
    def elapsed(self) -> float:
        """Seconds that count towards the deadline: while a file is sent, only the waits."""
        return self._waited if self._is_streamed else self._session.clock() - self._started

    @property
    def is_cancelled(self) -> bool:
        """Whether the call was cancelled."""
        cancellation = self._call.options.cancellation
        return cancellation is not None and cancellation.is_cancelled

    def pace_wait(self) -> float:
        """Return the seconds to wait for the rate limit; none if the deadline does not allow it."""
        wait = self.pace.opens_at - self._session.clock()
        if wait <= 0 or self.policy.max_attempts == 1:
            return 0.0
        if self.elapsed + wait >= self.policy.deadline:
            return 0.0
        self._waited += wait
        return wait

    def follow(self, request: Request, response: Any) -> bool:
        """Follow a redirect; return False if *response* is none that may be followed."""
        is_redirect = 300 <= response.status <= 399 and self.redirects < MOST_REDIRECTS
        location = redirected(request, response) if is_redirect else None
        if location is not None:
            self.redirects, self.address = self.redirects + 1, location
        return location is not None

    def is_success(self, response: Any) -> bool:
        """Return whether *response* says that the call succeeded, now or in an earlier attempt."""
        is_gone = response.status == 404 and self._call.gone_is_done and self._may_have_arrived
        return 200 <= response.status <= 299 or is_gone

    def may_renew(self) -> bool:
        """Return whether a 401 may be due to an old token; asked once per call."""
        has_renewed, self._has_renewed = self._has_renewed, True
        return bool(self._call.auth_settings) and not has_renewed

    def next_wait(self, error: Any) -> Optional[float]:
        """Return the seconds to wait before another attempt, or None if *error* is final."""
        options, repeatable = self._call.options, self._call.is_repeatable
        was_limited, drawn = getattr(error, "status", None) == 429, self._session.draw()
        wait = retry.decide(self.policy, self._counted, error, repeatable, self.elapsed, drawn)
        error.is_uncertain = not repeatable and retry.is_uncertain(error)
        if wait is None:
            return None
        if was_limited:
            self.pace.close(self._session.clock() + wait)
        if options.on_retry is not None:
            options.on_retry(wait, error)
        self.number += 1
        # A 429 that says when to come back uses up no attempt.
        self._counted += not (was_limited and retry.wait_hint(error) is not None)
        self._waited += wait
        self._may_have_arrived |= not was_limited and retry.may_have_arrived(error)
        return wait
