"""The one door to the network: a Request goes out, a Response comes back."""

import math
import re
import ssl
import time
from typing import Any, Dict, Optional, Tuple

import certifi
import urllib3
from urllib3.util.ssl_ import create_urllib3_context

from apivideo.configuration import Configuration
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ApiValueError,
)
from apivideo.lazy import lazy_package
from apivideo.messages import Request as Request
from apivideo.messages import Response as Response

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


class RestClient:
    """Sends requests over connections that it keeps open."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._pools: Dict[str, Any] = {}
        self._manager: Any = None
        self._settings: Any = None

    def send(self, request: Request) -> Response:
        """The whole answer to *request*.

        Raises ApiConnectionError, or ApiTimeoutError, where none comes back.
        """
        answer = self._open(request, preload=True)
        return Response(answer.status, answer.reason, answer.headers, answer.data)

    def stream(self, request: Request) -> Any:
        """The answer to *request* as urllib3 has it, its body unread; the caller releases it."""
        return self._open(request, preload=False)

    def close(self) -> None:
        """Close all connections. Sending again opens new ones."""
        pools, self._pools, self._manager = self._pools, {}, None
        for pool in pools.values():
            pool.close()

    def _open(self, request: Request, preload: bool) -> Any:
        host, target = _split(request.url)
        for name, value in request.headers.items():
            if FORBIDDEN_IN_HEADERS.search(name) or FORBIDDEN_IN_HEADERS.search(value):
                message = "the header {!r} has a character that no header can have"
                raise ApiValueError(message.format(name))
        pool = self._pool(host)
        if pool.proxy is not None and pool.scheme == "http":
            target = host + target  # what a proxy does not tunnel, it has to be told whole
        start = time.monotonic()
        try:
            answer = pool.urlopen(
                request.method,
                target,
                body=request.body,
                headers=request.headers,
                retries=NO_RETRIES,
                redirect=False,
                assert_same_host=False,
                timeout=_timeout(request.timeout),
                preload_content=preload,
            )
        except urllib3.exceptions.NewConnectionError as error:  # to urllib3, a kind of timeout
            raise self._failed(request, error) from error
        except urllib3.exceptions.TimeoutError as error:
            message = "{} {}: no answer within {:g} s to connect and {:g} s to read; {}"
            hint = "_request_timeout gives it longer"
            raise ApiTimeoutError(
                message.format(request.method, request.address, *request.timeout, hint)
            ) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failed(request, error) from error
        if self.configuration.debug:
            self.configuration.logger["package_logger"].debug(
                "%s %s: %s in %.3f s",
                request.method,
                request.address,
                answer.status,
                time.monotonic() - start,
            )
        return answer

    def _failed(self, request: Request, error: Exception) -> ApiConnectionError:
        message = "{} {}: {}"
        return ApiConnectionError(
            message.format(request.method, request.address, self._reason(error))
        )

    def _pool(self, host: str) -> Any:
        settings = [getattr(self.configuration, name) for name in TRANSPORT_SETTINGS]
        if settings != self._settings:
            self.close()
            self._settings = settings
        pool = self._pools.get(host)
        if pool is None:
            if self._manager is None:
                self._manager = self._new_manager()
            pool = self._pools[host] = self._manager.connection_from_url(host)
        return pool

    def _new_manager(self) -> Any:
        settings = self.configuration
        arguments: Dict[str, Any] = {
            "maxsize": settings.connection_pool_maxsize,
            "ssl_context": ssl_context(
                settings.verify_ssl,
                settings.ssl_ca_cert or certifi.where(),
                settings.cert_file,
                settings.key_file,
            ),
        }
        if not settings.verify_ssl:
            arguments["assert_hostname"] = False
        elif settings.assert_hostname is not None:
            arguments["assert_hostname"] = settings.assert_hostname
        if settings.socket_options is not None:
            arguments["socket_options"] = settings.socket_options
        if settings.proxy:
            return urllib3.ProxyManager(
                settings.proxy, proxy_headers=settings.proxy_headers, **arguments
            )
        return urllib3.PoolManager(**arguments)

    def _reason(self, error: Exception) -> str:
        """What went wrong, in a line that says what to do."""
        text = " ".join(str(getattr(error, "reason", error)).split())
        text = re.sub(r"<[^>]*>(: )?|\w*Connection\w*\([^)]*\)(: )?", "", text)
        if "CERTIFICATE" in text.upper() or "hostname" in text:
            trusted = self.configuration.ssl_ca_cert or "certifi's certificates"
            return f"the server is not trusted ({text}); checked against {trusted}"
        return text or type(error).__name__


_timeouts: Dict[Tuple[float, float], Any] = {}
_contexts: Dict[Tuple[Any, ...], Any] = {}


def _split(url: str) -> Tuple[str, str]:
    """The part of *url* that names the server, and what it is asked for."""
    found = re.match(r"[^/?]*//[^/?]*", url)
    host = found.group() if found else url
    target = url[len(host) :]
    return host, target if target.startswith("/") else "/" + target


def _timeout(pair: Tuple[float, float]) -> Any:
    timeout = _timeouts.get(pair)
    if timeout is None:
        connect, read = (None if math.isinf(seconds) else seconds for seconds in pair)
        timeout = _timeouts[pair] = urllib3.Timeout(connect=connect, read=read)
    return timeout


def ssl_context(
    verify: bool, ca_cert: str, cert_file: Optional[str], key_file: Optional[str]
) -> Any:
    """The TLS settings, made once a process: reading the trusted certificates takes 20 ms."""
    key = (verify, ca_cert, cert_file, key_file)
    context = _contexts.get(key)
    if context is None:
        # Relaxing a strict context later has no effect in Python 3.6.
        context = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE)
        if verify:
            _load(context.load_verify_locations, "ssl_ca_cert", ca_cert)
        if cert_file is not None:
            _load(context.load_cert_chain, "cert_file", cert_file, key_file)
        _contexts[key] = context
    return context


def _load(load: Any, argument: str, path: str, *more: Any) -> None:
    try:
        load(path, *more)
    except OSError as error:  # ssl.SSLError is one
        message = "{}: no usable certificates in {!r}: {}"
        raise ApiValueError(message.format(argument, path, error)) from error


lazy_package(
    __name__,
    {
        "RESTClientObject": "apivideo.published",
        "RESTResponse": "apivideo.published",
        "ApiException": "apivideo.exceptions",
        "ForbiddenException": "apivideo.exceptions",
        "NotFoundException": "apivideo.exceptions",
        "ServiceException": "apivideo.exceptions",
        "UnauthorizedException": "apivideo.exceptions",
    },
)
