"""Configuration: where to send requests, and how. Values, checked when they are set."""

import copy
import functools
import math
import os
import re
from typing import Any, Callable, Dict, List, Optional

from apivideo._http.message import discreet, hidden
from apivideo._http.retry import BASE, CAP, DEADLINE, MAX_ATTEMPTS, Policy
from apivideo.convert import LENIENT, Bounds, acceptor, is_collection, similar
from apivideo.exceptions import ApiAttributeError, ApiTypeError, ApiValueError, did_you_mean
from apivideo.options import Timeout

MIB = 1024 * 1024
MIN_CHUNK_SIZE = 5 * MIB
MAX_CHUNK_SIZE = 128 * MIB
DEFAULT_CHUNK_SIZE = 50 * MIB

DEFAULT_TIMEOUT = (10.0, 60.0)  # seconds to connect, and longest time without receiving data

ADDRESS = re.compile(r"(?ai)https?://[^\s/?#]+(/[^\s?#]*)?\Z")

LONGEST = 1e9  # seconds that every clock can count, about 30 years

PRODUCTION = "https://ws.api.video"
SANDBOX = "https://sandbox.api.video"
ENVIRONMENTS = {"production": PRODUCTION, "sandbox": SANDBOX}

JSON_SCHEMA_VALIDATION_KEYWORDS = {"multipleOf", "maximum", "exclusiveMaximum", "minimum"}
JSON_SCHEMA_VALIDATION_KEYWORDS |= {"exclusiveMinimum", "maxLength", "minLength", "pattern"}
JSON_SCHEMA_VALIDATION_KEYWORDS |= {"maxItems", "minItems"}

Check = Callable[[str, Any], Any]
"""Takes the name of a setting and its value; returns the value to store, or raises."""


def timeout_pair(name: str, value: Timeout) -> Any:
    """Return seconds to connect and to read, from a number, a pair or None (the default)."""
    if value is None or value is DEFAULT_TIMEOUT:
        return DEFAULT_TIMEOUT
    pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(pair) != 2:
        raise ApiTypeError(f"{name} must be a number of seconds or a pair of them")
    given = [default if one is None else one for one, default in zip(pair, DEFAULT_TIMEOUT)]
    return tuple(check_seconds(name, one, zero=False) for one in given)


def host_of_environment(hosts: Dict[str, str]) -> Optional[str]:
    """Return the host that APIVIDEO_HOST, or one of *hosts* that APIVIDEO_ENVIRONMENT names."""
    host, name = (os.environ.get("APIVIDEO_" + one, "") for one in ("HOST", "ENVIRONMENT"))
    if host:
        try:
            return Configuration(host).host
        except ApiValueError as error:
            raise ApiValueError(f"the environment variable APIVIDEO_HOST: {error}") from None
    if name and name not in hosts:
        raise ApiValueError(f"APIVIDEO_ENVIRONMENT must be {' or '.join(hosts)}, not {name!r}")
    return hosts[name] if name else None


def check_timeout(name: str, value: Timeout) -> Timeout:
    """Return a number of seconds, a pair of them or None, or raise unless *value* is one."""
    pair: Any = timeout_pair(name, value)
    return value if value is None or isinstance(value, (tuple, list)) else pair[0]


def check_seconds(name: str, value: Any, zero: bool = True) -> float:
    """Return *value*, or raise unless it is a number of seconds; *zero* allows 0."""
    seconds: Any = similar(float, value)
    if not isinstance(seconds, (int, float)) or isinstance(seconds, bool):
        raise ApiTypeError(f"{name} must be a number of seconds, not {type(value).__name__}")
    if not seconds >= 0 or not (seconds or zero):
        least = "0 seconds or more" if zero else "more than 0 seconds"
        raise ApiValueError(f"{name} must be {least}, not {seconds}")
    if LONGEST < seconds < math.inf:
        raise ApiValueError(f"{name} must be at most {LONGEST:g} seconds, or float('inf')")
    return seconds


def basic(user: str) -> str:
    """Return the header for a user name and password with a colon between them (RFC 7617)."""
    from base64 import b64encode

    return "Basic " + b64encode(user.encode(errors="surrogateescape")).decode()


def _checked(bounds: Bounds, annotation: Any = int) -> Check:
    accept = acceptor(annotation)
    return lambda name, value: bounds.check(accept(value, name), name)


def _check_if(is_right: Callable[[Any], bool], words: str) -> Check:
    def check(name: str, value: Any) -> Any:
        if not (value is None or is_right(value)):
            raise ApiTypeError(f"{name} must be {words}, not {type(value).__name__}")
        return value

    return check


def _check_flag(name: str, value: Any) -> Any:
    is_digit = type(value) is int and value in (0, 1)
    return bool(value) if is_digit else acceptor(bool, LENIENT)(value, name)


def _check_path(name: str, value: Any) -> Optional[str]:
    try:
        return None if value is None else os.fsdecode(value)
    except TypeError as error:
        raise ApiTypeError(f"{name} must be a path, not {type(value).__name__}") from error


def _check_retries(name: str, value: Any) -> Any:
    total = getattr(value, "total", value)
    accepted = total if total is None or total is False else acceptor(int)(total, name)
    return value if total is not value else accepted


def _check_keywords(name: str, value: str) -> str:
    words = {*acceptor(str)(value, name).split(",")}
    for keyword in words - {"", *JSON_SCHEMA_VALIDATION_KEYWORDS}:
        raise ApiValueError(f"{name}: Invalid keyword: '{keyword}'")
    return value


def _check_options(name: str, value: Any) -> Any:
    options = acceptor(Optional[List[Any]])(value, name)
    for one in options or ():
        if not (is_collection(one) and len(one) in (3, 4)):
            raise ApiTypeError(f"{name} must have the arguments of setsockopt(), not {one!r}")
        _checked(Bounds(), List[int])(name, list(one)[:2])
    return options


_check_handler = _check_if(lambda value: hasattr(value, "setFormatter"), "a logging.Handler")
_check_chunk_size = _checked(Bounds(MIN_CHUNK_SIZE, MAX_CHUNK_SIZE), Optional[int])

CHECKS: Dict[str, Check] = {
    "max_attempts": _checked(Bounds(minimum=1)),
    "upload_concurrency": _checked(Bounds(minimum=1)),
    "max_bandwidth": _checked(Bounds(minimum=1), Optional[float]),
    "connection_pool_maxsize": _checked(Bounds(minimum=1)),
    "chunk_size": _check_chunk_size,
    "own_chunk_size": _check_chunk_size,
    "deadline": functools.partial(check_seconds, zero=False),
    "retries": _check_retries,
    "retry_base": check_seconds,
    "retry_cap": check_seconds,
    "request_timeout": check_timeout,
    "disabled_client_side_validations": _check_keywords,
    "refresh_api_key_hook": _check_if(callable, "callable"),
    "assert_hostname": _check_if(lambda value: value is False or isinstance(value, str), "a str"),
    "socket_options": _check_options,
    "logger_stream_handler": _check_handler,
    "logger_file_handler": _check_handler,
    "logger_format": _checked(Bounds(), str),
}
CHECKS.update(dict.fromkeys(["verify_ssl", "debug", "discard_unknown_keys"], _check_flag))
CHECKS["client_side_validation"] = _check_flag
CHECKS.update(dict.fromkeys(["ssl_ca_cert", "cert_file", "key_file"], _check_path))
CHECKS.update(dict.fromkeys(["temp_folder_path", "logger_file"], _check_path))
"""What checks the value of a setting, by its name; its annotation checks any other."""

SECRET_SETTINGS = ["access_token", "username", "password", "key_password", "proxy_headers"]
SECRET_SETTINGS += ["api_key", "proxy"]
NOT_PICKLED = ["refresh_api_key_hook", "logger_file_handler", "logger_stream_handler"]


class Configuration:
    """Settings of a client, which takes a copy: changing it later changes no client.

    Change the settings of a client through ``client.configuration``; they hold from the next
    request on. There are no others than those below; a subclass may add its own.
    """

    api_key: Dict[str, str]
    api_key_prefix: Dict[str, str]
    server_variables: Dict[str, str]
    server_operation_index: Dict[str, int]
    server_operation_variables: Dict[str, Dict[str, str]]
    server_index: int = 0
    """Where requests go without a ``host``: 0 is production, 1 the sandbox."""
    access_token: Optional[str] = None
    """A bearer token, sent as it is."""
    username: Optional[str] = None
    """User name for HTTP basic authentication: the API key, with an empty password."""
    password: Optional[str] = None
    """Password for HTTP basic authentication."""
    refresh_api_key_hook: Any = None
    """Called with the configuration before a member of ``api_key`` is read."""
    request_timeout: Timeout = DEFAULT_TIMEOUT
    """Seconds to wait, or a pair: to connect, to read."""
    max_attempts: int = MAX_ATTEMPTS
    """How many attempts a call may take; 1 turns retries off."""
    retries: Any = None
    """As in the published client: how many further attempts, a ``urllib3.Retry`` or False."""
    retry_base: float = BASE
    """Seconds of the longest first wait between attempts."""
    retry_cap: float = CAP
    """Seconds of the longest wait that the service did not ask for."""
    deadline: float = DEADLINE
    """Seconds that all attempts of a call may take; if it sends a file, all waits between them."""
    upload_concurrency: int = 4
    """How many parts of an upload are sent at once."""
    max_bandwidth: Optional[float] = None
    """Bytes a second that all uploads of a client may send together; None: as many as possible."""
    own_chunk_size: Optional[int] = None
    """The ``chunk_size`` that was set; None if it depends on the file."""
    verify_ssl: bool = True
    """Whether the certificates of servers are checked."""
    ssl_ca_cert: Optional[str] = None
    """A file of trusted certificates in PEM form, instead of certifi's."""
    cert_file: Optional[str] = None
    key_file: Optional[str] = None
    key_password: Optional[str] = None
    """The password of ``key_file`` if it is encrypted; never shown or pickled."""
    assert_hostname: Optional[str] = None
    proxy: Optional[str] = None
    proxy_headers: Optional[Dict[str, str]] = None
    socket_options: Optional[List[Any]] = None
    connection_pool_maxsize: int = max(65, (os.cpu_count() or 1) * 5)
    temp_folder_path: Optional[str] = None
    """The folder for files that ``call_api`` returns."""
    safe_chars_for_path_param: str = ""
    """Characters that are not quoted in a path."""
    discard_unknown_keys: bool = True
    disabled_client_side_validations: str = ""
    client_side_validation: bool = True
    logger_stream_handler: Any = None
    logger_file_handler: Any = None

    _changes = 0  # how often a setting was changed: what was made from the settings is outdated

    _default: Optional["Configuration"] = None
    _host: Optional[str] = None
    _debug = False
    _logger_file: Optional[str] = None
    _logger_format = "%(asctime)s %(levelname)s %(message)s"

    @discreet
    def __init__(
        self,
        host: Optional[str] = None,
        api_key: Optional[Dict[str, str]] = None,
        api_key_prefix: Optional[Dict[str, str]] = None,
        access_token: Optional[str] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        discard_unknown_keys: bool = True,
        disabled_client_side_validations: str = "",
        server_index: Optional[int] = None,
        server_variables: Optional[Dict[str, str]] = None,
        server_operation_index: Optional[Dict[str, int]] = None,
        server_operation_variables: Optional[Dict[str, Dict[str, str]]] = None,
        ssl_ca_cert: Optional[str] = None,
        chunk_size: Optional[int] = None,
        *,
        request_timeout: Timeout = DEFAULT_TIMEOUT,
        max_attempts: int = MAX_ATTEMPTS,
        deadline: float = DEADLINE,
        upload_concurrency: int = 4,
        max_bandwidth: Optional[float] = None,
    ) -> None:
        given = dict(locals())
        for name in [*Configuration.__annotations__, "host", "chunk_size"]:
            if given.get(name) is not None:
                setattr(self, name, given[name])
            elif not hasattr(self, name):  # a dict, which is not shared
                setattr(self, name, {})

    @discreet
    def __setattr__(self, name: str, value: Any) -> None:
        is_known = hasattr(type(self), name) or name in Configuration.__annotations__
        if type(self) is Configuration and not is_known:
            hint = did_you_mean(name, dir(self))
            raise ApiAttributeError(f"Configuration has no setting {name!r}{hint}")
        if name not in CHECKS and name in Configuration.__annotations__:
            CHECKS[name] = _checked(Bounds(), Configuration.__annotations__[name])
        value = CHECKS[name](name, value) if name in CHECKS else value
        try:
            object.__setattr__(self, name, hidden(value) if name in SECRET_SETTINGS else value)
        except AttributeError as error:
            raise ApiAttributeError(f"{name} cannot be set") from error
        self.__dict__["_changes"] = self._changes + 1

    def __repr__(self) -> str:
        return f"Configuration(host={self.host!r})"

    def __getstate__(self) -> Dict[str, Any]:
        """Return the picklable settings, without secrets, hooks and handlers."""
        proxy = self.proxy and re.sub(r"\A(\w+://)?.*@", r"\1", self.proxy)
        emptied = dict.fromkeys(SECRET_SETTINGS + NOT_PICKLED)
        return dict(self.__dict__, **dict(emptied, api_key={}, proxy=proxy))

    def __copy__(self, memo: Any = None) -> "Configuration":
        other = Configuration.__new__(type(self))
        for name, value in self.__dict__.items():
            plain = isinstance(value, (dict, list))  # a hook or a handler is shared
            other.__dict__[name] = copy.deepcopy(value) if plain else value
        return other

    __deepcopy__ = __copy__

    @property
    def host(self) -> str:
        """The address requests go to; production if none was given."""
        return self._host or self.get_host_from_settings(self.server_index)

    @host.setter
    def host(self, value: str) -> None:
        value = acceptor(str)(value, "host")
        if "@" in value:
            raise ApiValueError("host must be an address without a user name or password")
        if not (value.isprintable() and ADDRESS.match(value.strip())):
            raise ApiValueError(f"host must be an address such as {PRODUCTION}, not {value!r}")
        self._host = value.strip().rstrip("/")

    @property
    def has_own_host(self) -> bool:
        """Whether a host was given, which the choice of an environment does not replace."""
        return self._host is not None

    @property
    def chunk_size(self) -> int:
        """Bytes of a part of an upload: 5 MiB to 128 MiB."""
        return self.own_chunk_size or DEFAULT_CHUNK_SIZE

    @chunk_size.setter
    def chunk_size(self, value: Optional[int]) -> None:
        self.own_chunk_size = value

    @property
    def retry_policy(self) -> Policy:
        """How often and how long to try a call."""
        attempts = self.max_attempts
        if self.retries is not None:
            attempts = 1 + max(0, getattr(self.retries, "total", self.retries) or 0)
        return Policy(attempts, self.retry_base, self.retry_cap, self.deadline)

    @property
    def logger(self) -> Dict[str, Any]:
        """The loggers of this library and of urllib3."""
        from logging import getLogger

        return {"package_logger": getLogger("apivideo"), "urllib3_logger": getLogger("urllib3")}

    @property
    def logger_file(self) -> Optional[str]:
        """A file that this library's log records are written to."""
        return self._logger_file

    @logger_file.setter
    def logger_file(self, value: Optional[str]) -> None:
        from logging import FileHandler

        try:
            handler = FileHandler(value) if value else None
        except (OSError, ValueError) as error:
            raise ApiValueError(f"logger_file cannot be written: {error}") from error
        package_logger, before = self.logger["package_logger"], self.logger_file_handler
        if before is not None:
            package_logger.removeHandler(before)
            before.close()
        self._logger_file, self.logger_file_handler = value, handler
        if value:
            self.logger_format = self.logger_format
            package_logger.addHandler(self.logger_file_handler)

    @property
    def logger_format(self) -> str:
        """The format of the lines in ``logger_file``."""
        return self._logger_format

    @logger_format.setter
    def logger_format(self, value: str) -> None:
        self._logger_format = value
        if self.logger_file_handler is not None:
            self.logger_file_handler.setFormatter(self.logger_formatter)

    @property
    def logger_formatter(self) -> Any:
        """The formatter that ``logger_format`` describes."""
        from logging import Formatter

        return Formatter(self._logger_format)

    @property
    def debug(self) -> bool:
        """Whether this library logs each request (method, path, status, time; never a secret)."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        self._debug = value
        self.logger["package_logger"].setLevel("DEBUG" if value else "WARNING")

    @classmethod
    def set_default(cls, default: Optional["Configuration"]) -> None:
        """Set the settings of clients that are made without any from now on."""
        cls._default = copy.deepcopy(acceptor(Optional[Configuration])(default, "default"))

    @classmethod
    def get_default_copy(cls) -> "Configuration":
        """Return a copy of the settings of clients that are made without any."""
        return copy.deepcopy(cls._default) if cls._default is not None else cls()

    def get_host_settings(self) -> List[Dict[str, str]]:
        """Return the hosts of the service: production, then the sandbox."""
        return [{"url": url, "description": name} for name, url in ENVIRONMENTS.items()]

    def get_host_from_settings(
        self, index: Optional[int], variables: Any = None, servers: Any = None
    ) -> str:
        """Return host number *index*: 0 is production, 1 the sandbox, None the configured one."""
        if index is None:
            return self.host
        hosts = self.get_host_settings() if servers is None else servers
        index = int(acceptor(int)(index, "server_index"))
        if not 0 <= index < len(hosts):
            raise ApiValueError(f"server_index must be below {len(hosts)}, not {index}")
        values = acceptor(Dict[str, str])(variables or {}, "variables")
        return str(hosts[index]["url"].format(**values))

    def get_api_key_with_prefix(self, identifier: str, alias: Any = None) -> Optional[str]:
        """Return the configured API key, with its prefix if it has one."""
        identifier = acceptor(str)(identifier, "identifier")
        if self.refresh_api_key_hook is not None:
            self.refresh_api_key_hook(self)
        key = self.api_key.get(identifier, self.api_key.get(alias))
        prefix = self.api_key_prefix.get(identifier)
        return f"{prefix} {key}" if key and prefix else key

    def get_basic_auth_token(self) -> str:
        """Return an ``Authorization`` header with the configured user name and password."""
        return basic(f"{self.username or ''}:{self.password or ''}")

    def auth_settings(self) -> Dict[str, Dict[str, Any]]:
        """Return how a client without an API key authenticates; empty unless configured."""
        header = {"in": "header", "key": "Authorization"}
        settings = {}
        if self.access_token is not None:
            value = "Bearer " + self.access_token
            settings["bearerAuth"] = dict(header, type="bearer", format="JWT", value=value)
        elif self.username is not None:
            settings["apiKey"] = dict(header, type="basic", value=self.get_basic_auth_token())
        return settings

    def to_debug_report(self) -> str:
        """Return what belongs in a bug report: versions, no secrets."""
        import platform

        from apivideo import __version__

        return (
            f"OS: {platform.platform()}\nPython Version: {platform.python_version()}\n"
            f"Host: {self.host}\nSDK Package Version: {__version__}"
        )
