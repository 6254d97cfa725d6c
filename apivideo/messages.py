"""What goes out and what comes back: values, which print well and hold no secret when printed."""

from typing import Any, Dict, Iterable, Mapping, NamedTuple, Optional, Tuple, Union


class Request(NamedTuple):
    """What is asked: everything that goes over the wire, and how long to wait."""

    method: str
    url: str
    headers: Dict[str, str]
    body: Union[None, bytes, Iterable[Any]] = None
    timeout: Tuple[float, float] = (10.0, 60.0)

    @property
    def address(self) -> str:
        """The URL without its query, which may hold a token."""
        return self.url.partition("?")[0]

    def __repr__(self) -> str:
        return f"Request({self.method} {self.address})"


class Response(NamedTuple):
    """What was answered, read to its end."""

    status: int
    reason: Optional[str]
    headers: Mapping[str, str]
    data: bytes

    def getheaders(self) -> Mapping[str, str]:
        """All headers; the name of the published client."""
        return self.headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """One header; the name of the published client."""
        return self.headers.get(name, default)

    def __repr__(self) -> str:
        return f"Response({self.status} {self.reason}, {len(self.data)} bytes)"
