"""Which servers are trusted."""

import os
import ssl
from typing import Any, Dict, Optional, Tuple

import certifi
from urllib3.util.ssl_ import create_urllib3_context

from apivideo.exceptions import ApiValueError

_contexts: Dict[Tuple[Any, ...], Any] = {}


def trusted_certificates(own: Optional[str]) -> str:
    """The file with the trusted certificates: the one configured, ``SSL_CERT_FILE``, certifi's."""
    return own or os.environ.get("SSL_CERT_FILE") or certifi.where()


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
            _load(context.load_verify_locations, "ssl_ca_cert or SSL_CERT_FILE", ca_cert)
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
