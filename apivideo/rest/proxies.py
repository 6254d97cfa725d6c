"""Which proxy a request goes through."""

import base64
from typing import Any, Dict, Optional


def proxy_for(host: str, own: Optional[str]) -> Optional[str]:
    """The proxy for *host*, such as ``https://ws.api.video``; None where there is none.

    The one configured, or what ``HTTPS_PROXY``, ``HTTP_PROXY`` and ``ALL_PROXY`` say, where
    ``NO_PROXY`` does not take the host out.
    """
    proxy = own or _from_environment(host)
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def basic(user: bytes) -> str:
    """The header for a proxy that asks who calls: a name, a colon and a password (RFC 7617)."""
    return "Basic " + base64.b64encode(user).decode()


def _from_environment(host: str) -> Optional[str]:
    from urllib import request

    # The environment alone: what a desktop is set to is not for programs that run unattended.
    environment: Any = request
    scheme, _, name = host.partition("://")
    proxies: Dict[str, str] = environment.getproxies_environment()
    proxy = proxies.get(scheme.lower()) or proxies.get("all")
    return None if not proxy or environment.proxy_bypass_environment(name, proxies) else proxy
