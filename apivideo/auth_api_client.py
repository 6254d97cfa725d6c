"""AuthenticatedApiClient: an API key becomes tokens that are always good for now."""

import json
import threading
import time
from typing import Any, Callable, Dict, Iterable, Mapping, NamedTuple, Optional

from apivideo.api_client import ApiClient
from apivideo.apis.resources import Resources
from apivideo.configuration import PRODUCTION, SANDBOX, Configuration
from apivideo.exceptions import (
    ApiAuthException,
    ApiException,
    ApiTypeError,
    ApiValueError,
    ApiVideoError,
)

HOST_ENVIRONMENT = {"production": PRODUCTION, "sandbox": SANDBOX}

HOUR = 3600.0

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
        clock: Seconds that only go forward.

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
    ) -> None:
        if not isinstance(api_key, str):
            raise ApiTypeError(f"api_key must be a str, not {type(api_key).__name__}")
        if not api_key.strip() or not api_key.isprintable():
            raise ApiValueError("api_key must be the key of a project, in one printable line")
        super().__init__(
            configuration,
            header_name,
            header_value,
            cookie,
            pool_threads,
            rest_client=rest_client,
        )
        if not self.configuration.has_own_host:
            self.configuration.host = PRODUCTION if production else SANDBOX
        self._api_key = api_key
        self._clock = clock
        self._lock = threading.RLock()
        self._token: Optional[Token] = None
        self._disconnected = False

    def connect(self) -> None:
        """Trade the API key for tokens now, rather than on the first call.

        Raises ApiException, or its subclass for the status, when the key is refused.
        """
        with self._lock:
            self._token = self._fetch("/auth/api-key", {"apiKey": self._api_key})
            self._disconnected = False

    def refresh_token(self) -> None:
        """Renew the tokens now.

        Raises ApiAuthException when it was never connected, and when renewing fails; then the
        client is disconnected until ``connect()``.
        """
        with self._lock:
            token = self._token
            if token is None:
                raise ApiAuthException(reason="Not connected: call connect() first")
            self._token, self._disconnected = None, True
            try:
                self._token = self._refreshed(token)
            except ApiVideoError as error:
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
        with self._lock:
            token = self._token
            if token is None or refused.get("Authorization") != "Bearer " + token.access:
                return not self._disconnected
            self._token = self._renewed(token)
            return True

    def _current(self) -> Token:
        with self._lock:
            token = self._token
            if token is None:
                if self._disconnected:
                    raise ApiAuthException(reason="Disconnected: call connect() first")
                self.connect()
            elif token.is_due(self._clock()):
                self._token = self._renewed(token)
            assert self._token is not None
            return self._token

    def _renewed(self, token: Token) -> Token:
        """New tokens for *token*; by the API key where its refresh token is refused."""
        try:
            return self._refreshed(token)
        except ApiException as error:
            if error.status not in (400, 401, 403, 404):
                raise
            return self._fetch("/auth/api-key", {"apiKey": self._api_key})

    def _refreshed(self, token: Token) -> Token:
        if token.refresh is None:
            return self._fetch("/auth/api-key", {"apiKey": self._api_key})
        return self._fetch("/auth/refresh", {"refreshToken": token.refresh})

    def _fetch(self, path: str, payload: Dict[str, str]) -> Token:
        now = self._clock()
        answer = self.send("POST", path, query=[], body=payload, auth_settings=())
        try:
            document = json.loads(answer.data.decode())
            access, lifetime = document["access_token"], float(document.get("expires_in") or HOUR)
            if not isinstance(access, str):
                raise TypeError
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            # The body stays out of the exception: it may hold half of a pair of tokens.
            reason = f"The answer to {path} has no access token"
            raise ApiAuthException(answer.status, reason) from error
        return Token(access, document.get("refresh_token"), lifetime, now + lifetime)
