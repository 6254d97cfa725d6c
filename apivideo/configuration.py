"""Configuration: where to send requests, and how. Values, checked when they are set."""

import base64
import copy
import os
import re
from typing import Any, Dict, List, Optional

from apivideo.checks import DEFAULT_TIMEOUT as DEFAULT_TIMEOUT
from apivideo.checks import attempts_of, check_int, check_seconds
from apivideo.checks import timeout_pair as timeout_pair
from apivideo.debugging import LoggingSettings
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.options import Timeout
from apivideo.retry import BASE, CAP, DEADLINE, MAX_ATTEMPTS, Policy

MIB = 1024 * 1024
MIN_CHUNK_SIZE = 5 * MIB
MAX_CHUNK_SIZE = 128 * MIB
DEFAULT_CHUNK_SIZE = 50 * MIB

ADDRESS = re.compile(r"https?://[^\s/?#]+(/[^\s?#]*)?\Z", re.IGNORECASE)

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


class Configuration(LoggingSettings):
    """Settings of a client, which takes a copy: changing it later changes no client.

    Change the settings of a client through ``client.configuration``; they hold from the next
    request on.

    Args:
        host: The address requests go to, such as ``https://sandbox.api.video``.
        access_token: A bearer token to send as it is.
        username: User name for HTTP basic authentication: the API key, with an empty password.
        password: Password for HTTP basic authentication.
        ssl_ca_cert: A file of trusted certificates in PEM form, instead of certifi's.
        chunk_size: Bytes of a part of an upload: 5 MiB to 128 MiB. By default it depends on the
            size of the file, see ``apivideo.uploads.part_size``.
        request_timeout: Seconds to wait, or a pair: to connect, to read. 10 and 60 by default.
        max_attempts: How often a request is made at most, 4 by default; 1 turns repeating off.
        deadline: Seconds that all attempts of a call may take together, 300 by default; of a call
            that sends a file, the seconds it may wait between them.
        upload_concurrency: How many parts of an upload travel at once, 4 by default.

    The other arguments are those of the published client and keep their meaning where they had
    one; the guide on migrating tells which had none.
    """

    _default: Optional["Configuration"] = None

    changes = 0
    """How often anything was set: who made something by these settings may look again."""

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
        self.connection_pool_maxsize = max(65, (os.cpu_count() or 1) * 5)
        self.request_timeout = request_timeout
        self.max_attempts = max_attempts
        self.retry_base = BASE
        self.retry_cap = CAP
        self.deadline = deadline
        self.upload_concurrency = upload_concurrency
        self.chunk_size = chunk_size

        self.safe_chars_for_path_param = ""
        self.temp_folder_path: Optional[str] = None
        self.discard_unknown_keys = discard_unknown_keys
        self.disabled_client_side_validations = disabled_client_side_validations
        self.client_side_validation = True
        self.retries: Any = None
        super().__init__()

    def __setattr__(self, name: str, value: Any) -> None:
        check = getattr(type(self), "_check_" + name, None)
        object.__setattr__(self, name, value if check is None else check(value))
        self.__dict__["changes"] = self.changes + 1

    def __repr__(self) -> str:
        return f"Configuration(host={self.host!r})"

    def __getstate__(self) -> Dict[str, Any]:
        """What goes into a pickle: everything but what is secret or cannot travel."""
        return dict(
            self.__dict__,
            api_key={},
            access_token=None,
            username=None,
            password=None,
            proxy=self.proxy and re.sub(r"\A(\w+://)?.*@", r"\1", self.proxy),
            proxy_headers=None,
            refresh_api_key_hook=None,
            logger_file_handler=None,
            logger_stream_handler=None,
        )

    def __setstate__(self, state: Dict[str, Any]) -> None:
        self.__dict__.update(state)

    def __copy__(self) -> "Configuration":
        return self.__deepcopy__({})

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
        if "@" in value:
            raise ApiValueError("host must be an address without a user name or password")
        if not (value.isprintable() and ADDRESS.match(value.strip())):
            raise ApiValueError(
                f"host must be an address such as https://ws.api.video, not {value!r}"
            )
        self._host = value.strip().rstrip("/")

    @property
    def has_own_host(self) -> bool:
        """Whether a host was given, so that the choice of an environment leaves it alone."""
        return self._host is not None

    @property
    def chunk_size(self) -> int:
        """Bytes of a part of an upload, where all are cut alike: 5 MiB to 128 MiB."""
        return self._chunk_size or DEFAULT_CHUNK_SIZE

    @chunk_size.setter
    def chunk_size(self, value: Optional[int]) -> None:
        if value is not None:
            check_int("chunk_size", value)
            if not MIN_CHUNK_SIZE <= value <= MAX_CHUNK_SIZE:
                limits = f"{MIN_CHUNK_SIZE} (5 MiB) to {MAX_CHUNK_SIZE} (128 MiB) bytes"
                raise ApiValueError(f"chunk_size must be {limits}, not {value}")
        self._chunk_size = value

    @property
    def own_chunk_size(self) -> Optional[int]:
        """The chunk size that was set; None where it depends on the file."""
        return self._chunk_size

    @property
    def retry_policy(self) -> Policy:
        """How often and how long to try."""
        attempts = self.max_attempts if self.retries is None else attempts_of(self.retries)
        return Policy(attempts, self.retry_base, self.retry_cap, self.deadline)

    @staticmethod
    def _check_max_attempts(value: int) -> int:
        return check_int("max_attempts", value, 1)

    @staticmethod
    def _check_upload_concurrency(value: int) -> int:
        return check_int("upload_concurrency", value, 1)

    @staticmethod
    def _check_deadline(value: float) -> float:
        if check_seconds("deadline", value) == 0:
            raise ApiValueError("deadline must be more than 0 seconds")
        return value

    @staticmethod
    def _check_retry_base(value: float) -> float:
        return check_seconds("retry_base", value)

    @staticmethod
    def _check_retry_cap(value: float) -> float:
        return check_seconds("retry_cap", value)

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
