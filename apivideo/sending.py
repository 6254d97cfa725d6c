"""Requests that arrive: authorised, repeated where that is safe, over connections kept open."""

import copy
import re
import threading
import time
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple, Union
from urllib.parse import urlencode

from apivideo.configuration import Configuration, timeout_pair
from apivideo.convert import Query, to_json_bytes
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    UnexpectedAnswerException,
    exception_for,
)
from apivideo.lifetime import Lifetime
from apivideo.messages import RateLimit, Request, rate_limit
from apivideo.observing import log, span
from apivideo.options import Timeout
from apivideo.redirects import MOST_REDIRECTS, redirected
from apivideo.retry import Outcome, Policy, decide, draw, is_uncertain

AUTH_SETTINGS = ["bearerAuth", "apiKey"]

SECRET_HEADERS = re.compile("auth|cookie|key|secret|token", re.IGNORECASE)
"""Headers that do not go into a pickle."""

LEAST_TOTAL = 0.001
"""Seconds left for a request when the deadline has passed: as good as none."""


class Sender(Lifetime):
    """The part of a client that sends requests."""

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
        pool_threads: int = 1,
        *,
        rest_client: Any = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = time.sleep,
        draw: Callable[[], float] = draw,
    ) -> None:
        if configuration is None:
            self.configuration = Configuration.get_default_copy()
        elif isinstance(configuration, Configuration):
            self.configuration = copy.deepcopy(configuration)
        else:
            kind = type(configuration).__name__
            raise ApiTypeError(f"configuration must be a Configuration, not {kind}")
        super().__init__(pool_threads, rest_client)
        if header_name is not None:
            self.set_default_header(header_name, header_value)
        self.cookie = cookie
        self.before_request: List[Callable[[Request], Optional[Request]]] = []
        """Called with each request before it leaves; may give another to send in its place."""
        self.after_response: List[Callable[[Request, Any, float], Any]] = []
        """Called with each request, its answer or the exception, and the seconds it took."""
        self._quota: Mapping[str, str] = {}
        self._stops = threading.local()
        self.clock = clock
        self.sleep = sleep
        self.draw = draw

    @property
    def last_rate_limit(self) -> Optional[RateLimit]:
        """The quota that the latest answer told of; None before any did."""
        return rate_limit(self._quota)

    def policy(self, timeout: Timeout = None) -> Policy:
        """How often and how long to try; what is given more time than the deadline has it."""
        policy = self.configuration.retry_policy
        if timeout is None:
            return policy
        least = timeout_pair("_request_timeout", timeout)[1]
        return policy._replace(deadline=max(policy.deadline, least))

    @contextmanager
    def stopped_by(self, event: threading.Event) -> Iterator[None]:
        """Let no call of this thread wait for another attempt once *event* is set."""
        outer = self._stop
        self._stops.event = event
        try:
            yield
        finally:
            self._stops.event = outer

    @property
    def _stop(self) -> Optional[threading.Event]:
        return getattr(self._stops, "event", None)

    def wait(self, seconds: float, stop: Optional[threading.Event] = None) -> None:
        """Wait as this client waits, but no longer than until *stop*."""
        if stop is not None and self.sleep is time.sleep:
            stop.wait(seconds)
        else:
            self.sleep(seconds)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.configuration.host})"

    def update_params_for_auth(
        self,
        headers: Dict[str, str],
        querys: Query,
        auth_settings: Optional[Iterable[str]],
        resource_path: str,
        method: str,
        body: Any,
    ) -> None:
        """Add credentials to *headers* or *querys*. Replace it to authenticate in another way."""
        configured = self.configuration.auth_settings()
        for name in auth_settings or ():
            if name in configured:
                headers[configured[name]["key"]] = configured[name]["value"]

    def reauthenticate(self, refused: Mapping[str, str]) -> bool:
        """Whether a request with the headers *refused* is worth repeating after a 401."""
        return False

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Query,
        headers: Optional[Mapping[str, Any]] = None,
        body: Any = None,
        auth_settings: Optional[Iterable[str]] = AUTH_SETTINGS,
        timeout: Timeout = None,
        policy: Optional[Policy] = None,
        stream: bool = False,
        host: Optional[str] = None,
        secrets: Tuple[str, ...] = (),
        repeatable: Optional[bool] = None,
        gone_is_done: bool = False,
        pause: Optional[Callable[[float, Exception], Any]] = None,
    ) -> Any:
        """The answer to one request, which is sent again where that is safe and may help.

        Args:
            policy: How often and how long to try; as configured where it is not given.
            stream: Whether to give urllib3's own answer, unread.
            secrets: Parts of the path that are not to be shown.
            repeatable: Whether doing it twice does no harm; of a POST that is not assumed.
            gone_is_done: Whether a 404 is a success where an earlier attempt may have deleted.
            pause: What to wait with before another attempt; told the seconds, and what went wrong.

        Where the body is a file, only the waits count towards the deadline: it takes its time.
        """
        self._check_usable()
        method = method.upper()
        carried, content = self._content(headers, body)
        seconds = self.configuration.request_timeout if timeout is None else timeout
        patience = timeout_pair("_request_timeout", seconds)
        policy = policy or self.policy(timeout)
        address = (host or self.configuration.host) + path
        safe = method != "POST" if repeatable is None else repeatable
        is_large = not (content is None or isinstance(content, bytes))
        started, waited, attempt, redirects = self.clock(), 0.0, 1, 0
        has_renewed = may_have_arrived = False
        while True:
            # Outside of what is tried again: getting a token has attempts of its own.
            sent, pairs = dict(carried), list(query)
            self.update_params_for_auth(sent, pairs, auth_settings, path, method, body)
            url = address
            if pairs and not redirects:  # a place to go on to has its query
                url += "?" + urlencode(pairs, errors="surrogatepass")
            elapsed = waited if is_large else self.clock() - started
            total = max(policy.deadline - elapsed, LEAST_TOTAL)
            request = Request(method, url, sent, content, patience, secrets, total)
            error: Union[ApiException, ApiConnectionError]
            answer = self._exchange(request, stream, attempt)
            if isinstance(answer, (ApiConnectionError, UnexpectedAnswerException)):
                error = answer
            else:
                if 300 <= answer.status <= 399 and redirects < MOST_REDIRECTS:
                    place = redirected(request, answer)
                    if place is not None:
                        redirects += 1
                        address = place
                        continue
                is_gone = answer.status == 404 and gone_is_done and may_have_arrived
                if 200 <= answer.status <= 299 or is_gone:
                    return answer if attempt == 1 or stream else answer._replace(attempts=attempt)
                error = exception_for(answer)
            outcome = outcome_of(error)
            if outcome.status == 401 and auth_settings and not has_renewed:
                has_renewed = True
                if self.reauthenticate(request.headers):
                    continue
            error.tell(request, attempt)
            elapsed = waited if is_large else self.clock() - started
            wait = decide(policy, attempt, outcome, safe, elapsed, self.draw())
            if wait is not None and pause is None:
                self.wait(wait, self._stop)
                wait = None if self._stop is not None and self._stop.is_set() else wait
            if wait is None:
                error.is_uncertain = not safe and is_uncertain(outcome)
                try:
                    raise error
                finally:
                    del error, answer  # it would hold itself by its traceback
            if pause is not None:
                pause(wait, error)
            waited, attempt = waited + wait, attempt + 1
            may_have_arrived = may_have_arrived or outcome.status != 429 and outcome.reached

    def _exchange(self, request: Request, stream: bool, attempt: int) -> Any:
        """The answer, or the exception in its place; what a hook raises is raised."""
        for hook in self.before_request:
            request = hook(request) or request
        client = self.rest_client
        start = self.clock()
        outcome: Any = None
        try:
            with span(request, attempt) as note:
                outcome = client.stream(request) if stream else client.send(request)
                note(outcome.status)
        except (ApiConnectionError, UnexpectedAnswerException) as error:
            outcome = error
        except BaseException as error:
            self._notify(request, error, self.clock() - start, attempt)
            raise
        try:
            self._notify(request, outcome, self.clock() - start, attempt)
            headers = getattr(outcome, "headers", None) or {}
            if "X-RateLimit-Limit" in headers:
                self._quota = headers
            return outcome
        finally:
            del outcome  # an exception would hold itself by its traceback

    def _notify(self, request: Request, outcome: Any, seconds: float, attempt: int) -> None:
        log(request, outcome, seconds, attempt)
        for listener in self.after_response:
            listener(request, outcome, seconds)

    def __getstate__(self) -> Dict[str, Any]:
        """The settings, without anything secret: no token, no cookie, no credentials."""
        headers = {
            name: value
            for name, value in self.default_headers.items()
            if not SECRET_HEADERS.search(name)
        }
        return {
            "configuration": self.configuration,
            "default_headers": headers,
            "pool_threads": self.pool_threads,
        }

    def __setstate__(self, state: Dict[str, Any]) -> None:
        Sender.__init__(self, state["configuration"], pool_threads=state["pool_threads"])
        self.default_headers = state["default_headers"]

    def _content(self, headers: Optional[Mapping[str, Any]], body: Any) -> Tuple[Any, Any]:
        """The headers of a request, credentials aside, and its body as it is sent."""
        carried = {"Accept": "application/json"}
        if self.cookie:
            carried["Cookie"] = self.cookie
        for name, value in self.default_headers.items():
            carried[name] = str(value)
        if hasattr(body, "content_type"):
            carried["Content-Type"] = body.content_type
            carried["Content-Length"] = str(len(body))
        elif body is not None:
            carried["Content-Type"] = "application/json"
            body = to_json_bytes(body)
        for name, value in (headers or {}).items():
            carried[name] = str(value)
        return carried, body


def outcome_of(error: Union[ApiException, ApiConnectionError]) -> Outcome:
    """How the attempt ended that raised *error*."""
    if isinstance(error, ApiConnectionError):
        return Outcome(reached=error.reached, passing=error.passing)
    return Outcome(error.status, error.headers or {})
