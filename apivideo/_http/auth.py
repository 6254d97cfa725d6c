"""How requests are authorized: by what the configuration says, or by tokens for an API key."""

import json
import math
import os
import re
import threading
import time
from typing import TYPE_CHECKING, Any, Dict, Iterable, Mapping, NamedTuple, Optional, Tuple

from apivideo._http.cancellation import Cancellation
from apivideo._http.locks import ForkSafeLock
from apivideo._http.message import Call, Secret, SendOptions, hidden
from apivideo.configuration import Configuration
from apivideo.convert import encoded
from apivideo.exceptions import ApiAuthException, ApiConnectionError, ApiException, ApiVideoError

if TYPE_CHECKING:
    from apivideo._http.session import Session

Cancel = Optional[Cancellation]
AuthSettings = Optional[Iterable[str]]

HOUR = 3600.0
EARLY = 10.0  # seconds before its end that a token is renewed; a tenth of a shorter lifetime
TICK = 0.05  # seconds between two looks at whether another thread still renews the token


class ConfiguredAuth:
    """Authorizes with the access token, or user name and password, of the configuration."""

    def __init__(self, configuration: Configuration) -> None:
        self._configuration = configuration

    def authorize(
        self, headers: Dict[str, str], settings: AuthSettings, cancellation: Cancel = None
    ) -> None:
        """Add credentials to *headers* for those of *settings* that are configured."""
        configured = self._configuration.auth_settings()
        for name in settings or ():
            if name in configured:
                headers[configured[name]["key"]] = configured[name]["value"]

    def renew(self, refused: Mapping[str, str], cancellation: Cancel = None) -> bool:
        """Return whether to repeat a request with the headers *refused* after a 401: never."""
        return False


class Token(NamedTuple):
    """An access token, and the time of the client's clock at which to renew it."""

    access: str
    refresh: Optional[str]
    due_at: float


class ApiKeyAuth:
    """Authorizes with an access token, which it gets for an API key and renews when needed.

    However many threads need a token at once, one gets it. Threads that waited for a renewal that
    failed share its error instead of retrying one after another.
    """

    def __init__(self, api_key: Optional[str], session: "Session") -> None:
        self.api_key: Any = hidden(api_key)
        self._session = session
        self._lock = ForkSafeLock()
        self._renewer: Optional[Tuple[int, int]] = None  # process and thread
        self._token: Optional[Token] = None
        self._is_disconnected = False
        self._renewals = 0  # how many ended, in a token or in a failure that is shared
        self._failure: Optional[ApiVideoError] = None

    def authorize(
        self, headers: Dict[str, str], settings: AuthSettings, cancellation: Cancel = None
    ) -> None:
        """Add the access token to *headers*, unless the call needs no credentials."""
        if settings:
            headers["Authorization"] = "Bearer " + self.token(cancellation).access

    def renew(self, refused: Mapping[str, str], cancellation: Cancel = None) -> bool:
        """Replace a token that was *refused*; return whether to repeat the request."""
        used = refused.get("Authorization")
        token = self._renewed(
            self._exchange,
            lambda token, is_new: token is not None and used == "Bearer " + token.access,
            cancellation,
        )
        return token is not None

    def token(self, cancellation: Cancel = None) -> Token:
        """Return a token that is valid now."""
        token = self._token
        if token is not None and self._session.clock() < token.due_at:
            return token

        def is_needed(token: Optional[Token], is_new: bool) -> bool:
            if token is None and self._is_disconnected:
                raise ApiAuthException(reason="Disconnected: call connect() first")
            return token is None or self._session.clock() >= token.due_at

        return self._renewed(self._exchange, is_needed, cancellation)  # type: ignore[no-any-return]

    @property
    def next_refresh(self) -> Optional[float]:
        """When the token will be renewed, as ``time.time()`` tells it; None without a token."""
        token = self._token
        return token and time.time() + token.due_at - self._session.clock()

    def connect(self) -> None:
        """Exchange the API key for a token now."""
        self._renewed(
            lambda *unused: self._exchange_key(None),
            lambda token, is_new: token is None or not is_new or self._failure is not None,
        )

    def refresh(self) -> None:
        """Renew the token now; if that fails, stay disconnected until ``connect``."""

        def is_needed(token: Optional[Token], is_new: bool) -> bool:
            if token is None:
                raise ApiAuthException(reason="Not connected: call connect() first")
            return not is_new or self._failure is not None

        def exchange(token: Any, cancellation: Cancel) -> Token:
            try:
                return self._refreshed(token, cancellation)
            except ApiVideoError as error:
                self._token, self._is_disconnected = None, True
                reason = f"The token was not renewed ({error}); call connect()"
                raise ApiAuthException(getattr(error, "status", None), reason) from error

        self._renewed(exchange, is_needed)

    def _renewed(self, exchange: Any, is_needed: Any, cancellation: Cancel = None) -> Any:
        """Return the token that *exchange* gets for the one there is, if that is needed.

        *is_needed* takes that token, and whether another thread has renewed it since the call.
        """
        renewals = self._renewals
        self._wait_for_others(cancellation)
        with self._lock.get():
            token, is_new = self._token, self._renewals != renewals
            if not is_needed(token, is_new):
                return token
            if is_new and self._failure is not None:
                raise _copied(self._failure)
            self._failure, outer, self._renewer = None, self._renewer, _here()
            was_disconnected = self._is_disconnected
            try:
                self._token = exchange(token, cancellation)
                self._is_disconnected = False
            except ApiVideoError as error:
                is_cancelled = cancellation is not None and cancellation.is_cancelled
                if not is_cancelled and self._is_disconnected == was_disconnected:
                    self._failure = _copied(error)  # without its traceback, and what that refers to
                    self._renewals += 1
                raise
            finally:
                self._renewer = outer
            self._renewals += 1
            return self._token

    def _wait_for_others(self, cancellation: Cancel) -> None:
        """Wait while another thread renews the token, but no longer than until cancelled."""
        if cancellation is None:
            return  # entering the lock waits
        renewer = self._renewer
        # After a fork, the thread that renewed the token is not there any more.
        while renewer is not None and renewer[0] == os.getpid() and renewer != _here():
            renewer = None if cancellation.wait(TICK) else self._renewer
        if cancellation.is_cancelled:
            raise ApiConnectionError("cancelled before there was an access token")

    def _exchange(self, token: Optional[Token], cancellation: Cancel) -> Token:
        """Return a new token for the refresh token, or for the API key if that is refused."""
        if token is not None:
            try:
                return self._refreshed(token, cancellation)
            except ApiException as error:
                if error.status not in (400, 401, 403, 404):
                    raise
        return self._exchange_key(cancellation)

    def _refreshed(self, token: Token, cancellation: Cancel) -> Token:
        if token.refresh is None:
            return self._exchange_key(cancellation)
        return self._fetch("/auth/refresh", {"refreshToken": token.refresh}, cancellation)

    def _exchange_key(self, cancellation: Cancel) -> Token:
        if self.api_key is None:
            raise ApiAuthException(None, "The client was pickled without its key: pickle_api_key")
        return self._fetch("/auth/api-key", {"apiKey": self.api_key}, cancellation)

    def _fetch(self, path: str, payload: Dict[str, str], cancellation: Cancel) -> Token:
        now = self._session.clock()
        options = SendOptions(repeatable=True, cancellation=cancellation)
        body, content_type = encoded(payload)
        response = self._session.send(
            Call("POST", path, [], {}, body, content_type, auth_settings=(), options=options)
        )
        token = _token(response.data, now)
        if token is None:
            # The body stays out of the exception: it may hold half of a pair of tokens.
            raise ApiAuthException(response.status, f"The response to {path} has no access token")
        return token


def _here() -> Tuple[int, int]:
    return os.getpid(), threading.get_ident()


def _copied(error: ApiVideoError) -> ApiVideoError:
    """A copy of an exception, made without calling its constructor."""
    twin = type(error).__new__(type(error), *error.args)
    twin.args, twin.__dict__ = error.args, dict(error.__dict__)
    return twin


def _token(data: bytes, now: float) -> Optional[Token]:
    """The token in the response to an exchange, or None if there is none."""
    try:
        document = json.loads(data.decode())
        access, refresh = document["access_token"], document.get("refresh_token")
        seconds = document.get("expires_in")
        lifetime = HOUR if seconds is None else float(seconds)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        return None
    if not (isinstance(access, str) and re.match(r"[!-~]+\Z", access) and math.isfinite(lifetime)):
        return None
    refresh = hidden(refresh) if isinstance(refresh, str) else None
    early = EARLY if lifetime > EARLY else max(0.0, lifetime) / 10
    return Token(Secret(access), refresh, now + lifetime - early)
