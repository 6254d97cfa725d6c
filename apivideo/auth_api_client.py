"""AuthenticatedApiClient: an ApiClient that authenticates with an API key."""

import os
import time
from typing import Any, Callable, Dict, Optional, TypeVar, Union

from apivideo._http.auth import ApiKeyAuth
from apivideo._http.message import discreet
from apivideo._http.retry import draw
from apivideo.api_client import ApiClient, part_of
from apivideo.configuration import ENVIRONMENTS, Configuration, host_of_environment
from apivideo.convert import acceptor
from apivideo.exceptions import ApiAuthException as ApiAuthException
from apivideo.exceptions import ApiException as ApiException
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.options import NOT_GIVEN, NotGiven

HOST_ENVIRONMENT = ENVIRONMENTS

NO_KEY = (
    "there is no API key: pass AuthenticatedApiClient(api_key), or set the environment variable"
    " APIVIDEO_API_KEY; ApiClient() makes the calls that need none"
)

A = TypeVar("A", bound="AuthenticatedApiClient")


class AuthenticatedApiClient(ApiClient):
    """A client that authenticates with an API key.

    It connects on the first call or when a ``with`` statement begins, and renews its token shortly
    before the token ends and when the service refuses it. Threads may share it: one of them renews
    the token for all. Each resource is an attribute: ``client.videos.list()``.

    Args:
        api_key: The API key of a project, of the same environment; without it, that of the
            environment variable APIVIDEO_API_KEY.
        production: False for the sandbox. A host, given or in *configuration*, takes precedence.
            Without all of these, the environment variables of ApiClient choose the host.
        configuration: Settings; a copy is kept as ``client.configuration``.
        pickle_api_key: Whether to include the key when the client is pickled, for other processes.

    The other arguments are those of ApiClient.
    """

    _auth: ApiKeyAuth
    api_key: Optional[str] = part_of("_auth", "api_key", Optional[str])
    token_type = "Bearer"
    next_refresh: Optional[float] = part_of("_auth", "next_refresh")

    @discreet
    def __init__(
        self,
        api_key: Optional[str] = None,
        production: Union[bool, NotGiven] = NOT_GIVEN,
        *,
        configuration: Optional[Configuration] = None,
        host: Optional[str] = None,
        application_name: Optional[str] = None,
        application_version: Optional[str] = None,
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
        api_key = api_key if api_key is not None else os.environ.get("APIVIDEO_API_KEY") or None
        if api_key is None:
            raise ApiValueError(NO_KEY)
        if not acceptor(str)(api_key, "api_key").strip() or not api_key.isprintable():
            raise ApiValueError("api_key must be the key of a project, in one printable line")
        if isinstance(production, (str, bytes, Configuration)):
            kind = type(production).__name__
            raise ApiTypeError(f"production must be True or False (the sandbox), not {kind}")
        given = Configuration.get_default_copy() if configuration is None else configuration
        if host is None and not getattr(given, "has_own_host", True):
            host = host_of_environment(HOST_ENVIRONMENT) if production is NOT_GIVEN else None
            host = host or HOST_ENVIRONMENT["production" if production else "sandbox"]
        own: Any = {"rest_client": rest_client, "clock": clock, "sleep": sleep, "draw": draw}
        own.update(application_name=application_name, application_version=application_version)
        super().__init__(given, header_name, header_value, cookie, pool_threads, host=host, **own)
        self._begin(api_key, pickle_api_key)

    def __enter__(self: A) -> A:
        """Connect, unless the client is connected."""
        self.get_access_token()
        return self

    @discreet
    def connect(self) -> None:
        """Exchange the API key for an access token now instead of on the first call.

        Raises ApiException, or its subclass for the status, if the key is refused.
        """
        self._session.check_open()
        self._auth.connect()

    @discreet
    def refresh_token(self) -> None:
        """Renew the access token now.

        Raises ApiAuthException if the client was never connected, and if renewing fails; then it is
        disconnected until ``connect()``.
        """
        self._session.check_open()
        self._auth.refresh()

    @discreet
    def get_access_token(self) -> str:
        """Return an access token that is valid now."""
        self._session.check_open()
        return str(self._auth.token().access)

    def __getstate__(self) -> Dict[str, Any]:
        """Return the settings to pickle. Includes the API key only if ``pickle_api_key`` is set."""
        key = str(self.api_key) if self.api_key and self.pickle_api_key else None
        return dict(super().__getstate__(), api_key=key)

    def __setstate__(self, state: Dict[str, Any]) -> None:
        super().__setstate__(state)
        self._begin(state["api_key"], state["pickle_api_key"])

    def _settings(self) -> Dict[str, Any]:
        own = {"api_key": self._auth.api_key, "pickle_api_key": self.pickle_api_key}
        return dict(super()._settings(), **own)

    def _begin(self, api_key: Optional[str], pickle_api_key: bool) -> None:
        self._auth = ApiKeyAuth(api_key, self._session)
        self.pickle_api_key = pickle_api_key
