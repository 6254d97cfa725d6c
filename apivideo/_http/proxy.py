"""Which proxy a request goes through."""

import re
from contextlib import suppress
from ipaddress import ip_address, ip_network
from typing import Any, Dict, NamedTuple, Optional, Tuple
from urllib.parse import unquote

from apivideo.configuration import Configuration, basic
from apivideo.exceptions import ApiValueError

PORTS = {"http": 80, "https": 443}

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
    user: str = ""  # user name and password, with a colon between them

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
    if proxy is not None and proxy.scheme == "":
        message = f"{proxy.source} must be the address of a proxy ({', '.join(PORTS)})"
        raise ApiValueError(f"{message}, not {proxy.address!r}")
    return proxy


def _proxy(source: str, url: Optional[str]) -> Optional[Proxy]:
    if not url:
        return None
    found = ADDRESS.match(url if "://" in url else "http://" + url)
    scheme, user, host, port = found.groups("") if found else ("", "", "", "")
    scheme = scheme.lower()
    number = int(port or PORTS.get(scheme, 0))
    if not (scheme in PORTS and 0 < number < 65536):
        return Proxy(source, "", re.sub(r"(?s)\A(\w*://)?.*@", r"\1", url))
    user = unquote(user, errors="surrogateescape")
    return Proxy(source, scheme, f"{scheme}://{host}:{number}", user)


def _from_environment(host: str) -> Optional[Proxy]:
    from urllib import request

    # Only the environment: the settings of a desktop are not for programs that run unattended.
    environment: Any = request
    proxies: Dict[str, str] = environment.getproxies_environment()
    scheme = host.partition("://")[0]
    kind = scheme if proxies.get(scheme, "").strip() else "all"
    if _is_exempt(host, proxies.get("no", "").lower()):
        return None
    return _proxy(kind.upper() + "_PROXY", proxies.get(kind, "").strip())


def _is_exempt(host: str, no_proxy: str) -> bool:
    """Return whether *no_proxy* lists *host*: by name, domain, address, network or all of them."""
    scheme, _, rest = host.partition("://")
    name, port = _name_and_port(rest)
    ports = "", port or str(PORTS[scheme])
    entries = re.split(r"[\s,]+", no_proxy)
    split = map(_name_and_port, entries)
    return "*" in entries or any(each in ports and _is_in(name, one) for one, each in split)


def _name_and_port(text: str) -> Tuple[str, str]:
    found: Any = HOST.match(text)
    *names, port = found.groups("")
    return "".join(names).partition("%")[0].strip("."), port


def _is_in(name: str, domain: str) -> bool:
    with suppress(ValueError):
        return ip_address(name) in ip_network(domain, strict=False)
    is_name = re.search("[^0-9.:]", name)
    return bool(is_name) and f".{name}".endswith("." + (domain.lstrip("*.") or " "))
