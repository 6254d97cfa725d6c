"""The transport of the published client, over the one of this library."""

import io
from typing import Any, Callable, Mapping, Optional
from urllib.parse import urlencode

from apivideo._http.message import Request
from apivideo.configuration import timeout_pair
from apivideo.convert import dump_pairs, encoded
from apivideo.exceptions import ApiValueError, exception_for

FORM = "application/x-www-form-urlencoded"

METHODS = ("GET", "HEAD", "DELETE", "POST", "PUT", "PATCH", "OPTIONS")


class RESTResponse(io.IOBase):
    """A response with the names of the published client."""

    def __init__(self, resp: Any) -> None:
        self.urllib3_response = resp
        self.status = resp.status
        self.reason = resp.reason
        self.data = resp.data
        self.headers = resp.headers

    def getheaders(self) -> Mapping[str, str]:
        """Return all headers."""
        headers: Mapping[str, str] = self.headers
        return headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """Return one header."""
        return self.getheaders().get(name, default)


def _sends(method: str) -> Callable[..., Any]:
    def send(
        self: "RESTClientObject",
        url: str,
        headers: Any = None,
        query_params: Any = None,
        post_params: Any = None,
        body: Any = None,
        _preload_content: bool = True,
        _request_timeout: Any = None,
    ) -> Any:
        arguments = (query_params, headers, body, post_params, _preload_content, _request_timeout)
        return self.request(method, url, *arguments)

    send.__name__ = method
    send.__doc__ = f"Send a {method} request."
    return send


class RESTClientObject:
    """Sends requests to whole addresses, without credentials."""

    def __init__(
        self,
        configuration: Any,
        pools_size: int = 4,
        maxsize: Optional[int] = None,
        *,
        transport: Any = None,
    ) -> None:
        if transport is None:
            from apivideo._http.transport import Transport

            transport = Transport(configuration)
        self.transport = transport
        self.configuration = configuration

    def request(
        self,
        method: str,
        url: str,
        query_params: Any = None,
        headers: Optional[Mapping[str, str]] = None,
        body: Any = None,
        post_params: Any = None,
        _preload_content: bool = True,
        _request_timeout: Any = None,
    ) -> Any:
        """Return the response, or raise ApiException if it reports an error."""
        method = method.upper()
        if method not in METHODS:
            raise ApiValueError(f"method must be an HTTP method, not {method!r}")
        if body is not None and post_params:
            raise ApiValueError("body parameter cannot be used with post_params parameter.")
        sent = {name: str(value) for name, value in (headers or {}).items()}
        content_type = None
        if post_params:
            body, content_type = urlencode(dump_pairs(post_params)).encode(), FORM
        elif not isinstance(body, (bytes, str)):
            body, content_type = encoded(body)
        if content_type is not None:
            sent.setdefault("Content-Type", content_type)
        if query_params:
            url += "?" + urlencode(dump_pairs(query_params))
        timeout = timeout_pair("_request_timeout", _request_timeout)
        total = max(self.configuration.deadline, timeout[1])
        stream = not _preload_content
        response = self.transport.send(
            Request(method, url, sent, body, timeout, total=total, stream=stream)
        )
        if not 200 <= response.status <= 299:
            raise exception_for(response)
        return RESTResponse(response) if _preload_content else response

    GET = _sends("GET")
    HEAD = _sends("HEAD")
    OPTIONS = _sends("OPTIONS")
    DELETE = _sends("DELETE")
    POST = _sends("POST")
    PUT = _sends("PUT")
    PATCH = _sends("PATCH")
