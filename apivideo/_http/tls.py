"""Which servers are trusted, and which certificate the client presents."""

import os
import ssl
from typing import Any, Callable, Dict, Optional, Tuple

import certifi

from apivideo.exceptions import ApiValueError

_contexts: Dict[Tuple[Any, ...], Any] = {}


def trusted_certificates(own: Optional[str]) -> str:
    """Return the file of trusted certificates: the configured, ``SSL_CERT_FILE`` or certifi's."""
    return own or os.environ.get("SSL_CERT_FILE") or certifi.where()


def ssl_context(
    create: Callable[..., Any],
    verify: bool,
    ca_cert: str,
    cert_file: Optional[str],
    key_file: Optional[str],
) -> Any:
    """Return a TLS context made by *create*; the same one until a file changes.

    Reading the trusted certificates takes 20 ms, so all clients of a process share a context.
    """
    files = (ca_cert, cert_file, key_file)
    key = (verify, *files, *map(_version, files))
    context = _contexts.get(key)
    if context is None:
        # Relaxing a strict context later has no effect in Python 3.6.
        context = create(cert_reqs=ssl.CERT_REQUIRED if verify else ssl.CERT_NONE)
        if verify:
            _load(context.load_verify_locations, "ssl_ca_cert or SSL_CERT_FILE", ca_cert)
        if cert_file is not None:
            _load(context.load_cert_chain, "cert_file", cert_file, key_file, _no_password)
        _contexts[key] = context
    return context


def _version(path: Optional[str]) -> Any:
    """Return what changes when the file at *path* is replaced, or None if there is none."""
    try:
        status = os.stat(path or "")
    except OSError:
        return None
    return status.st_mtime, status.st_size, status.st_ino


def _no_password() -> str:  # instead of a question on the terminal
    raise ApiValueError("key_file is encrypted; a key without a password is needed")


def _load(load: Any, argument: str, path: str, *more: Any) -> None:
    try:
        load(path, *more)
    except OSError as error:  # ssl.SSLError is one
        raise ApiValueError(f"{argument}: no usable certificates in {path!r}: {error}") from error
