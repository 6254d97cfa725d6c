"""Which proxy a request goes through."""

import base64
from typing import Any, Dict, Optional


def proxy_for(host: str, own: Optional[str]) -> Optional[str]:
    """Return the proxy for *host*, such as ``https://ws.api.video``, or None if there is none.

    It is the configured one, or what ``HTTPS_PROXY``, ``HTTP_PROXY`` and ``ALL_PROXY`` say unless
    ``NO_PROXY`` exempts the host.
    """
    proxy = own or _from_environment(host)
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def basic(user: bytes) -> str:
    """Return the header that tells a proxy the user name and password (RFC 7617)."""
    return "Basic " + base64.b64encode(user).decode()


def _from_environment(host: str) -> Optional[str]:
    from urllib import request

    # Only the environment: the settings of a desktop are not for programs that run unattended.
    environment: Any = request
    scheme, _, name = host.partition("://")
    proxies: Dict[str, str] = environment.getproxies_environment()
    proxy = proxies.get(scheme.lower()) or proxies.get("all")
    return None if not proxy or environment.proxy_bypass_environment(name, proxies) else proxy
