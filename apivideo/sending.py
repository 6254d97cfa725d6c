"""Requests that arrive: authorised, repeated where that is safe, over connections kept open."""

import copy
import os
import re
import threading
import time
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Tuple, TypeVar, Union
from urllib.parse import urlencode

from apivideo.configuration import Configuration, timeout_pair
from apivideo.convert import Query, to_json_bytes
from apivideo.exceptions import (
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    UnexpectedAnswerException,
    exception_for,
)
from apivideo.messages import RateLimit, Request, rate_limit
from apivideo.observing import log, span
from apivideo.options import Timeout
from apivideo.origin import DefaultHeaders
from apivideo.redirects import MOST_REDIRECTS, redirected
from apivideo.retry import Outcome, Policy, decide, draw, is_uncertain

AUTH_SETTINGS = ["bearerAuth", "apiKey"]

SECRET_HEADERS = re.compile("auth|cookie|key|secret|token", re.IGNORECASE)
"""Headers that do not go into a pickle."""

LEAST_TOTAL = 0.001
"""Seconds left for a request when the deadline has passed: as good as none."""

S = TypeVar("S", bound="Sender")


class Sender(DefaultHeaders):
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
        super().__init__()
        if header_name is not None:
            self.set_default_header(header_name, header_value)
        self.cookie = cookie
        self.pool_threads = pool_threads
        self._pool: Any = None
        self._rest_client = rest_client
        self._making = threading.Lock()
        self._process = os.getpid()
        self._is_closed = False
        self.before_request: List[Callable[[Request], Optional[Request]]] = []
        """Called with each request before it leaves; may give another to send in its place."""
        self.after_response: List[Callable[[Request, Any, float], Any]] = []
        """Called with each request, its answer or the exception, and the seconds it took."""
        self._quota: Mapping[str, str] = {}
        self.clock = clock
        self.sleep = sleep
        self.draw = draw

    @property
    def rest_client(self) -> Any:
        """What sends the requests. The transport is loaded when it is first needed."""
        if self._rest_client is None:
            from apivideo.rest import RestClient

            with self._making:  # threads that come first together share one
                if self._rest_client is None:
                    self._rest_client = RestClient(self.configuration)
        return self._rest_client

    @property
    def last_rate_limit(self) -> Optional[RateLimit]:
        """The quota that the latest answer told of; None before any did."""
        return rate_limit(self._quota)

    @property
    def pool(self) -> Any:
        """The threads that run calls with ``async_req=True``."""
        self._check_usable()
        if self._pool is None:
            from multiprocessing.pool import ThreadPool

            self._pool = ThreadPool(self.pool_threads)
        return self._pool

    def policy(self, timeout: Timeout = None) -> Policy:
        """How often and how long to try; what is given more time than the deadline has it."""
        policy = self.configuration.retry_policy
        if timeout is None:
            return policy
        least = timeout_pair("_request_timeout", timeout)[1]
        return policy._replace(deadline=max(policy.deadline, least))

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Wait as this client waits, but no longer than until *stop*."""
        if self.sleep is time.sleep:
            stop.wait(seconds)
        else:
            self.sleep(seconds)

    def close(self) -> None:
        """End the asynchronous calls, then close the connections. Closing again is fine.

        The client cannot be used after it.
        """
        if self._pool is not None and self._process == os.getpid():
            self._pool.close()
            self._pool.join()  # what was asked for is still done
        self._pool = None
        self._is_closed = True
        if self._rest_client is not None:
            self._rest_client.close()

    def __enter__(self: S) -> S:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        self.close()

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
            if pairs:
                url += ("&" if "?" in url else "?") + urlencode(pairs, errors="surrogatepass")
            elapsed = waited if is_large else self.clock() - started
            total = max(policy.deadline - elapsed, LEAST_TOTAL)
            request = Request(method, url, sent, content, patience, secrets, total)
            error: Union[ApiException, ApiConnectionError]
            try:
                answer = self._exchange(request, stream, attempt)
                if 300 <= answer.status <= 399 and redirects < MOST_REDIRECTS:
                    place = redirected(request, answer)
                    if place is not None:
                        redirects += 1
                        address, query = place, []
                        continue
                is_gone = answer.status == 404 and gone_is_done and may_have_arrived
                if 200 <= answer.status <= 299 or is_gone:
                    return answer if attempt == 1 or stream else answer._replace(attempts=attempt)
                error = exception_for(answer)
            except (ApiConnectionError, UnexpectedAnswerException) as failure:
                error = failure
            outcome = outcome_of(error)
            if outcome.status == 401 and auth_settings and not has_renewed:
                has_renewed = True
                if self.reauthenticate(request.headers):
                    continue
            error.tell(request, attempt)
            elapsed = waited if is_large else self.clock() - started
            wait = decide(policy, attempt, outcome, safe, elapsed, self.draw())
            if wait is None:
                error.is_uncertain = not safe and is_uncertain(outcome)
                try:
                    raise error
                finally:
                    del error  # it would hold itself by its traceback
            if pause is None:
                self.sleep(wait)
            else:
                pause(wait, error)
            waited, attempt = waited + wait, attempt + 1
            may_have_arrived = may_have_arrived or outcome.status != 429 and outcome.reached

    def _exchange(self, request: Request, stream: bool, attempt: int) -> Any:
        for hook in self.before_request:
            request = hook(request) or request
        client = self.rest_client
        start = self.clock()
        try:
            with span(request, attempt) as note:
                answer = client.stream(request) if stream else client.send(request)
                note(answer.status)
        except BaseException as error:
            self._notify(request, error, self.clock() - start, attempt)
            raise
        self._notify(request, answer, self.clock() - start, attempt)
        if "X-RateLimit-Limit" in answer.headers:
            self._quota = answer.headers
        return answer

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

    def _check_usable(self) -> None:
        if self._is_closed:
            raise ApiValueError("this client is closed; make another one")
        if os.getpid() != self._process:
            self._process = os.getpid()
            self._after_fork()

    def _after_fork(self) -> None:
        """Leave to the parent what is the parent's."""
        self._making = threading.Lock()
        self._pool = None

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
