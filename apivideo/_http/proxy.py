"""Which proxy a request goes through, and how a SOCKS proxy is asked to connect."""

import re
import socket
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import Any, Dict, NamedTuple, Optional, Tuple
from urllib.parse import unquote

from apivideo._http.message import Secret
from apivideo.configuration import Configuration, basic
from apivideo.exceptions import ApiValueError

PORTS = {"http": 80, "https": 443, "socks4": 1080, "socks4a": 1080, "socks5": 1080, "socks5h": 1080}
"""The default port of each kind of proxy; ``http`` and ``https`` are also kinds of hosts."""

ADDRESS = re.compile(
    r"([a-z0-9]+)://(?:(.*)@)?(\[[^]@]+]|[^]@:/?#[\s]+)(?::([0-9]{0,5}))?/?\Z", re.I | re.DOTALL
)
"""Scheme, user name and password (which may have any characters), host and port."""

HOST = re.compile(r"(?:\[([^]]*)]|([^:]*)|(.*))(?::([0-9]+))?\Z", re.DOTALL)
"""An IPv6 address in brackets, a name, or an IPv6 address without brackets; and the port."""


LOGIN_REFUSED = "failed: 407"  # what http.client says of a proxy that refuses the password


class Proxy(NamedTuple):
    """A proxy, and the setting or variable that names it."""

    source: str
    scheme: str  # empty if the address cannot be used
    address: str  # without user name and password, so that it may be shown
    host: str
    port: int
    user: str  # user name and password, with a colon between them
    socks: Any = None  # PySocks, for a SOCKS proxy

    def __repr__(self) -> str:
        return f"Proxy({self.address})"

    def headers(self, settings: Configuration) -> Dict[str, str]:
        """Return the headers for the proxy: the configured ones and its user name and password."""
        headers = dict(settings.proxy_headers or {})
        if self.user and "proxy-authorization" not in map(str.lower, headers):
            headers["proxy-authorization"] = basic(self.user)
        return headers


def proxy_for(host: str, settings: Configuration) -> Optional[Proxy]:
    """Return the proxy for *host*, such as ``https://ws.api.video``, or None if there is none.

    It is the configured one, or what ``HTTPS_PROXY``, ``HTTP_PROXY`` and ``ALL_PROXY`` say unless
    ``NO_PROXY`` exempts the host. Raises ApiValueError if it cannot be used.
    """
    proxy = _proxy("Configuration.proxy", settings.proxy) or _from_environment(host.lower())
    if proxy is None or proxy.scheme in ("http", "https"):
        return proxy
    message = f"{proxy.source} must be the address of a proxy ({', '.join(PORTS)})"
    if proxy.scheme == "":
        raise ApiValueError(f"{message}, not {proxy.address!r}")
    try:
        import socks  # type: ignore[import-untyped]
    except ImportError:
        message = f'{proxy.source}: a SOCKS proxy needs PySocks: pip install "api.video[socks]"'
        raise ApiValueError(message) from None
    return proxy._replace(socks=socks)


def _proxy(source: str, url: Optional[str]) -> Optional[Proxy]:
    if not url:
        return None
    found = ADDRESS.match(url if "://" in url else "http://" + url)
    scheme, user, host, port = found.groups("") if found else ("", "", "", "")
    scheme = re.sub(r"\Asocks\Z", "socks5", scheme.lower())
    number = int(port or PORTS.get(scheme, 0))
    if not (scheme in PORTS and 0 < number < 65536):
        return Proxy(source, "", re.sub(r"(?s)\A(\w*://)?.*@", r"\1", url), "", 0, "")
    user = Secret(unquote(user, errors="surrogateescape"))
    return Proxy(source, scheme, f"{scheme}://{host}:{number}", host, number, user)


def _from_environment(host: str) -> Optional[Proxy]:
    from urllib import request

    # Only the environment: the settings of a desktop are not for programs that run unattended.
    environment: Any = request
    proxies: Dict[str, str] = environment.getproxies_environment()
    scheme, _, rest = host.partition("://")
    kind = scheme if proxies.get(scheme, "").strip() else "all"
    name, port = _name_and_port(rest)
    ports = "", port or str(PORTS[scheme])
    entries = re.split(r"[\s,]+", proxies.get("no", "").lower())
    found = (_is_in(name, one) for one, each in map(_name_and_port, entries) if each in ports)
    if "*" in entries or any(found):
        return None
    return _proxy(kind.upper() + "_PROXY", proxies.get(kind, "").strip())


def _name_and_port(text: str) -> Tuple[str, str]:
    found: Any = HOST.match(text)
    *names, port = found.groups("")
    return "".join(names).partition("%")[0].strip("."), port


def _is_in(name: str, domain: str) -> bool:
    with suppress(ValueError):
        return ip_address(name) in ip_network(domain, strict=False)
    is_name = re.search("[^0-9.:]", name)
    return bool(is_name) and f".{name}".endswith("." + (domain.lstrip("*.") or " "))


class _Connected(socket.socket):
    """A socket that PySocks need not connect to the proxy, since it is connected already."""

    limit: Any

    def connect(self, address: Any) -> None:
        pass

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        self.limit(self)
        return super().recv_into(buffer, nbytes, flags)


def ask_socks(proxy: Proxy, sock: socket.socket, host: str, port: int, limit: Any) -> None:
    """Have the SOCKS proxy at the other end of *sock* connect to *host*.

    *limit* sets the timeout of a socket before each read. Raises OSError.
    """
    kind = proxy.socks.SOCKS5 if "socks5" in proxy.scheme else proxy.socks.SOCKS4
    how = kind, proxy.host, proxy.port, proxy.scheme in ("socks4a", "socks5h")
    bases, members = (proxy.socks.socksocket, _Connected), {"limit": staticmethod(limit)}
    both: Any = type("Negotiation", bases, members)
    with both(sock.family, socket.SOCK_STREAM, fileno=sock.dup().detach()) as negotiation:
        negotiation.set_proxy(*how, *proxy.user.partition(":")[::2])
        negotiation.settimeout(sock.gettimeout())
        try:
            negotiation.connect((host.strip("[]"), port))
            return
        except proxy.socks.ProxyError as error:
            cause = error.socket_err or error
    # Frames of PySocks, which have the password, are left out.
    if isinstance(cause, proxy.socks.SOCKS5AuthError):
        raise OSError(f"SOCKS {LOGIN_REFUSED} {cause}")
    raise cause.with_traceback(None)
