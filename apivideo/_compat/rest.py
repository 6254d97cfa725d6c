"""The transport of the published client, over the one of this library."""

import io
import re
from functools import partialmethod
from typing import Any, Dict, Mapping, Optional
from urllib.parse import urlencode, urlsplit

from apivideo._http.message import Request, Response, discreet
from apivideo._http.transport import Transport
from apivideo.configuration import Configuration, timeout_pair
from apivideo.convert import LENIENT, acceptor, dump_pairs, encoded
from apivideo.exceptions import ApiTypeError, ApiValueError, exception_for

__all__ = ["RESTClientObject", "RESTResponse"]

METHODS = ("GET", "HEAD", "DELETE", "POST", "PUT", "PATCH", "OPTIONS")


def address(url: Any, name: str) -> str:
    """Return *url*, or raise an error with its *name* if no server can have this address."""
    try:
        split = urlsplit(acceptor(str)(url, name))
        is_http = split.scheme in ("http", "https") and split.port != 0
        if is_http and split.hostname and not re.search(r"\s", split.netloc):
            return str(url)
    except ValueError as error:
        raise ApiValueError(f"{name} must be an address: {error}") from error
    raise ApiValueError(f"{name} must be an address such as https://ws.api.video/videos")


def check_sender(value: Any, name: str) -> None:
    """Raise an error with its *name* unless *value* can send requests."""
    if not hasattr(value, "send"):
        raise ApiTypeError(f"{name} must have send() and close(), not {type(value).__name__}")


class Form(bytes):
    """Encoded form fields."""

    content_type = "application/x-www-form-urlencoded"


class RESTResponse(io.IOBase):
    """A response with the names of the published client."""

    def __init__(self, resp: Any) -> None:
        self.urllib3_response = resp
        self.status: int = resp.status
        self.reason: Any = resp.reason
        self.headers: Any = resp.headers
        self.data: Any = resp.data

    getheaders: Any = Response.getheaders
    getheader: Any = Response.getheader


class RESTClientObject:
    """Sends requests to whole addresses, without credentials; sends those of a client."""

    @discreet
    def __init__(
        self, configuration: Any, pools_size: int = 4, maxsize: Any = None, *, transport: Any = None
    ) -> None:
        self.configuration: Any = acceptor(Configuration)(configuration, "configuration")
        self.transport: Any = transport or Transport(configuration)
        check_sender(self.transport, "transport")
        self.send: Any = self.transport.send
        self.close: Any = self.transport.close

    @property
    def is_untried(self) -> bool:
        """Whether requests go through a proxy that has not let one through yet."""
        return bool(getattr(self.transport, "is_untried", False))

    @property
    def pool_manager(self) -> Any:
        """The urllib3 PoolManager, or ProxyManager, of the configured host; may be replaced.

        From then on requests go through its ``request``, which may be replaced too.
        """
        return self.transport.manager()

    @pool_manager.setter
    def pool_manager(self, manager: Any) -> None:
        if not hasattr(manager, "connection_from_url"):
            kind = type(manager).__name__
            raise ApiTypeError(f"pool_manager must be a urllib3.PoolManager, not {kind}")
        self.transport.use(manager)

    @discreet
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
        method, url = acceptor(str)(method, "method").upper(), address(url, "url")
        if method not in METHODS:
            raise ApiValueError(f"method must be an HTTP method, not {method!r}")
        if body is not None and post_params:
            raise ApiValueError("body parameter cannot be used with post_params parameter.")
        sent = acceptor(Dict[str, str], LENIENT)(headers or {}, "headers")
        if post_params:
            body = Form(urlencode(dump_pairs(post_params, "post_params")).encode())
        body = acceptor(str)(body, "body").encode() if isinstance(body, str) else body
        if type(body) is not bytes:
            body, content_type = encoded(body)
            if content_type is not None:
                sent.setdefault("Content-Type", content_type)
        if query_params:
            url += "?" + urlencode(dump_pairs(query_params, "query_params"))
        timeout = timeout_pair("_request_timeout", _request_timeout)
        total = max(self.configuration.deadline, timeout[1])
        response = self.send(
            Request(method, url, sent, body, timeout, total=total, stream=not _preload_content)
        )
        if not 200 <= response.status <= 299:
            raise exception_for(response)
        return RESTResponse(response) if _preload_content else response

    def _send(
        self,
        method: str,
        url: str,
        headers: Any = None,
        query_params: Any = None,
        post_params: Any = None,
        body: Any = None,
        *options: Any,
        **named: Any,
    ) -> Any:
        sent = query_params, headers, body, post_params
        return self.request(method, url, *sent, *options, **named)

    GET = partialmethod(_send, "GET")
    HEAD = partialmethod(_send, "HEAD")
    OPTIONS = partialmethod(_send, "OPTIONS")
    DELETE = partialmethod(_send, "DELETE")
    POST = partialmethod(_send, "POST")
    PUT = partialmethod(_send, "PUT")
    PATCH = partialmethod(_send, "PATCH")
