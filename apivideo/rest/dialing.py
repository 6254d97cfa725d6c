"""Connecting: to the first address of a host that answers, in the time there is for them all."""

import math
import socket
import time
from typing import Any, Callable, Optional, Sequence, Tuple

from urllib3.util.connection import allowed_gai_family

LEAST_SHARE = 1.0
"""Seconds that an address is given where there are, all in all."""


LEAST = 0.001
"""Seconds that are as good as none; for a socket, none would mean not to wait at all."""


def share(left: float, addresses: int) -> float:
    """Seconds for the next of so many *addresses*: an even part of what is *left* for them all."""
    return min(left, max(left / addresses, LEAST_SHARE))


def dial(
    host: str,
    port: int,
    seconds: float,
    *,
    options: Sequence[Tuple[Any, ...]] = (),
    source: Optional[Tuple[str, int]] = None,
    begins: Callable[[socket.socket], Any] = lambda sock: None,
    resolve: Callable[..., Any] = socket.getaddrinfo,
) -> socket.socket:
    """A socket that is connected to *host*.

    Args:
        seconds: For all addresses together, once they are known.
        options: What to set on the socket, as ``setsockopt`` takes it.
        source: The address to call from.
        begins: Told each socket before it connects.

    Raises OSError: socket.gaierror where the name has no address, socket.timeout where none of its
    addresses answers in time, else what the last one said.
    """
    addresses = resolve(host.strip("[]"), port, allowed_gai_family(), socket.SOCK_STREAM)
    end = time.monotonic() + seconds
    failure: OSError = socket.timeout("timed out")
    try:
        for number, (family, kind, protocol, _, address) in enumerate(addresses):
            left = end - time.monotonic()
            if left <= 0:
                break
            sock = socket.socket(family, kind, protocol)
            try:
                for option in options:
                    sock.setsockopt(*option)
                limit = share(left, len(addresses) - number)
                sock.settimeout(None if math.isinf(limit) else limit)
                if source:
                    sock.bind(source)
                begins(sock)
                sock.connect(address)
                left = end - time.monotonic()  # for what follows: TLS, or a proxy
                sock.settimeout(None if math.isinf(left) else max(left, LEAST))
                return sock
            except OSError as error:
                sock.close()
                failure = error
        raise failure
    finally:
        del failure  # it would hold itself by its traceback
