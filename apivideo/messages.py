"""What goes out and what comes back: values, which print well and hold no secret when printed."""

import json
import math
import re
from typing import Any, Dict, Iterable, List, Mapping, NamedTuple, Optional, Tuple, Union

MASK = "***"

SHOWN_HEADERS = ("Accept", "Content-Type", "Content-Range", "AV-Origin-Client", "User-Agent")
"""The headers of a request that may be shown; all others may hold a secret."""

SECRET_MEMBERS = (
    "access_token",
    "apiKey",
    "api_key",
    "refresh_token",
    "refreshToken",
    "signatureSecret",
    "signature_secret",
    "streamKey",
    "stream_key",
    "token",
)
"""Members of JSON documents that are never shown, by their JSON and Python names."""

SECRET_PARAMETERS = re.compile("token|key|secret|sign", re.IGNORECASE)
"""Names of parameters in a query whose values are never shown."""


class Request(NamedTuple):
    """What is asked: everything that goes over the wire, and how long to wait."""

    method: str
    url: str
    headers: Dict[str, str]
    body: Union[None, bytes, Iterable[Any]] = None
    timeout: Tuple[float, float] = (10.0, 60.0)
    secrets: Tuple[str, ...] = ()
    """Segments of the path that are not to be shown."""
    total: float = math.inf
    """Seconds the whole may take; where a body streams, from its last byte that went out."""

    @property
    def address(self) -> str:
        """The URL as it may be shown: without its query, which may hold a token."""
        address = re.sub("//[^/]*@", "//", self.url.partition("?")[0])
        if self.secrets:
            segments = address.split("/")
            address = "/".join(MASK if one in self.secrets else one for one in segments)
        return address

    @property
    def path(self) -> str:
        """The path as it may be shown."""
        return "/" + self.address.partition("://")[2].partition("/")[2]

    def as_curl(self) -> str:
        """A command that sends the same request, with names in place of what is secret."""
        query = self.url.partition("?")[2]
        address = f"{self.address}?{_shown_query(query)}" if query else self.address
        words = ["curl", "-X", self.method, _quoted(address)]
        for name, value in self.headers.items():
            if name in SHOWN_HEADERS and name != "User-Agent":
                words += ["-H", _quoted(f"{name}: {value}")]
        if "Authorization" in self.headers:
            words += ["-H", '"Authorization: Bearer $ACCESS_TOKEN"']
        if isinstance(self.body, bytes):
            words += ["--data", _quoted(_shown(self.body))]
        elif self.body is not None:
            words += ["-F", "file=@FILE"]
        return " ".join(words)

    def __repr__(self) -> str:
        return f"Request({self.method} {self.address})"


class Response(NamedTuple):
    """What was answered, read to its end."""

    status: int
    reason: Optional[str]
    headers: Mapping[str, str]
    data: bytes
    request: Optional[Request] = None
    """What it answers."""
    attempts: int = 1
    """How often that was asked."""

    def getheaders(self) -> Mapping[str, str]:
        """All headers; the name of the published client."""
        return self.headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """One header; the name of the published client."""
        return self.headers.get(name, default)

    def __repr__(self) -> str:
        return f"Response({self.status} {self.reason}, {len(self.data)} bytes)"


class RateLimit(NamedTuple):
    """What the service says of the quota of this minute (service facts, section 3)."""

    limit: Optional[int]
    """Requests of this kind that are allowed in a minute."""
    remaining: Optional[int]
    """How many of them are left."""
    retry_after: Optional[int]
    """Seconds until the quota is renewed."""


def rate_limit(headers: Mapping[str, str]) -> Optional[RateLimit]:
    """The quota that an answer tells of; None where it does not."""
    names = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Retry-After")
    values = [headers.get(name) for name in names]
    return RateLimit(*map(whole_number, values)) if any(values) else None


def secrets_of(values: Mapping[str, str]) -> Tuple[str, ...]:
    """The values for a path that are not to be shown: those of tokens, by their names."""
    return tuple([value for name, value in values.items() if name.lower().endswith("token")])


def whole_number(text: Optional[str]) -> Optional[int]:
    """The number that a header has; None where it has none that can be meant."""
    digits = (text or "").strip()
    return int(digits) if re.match(r"[0-9]{1,9}\Z", digits) else None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _shown_query(query: str) -> str:
    shown: List[str] = []
    for pair in query.split("&"):
        name, equals, _ = pair.partition("=")
        shown.append(name + equals + MASK if SECRET_PARAMETERS.search(name) else pair)
    return "&".join(shown)


def _shown(body: bytes) -> str:
    try:
        return json.dumps(masked(json.loads(body.decode())))
    except (ValueError, RecursionError):
        return f"{len(body)} bytes"


def masked(value: Any) -> Any:
    """*value* as it may be shown: without what documents hold that is secret."""
    if isinstance(value, dict):
        return {
            name: MASK if name in SECRET_MEMBERS else masked(member)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [masked(item) for item in value]
    return value
