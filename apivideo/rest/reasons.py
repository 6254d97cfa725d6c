"""Why no answer came back, in words that say what to do about it."""

import http.client
import re
import socket
import ssl
from typing import Any, Iterator, List, Tuple, Type, Union

from urllib3 import exceptions

Kinds = Union[Type[BaseException], Tuple[Type[BaseException], ...]]

DISTRUST = re.compile(r"CERTIFICATE_VERIFY|certificate verify|hostname|match", re.IGNORECASE)

WORDS: List[Tuple[Kinds, str]] = [
    (socket.gaierror, "its name cannot be looked up ({}); check the host, and the network here"),
    (ConnectionRefusedError, "connection refused; nothing answers there: check host and port"),
    (http.client.RemoteDisconnected, "the connection was closed before an answer came"),
    (http.client.IncompleteRead, "the answer ended early"),
    (http.client.BadStatusLine, "what answers there does not speak HTTP ({})"),
    ((http.client.HTTPException, exceptions.InvalidHeader), "the answer cannot be read ({})"),
    (exceptions.DecodeError, "the answer is not compressed in the way it says"),
    (ConnectionError, "the connection was cut off ({})"),
    (ssl.SSLError, "no TLS connection could be made ({}); does the host speak https?"),
]
"""What each kind of exception means; the first that fits counts."""


def chain(error: BaseException) -> Iterator[BaseException]:
    """*error* and what it is about: urllib3 wraps exceptions in several ways."""
    seen: List[BaseException] = []
    follow = [error]
    while follow:
        one = follow.pop()
        if one not in seen:
            seen.append(one)
            yield one
            inner = [one.__cause__, getattr(one, "original_error", None), *one.args]
            follow += [each for each in inner if isinstance(each, BaseException)]


def reason(error: BaseException) -> str:
    """Why *error* came, in one line."""
    causes = list(chain(error))
    through = "through the proxy: " if isinstance(error, exceptions.ProxyError) else ""
    for kinds, words in WORDS:
        for one in causes:
            if isinstance(one, kinds):
                return through + words.format(detail(one))
    return through + detail(causes[-1])


def is_distrust(error: BaseException) -> bool:
    """Whether the server showed a certificate that cannot be trusted: it always will."""
    return any(
        isinstance(one, (exceptions.SSLError, ssl.SSLError, ssl.CertificateError))
        and DISTRUST.search(str(one))
        for one in chain(error)
    )


def detail(error: BaseException) -> str:
    """What *error* itself says, in one line and without the passwords of addresses."""
    said: Any = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return without_users(" ".join(str(said).split()))


def without_users(text: str) -> str:
    """*text* without the user names and passwords of the addresses in it."""
    return re.sub(r"//[^/\s'\"@]*@", "//", text)
