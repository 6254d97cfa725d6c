"""What is said about why no answer came back."""

import http.client
import socket
import ssl

import pytest
from urllib3 import exceptions

from apivideo._http.transport import explain, is_untrusted

REFUSED = ConnectionRefusedError(111, "Connection refused")
DISTRUST = ssl.SSLError(1, "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed")


def caused(error, cause):
    error.__cause__ = cause
    return error


def aborted(error):
    return exceptions.ProtocolError("Connection aborted.", error)


@pytest.mark.parametrize(
    "error, words",
    [
        (aborted(ConnectionResetError(104, "reset by peer")), "was lost (reset by peer)"),
        (aborted(BrokenPipeError(32, "Broken pipe")), "was lost (Broken pipe)"),
        (aborted(http.client.RemoteDisconnected("x")), "closed before a response arrived"),
        (aborted(http.client.BadStatusLine("SSH-2.0\r\n")), "does not speak HTTP (SSH-2.0)"),
        (aborted(http.client.LineTooLong("header line")), "the response cannot be read (got more"),
        (aborted(http.client.IncompleteRead(b"", 5)), "the response ended early"),
        (exceptions.InvalidHeader("two lengths"), "the response cannot be read (two lengths)"),
        (exceptions.DecodeError("gzip", ValueError("x")), "not compressed in the way it says"),
        (caused(exceptions.NewConnectionError(None, "x"), REFUSED), "refused; nothing listens"),
        (
            caused(exceptions.NewConnectionError(None, "x"), socket.gaierror(-2, "not known")),
            "its name cannot be looked up (not known)",
        ),
        (exceptions.SSLError(ssl.SSLError(1, "[SSL] wrong version")), "does the host speak https?"),
        (aborted(OSError(101, "Network is unreachable")), "Network is unreachable"),
        (exceptions.ProxyError("x", REFUSED), "connection refused"),
        (
            exceptions.ProxyError("x", OSError("Tunnel connection failed: 403 Forbidden")),
            "Tunnel connection failed: 403 Forbidden",
        ),
    ],
)
def test_the_reason_is_told_in_plain_words(error, words):
    assert words in explain(error)
    assert "\n" not in explain(error)


def test_an_exception_without_words_is_told_by_its_name():
    assert explain(aborted(OSError())) == "OSError"


def test_an_exception_that_is_its_own_cause_has_a_reason():
    error = OSError("loop")
    error.args = ("loop", error)

    assert "loop" in explain(error) or explain(error) == "OSError"  # PyPy has no text of it


def test_no_password_of_an_address_is_told():
    error = exceptions.ProxyError("x", OSError("no way through http://u5er:pa55@proxy.example:1"))

    assert explain(error) == "no way through http://proxy.example:1"


@pytest.mark.parametrize(
    "error, expected",
    [
        (exceptions.SSLError(DISTRUST), True),
        (exceptions.ProxyError("x", exceptions.SSLError(DISTRUST)), True),
        (aborted(ssl.CertificateError("hostname 'a' doesn't match 'b'")), True),
        (exceptions.SSLError(ssl.SSLError(1, "[SSL] wrong version")), False),
        (aborted(OSError("hostname unknown")), False),
    ],
)
def test_only_a_certificate_that_is_refused_is_a_matter_of_trust(error, expected):
    assert is_untrusted(error) is expected
