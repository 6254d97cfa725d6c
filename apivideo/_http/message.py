"""Values that describe a call: what to send and how, and what came back. None shows a secret."""

import functools
import json
import math
import re
from contextlib import suppress
from shlex import quote
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Tuple,
    TypeVar,
)

from apivideo.exceptions import (
    ApiTypeError,
    UnexpectedResponseException,
    did_you_mean,
    whole_number,
)

if TYPE_CHECKING:
    from typing import Iterable, Union

    from apivideo._http.cancellation import Cancellation
    from apivideo._http.retry import Policy
    from apivideo.options import Timeout

F = TypeVar("F", bound=Callable[..., Any])
MASK = "***"

SHOWN_HEADERS = ("Accept", "Content-Type", "Content-Range", "AV-Origin-Client", "User-Agent")
"""The headers of a request that may be shown; all others may hold a secret."""

SECRET_MEMBERS = (
    "access_token apiKey api_key refresh_token refreshToken signatureSecret signature_secret"
    " streamKey stream_key token"
).split()
"""Members of JSON objects that are never shown, by their JSON and Python names."""

HANDLE_SECRETS = "apivideo functools http json socket socks ssl urllib urllib3".split()
"""The packages whose functions have secrets in their local variables."""

SECRET_IN_URL = re.compile(
    r"""(/(?:upload-tokens|token)/+)[^/?\s"'<>]+"""
    r"""|([?&][^=&\s"'<>]*(?:token|key|secret|sign|avh)[^=&\s"'<>]*=)[^&\s"'<>]*|(//)[^/\s"'<>]+(?=@)""",
    re.IGNORECASE,
)
"""An upload token or the token of a private video (docs/service.md, section 16) in a path, the
values of query parameters with such names, and a user name with its password.
"""

Query = List[Tuple[str, str]]  # the names and values of query parameters

AUTH_SETTINGS = ("bearerAuth", "apiKey")
"""What the published client calls the ways to authorize a call that needs credentials."""


class Secret(str):
    """A text that ``repr`` does not show, and so no tool that shows local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        return repr(MASK)


class Secrets(dict):  # type: ignore[type-arg]
    """A dict whose values ``repr`` does not show, harmless headers aside."""

    def __repr__(self) -> str:
        return repr({k: one if k in SHOWN_HEADERS else MASK for k, one in self.items()})


def hidden(value: Any) -> Any:
    """Return an equal value whose ``repr`` hides a text, or the values of a dict."""
    value = Secret(value) if isinstance(value, str) else value
    return Secrets(value) if isinstance(value, dict) else value


def unreadable(response: Any, reason: Optional[str] = None) -> UnexpectedResponseException:
    """Return the exception for a success whose body, which may have secrets, cannot be read."""
    error = UnexpectedResponseException(None, reason, response)
    error.body = hidden(error.body)
    return error


def forget_locals(error: BaseException) -> None:
    """Clear the local variables of our functions that *error* and its causes have left."""
    from traceback import walk_tb

    follow: List[BaseException] = [error]
    for one in follow:  # it grows meanwhile
        causes = [cause for cause in (one.__cause__, one.__context__) if cause is not None]
        follow += [cause for cause in causes if all(cause is not other for other in follow)]
        for frame, _ in walk_tb(one.__traceback__):
            if str(frame.f_globals.get("__name__")).partition(".")[0] in HANDLE_SECRETS:
                with suppress(RuntimeError):  # it is still running
                    frame.clear()


def discreet(function: F) -> F:
    """Return *function* so that no traceback shows the local variables that have its arguments.

    Arguments that it does not have raise ApiTypeError.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]

    @functools.wraps(function)
    def discreetly(*arguments: Any, **keywords: Any) -> Any:
        try:
            return function(*arguments, **keywords)
        except BaseException as error:
            unknown = [name for name in keywords if name not in names]
            del arguments, keywords
            if type(error) is TypeError and getattr(error.__traceback__, "tb_next", 0) is None:
                raise ApiTypeError(_misfit(function, unknown, names) or str(error)) from None
            forget_locals(error)
            raise

    return discreetly  # type: ignore[return-value]


def _misfit(function: Any, unknown: List[str], names: Tuple[str, ...]) -> str:
    """Return what to say about the first of the *unknown* arguments, or nothing."""
    name = function.__qualname__.replace(".__init__", "").rpartition(".")[2]
    hints = [f"{name}() has no argument {one!r}{did_you_mean(one, names)}" for one in unknown]
    return "".join(hints[:1])


class Capture:
    """Receives the response of a call, for callers that want more than its model."""

    def __init__(self, raw: bool = False, data_only: bool = False) -> None:
        self.raw = raw  # whether the call returns the unread response instead of a model
        self.data_only = data_only  # whether status and headers are not wanted
        self.response: Any = None


class SendOptions(NamedTuple):
    """How to send a call."""

    timeout: "Timeout" = None  # seconds to connect and to read; None: as configured
    policy: "Optional[Policy]" = None  # how often and how long to try; None: as configured
    repeatable: Optional[bool] = None
    """Whether repeating the call does no harm; None: only a POST may do harm."""
    cancellation: "Optional[Cancellation]" = None
    on_retry: Optional[Callable[[float, Exception], Any]] = None
    """Called before each wait with its seconds, and with what the last attempt ended with."""
    capture: Optional[Capture] = None

    @property
    def is_raw(self) -> bool:
        """Whether the call returns the unread response."""
        return self.capture is not None and self.capture.raw


class Call(NamedTuple):
    """One call of the user, which may take several requests."""

    method: str
    path: str  # the path, its values already quoted
    query: Query = []
    headers: Mapping[str, Any] = {}  # headers of this call alone
    body: "Union[None, bytes, Iterable[Any]]" = None
    """The encoded body, or an iterable of blocks with a ``len()`` and a ``content_type``."""
    content_type: Optional[str] = None
    auth_settings: "Iterable[str]" = AUTH_SETTINGS  # empty where the call needs no credentials
    host: Optional[str] = None  # another host than the configured one
    gone_is_done: bool = False
    """Whether a 404 is a success when an earlier attempt may have deleted the object."""
    options: SendOptions = SendOptions()

    @property
    def is_streamed(self) -> bool:
        """Whether the body is read block by block while it is sent, such as a file."""
        return not (self.body is None or isinstance(self.body, bytes))

    @property
    def is_repeatable(self) -> bool:
        """Whether repeating the call does no harm."""
        repeatable = self.options.repeatable
        return self.method != "POST" if repeatable is None else repeatable


class Request(NamedTuple):
    """One request: everything that goes over the wire, and how long to wait for the response."""

    method: str
    url: str
    headers: Dict[str, str]
    body: "Union[None, bytes, Iterable[Any]]" = None
    timeout: Tuple[float, float] = (10.0, 60.0)
    total: float = math.inf
    """Seconds for request and response; for a streamed body, counted from the last byte sent."""
    stream: bool = False
    """Whether to return the response unread."""
    cancellation: "Optional[Cancellation]" = None

    @property
    def address(self) -> str:
        """The URL as it may be shown: without its query, and with tokens masked."""
        return mask_url(re.sub("//[^/]*@", "//", self.url.partition("?")[0]))

    @property
    def path(self) -> str:
        """The path as it may be shown."""
        return "/" + self.address.partition("://")[2].partition("/")[2]

    def as_curl(self) -> str:
        """Return a command that sends the same request, with placeholders for secrets."""
        query = self.url.partition("?")[2]
        address = self.address + (mask_url("?" + query) if query else "")
        words = ["curl", "-X", self.method, quote(address)]
        for name, value in self.headers.items():
            if name in SHOWN_HEADERS and name != "User-Agent":
                words += ["-H", quote(f"{name}: {value}")]
        if "Authorization" in self.headers:
            words += ["-H", '"Authorization: Bearer $ACCESS_TOKEN"']
        if isinstance(self.body, bytes):
            words += ["--data", quote(_shown(self.body))]
        elif self.body is not None:
            words += ["-F", "file=@FILE"]
        return " ".join(words)

    def __repr__(self) -> str:
        return f"Request({self.method} {self.address})"


class Response(NamedTuple):
    """A response that was read to its end."""

    status: int
    reason: Optional[str]
    headers: Mapping[str, str]
    data: bytes
    request: Optional[Request] = None
    attempts: int = 1
    """How many attempts the call took."""
    proxy: Optional[str] = None  # the address of the proxy that may have made the response

    def getheaders(self) -> Mapping[str, str]:
        """All headers; the name of the published client."""
        return self.headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """One header; the name of the published client."""
        return self.headers.get(name, default)

    def __repr__(self) -> str:
        return f"Response({self.status} {self.reason}, {len(self.data)} bytes)"


class RateLimit(NamedTuple):
    """The rate limit that a response reports (docs/service.md, section 3)."""

    limit: Optional[int]
    """Requests of this kind that are allowed in a minute."""
    remaining: Optional[int]
    """How many of them are left."""
    retry_after: Optional[int]
    """Seconds until the limit is reset."""


def rate_limit(headers: Mapping[str, str]) -> Optional[RateLimit]:
    """Return the rate limit in the headers of a response, or None if they have none."""
    values = [headers.get("X-RateLimit-" + name) for name in ("Limit", "Remaining", "Retry-After")]
    return RateLimit(*map(whole_number, values)) if any(values) else None


def mask_url(text: str) -> str:
    """Return a text with the secrets masked that paths and queries in it have."""
    return SECRET_IN_URL.sub(r"\1\2\3" + MASK, text)


def masked(value: Any) -> Any:
    """Return a JSON value with its secret members masked."""
    if isinstance(value, dict):
        return {k: MASK if k in SECRET_MEMBERS else masked(one) for k, one in value.items()}
    return [masked(one) for one in value] if isinstance(value, list) else value


def _shown(body: bytes) -> str:
    try:
        return json.dumps(masked(json.loads(body.decode())))
    except (ValueError, RecursionError):
        return f"{len(body)} bytes"
