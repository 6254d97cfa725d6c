"""The transport of the published client, for code that calls it. ``RestClient`` does the work."""

import io
from typing import Any, Mapping, Optional

from apivideo.convert import dump_pairs, to_json_bytes
from apivideo.exceptions import ApiValueError, exception_for


class RESTResponse(io.IOBase):
    """An answer with the names of the published client."""

    def __init__(self, resp: Any) -> None:
        self.urllib3_response = resp
        self.status = resp.status
        self.reason = resp.reason
        self.data = resp.data
        self.headers = resp.headers

    def getheaders(self) -> Mapping[str, str]:
        """All headers."""
        headers: Mapping[str, str] = self.headers
        return headers

    def getheader(self, name: str, default: Optional[str] = None) -> Optional[str]:
        """One header."""
        return self.getheaders().get(name, default)


def _verb(method: str) -> Any:
    def send(
        self: Any,
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
    """Requests to whole addresses, without credentials. ``RestClient.send`` does the work."""

    def __init__(
        self,
        configuration: Any,
        pools_size: int = 4,
        maxsize: Optional[int] = None,
        *,
        client: Any = None,
    ) -> None:
        from apivideo.rest import RestClient

        self._client = client or RestClient(configuration)
        self._deadline = configuration.deadline

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
        """Send a request; raises ApiException unless the answer is a success."""
        from urllib.parse import urlencode

        from apivideo.configuration import timeout_pair
        from apivideo.rest import Request

        method = method.upper()
        if method not in ("GET", "HEAD", "DELETE", "POST", "PUT", "PATCH", "OPTIONS"):
            raise ApiValueError(f"method must be an HTTP method, not {method!r}")
        if body is not None and post_params:
            raise ApiValueError("body parameter cannot be used with post_params parameter.")
        sent = {name: str(value) for name, value in (headers or {}).items()}
        if post_params:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
            body = urlencode(dump_pairs(post_params)).encode()
        elif body is not None and not isinstance(body, (bytes, str)):
            sent.setdefault("Content-Type", "application/json")
            body = to_json_bytes(body)
        if query_params:
            url += "?" + urlencode(dump_pairs(query_params))
        timeout = timeout_pair("_request_timeout", _request_timeout)
        total = max(self._deadline, timeout[1])
        asked = Request(method, url, sent, body, timeout, total=total)
        answer = self._client.send(asked) if _preload_content else self._client.stream(asked)
        if not 200 <= answer.status <= 299:
            raise exception_for(answer)
        return RESTResponse(answer) if _preload_content else answer

    GET = _verb("GET")
    HEAD = _verb("HEAD")
    OPTIONS = _verb("OPTIONS")
    DELETE = _verb("DELETE")
    POST = _verb("POST")
    PUT = _verb("PUT")
    PATCH = _verb("PATCH")
