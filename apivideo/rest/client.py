"""RestClient: sends requests over connections that it keeps open."""

import math
import os
import re
import socket
import threading
from typing import Any, Dict, List, Optional, Tuple
from urllib.parse import quote, unquote_to_bytes

import urllib3
from urllib3.util import parse_url

from apivideo.configuration import Configuration
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ApiValueError,
    UnexpectedAnswerException,
)
from apivideo.messages import Request, Response
from apivideo.rest.connections import POOLS, UnderWay, local
from apivideo.rest.proxies import basic, proxy_for
from apivideo.rest.reasons import chain, detail, is_distrust, reason, without_users
from apivideo.rest.tls import ssl_context, trusted_certificates

NO_RETRIES = urllib3.Retry(0, redirect=False, raise_on_redirect=False, raise_on_status=False)
# One attempt, and the error itself rather than a MaxRetryError around it.
NO_RETRIES.total = False

TRANSPORT_SETTINGS = (
    "verify_ssl",
    "ssl_ca_cert",
    "cert_file",
    "key_file",
    "assert_hostname",
    "proxy",
    "proxy_headers",
    "socket_options",
    "connection_pool_maxsize",
)
"""The settings that connections are made with: a change of one asks for new connections."""

FORBIDDEN_IN_HEADERS = re.compile(r"[^\t\x20-\x7e\x80-\xff]")

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
"""RFC 9110, section 5.6.2."""

PLAIN_ADDRESS = re.compile(r"([^/?]*//[^/?]*)(/[!$-~]*)\Z")

BLOCK = 64 * 1024

LARGEST_ANSWER = 64 * 1024 * 1024
LARGEST_ERROR = 1024 * 1024
"""Bytes of an answer that are read; what refuses a request is cut there, a success is not taken."""


class RestClient:
    """Sends requests over connections that it keeps open. Threads and forks may share it."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._begin()

    def _begin(self) -> None:
        self._pools: Dict[str, Any] = {}
        self._settings: List[Any] = []
        self._changes = 0
        self._under_way: Dict[int, UnderWay] = {}
        self._lock = threading.Lock()
        self._process = os.getpid()

    def send(self, request: Request) -> Response:
        """The whole answer to *request*.

        Raises ApiConnectionError, or ApiTimeoutError, where none comes back.
        """
        return self._exchange(request, stream=False)  # type: ignore[no-any-return]

    def stream(self, request: Request) -> Any:
        """The answer to *request* as urllib3 has it, its body unread; the caller releases it."""
        return self._exchange(request, stream=True)

    def cut(self, thread: int) -> None:
        """End the request that the thread with this identifier has under way, if it has one."""
        under_way = self._under_way.get(thread)
        if under_way is not None:
            under_way.cut()

    def close(self) -> None:
        """Close all connections. Sending again opens new ones."""
        pools, self._pools = self._pools, {}
        for pool in pools.values():
            pool.close()

    def _exchange(self, request: Request, stream: bool) -> Any:
        _check(request)
        host, target = _split(request.url)
        shown = _split(request.address)[1] if request.secrets else target.partition("?")[0]
        pool = self._pool(host)
        if pool.proxy is not None and pool.scheme == "http":
            # What a proxy does not tunnel, it has to be told whole.
            target, shown = host + target, host + shown
        is_streamed = not (request.body is None or isinstance(request.body, bytes))
        under_way = UnderWay(target, request.timeout, request.total, is_streamed)
        thread = threading.get_ident()
        outer = self._under_way.get(thread)  # while it is sent, a listener may call the client
        local.under_way = self._under_way[thread] = under_way
        try:
            answer = pool.urlopen(
                request.method,
                shown,
                body=request.body,
                headers=request.headers,
                retries=NO_RETRIES,
                redirect=False,
                assert_same_host=False,
                timeout=_timeout(request),
                preload_content=False,
                enforce_content_length=True,
            )
            if stream and answer.status <= 299:
                under_way.has_answered()
                return answer
            return _read(answer, request)
        except urllib3.exceptions.LocationValueError as error:
            raise ApiValueError(f"host is no address that can be called: {error}") from None
        except urllib3.exceptions.NewConnectionError as error:  # to urllib3, a kind of timeout
            raise self._failed(request, error, under_way) from error
        except urllib3.exceptions.TimeoutError as error:
            raise _timed_out(request, under_way) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            under_way.hang_up()
            if any(isinstance(one, socket.timeout) for one in chain(error)):
                raise _timed_out(request, under_way) from error
            raise self._failed(request, error, under_way) from error
        finally:
            if outer is None:
                del self._under_way[thread]
            else:
                local.under_way = self._under_way[thread] = outer

    def _failed(
        self, request: Request, error: Exception, under_way: UnderWay
    ) -> ApiConnectionError:
        failure = ApiConnectionError(f"{request.method} {request.address}: {self._reason(error)}")
        failure.reached = under_way.has_begun
        failure.passing = not is_distrust(error)
        return failure

    def _reason(self, error: Exception) -> str:
        if is_distrust(error):
            trusted = trusted_certificates(self.configuration.ssl_ca_cert)
            return f"the server is not trusted ({detail(error)}); checked against {trusted}"
        return reason(error)

    def _pool(self, host: str) -> Any:
        if os.getpid() != self._process:
            self._begin()  # a fork: the connections are the parent's, and so may the lock be
        pool = self._pools.get(host)
        if pool is None or self._changes != self.configuration.changes:
            with self._lock:
                return self._new_pool(host)
        return pool

    def _new_pool(self, host: str) -> Any:
        changes = self.configuration.changes
        settings = [getattr(self.configuration, name) for name in TRANSPORT_SETTINGS]
        if settings != self._settings:
            self.close()
            self._settings = settings
        self._changes = changes
        if host not in self._pools:
            try:
                self._pools[host] = self._manager(host).connection_from_url(host)
            except (urllib3.exceptions.HTTPError, ValueError) as error:
                if isinstance(error, ApiValueError):
                    raise
                message = f"host or proxy is no address that can be called: {error}"
                raise ApiValueError(without_users(message)) from None
        return self._pools[host]

    def _manager(self, host: str) -> Any:
        settings = self.configuration
        arguments: Dict[str, Any] = {
            "maxsize": settings.connection_pool_maxsize,
            "ssl_context": ssl_context(
                settings.verify_ssl,
                trusted_certificates(settings.ssl_ca_cert),
                settings.cert_file,
                settings.key_file,
            ),
        }
        if host.lower().startswith("https:"):  # urllib3 1.26 refuses it elsewhere
            name = settings.assert_hostname if settings.verify_ssl else False
            arguments.update({} if name is None else {"assert_hostname": name})
        if settings.socket_options is not None:
            arguments["socket_options"] = settings.socket_options
        proxy = proxy_for(host, settings.proxy)
        manager: Any
        if proxy is None:
            manager = urllib3.PoolManager(**arguments)
        else:
            headers = dict(settings.proxy_headers or {})
            user = parse_url(proxy).auth
            if user:
                headers["proxy-authorization"] = basic(unquote_to_bytes(user))
            own = {"proxy_headers": headers, "proxy_ssl_context": arguments["ssl_context"]}
            manager = urllib3.ProxyManager(proxy, **own, **arguments)
        manager.pool_classes_by_scheme = POOLS
        return manager


def _read(answer: Any, request: Request) -> Response:
    """The answer, read to its end or to what is bearable."""
    is_error = answer.status >= 300
    limit = LARGEST_ERROR if is_error else LARGEST_ANSWER
    announced = answer.length_remaining
    if announced is not None and announced <= limit and "Content-Encoding" not in answer.headers:
        data = answer.read()
    else:
        data = _read_up_to(answer, limit + 1)
    response = Response(answer.status, answer.reason, answer.headers, data[:limit], request)
    if len(data) > limit:
        answer.close()  # reading the rest costs more than another connection
        if not is_error:
            reason = f"the answer has more than {limit} bytes"
            raise UnexpectedAnswerException(answer.status, reason)
    return response


def _read_up_to(answer: Any, limit: int) -> bytes:
    blocks: List[bytes] = []
    length = 0
    while length < limit:
        try:
            block = answer.read(BLOCK)  # decoded, it may be a thousand times as long
        except (ValueError, OverflowError) as error:
            raise urllib3.exceptions.ProtocolError("a chunk has no size", error) from error
        if not block:
            break
        blocks.append(block)
        length += len(block)
    return b"".join(blocks)


def _timed_out(request: Request, under_way: UnderWay) -> ApiTimeoutError:
    connect, read = request.timeout
    if under_way.is_over:
        missed, setting = f"whole answer within {request.total:.3g} s", "Configuration.deadline"
    elif under_way.has_begun:
        missed, setting = f"sign of life within {read:g} s", "_request_timeout"
    else:
        missed, setting = f"connection within {connect:g} s", "_request_timeout"
    message = f"{request.method} {request.address}: no {missed}; {setting} gives it longer"
    timeout = ApiTimeoutError(message)
    timeout.reached = under_way.has_begun
    return timeout


def _check(request: Request) -> None:
    if not request.method.isalpha():
        raise ApiValueError(f"method must be an HTTP method, not {request.method!r}")
    headers = request.headers
    if headers and ("" in headers or not HEADER_NAME.match("".join(headers))):
        name = next(one for one in headers if not HEADER_NAME.match(one))
        raise ApiValueError(f"the header {name!r} has a character that no header can have")
    if FORBIDDEN_IN_HEADERS.search("".join(headers) + "".join(headers.values())):
        for name, value in headers.items():
            if FORBIDDEN_IN_HEADERS.search(name + value):
                raise ApiValueError(f"the header {name!r} has a character that no header can have")


def _split(url: str) -> Tuple[str, str]:
    """The part of *url* that names the server, and what it is asked for."""
    plain = PLAIN_ADDRESS.match(url)
    if plain is not None:
        return plain.group(1), plain.group(2)
    found = re.match(r"[^/?]*//[^/?]*", url)
    host = found.group() if found else url
    target = quote(url[len(host) :], safe="%/?&=+,:;@!$'()*~[]", errors="surrogatepass")
    return host, target if target.startswith("/") else "/" + target


_timeouts: Dict[Tuple[float, float], Any] = {}


def _timeout(request: Request) -> Any:
    pair = request.timeout
    if request.total < max(pair):
        least = [min(seconds, request.total) for seconds in pair]
        return urllib3.Timeout(connect=least[0], read=least[1])
    timeout: Optional[Any] = _timeouts.get(pair)
    if timeout is None:
        connect, read = (None if math.isinf(seconds) else seconds for seconds in pair)
        timeout = _timeouts[pair] = urllib3.Timeout(connect=connect, read=read)
    return timeout
