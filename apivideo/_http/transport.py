"""Transport: sends a Request with urllib3 and returns its Response.

The real method, URL, headers and body go to ``urlopen`` of urllib3's connection pools, so that
tools that wrap or replace it see and change them.
"""

import contextlib
import copy
import errno
import functools
import http.client
import io
import os
import queue
import re
import socket
import ssl
import sys
import threading
import time
from typing import Any, Dict, Iterator, List, Optional, Tuple, Type, Union, cast
from urllib.parse import quote

import urllib3
import urllib3.connection
from urllib3.util import connection as urllib3_connection
from urllib3.util.ssl_ import create_urllib3_context

from apivideo._http import tls
from apivideo._http.attempt import LONGEST, Attempt, dial, is_observable, look_up
from apivideo._http.foreign import Body, Foreign, is_foreign
from apivideo._http.message import Request, Response, Secret
from apivideo._http.proxy import LOGIN_REFUSED, Proxy, ask_socks, proxy_for
from apivideo._http.telemetry import mask_log_of
from apivideo.configuration import Configuration
from apivideo.exceptions import (
    ApiConnectionError,
    ApiTimeoutError,
    ApiValueError,
    UnexpectedResponseException,
)

PRIVATE_MEMBERS = {
    "_new_conn": "all addresses of a host share the seconds to connect, and cancelling ends it"
}
"""The private members of urllib3 and http.client in use, each with the promise of the guide on
reliability that cannot be kept otherwise."""

NO_RETRIES = urllib3.Retry(0, redirect=False, raise_on_redirect=False, raise_on_status=False)
NO_RETRIES.total = False  # one attempt, and its own error rather than a MaxRetryError around it

PLAINLY = {"retries": NO_RETRIES, "redirect": False, "assert_same_host": False}
PLAINLY.update({"preload_content": False, "enforce_content_length": True})

TRANSPORT_SETTINGS = (
    "verify_ssl ssl_ca_cert cert_file key_file key_password assert_hostname proxy proxy_headers"
    " socket_options connection_pool_maxsize"
).split()
"""The settings that connections are made with: changing one makes new connections."""

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
NOT_IN_HEADERS = re.compile(r"[^\t\x20-\x7e\x80-\xff]")
"""What names and values of headers consist of, and not (RFC 9110, sections 5.5 and 5.6.2)."""

PLAIN_URL = re.compile(r"([^/?]*//[^/?]*)(/[!$-~]*)\Z")

BLOCK = 64 * 1024
LARGEST_SUCCESS = 64 * 1024 * 1024
LARGEST_ERROR = 1024 * 1024
"""Bytes of a response that are read. A longer error is truncated, a longer success refused."""

NOTSENT_LOWAT = getattr(socket, "TCP_NOTSENT_LOWAT", 25 if sys.platform == "linux" else -1)
MOST_UNSENT = 256 * 1024  # bytes that the system buffers ahead of what it sends
SMALL_WRITE = 16 * 1024  # bytes, where the system does not tell how many have arrived

MOST_POOLS = 16  # hosts to which connections are kept

BROKEN_PIPE = (ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError)
"""What sending raises on a connection that the server has closed, perhaps after a response."""


# ---- connections -------------------------------------------------------------


class _Seconds(float):
    """Seconds of a timeout, which carry the attempt they belong to."""

    attempt: Attempt


class _Timeout(urllib3.Timeout):
    """The timeouts of one attempt, by which the connection that urllib3 chooses learns of it."""

    connect_timeout: Any = None
    read_timeout: Any = None
    __repr__ = object.__repr__

    def __init__(self, attempt: Attempt) -> None:
        self.connect_timeout = _Seconds(attempt.connect_timeout)
        self.read_timeout = _Seconds(attempt.read_timeout)
        self.connect_timeout.attempt = self.read_timeout.attempt = attempt

    def clone(self) -> "_Timeout":
        return self  # used once

    def start_connect(self) -> float:
        return time.monotonic()  # the attempt has its own clock


class _Reader(io.RawIOBase):
    """The bytes of a response; each read waits no longer than what is left for the attempt."""

    def __init__(self, raw: Any, sock: Any, attempt: Attempt) -> None:
        self._raw = raw
        self._sock = sock
        self._attempt = attempt
        self._is_last = attempt.is_sending  # else it reads the response of a proxy

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> Any:
        attempt = self._attempt
        count = attempt.wait_for(self._sock, self._sock.recv_into, buffer)
        if not attempt.is_sending:  # the response of a proxy: TLS through it has what is left
            attempt.limit(self._sock)
        return count

    def close(self) -> None:
        if self._is_last:  # urllib3 gives the connection to another request after this
            self._attempt.ends()
        self._raw.close()
        super().close()


class _HTTPResponse(http.client.HTTPResponse):
    """A response that is read within the limits of its attempt."""

    def __init__(self, attempt: Attempt, sock: Any, *arguments: Any, **keywords: Any) -> None:
        super().__init__(sock, *arguments, **keywords)
        self.fp = io.BufferedReader(_Reader(self.fp.detach(), sock, attempt))
        attempt.response = self

    def begin(self) -> None:
        """Read status and headers, past interim responses (RFC 9110, section 15.2)."""
        this: Any = self
        try:
            super().begin()
            while 102 <= self.status <= 199:
                this.headers = this.msg = None  # so that http.client begins again
                super().begin()
        except http.client.RemoteDisconnected:
            raise
        except http.client.BadStatusLine as error:
            # The line may be an echo of the request, with its token.
            error.args = (str(error).partition(" ")[0],)
            vars(error).clear()
            raise


class _HTTPConnection(urllib3.connection.HTTPConnection):
    """A connection that waits for progress rather than for a whole block, and can be cancelled."""

    debuglevel = 0  # http.client would print the token

    def __init__(self, host: str, port: Any = None, made_for: Any = None, **settings: Any) -> None:
        super().__init__(host, port, **settings)
        self._configuration, self._socks = made_for  # settings, and a SOCKS proxy or None
        self._dialled = host  # ``host`` has lost the dot at its end
        self._handle: Any = None

    @property
    def attempt(self) -> Attempt:
        """The attempt that uses this connection now."""
        timeout: Any = self.timeout
        attempt: Optional[Attempt] = getattr(timeout, "attempt", None)
        if attempt is None:  # whoever wraps urlopen has put another timeout in place of ours
            seconds = timeout if isinstance(timeout, (int, float)) else LONGEST
            attempt = Attempt(Request("", "", {}, timeout=(seconds, seconds)))
            self.timeout = _Timeout(attempt).read_timeout
        return attempt

    def getresponse(self) -> Any:
        self._read_within(self.attempt)
        return super().getresponse()

    def _read_within(self, attempt: Attempt) -> None:
        response_class: Any = functools.partial(_HTTPResponse, attempt)
        self.response_class = response_class

    def connect(self) -> None:
        """Connect, and let the system buffer little, to tell a slow line from a dead one."""
        attempt = self.attempt
        self._read_within(attempt)  # the response of a proxy
        try:
            super().connect()
        finally:
            if self._handle is not None:
                self._handle.close()
                self._handle = None
        attempt.uses(self.sock)
        with contextlib.suppress(OSError, AttributeError):  # not every system, nor TLS within TLS
            self.sock.setsockopt(socket.IPPROTO_TCP, NOTSENT_LOWAT, MOST_UNSENT)

    def _new_conn(self) -> Any:
        connection: Any = self
        socks = self._socks
        try:
            sock = dial(
                socks.host if socks else self._dialled,
                socks.port if socks else self.port,
                self.attempt.connect_timeout,
                family=urllib3_connection.allowed_gai_family(),
                options=self.socket_options or (),
                source=self.source_address,
                begins=self.attempt.uses,
            )
            # Whatever wraps the socket for TLS takes it over; a duplicate can still be shut.
            self._handle = sock.dup()
            try:
                host = self._dialled
                if socks is not None and socks.scheme in ("socks4", "socks5"):  # looked up here
                    kin = socket.AF_INET if socks.scheme == "socks4" else socket.AF_UNSPEC
                    name = (host.strip("[]"), self.port, kin, socket.SOCK_STREAM)
                    end = time.monotonic() + (sock.gettimeout() or LONGEST)
                    found = look_up(socket.getaddrinfo, name, end, self.attempt.uses)
                    host = found[0][4][0]
                self.attempt.uses(self._handle)
                if socks is not None:
                    ask_socks(socks, sock, host, self.port, self.attempt.limit)
            except BaseException:  # cancelled meanwhile, or refused
                sock.close()
                raise
            return sock
        except UnicodeError:
            message = f"{self._dialled!r}, label empty or too long"
            raise urllib3.exceptions.LocationParseError(message) from None
        except socket.timeout as error:
            raise urllib3.exceptions.ConnectTimeoutError(connection, "timed out") from error
        except OSError as error:
            raise urllib3.exceptions.NewConnectionError(connection, str(error)) from error

    def putrequest(self, method: str, url: str, *arguments: Any, **keywords: Any) -> None:
        """Begin the request, on a connection that is made."""
        attempt = self.attempt
        attempt.is_sending = True
        if self.sock is not None:
            attempt.uses(self.sock)
        super().putrequest(method, url, *arguments, **keywords)

    putheader = http.client.HTTPConnection.putheader
    # urllib3's own looks for marks that are never used here.

    def send(self, data: Any) -> None:
        """Send *data*, each write within the limits of the attempt."""
        if self.sock is None:
            self.connect()
        attempt, sock = self.attempt, cast(Any, self.sock)
        attempt.restart_clock()
        start, end = 0, len(data)
        most = end if end <= SMALL_WRITE or is_observable(sock) else SMALL_WRITE
        try:
            with memoryview(data) as view:
                while start < end:
                    start += attempt.wait_for(sock, sock.send, view[start : start + most])
                    attempt.has_progressed()
        except BROKEN_PIPE as error:
            if is_foreign(error):
                raise Foreign(error) from error
            raise BrokenPipeError(errno.EPIPE, str(error)) from error  # urllib3 reads the response


class _HTTPSConnection(_HTTPConnection, urllib3.connection.HTTPSConnection):
    """The same over TLS, with the certificates that are in their files when it connects."""

    def connect(self) -> None:
        """Connect, with the files that are there now."""
        if self._configuration is not None:  # None: the manager of a user has its own
            with contextlib.suppress(ApiValueError):  # one is being replaced: the old one will do
                self.ssl_context = tls.ssl_context(create_urllib3_context, self._configuration)
                if self.proxy_config is not None:
                    self.proxy_config = self.proxy_config._replace(ssl_context=self.ssl_context)
        super().connect()


class _Stack(List[Any]):
    """Idle connections. It has no lock, which Ctrl-C could leave locked."""

    def __init__(self, maxsize: int) -> None:
        self._maxsize = maxsize

    def get(self, block: bool = False, timeout: Any = None) -> Any:
        try:
            return self.pop()
        except IndexError:
            raise queue.Empty from None

    def put(self, item: Any, block: bool = False, timeout: Any = None) -> None:
        if len(self) >= self._maxsize:
            raise queue.Full
        self.append(item)

    qsize = list.__len__


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls: Any = _HTTPConnection
    QueueCls: Any = _Stack


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls: Any = _HTTPSConnection
    QueueCls: Any = _Stack


def _pool_classes(settings: Optional[Configuration], socks: Optional[Proxy]) -> Any:
    """Return the classes of a manager's pools, whose connections are made for these settings."""
    pools = ("http", _HTTPPool), ("https", _HTTPSPool)
    return {kind: functools.partial(pool, made_for=(settings, socks)) for kind, pool in pools}


def _connection_classes() -> Tuple[Any, Any]:
    """The connection classes of urllib3's pools, which tools such as vcrpy replace."""
    pools = urllib3.connectionpool
    return pools.HTTPConnectionPool.ConnectionCls, pools.HTTPSConnectionPool.ConnectionCls


OWN_CONNECTION_CLASSES = _connection_classes()


# ---- the transport -----------------------------------------------------------


class Transport:
    """Sends requests over connections that it keeps open. Threads and forks may share it."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self._own_manager: Any = None  # of the user
        self.is_exposed = False  # whether a user has had a manager, and may have changed it
        self._managers: Dict[Any, Any] = {}  # by whether the host speaks TLS, and its proxy
        self._reset()

    def _reset(self) -> None:
        self._pools: Dict[str, Any] = {}
        self._settings = copy.copy(self.configuration)
        self._changes = -1
        self._classes = OWN_CONNECTION_CLASSES
        self._has_responded = False
        self._lock = threading.RLock()  # a signal handler may send while a pool is made
        self._process = os.getpid()

    def send(self, request: Request) -> Any:
        """Return the Response to *request*, read to its end.

        With ``request.stream``, a success is returned as urllib3 has it, unread; the caller
        releases it.

        Raises ApiConnectionError, or ApiTimeoutError, if no response arrives.
        """
        _check(request)
        host, target = _split(request.url)
        pool: Any = self._pool(host)
        attempt, response, handled = Attempt(request), None, sys.exc_info()[1]
        body: Any = request.body
        cancellation = request.cancellation
        if cancellation is not None:
            cancellation.watch(attempt.cancel)
        try:
            while response is None:
                if not (body is None or isinstance(body, bytes)):
                    body = Body(request.body)
                    if self._classes != OWN_CONNECTION_CLASSES:
                        # The blocks are views of one buffer: whoever records them needs a copy.
                        body = b"".join(map(bytes, body))
                try:
                    send, url = pool.urlopen, target
                    if self.is_exposed:
                        send = self._manager(host, pool.proxy_in_use).request
                    if self.is_exposed or pool.forwards:  # a proxy without a tunnel needs it all
                        url = host + target
                    how = dict(PLAINLY, headers=request.headers, timeout=_Timeout(attempt))
                    response = send(request.method, url, body=body, **how)
                except urllib3.exceptions.ClosedPoolError:
                    self._pools.pop(host, None)
                    closed, pool = pool, self._pool(host)  # another thread has closed it
                    if pool is closed:
                        raise
            if request.stream and response.status <= 299:
                attempt.hand_over()
                return response
            # A response that was not read here is that of a function of the user.
            result = _read(response, request, self.is_exposed and attempt.response is None)
            self._has_responded = result.status != 407
            return result._replace(proxy=pool.proxy_in_use.address) if pool.forwards else result
        except (Exception, Foreign) as error:
            if attempt.response is not None:
                attempt.response.close()  # unreadable, it would keep the connection
            inner = error.args[0] if isinstance(error, Foreign) else error
            causes = list(filter(is_foreign, _chain(inner, handled)))
            # The last, since urllib3 gives its own exceptions the traceback of their causes.
            foreign: Any = causes[-1] if causes else None if inner is error else inner
            if foreign is None and isinstance(error, urllib3.exceptions.LocationValueError):
                raise ApiValueError(f"host cannot be requested: {error}") from None
            if foreign is None and isinstance(error, (urllib3.exceptions.HTTPError, OSError)):
                raise self._failure(request, error, attempt, pool.proxy_in_use) from error
            if foreign is None:
                raise
        finally:
            if cancellation is not None:
                cancellation.forget(attempt.cancel)
        try:
            raise foreign
        finally:
            del foreign, handled  # their tracebacks would refer to themselves

    def close(self) -> None:
        """Close all connections. Sending again opens new ones."""
        managers, self._managers, self._pools = self._managers, {}, {}
        _clear(managers)

    def _begin_in_child(self) -> None:
        """Forget the connections of the parent process, whose threads may hold locks."""
        self._managers = self._managers if self.is_exposed else {}
        for manager in self._managers.values():
            manager.pools.lock = threading.RLock()
        _clear(self._managers)
        self._reset()

    def manager(self) -> Any:
        """Return the urllib3 manager of the configured host, whose ``request`` is used from now on.

        The ``request`` may be replaced.
        """
        host, _ = _split(self.configuration.host)
        pool = self._pool(host)
        self.is_exposed, self._pools = True, {}
        return self._manager(host, pool.proxy_in_use)

    def use(self, manager: Any) -> None:
        """Send requests through a urllib3 *manager* from now on, over connections of ours."""
        self.close()
        self.is_exposed, self._own_manager = True, manager
        if _connection_classes() == OWN_CONNECTION_CLASSES:
            manager.pool_classes_by_scheme = _pool_classes(None, None)

    @property
    def is_untried(self) -> bool:
        """Whether requests go through a proxy that has not let one through yet."""
        settings = self.configuration
        return not self._has_responded and proxy_for(settings.host, settings) is not None

    def _failure(
        self, request: Request, error: Exception, attempt: Attempt, proxy: Optional[Proxy]
    ) -> ApiConnectionError:
        kind = ApiConnectionError
        is_refused = any(LOGIN_REFUSED in str(one) for one in _chain(error))
        if attempt.is_cancelled:
            reason = "cancelled"
        elif is_refused:
            reason = f"user name and password are missing or refused: {explain(error)}"
        elif is_timeout(error):
            kind, reason = ApiTimeoutError, _missed(request, attempt)
        elif is_untrusted(error):
            trusted = " and ".join(tls.trusted(self.configuration))
            reason = f"the server is not trusted ({_detail(error)}); checked against {trusted}"
        else:
            reason = explain(error, attempt.is_sending)
        for one in filter(lambda one: isinstance(one, http.client.IncompleteRead), _chain(error)):
            one.args, one.__context__ = (), None
            received = [name for name, value in vars(one).items() if isinstance(value, bytes)]
            vars(one).update(dict.fromkeys(received, b""))
        through = f"through the proxy {proxy.address} ({proxy.source}): " if proxy else ""
        failure = kind(f"{request.method} {request.address}: {through}{reason}")
        failure.reached = attempt.has_sent
        failure.passing = not (is_refused or is_untrusted(error) or attempt.is_cancelled)
        return failure

    def _pool(self, host: str) -> Any:
        if os.getpid() != self._process:
            self._begin_in_child()
        pool, settings = self._pools.get(host), self.configuration
        is_current = self._changes == settings._changes and self._classes == _connection_classes()
        # What may be changed in place is compared each time.
        mutable = settings.proxy_headers, settings.socket_options
        if pool is None or not is_current or mutable != (None, None):
            with self._lock:
                return self._new_pool(host)
        return pool

    def _new_pool(self, host: str) -> Any:
        settings, classes = self.configuration, _connection_classes()
        changes, old = settings._changes, self._settings
        is_same = all(getattr(settings, name) == getattr(old, name) for name in TRANSPORT_SETTINGS)
        if not is_same or classes != self._classes:
            self.close()
            self._settings, self._classes, self._has_responded = copy.copy(settings), classes, False
        self._changes = changes
        if host not in self._pools:
            proxy = proxy_for(host, settings) if self._own_manager is None else None
            is_tls = host[:6].lower() == "https:"
            try:
                pool = self._manager(host, proxy).connection_from_url(host)
            except ApiValueError:
                raise
            except (urllib3.exceptions.HTTPError, ValueError) as error:
                raise ApiValueError(f"host or proxy cannot be requested: {error}") from None
            pool.proxy_in_use, pool.forwards = proxy, bool(proxy and pool.proxy) and not is_tls
            mask_log_of(pool)
            if self.is_exposed:
                return pool
            self._pools[host] = pool
            if len(self._pools) > MOST_POOLS:  # its manager closes what was not used for longest
                self._pools.pop(next(iter(self._pools)))
        return self._pools[host]

    def _manager(self, host: str, proxy: Optional[Proxy]) -> Any:
        key = host[:6].lower() == "https:", proxy
        if key not in self._managers:
            self._managers[key] = self._own_manager or self._new_manager(*key)
        return self._managers[key]

    def _new_manager(self, is_tls: bool, proxy: Optional[Proxy]) -> Any:
        settings = self.configuration
        arguments: Dict[str, Any] = {"maxsize": settings.connection_pool_maxsize}
        arguments["num_pools"] = MOST_POOLS
        if is_tls or proxy is not None and proxy.scheme == "https":
            arguments["ssl_context"] = tls.ssl_context(create_urllib3_context, settings)
        if is_tls:  # urllib3 1.26 refuses it elsewhere
            name = settings.assert_hostname if settings.verify_ssl else False
            arguments.update({} if name is None else {"assert_hostname": name})
        if settings.socket_options is not None:
            arguments["socket_options"] = settings.socket_options
        manager: Any
        if proxy is None or proxy.socks:  # connections ask a SOCKS proxy by themselves
            manager = urllib3.PoolManager(**arguments)
        else:
            arguments["proxy_ssl_context"] = arguments.get("ssl_context")
            make = functools.partial(urllib3.ProxyManager, proxy.address, **arguments)
            headers = proxy.headers(settings)
            if self._classes == OWN_CONNECTION_CLASSES:  # tools may not know what a Secret is
                headers = {name: Secret(value) for name, value in headers.items()}
            manager = make(proxy_headers=headers)
        if self._classes == OWN_CONNECTION_CLASSES:
            socks = proxy if proxy is not None and proxy.socks else None
            manager.pool_classes_by_scheme = _pool_classes(settings, socks)
        return manager


def _clear(managers: Dict[Any, Any]) -> None:
    for manager in managers.values():
        for pool in filter(None, map(manager.pools.get, manager.pools.keys())):
            pool.close()
        manager.clear()


def _check(request: Request) -> None:
    if not request.method.isalpha():
        raise ApiValueError(f"method must be an HTTP method, not {request.method!r}")
    headers = request.headers
    names, values = "".join(headers) or "-", "".join(headers.values())
    if "" in headers or not HEADER_NAME.match(names) or NOT_IN_HEADERS.search(values):
        wrong = [
            n for n in headers if not HEADER_NAME.match(n) or NOT_IN_HEADERS.search(headers[n])
        ]
        raise ApiValueError(f"the header {wrong[0]!r} has a character that no header can have")


def _split(url: str) -> Tuple[str, str]:
    """The part of *url* that names the server, and the rest."""
    plain = PLAIN_URL.match(url)
    if plain is not None:
        return plain.group(1), plain.group(2)
    found = re.match(r"[^/?]*//[^/?]*", url)
    host = found.group() if found else url
    target = quote(url[len(host) :], safe="%/?&=+,:;@!$'()*~[]", errors="surrogatepass")
    return host, target if target.startswith("/") else "/" + target


def _read(response: Any, request: Request, is_read: bool) -> Response:
    """The response, read to its end or to the largest size."""
    if is_read:
        reason = getattr(response, "reason", None)
        return Response(response.status, reason, response.headers, response.data, request)
    is_error = response.status >= 300
    limit = LARGEST_ERROR if is_error else LARGEST_SUCCESS
    announced = response.length_remaining
    if announced is not None and announced <= limit and "Content-Encoding" not in response.headers:
        data = response.read()
    else:
        data = b"".join(_blocks(response, limit + 1))
    if len(data) > limit:
        response.close()  # reading the rest costs more than another connection
        if not is_error:
            reason = f"the response has more than {limit} bytes"
            raise UnexpectedResponseException(response.status, reason)
    return Response(response.status, response.reason, response.headers, data[:limit], request)


def _blocks(response: Any, limit: int) -> Iterator[bytes]:
    while limit > 0:
        try:
            block = response.read(BLOCK)  # decoded, it may be a thousand times as long
        except (ValueError, OverflowError) as error:
            raise urllib3.exceptions.ProtocolError("a chunk has no size", error) from error
        if not block:
            return
        yield block
        limit -= len(block)


# ---- what went wrong ---------------------------------------------------------

Kinds = Union[Type[BaseException], Tuple[Type[BaseException], ...]]

UNTRUSTED = re.compile(r"CERTIFICATE_VERIFY|certificate verify|hostname|match", re.IGNORECASE)

LOST = "the connection was lost ({})"

EXPLANATIONS: List[Tuple[Kinds, str]] = [
    (socket.gaierror, "its name cannot be looked up ({}); check the host and your network"),
    (ConnectionRefusedError, "connection refused; nothing listens there: check host and port"),
    (http.client.RemoteDisconnected, "the connection was closed before a response arrived"),
    (http.client.IncompleteRead, "the response ended early"),
    (http.client.BadStatusLine, "the server there does not speak HTTP ({})"),
    (http.client.HTTPException, "the response cannot be read ({})"),
    (urllib3.exceptions.InvalidHeader, "the response cannot be read ({})"),
    (urllib3.exceptions.DecodeError, "the response is not compressed in the way it says"),
    (ConnectionError, LOST),
    (ssl.SSLError, "no TLS connection could be made ({}); does the host speak https?"),
]
"""What each kind of exception means; the first that fits counts."""


def explain(error: BaseException, is_connected: bool = False) -> str:
    """Return in one line why no response arrived."""
    causes = list(_chain(error))
    if any(getattr(one, "errno", None) in (errno.EMFILE, errno.ENFILE) for one in causes):
        return "too many open files; close some, or raise the limit of the process (ulimit -n)"
    for kinds, words in EXPLANATIONS:
        for one in causes:
            if isinstance(one, kinds):
                words = LOST if is_connected and kinds is ssl.SSLError else words
                return words.format(_detail(one))
    return _detail(causes[-1])


def is_untrusted(error: BaseException) -> bool:
    """Return whether the server's certificate cannot be trusted, which no retry changes."""
    return any(
        isinstance(one, (urllib3.exceptions.SSLError, ssl.SSLError, ssl.CertificateError))
        and UNTRUSTED.search(str(one))
        for one in _chain(error)
    )


def is_timeout(error: BaseException) -> bool:
    """Return whether something took too long."""
    timeouts = (urllib3.exceptions.TimeoutError, socket.timeout)
    refused = urllib3.exceptions.NewConnectionError  # to urllib3, a kind of timeout
    return any(isinstance(one, timeouts) and not isinstance(one, refused) for one in _chain(error))


def _missed(request: Request, attempt: Attempt) -> str:
    """What did not happen in time, and the setting that allows more."""
    connect, read = request.timeout
    if attempt.is_over:
        setting = "_request_timeout" if request.total == read else "Configuration.deadline"
        missed = f"complete response within {request.total:.3g} s; {setting}"
    elif attempt.has_sent:
        missed = f"data for {read:g} s; _request_timeout"
    else:
        missed = f"connection within {connect:g} s; _request_timeout"
    return f"no {missed} allows more"


def _chain(error: BaseException, *handled: Any) -> Iterator[BaseException]:
    """*error* and its causes: urllib3 wraps exceptions in several ways.

    With the exception that was *handled* before, also those that were being handled meanwhile.
    """
    seen: List[BaseException] = list(handled)
    follow = [error]
    while follow:
        one = follow.pop()
        if not any(one is other for other in seen):
            seen.append(one)
            yield one
            inner = [one.__cause__, getattr(one, "original_error", None), *one.args]
            inner += [one.__context__] if handled else []
            follow += [each for each in inner if isinstance(each, BaseException)]


def _detail(error: BaseException) -> str:
    """The message of *error* in one line, without the user names and passwords of URLs."""
    said: Any = getattr(error, "strerror", None)
    with contextlib.suppress(RecursionError):  # on PyPy, if error is in its own args
        said = said or str(error)
    said = " ".join(str(said or type(error).__name__).split())
    return re.sub(r"//[^/\s'\"@]*@", "//", said)
