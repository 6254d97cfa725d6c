"""AuthenticatedApiClient: an API key becomes tokens that are always good for now."""

import json
import math
import re
import threading
import time
from typing import Any, Callable, Dict, Iterable, Mapping, NamedTuple, Optional

from apivideo.api_client import ApiClient
from apivideo.apis.resources import Resources
from apivideo.configuration import PRODUCTION, SANDBOX, Configuration
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
)
from apivideo.retry import draw

HOST_ENVIRONMENT = {"production": PRODUCTION, "sandbox": SANDBOX}

HOUR = 3600.0

LOOK = 0.1
"""Seconds between two looks at whether to stop waiting for a token."""

EARLY = 10.0
"""Seconds before its end that a token is renewed, so that it does not end on the way."""


class Token(NamedTuple):
    """Credentials for some time; ``expires_at`` is a moment of the client's clock."""

    access: str
    refresh: Optional[str]
    lifetime: float
    expires_at: float

    def is_due(self, now: float) -> bool:
        """Whether to renew it: ten seconds, or a tenth of its life, before its end."""
        return now >= self.expires_at - min(EARLY, self.lifetime / 10)

    def __repr__(self) -> str:
        return f"Token(expires_at={self.expires_at})"


class AuthenticatedApiClient(Resources, ApiClient):
    """A connection to the service with an API key.

    It connects on the first call, and renews its token when it is about to end and when the
    service refuses it. Threads may share it; however many notice that the token has ended, one
    renews it. Each resource is an attribute: ``client.videos.list()``.

    Args:
        api_key: The API key of a project, of the same environment.
        production: False for the sandbox. A host in *configuration* wins over it.
        configuration: Settings; a copy is kept as ``client.configuration``.
        pickle_api_key: Whether the key goes along when the client is pickled, for other processes.

    The other arguments are those of ApiClient.
    """

    def __init__(
        self,
        api_key: str,
        production: bool = True,
        *,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
        pool_threads: int = 1,
        rest_client: Any = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = time.sleep,
        draw: Callable[[], float] = draw,
        pickle_api_key: bool = False,
    ) -> None:
        if not isinstance(api_key, str):
            raise ApiTypeError(f"api_key must be a str, not {type(api_key).__name__}")
        if not api_key.strip() or not api_key.isprintable():
            raise ApiValueError("api_key must be the key of a project, in one printable line")
        if isinstance(production, (str, bytes, Configuration)):
            kind = type(production).__name__
            raise ApiTypeError(f"production must be True or False (the sandbox), not {kind}")
        super().__init__(
            configuration,
            header_name,
            header_value,
            cookie,
            pool_threads,
            rest_client=rest_client,
            clock=clock,
            sleep=sleep,
            draw=draw,
        )
        if not self.configuration.has_own_host:
            self.configuration.host = PRODUCTION if production else SANDBOX
        self.pickle_api_key = pickle_api_key
        self._begin(api_key)

    def _begin(self, api_key: Optional[str]) -> None:
        self._api_key = api_key
        self._lock = threading.RLock()
        self._token: Optional[Token] = None
        self._disconnected = False
        self._exchanges = 0
        self._failure: Optional[ApiVideoError] = None

    def __getstate__(self) -> Dict[str, Any]:
        """The settings; the key only where ``pickle_api_key`` asks for it, a token never."""
        key = self._api_key if self.pickle_api_key else None
        return dict(super().__getstate__(), api_key=key, pickle_api_key=self.pickle_api_key)

    def __setstate__(self, state: Dict[str, Any]) -> None:
        super().__setstate__(state)
        self.pickle_api_key = state["pickle_api_key"]
        self._begin(state["api_key"])

    def _after_fork(self) -> None:
        super()._after_fork()
        self._lock = threading.RLock()  # another thread of the parent may have held it

    def connect(self) -> None:
        """Trade the API key for tokens now, rather than on the first call.

        Raises ApiException, or its subclass for the status, when the key is refused.
        """
        with self._lock:
            self._token = self._by_key()
            self._disconnected = False

    def refresh_token(self) -> None:
        """Renew the tokens now.

        Raises ApiAuthException when it was never connected, and when renewing fails; then the
        client is disconnected until ``connect()``.
        """
        self._check_usable()
        with self._lock:
            token = self._token
            if token is None:
                raise ApiAuthException(reason="Not connected: call connect() first")
            try:
                self._token = self._refreshed(token)
            except ApiVideoError as error:
                self._token, self._disconnected = None, True
                reason = f"The token was not renewed ({error}); call connect()"
                raise ApiAuthException(getattr(error, "status", None), reason) from error
            self._disconnected = False

    def get_access_token(self) -> str:
        """The bearer token that is good for now."""
        return self._current().access

    def update_params_for_auth(
        self,
        headers: Dict[str, str],
        querys: Any,
        auth_settings: Optional[Iterable[str]],
        resource_path: str,
        method: str,
        body: Any,
    ) -> None:
        """Add the bearer token to *headers* where the call needs credentials."""
        if auth_settings:
            headers["Authorization"] = "Bearer " + self._current().access

    def reauthenticate(self, refused: Mapping[str, str]) -> bool:
        """Replace the token in *refused*, unless another thread already has."""
        exchanges = self._exchanges
        with self._lock:
            token = self._token
            if token is None:
                return False
            if refused.get("Authorization") == "Bearer " + token.access:
                self._exchanged(token, exchanges)
            return True

    def _current(self) -> Token:
        self._check_usable()
        exchanges, stop = self._exchanges, self._stop
        if stop is None:
            self._lock.acquire()
        else:
            self._await_turn(stop)
        try:
            token = self._token
            if token is None and self._disconnected:
                raise ApiAuthException(reason="Disconnected: call connect() first")
            if token is None or token.is_due(self.clock()):
                token = self._exchanged(token, exchanges)
            return token
        finally:
            self._lock.release()

    def _await_turn(self, stop: threading.Event) -> None:
        """Take the lock; not any more once *stop* is set."""
        while not self._lock.acquire(timeout=LOOK):
            if stop.is_set():
                raise ApiConnectionError("cut off while it waited for a token")
        if stop.is_set():
            self._lock.release()
            raise ApiConnectionError("cut off before it asked for a token")

    def _exchanged(self, token: Optional[Token], exchanges: int) -> Token:
        """A new token in place of *token*.

        Whoever waited for an exchange that failed, begun after *exchanges* of them, shares the
        failure: one after the other trying again would make the last wait for ever.
        """
        if self._failure is not None and self._exchanges != exchanges:
            raise _copied(self._failure)
        self._failure = None
        try:
            self._token = self._by_key() if token is None else self._renewed(token)
            return self._token
        except ApiVideoError as error:
            if self._stop is None or not self._stop.is_set():
                self._failure = _copied(error)  # without its traceback, and what that holds
            raise
        finally:
            self._exchanges += 1

    def _renewed(self, token: Token) -> Token:
        """New tokens for *token*; by the API key where its refresh token is refused."""
        try:
            return self._refreshed(token)
        except ApiException as error:
            if error.status not in (400, 401, 403, 404):
                raise
            return self._by_key()

    def _refreshed(self, token: Token) -> Token:
        if token.refresh is None:
            return self._by_key()
        return self._fetch("/auth/refresh", {"refreshToken": token.refresh})

    def _by_key(self) -> Token:
        if self._api_key is None:
            reason = "The client was pickled without its API key: see pickle_api_key"
            raise ApiAuthException(reason=reason)
        return self._fetch("/auth/api-key", {"apiKey": self._api_key})

    def _fetch(self, path: str, payload: Dict[str, str]) -> Token:
        now = self.clock()
        answer = self.send("POST", path, query=[], body=payload, auth_settings=(), repeatable=True)
        token = _token(answer.data, now)
        if token is None:
            # The body stays out of the exception: it may hold half of a pair of tokens.
            raise ApiAuthException(answer.status, f"The answer to {path} has no access token")
        return token


def _copied(error: ApiVideoError) -> ApiVideoError:
    """An exception like *error*, whatever its class wants to be made of."""
    kind = type(error)
    twin = kind.__new__(kind, *error.args)
    twin.args = error.args
    twin.__dict__.update(error.__dict__)
    return twin


def _token(data: bytes, now: float) -> Optional[Token]:
    """The token in the answer to an exchange; None where there is none."""
    try:
        document = json.loads(data.decode())
        access, refresh = document["access_token"], document.get("refresh_token")
        seconds = document.get("expires_in")
        lifetime = HOUR if seconds is None else float(seconds)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    if (
        not isinstance(access, str)
        or not re.match(r"[!-~]+\Z", access)
        or not math.isfinite(lifetime)
    ):
        return None
    refresh = refresh if isinstance(refresh, str) else None
    return Token(access, refresh, max(0.0, lifetime), now + lifetime)
