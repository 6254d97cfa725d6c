"""RawResponse: the result of a call together with the response it was read from."""

from typing import Generic, Mapping, Optional, TypeVar

from apivideo._http.message import RateLimit, Response, rate_limit

R = TypeVar("R")


class RawResponse(Generic[R]):
    """A response, and what the call returns without ``with_raw_response``.

    Of an upload, it is the response that completed the video.
    """

    def __init__(self, result: R, response: Response) -> None:
        self._result = result
        self.status: int = response.status
        """The HTTP status."""
        self.headers: Mapping[str, str] = response.headers
        """The headers of the response; names in any case find them."""
        self.attempts: int = response.attempts
        """How many attempts the request took."""

    @property
    def request_id(self) -> Optional[str]:
        """The ``X-Request-Id`` header, which proxies and gateways add, or None without one."""
        return self.headers.get("X-Request-Id")

    @property
    def rate_limit(self) -> Optional[RateLimit]:
        """The rate limit that the response reports, or None if it reports none."""
        return rate_limit(self.headers)

    def parse(self) -> R:
        """Return the model that the method returns; None if it returns nothing."""
        return self._result

    def __repr__(self) -> str:
        return f"RawResponse({self.status}, {type(self._result).__name__})"
