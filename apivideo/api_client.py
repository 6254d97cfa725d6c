"""ApiClient: settings, resources, and ``call``, which turns a call into a model."""

import contextlib
import copy
import importlib
import json
import os
import pickle  # nosec B403
import re
import sys
import threading
import time
from collections import abc
from typing import (
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Type,
    TypeVar,
    overload,
)
from urllib.parse import quote

from apivideo import __version__
from apivideo._compat import api_client as published
from apivideo._compat.model_utils import *
from apivideo._compat.rest import RESTClientObject, check_sender
from apivideo._http.auth import ConfiguredAuth
from apivideo._http.cancellation import Cancellation
from apivideo._http.locks import ForkSafeLock
from apivideo._http.message import (
    AUTH_SETTINGS,
    Call,
    Query,
    RateLimit,
    Request,
    SendOptions,
    discreet,
    forget_locals,
    hidden,
)
from apivideo._http.multipart import MultipartBody
from apivideo._http.retry import draw
from apivideo._http.session import CLOSED, Session
from apivideo._http.source import Source
from apivideo._lazy import lazy_package
from apivideo.apis.resources import Resources
from apivideo.configuration import ENVIRONMENTS, Configuration, check_timeout, host_of_environment
from apivideo.convert import (
    LENIENT,
    MORE_LENIENT,
    Bounds,
    acceptor,
    encode_query,
    encoded,
)
from apivideo.exceptions import ApiAuthException, ApiTypeError, ApiValueError
from apivideo.exceptions import ApiException as ApiException
from apivideo.model_base import Model
from apivideo.options import FileSource, Timeout

M = TypeVar("M", bound=Model)
C = TypeVar("C", bound="ApiClient")
LAST_WAIT = 1.0  # seconds for asynchronous calls that were cancelled to end
PLAIN_ID = re.compile(r"[\w-]+\Z", re.ASCII)  # A value of a path that needs no quoting
NEEDED = "_strptime email.utils encodings.idna mimetypes urllib.request multiprocessing.dummy"
NEEDED += " multiprocessing.pool multiprocessing.queues multiprocessing.synchronize encodings.ascii"
NEEDED += " concurrent.futures.thread apivideo.waiting"
NEEDED += " dateutil.parser" * (sys.version_info < (3, 11) or sys.implementation.name == "pypy")
"""Modules that calls import on first use, imported before: a child that is forked meanwhile would
wait for ever for another thread's import, and a signal handler would find half a module."""
NEEDS_KEY = "This call needs an API key, which AuthenticatedApiClient(api_key) has"
NOT_PICKLED = ["cookie", "clock", "sleep", "draw"]
HOOKS = ["before_request", "after_response"]
COPIED = ["default_headers", *HOOKS, *NOT_PICKLED]
"""What a copy of a client takes over from its session."""
SECRET_HEADERS = re.compile("auth|cookie|key|secret|token", re.IGNORECASE)
"""Headers that are not pickled."""


def part_of(part: str, name: str, annotation: Any = Any, accept: Any = None) -> Any:
    """Return an attribute of a client that is one of its session or of its auth."""
    accept = accept or acceptor(annotation)

    def change(client: Any, value: Any) -> None:
        accept(value, name)
        setattr(getattr(client, part), name, hidden(value))

    return property(lambda client: getattr(getattr(client, part), name), change)


class ApiClient(Resources):
    """A client that sends no API key, for the calls that need none.

    Threads may share it. Close it after use, or use it in a ``with`` statement. Each resource is an
    attribute: ``client.videos.upload_with_upload_token(...)``.

    Args:
        configuration: Settings; a copy is kept as ``client.configuration``.
        header_name: Name of a header to send with each request.
        cookie: A ``Cookie`` header to send with each request.
        pool_threads: Threads for calls with ``async_req=True``.
        host: Where requests go, instead of the host in *configuration*. Without both, the
            environment variable APIVIDEO_HOST says it, or APIVIDEO_ENVIRONMENT: ``production``,
            which is the default, or ``sandbox``.
        application_name: See ``set_application_name``.
        rest_client: What sends the requests: has ``send(request)`` and ``close()``.
        clock: Seconds that only go forward.
        sleep: Waits for some seconds before another attempt.
        draw: Returns a random number from 0 to 1, for the length of a wait.
    """

    _original: "Optional[ApiClient]" = None  # the client whose connections it has

    @discreet
    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
        pool_threads: int = 1,
        *,
        host: Optional[str] = None,
        application_name: Optional[str] = None,
        application_version: Optional[str] = None,
        rest_client: Any = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] = time.sleep,
        draw: Callable[[], float] = draw,
    ) -> None:
        given = Configuration.get_default_copy() if configuration is None else configuration
        acceptor(Configuration)(given, "configuration")
        self.configuration: Configuration = copy.deepcopy(given)
        if host is None and not self.configuration.has_own_host:
            host = host_of_environment(ENVIRONMENTS)
        if host is not None:
            self.configuration.host = host
        for name, function in (("clock", clock), ("sleep", sleep), ("draw", draw)):
            acceptor(abc.Callable)(function, name)
        transport = RESTClientObject(self.configuration)
        self._session: Session = Session(self.configuration, transport, clock, sleep, draw)
        """Sends the calls of this client."""
        if rest_client is not None:
            self.rest_client = rest_client
        self._auth: Any = ConfiguredAuth(self.configuration)
        """Authorizes requests and renews what was refused."""
        self._session.authorize, self._session.renew = self._authorize, self._renew
        self.set_default_header("AV-Origin-Client", "python:" + __version__)
        self.set_default_header("User-Agent", "api.video-python/" + __version__)
        self.set_application_name(application_name, application_version)
        if header_name is not None:
            self.set_default_header(header_name, header_value)
        self.cookie = cookie
        Bounds(minimum=1).check(acceptor(int)(pool_threads, "pool_threads"), "pool_threads")
        self.pool_threads: int = pool_threads
        self._pool: Any = None
        self._pool_process = os.getpid()
        self._lock = ForkSafeLock()
        self._is_closing = False
        self._async_calls: Cancellation = Cancellation()
        """Cancels the calls with ``async_req=True``, those that have not begun as well."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.configuration.host})"

    def __dir__(self) -> Iterable[str]:
        return set(super().__dir__()) - published.HELPERS

    # ---- calls ----

    @overload
    def call(self, method: str, path: str, *, returns: Type[M], **arguments: Any) -> M: ...

    @overload
    def call(self, method: str, path: str, *, returns: None = None, **arguments: Any) -> None: ...

    def call(
        self,
        method: str,
        path: str,
        *,
        path_params: Optional[Mapping[str, Any]] = None,
        query: Optional[Mapping[str, Any]] = None,
        headers: Optional[Mapping[str, str]] = None,
        body: Any = None,
        form: Optional[Mapping[str, Optional[str]]] = None,
        file: Optional[FileSource] = None,
        returns: Any = None,
        authenticated: bool = True,
        repeatable: bool = False,
        options: SendOptions = SendOptions(),
        **unknown: Any,
    ) -> Any:
        """Send one call of the API and return its response as a model.

        Args:
            path: The path, with ``{name}`` for each of *path_params*.
            query: Query parameters by their JSON names; None is not sent.
            body: A MultipartBody, or anything that has a form in JSON, such as a model.
            form: Text fields to send beside *file*; None is not sent.
            returns: The model of the response; without it, None is returned.
            repeatable: Whether sending a POST twice has the same effect as sending it once.

        Raises ApiTypeError or ApiValueError before anything is sent, if an argument is wrong.
        """
        source = None
        try:
            if unknown:
                raise ApiTypeError(f"call() has no argument {next(iter(unknown))!r}")
            if not (returns is None or isinstance(returns, type) and hasattr(returns, "from_json")):
                raise ApiTypeError(f"returns must be a model, not {returns!r}")
            if type(options) is not SendOptions:
                raise ApiTypeError(f"options must be SendOptions, not {type(options).__name__}")
            options = options._replace(repeatable=True) if repeatable else options
            if getattr(self.call_api, "__func__", None) is not published.call_api:  # of the user
                call = path, method, path_params, query, headers, body, form, file, returns
                return published.call_replaced(self.call_api, (*call, authenticated), options)
            method = _text(method, "method").upper()
            target = self._path(path, path_params or {})
            if file is not None:
                source = Source(file)
                body = MultipartBody(_fields(form or {}, "form"), source)
            content, content_type = encoded(body)
            response = self._session.send(
                Call(
                    method,
                    target,
                    query=encode_query(_named(query, "query")) if query else [],
                    headers=_named(headers, "headers") if headers else {},
                    body=content,
                    content_type=content_type,
                    auth_settings=AUTH_SETTINGS if authenticated else (),
                    gone_is_done=returns is None and method == "DELETE",
                    options=options,
                )
            )
            if options.capture is not None:
                options.capture.response = response
                if options.capture.raw:
                    return response
            if returns is None and not response.data.strip():
                return None
            read: Any = getattr(returns, "from_json", None)
            model = published.parsed(response, read, returns)
            return None if returns is None else model
        except BaseException as error:
            path_params = query = headers = body = form = content = response = call = None
            target, unknown = "", {}
            forget_locals(error)
            raise
        finally:
            if source is not None:
                source.close()

    def _path(self, template: str, values: Mapping[str, Any]) -> str:
        """Return *template* with *values* in it; no value can make it another path."""
        quoted = {}
        for name, value in _named(values, "path_params").items():
            text = str(value)
            if not PLAIN_ID.match(text):
                safe = self.configuration.safe_chars_for_path_param
                text = quote(text, safe=safe, errors="surrogatepass")
                if isinstance(value, bytes) or not _has_text(value):
                    text = ""  # a text that nobody means: "b'x'", "<object at 0x7f...>", "['x']"
            if value is None or text in ("", ".", ".."):
                raise ApiValueError(f"{name} must be an id, not {value!r}")
            quoted[name] = text
        try:
            path = template.format(**quoted)
            if path[:1] == "/":
                return path
            raise ValueError("it must begin with /")
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            message = f"path {template!r} does not fit path_params: {error!r}"
            raise ApiValueError(message) from error

    # The calls of the published client go the same way.
    call_api: Any = published.call_api
    request: Any = published.request
    deserialize: Any = published.deserialize
    sanitize_for_serialization: Any = classmethod(published.sanitize_for_serialization)
    parameters_to_tuples: Any = published.parameters_to_tuples
    parameters_to_multipart: Any = published.parameters_to_multipart
    files_parameters: Any = published.files_parameters
    get_file_data_and_close_file: Any = staticmethod(published.get_file_data_and_close_file)
    select_header_accept: Any = published.select_header_accept
    select_header_content_type: Any = published.select_header_content_type

    # ---- credentials ----

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
        self._auth.authorize(headers, auth_settings)

    def _authorize(self, call: Call, headers: Dict[str, str], query: Query) -> None:
        seam = self.update_params_for_auth
        if getattr(seam, "__func__", None) is ApiClient.update_params_for_auth:
            self._auth.authorize(headers, call.auth_settings, call.options.cancellation)
            if call.auth_settings and "Authorization" not in headers:
                self._check_key(headers)
        else:  # the user has replaced it
            is_json = call.content_type == "application/json"
            body = json.loads(call.body) if is_json else call.body  # type: ignore[arg-type]
            seam(headers, query, call.auth_settings, call.path, call.method, body)

    def _check_key(self, headers: Dict[str, str]) -> None:
        """Raise ApiAuthException if the service would refuse a call for want of a key."""
        is_direct = isinstance(self.rest_client, RESTClientObject) and not self.before_request
        is_service = self.configuration.host in ENVIRONMENTS.values()
        if is_direct and is_service and "authorization" not in map(str.lower, headers):
            raise ApiAuthException(None, NEEDS_KEY)

    def _renew(self, request: Request) -> bool:
        return bool(self._auth.renew(request.headers, request.cancellation))

    # ---- what is sent with each request, and who is told ----

    default_headers: Dict[str, str] = part_of("_session", "default_headers", Dict[str, Any])
    """The headers that each request carries."""

    cookie: Optional[str] = part_of("_session", "cookie", Optional[str])
    """The ``Cookie`` header that each request carries."""

    before_request: List[Callable[[Request], Optional[Request]]] = part_of(
        "_session", "before_request", List[Any]
    )
    """Called with each request before it is sent; may return another one to send instead."""

    after_response: List[Callable[[Request, Any, float], Any]] = part_of(
        "_session", "after_response", List[Any]
    )
    """Called with each request, its response or exception, and the seconds it took."""

    rest_client: Any = part_of(
        "_session", "transport", accept=lambda one, _: check_sender(one, "rest_client")
    )
    """A RESTClientObject; may be replaced by what has ``send(request)`` and ``close()``."""

    @property
    def last_rate_limit(self) -> Optional[RateLimit]:
        """The rate limit in the latest response that had one, or None."""
        return self._session.last_rate_limit

    @property
    def user_agent(self) -> str:
        """The ``User-Agent`` header."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.default_headers["User-Agent"] = acceptor(str, MORE_LENIENT)(value, "user_agent")

    def set_default_header(self, header_name: str, header_value: Any) -> None:
        """Send a header with each request from now on."""
        name = acceptor(str)(header_name, "header_name")
        self.default_headers[name] = acceptor(str, MORE_LENIENT)(header_value, "header_value")

    def set_application_name(
        self, application_name: Optional[str], application_version: Optional[str]
    ) -> None:
        """Tell the service the name of your application, and its version, such as 1.2.3."""
        name, version = application_name, application_version
        self.set_origin_header("application", "AV-Origin-App", name, version)

    def set_sdk_name(self, sdk_name: Optional[str], sdk_version: Optional[str]) -> None:
        """Tell the service the name of a library that is built on this one, and its version."""
        self.set_origin_header("SDK", "AV-Origin-Sdk", sdk_name, sdk_version)

    def set_origin_header(
        self, origin_type: str, header: str, name: Optional[str], version: Optional[str]
    ) -> None:
        """Set an origin header (docs/service.md, section 21), unless name and version are empty."""
        if not name and not version:
            return
        if not name or not version:
            raise ApiValueError(f"{origin_type} name and version go together")
        if not isinstance(name, str) or not isinstance(version, str):
            raise ApiTypeError(f"{origin_type} name and version must be str")
        if not re.match(r"[\w\-]{1,50}\Z", name, re.ASCII):
            words = "1 to 50 letters (a to z), digits, '_' or '-'"
            raise ApiValueError(f"{origin_type} name must be {words}, not {name!r}")
        if not re.match(r"\d{1,3}(\.\d{1,3}(\.\d{1,3})?)?\Z", version, re.ASCII):
            words = "numbers such as 1.2.3"
            raise ApiValueError(f"{origin_type} version must be {words}, not {version!r}")
        self.default_headers[header] = f"{name}:{version}"

    # ---- lifetime ----

    @discreet
    def with_options(
        self: C,
        *,
        timeout: Timeout = None,
        retries: Optional[int] = None,
        headers: Optional[Mapping[str, str]] = None,
        deadline: Optional[float] = None,
    ) -> C:
        """Return a client with other settings that shares connections, token and hooks.

        It needs no closing: it is closed with this one. What is not given stays as it is.

        Args:
            timeout: Seconds for a whole attempt, or a pair, to connect and between two reads.
            retries: How many more attempts a call gets if the first one fails.
            headers: Headers to send with each request, besides those of this client.
            deadline: Seconds for a call: all its attempts and the waits between them.
        """
        configuration = copy.deepcopy(self.configuration)
        if timeout is not None:
            configuration.request_timeout = check_timeout("timeout", timeout)
            configuration.deadline = self._session.policy(timeout).deadline
        if retries is not None:
            least = Bounds(minimum=0)
            configuration.retries = least.check(acceptor(int)(retries, "retries"), "retries")
        if deadline is not None:
            configuration.deadline = deadline
        own = acceptor(Dict[str, str], LENIENT)(headers or {}, "headers")
        twin = type(self).__new__(type(self))
        resources = vars(Resources)
        twin.__dict__.update({k: v for k, v in self.__dict__.items() if k not in resources})
        twin._original = self._original or self
        twin.configuration, twin._async_calls = configuration, Cancellation()
        twin._session = session = copy.copy(self._session)
        session.original = self._session.original or self._session
        session.configuration = configuration
        session.default_headers = hidden({**self.default_headers, **own})
        session.authorize, session.renew = twin._authorize, twin._renew
        return twin

    @property
    def pool(self) -> Any:
        """The threads that run calls with ``async_req=True``."""
        if self._original is not None:
            return self._original.pool
        self._session.check_open()
        with self._lock.get():
            if self._is_closing:
                raise ApiValueError(CLOSED)
            if self._pool is None or self._pool_process != os.getpid():
                from multiprocessing.pool import ThreadPool

                self._pool, self._pool_process = ThreadPool(self.pool_threads), os.getpid()
            return self._pool

    def close(self) -> None:
        """Finish the asynchronous calls, then close the connections. Closing again is fine.

        The client cannot be used after it. Does nothing to what ``with_options`` has returned.
        """
        if self._original is not None:
            return
        with self._lock.get():
            self._is_closing = True
        pool, self._pool = self._pool, None
        try:
            if pool is not None and self._pool_process == os.getpid():
                pool.close()
                if self._async_calls.is_cancelled:  # a source may still block a thread
                    last = threading.Thread(target=pool.join, daemon=True)
                    last.start()
                    last.join(LAST_WAIT)
                else:
                    pool.join()  # what was asked for is still done
        except BaseException:  # Ctrl-C
            self._async_calls.cancel()
            raise
        finally:
            self._session.is_closed = True
            self._session.transport.close()

    def __enter__(self: C) -> C:
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> None:
        """Close the client; an exception cancels its asynchronous calls."""
        if exc_type is not None:
            self._async_calls.cancel()
        self.close()

    def __getstate__(self) -> Dict[str, Any]:
        """Return the settings to pickle. Includes no credentials, and no hook that cannot be."""
        state = self._settings()
        for name in HOOKS:
            state[name] = list(filter(_can_be_pickled, state[name]))
        headers = state["default_headers"].items()
        state["default_headers"] = {k: v for k, v in headers if not SECRET_HEADERS.search(k)}
        return {name: value for name, value in state.items() if name not in NOT_PICKLED}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        own: Any = {name: state.get(name) for name in ("pool_threads", "rest_client")}
        ApiClient.__init__(self, state["configuration"], **own)
        for name in set(COPIED) & set(state):
            setattr(self._session, name, hidden(state[name]))

    def __copy__(self: C, memo: Any = None) -> C:
        """Return a client with the same settings and credentials, and connections of its own."""
        twin = type(self).__new__(type(self))
        is_own = not getattr(getattr(self.rest_client, "transport", None), "is_exposed", True)
        shared = {} if is_own else {"rest_client": self.rest_client}
        twin.__setstate__(dict(self._settings(), **shared))
        return twin

    __deepcopy__ = __copy__

    def _settings(self) -> Dict[str, Any]:
        """Return what a copy has in common with this client."""
        settings = {name: copy.copy(getattr(self._session, name)) for name in COPIED}
        return dict(settings, configuration=self.configuration, pool_threads=self.pool_threads)


def _named(values: Any, argument: str) -> Any:
    """Return *values*, or raise an error that names the argument if they have no names."""
    is_plain = type(values) is dict and {str}.issuperset(map(type, values))
    return values if is_plain else acceptor(Dict[str, Any])(values, argument)


_text = acceptor(str)


def _has_text(value: Any) -> bool:
    method: Any = type(value).__str__
    return method is not object.__str__


_fields = acceptor(Dict[str, Optional[str]], LENIENT)


def _can_be_pickled(hook: Any) -> bool:
    try:
        return bool(pickle.dumps(hook))
    except Exception:  # pickle raises several kinds, and so do objects
        return False


lazy_package(__name__, {"apivideo": "rest", "apivideo.endpoint": "Endpoint"})

for _name in NEEDED.split():
    with contextlib.suppress(ImportError):  # some systems have no multiprocessing
        importlib.import_module(_name)
for _name in vars(Resources):
    getattr(Resources, _name)  # imports the API class
