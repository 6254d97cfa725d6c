"""Configuration: where to send requests, and how. Values, checked when they are set."""

import base64
import copy
import os
from typing import Any, Dict, List, Optional

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.options import Timeout

MIB = 1024 * 1024
MIN_CHUNK_SIZE = 5 * MIB
MAX_CHUNK_SIZE = 128 * MIB
DEFAULT_CHUNK_SIZE = 50 * MIB

DEFAULT_TIMEOUT = (10.0, 60.0)
"""Seconds to connect and seconds between two signs of life of an answer."""

PRODUCTION = "https://ws.api.video"
SANDBOX = "https://sandbox.api.video"

JSON_SCHEMA_VALIDATION_KEYWORDS = {
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
}


class Configuration:
    """Settings of a client, which takes a copy: changing it later changes no client.

    Change the settings of a client through ``client.configuration``; they hold from the next
    request on.

    Args:
        host: The address requests go to, such as ``https://sandbox.api.video``.
        access_token: A bearer token to send as it is.
        username: User name for HTTP basic authentication: the API key, with an empty password.
        password: Password for HTTP basic authentication.
        ssl_ca_cert: A file of trusted certificates in PEM form, instead of certifi's.
        chunk_size: Bytes of a part of an upload: 5 MiB to 128 MiB, 50 MiB by default.
        request_timeout: Seconds to wait, or a pair: to connect, to read. 10 and 60 by default.

    The other arguments are those of the published client and keep their meaning where they had
    one; the guide on migrating tells which had none.
    """

    _default: Optional["Configuration"] = None

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
        chunk_size: int = DEFAULT_CHUNK_SIZE,
        *,
        request_timeout: Timeout = DEFAULT_TIMEOUT,
    ) -> None:
        self._host: Optional[str] = None
        if host is not None:
            self.host = host
        self.server_index = 0 if server_index is None else server_index
        self.server_variables = server_variables or {}
        self.server_operation_index = server_operation_index or {}
        self.server_operation_variables = server_operation_variables or {}

        self.api_key = api_key or {}
        self.api_key_prefix = api_key_prefix or {}
        self.refresh_api_key_hook: Any = None
        self.access_token = access_token
        self.username = username
        self.password = password

        self.ssl_ca_cert = ssl_ca_cert
        self.verify_ssl = True
        self.cert_file: Optional[str] = None
        self.key_file: Optional[str] = None
        self.assert_hostname: Optional[str] = None
        self.proxy: Optional[str] = None
        self.proxy_headers: Optional[Dict[str, str]] = None
        self.socket_options: Optional[List[Any]] = None
        self.connection_pool_maxsize = (os.cpu_count() or 1) * 5
        self.request_timeout = request_timeout
        self.chunk_size = chunk_size

        self.safe_chars_for_path_param = ""
        self.temp_folder_path: Optional[str] = None
        self.discard_unknown_keys = discard_unknown_keys
        self.disabled_client_side_validations = disabled_client_side_validations
        self.client_side_validation = True
        self.retries: Any = None
        self._debug = False
        self._logger_file: Optional[str] = None
        self._logger_format = "%(asctime)s %(levelname)s %(message)s"
        self.logger_stream_handler: Any = None
        self.logger_file_handler: Any = None

    def __setattr__(self, name: str, value: Any) -> None:
        check = getattr(type(self), "_check_" + name, None)
        object.__setattr__(self, name, value if check is None else check(value))

    def __repr__(self) -> str:
        return f"Configuration(host={self.host!r})"

    def __deepcopy__(self, memo: Dict[int, Any]) -> "Configuration":
        other = Configuration.__new__(type(self))
        for name, value in self.__dict__.items():
            plain = isinstance(value, (dict, list))  # a hook or a handler is shared
            other.__dict__[name] = copy.deepcopy(value, memo) if plain else value
        return other

    @property
    def host(self) -> str:
        """The address requests go to; production where none was given."""
        return self._host or self.get_host_from_settings(self.server_index)

    @host.setter
    def host(self, value: str) -> None:
        if not isinstance(value, str):
            raise ApiTypeError(f"host must be a str, not {type(value).__name__}")
        scheme, _, rest = value.partition("://")
        if (
            scheme.lower() not in ("http", "https")
            or not rest.strip("/")
            or not value.isprintable()
        ):
            raise ApiValueError(
                f"host must be an address such as https://ws.api.video, not {value!r}"
            )
        self._host = value.strip().rstrip("/")

    @property
    def has_own_host(self) -> bool:
        """Whether a host was given, so that the choice of an environment leaves it alone."""
        return self._host is not None

    @staticmethod
    def _check_chunk_size(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ApiTypeError(f"chunk_size must be an int, not {type(value).__name__}")
        if not MIN_CHUNK_SIZE <= value <= MAX_CHUNK_SIZE:
            limits = f"{MIN_CHUNK_SIZE} (5 MiB) to {MAX_CHUNK_SIZE} (128 MiB) bytes"
            raise ApiValueError(f"chunk_size must be {limits}, not {value}")
        return value

    @staticmethod
    def _check_request_timeout(value: Timeout) -> Timeout:
        timeout_pair("request_timeout", value)
        return value

    @staticmethod
    def _check_disabled_client_side_validations(value: str) -> str:
        for keyword in filter(None, value.split(",")):
            if keyword not in JSON_SCHEMA_VALIDATION_KEYWORDS:
                raise ApiValueError(f"Invalid keyword: '{keyword}'")
        return value

    @classmethod
    def set_default(cls, default: Optional["Configuration"]) -> None:
        """The settings of clients that are given none, from now on."""
        cls._default = copy.deepcopy(default)

    @classmethod
    def get_default_copy(cls) -> "Configuration":
        """A copy of the settings of clients that are given none."""
        return copy.deepcopy(cls._default) if cls._default is not None else cls()

    def get_host_settings(self) -> List[Dict[str, str]]:
        """The hosts of the service: production, then the sandbox."""
        return [
            {"url": PRODUCTION, "description": "production"},
            {"url": SANDBOX, "description": "sandbox"},
        ]

    def get_host_from_settings(
        self,
        index: Optional[int],
        variables: Optional[Dict[str, str]] = None,
        servers: Optional[List[Dict[str, str]]] = None,
    ) -> str:
        """The host number *index*: 0 is production, 1 the sandbox; None is the configured one."""
        if index is None:
            return self.host
        hosts = self.get_host_settings() if servers is None else servers
        if not 0 <= index < len(hosts):
            message = "server_index must be below {}, not {}"
            raise ApiValueError(message.format(len(hosts), index))
        return hosts[index]["url"].format(**(variables or {}))

    def get_api_key_with_prefix(
        self, identifier: str, alias: Optional[str] = None
    ) -> Optional[str]:
        """The configured API key, with its prefix where it has one."""
        if self.refresh_api_key_hook is not None:
            self.refresh_api_key_hook(self)
        key = self.api_key.get(identifier, self.api_key.get(alias or ""))
        prefix = self.api_key_prefix.get(identifier)
        return f"{prefix} {key}" if key and prefix else key

    def get_basic_auth_token(self) -> str:
        """The value of an ``Authorization`` header with the configured user name and password."""
        pair = "{}:{}".format(self.username or "", self.password or "")
        return "Basic " + base64.b64encode(pair.encode()).decode()

    def auth_settings(self) -> Dict[str, Dict[str, Any]]:
        """How a client without an API key of its own authenticates; nothing, unless configured."""
        header = {"in": "header", "key": "Authorization"}
        settings = {}
        if self.access_token is not None:
            value = "Bearer " + self.access_token
            settings["bearerAuth"] = dict(header, type="bearer", format="JWT", value=value)
        elif self.username is not None:
            settings["apiKey"] = dict(header, type="basic", value=self.get_basic_auth_token())
        return settings

    def to_debug_report(self) -> str:
        """What to put in a bug report: versions, no secrets."""
        import platform

        from apivideo import __version__

        lines = {
            "OS": platform.platform(),
            "Python Version": platform.python_version(),
            "Host": self.host,
            "SDK Package Version": __version__,
        }
        return "\n".join(f"{name}: {value}" for name, value in lines.items())

    # ---- logging: nothing here touches a logger until it is asked to ----

    @property
    def logger(self) -> Dict[str, Any]:
        """The loggers of this library and of urllib3."""
        import logging

        return {
            "package_logger": logging.getLogger("apivideo"),
            "urllib3_logger": logging.getLogger("urllib3"),
        }

    @property
    def logger_file(self) -> Optional[str]:
        """A file that gets what this library logs."""
        return self._logger_file

    @logger_file.setter
    def logger_file(self, value: Optional[str]) -> None:
        import logging

        package_logger = self.logger["package_logger"]
        if self.logger_file_handler is not None:
            package_logger.removeHandler(self.logger_file_handler)
            self.logger_file_handler.close()
            self.logger_file_handler = None
        self._logger_file = value
        if value:
            self.logger_file_handler = logging.FileHandler(value)
            self.logger_file_handler.setFormatter(self.logger_formatter)
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
        import logging

        return logging.Formatter(self._logger_format)

    @property
    def debug(self) -> bool:
        """Whether this library logs each request (method, path, status, time; never a secret)."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        import logging

        self._debug = bool(value)
        self.logger["package_logger"].setLevel(logging.DEBUG if value else logging.WARNING)


def timeout_pair(name: str, value: Timeout) -> Any:
    """Seconds to connect and to read, from a number, a pair or None (the default)."""
    if value is None:
        return DEFAULT_TIMEOUT
    pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(pair) != 2 or any(isinstance(one, bool) for one in pair):
        raise ApiTypeError(f"{name} must be a number of seconds or a pair of them")
    for one in pair:
        if one is not None and not isinstance(one, (int, float)):
            raise ApiTypeError(f"{name} must be a number of seconds or a pair of them")
        if one is not None and not one > 0:
            raise ApiValueError(f"{name} must be more than 0 seconds, not {one}")
    return tuple(default if one is None else one for one, default in zip(pair, DEFAULT_TIMEOUT))
