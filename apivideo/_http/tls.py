"""Which servers are trusted, and which certificate the client presents."""

import errno
import os
import ssl
from typing import Any, Callable, Dict, List, Optional, Tuple

import certifi

from apivideo.configuration import Configuration
from apivideo.exceptions import ApiConnectionError, ApiValueError

SYSTEM = "what the system trusts"

MOST_CONTEXTS = 16

_contexts: Dict[Tuple[Any, ...], Any] = {}


def trusted(settings: Configuration) -> List[str]:
    """Return where trusted certificates are: in a file, for ``SYSTEM``, and in a folder.

    The configured file goes alone; ``SSL_CERT_FILE`` stands for certifi's and what the system
    trusts; ``SSL_CERT_DIR`` comes in addition.
    """
    if settings.ssl_ca_cert:
        return [settings.ssl_ca_cert]
    file, folder = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    return ([file] if file else [certifi.where(), SYSTEM]) + ([folder] if folder else [])


def ssl_context(create: Callable[..., Any], settings: Configuration) -> Any:
    """Return a TLS context made by *create*; the same one until a setting or a file changes.

    Reading the trusted certificates takes 20 ms, so all clients of a process share a context.
    """
    certificate, key = settings.cert_file, settings.key_file
    files = (*trusted(settings), certificate, key)
    # A hash of the password, which is not to be kept in memory.
    found = (create, settings.verify_ssl, hash(settings.key_password), files, *map(_version, files))
    context = _contexts.get(found)
    if context is None:
        # Relaxing a strict context later has no effect in Python 3.6.
        context = create(cert_reqs=ssl.CERT_REQUIRED if settings.verify_ssl else ssl.CERT_NONE)
        if settings.verify_ssl:
            file, *others = trusted(settings)
            _load("ssl_ca_cert or SSL_CERT_FILE", context.load_verify_locations, file)
            for other in others:
                if other == SYSTEM:
                    context.load_default_certs()
                else:
                    context.load_verify_locations(capath=other)
        if certificate is not None:
            what = "cert_file, key_file or, if the key is encrypted, key_password"
            # Without a password, OpenSSL would ask for it on the terminal.
            _load(
                what, context.load_cert_chain, certificate, key, lambda: settings.key_password or ""
            )
        if len(_contexts) >= MOST_CONTEXTS:
            _contexts.clear()
        _contexts[found] = context
    return context


def _version(path: Optional[str]) -> Any:
    """Return what changes when the file at *path* is replaced, or None if there is none."""
    try:
        status = os.stat(path or "")
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _load(argument: str, load: Any, path: str, *more: Any) -> None:
    try:
        load(path, *more)
    except OSError as error:  # ssl.SSLError is one
        if error.errno in (errno.EMFILE, errno.ENFILE):
            message = "too many open files; close some, or raise the limit of the process"
            raise ApiConnectionError(f"{argument}: {message} (ulimit -n)") from error
        raise ApiValueError(f"{argument}: no usable certificates in {path!r}: {error}") from error
