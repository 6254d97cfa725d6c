"""Everything that can go wrong between a client and the service, and what should come of it.

One table, over real sockets. Each row has its ideal outcome: a value or an exception, how often
the service was asked, how long the client waited in between. After each row the client must be
usable and hold no more than one connection, and no secret may have come to light.
"""

import base64
import datetime
import gzip
import io
import json
import logging
import math
import socket
import ssl
import threading
import traceback
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Sequence

import pytest
from support.raw_server import http
from support.scripted_server import (
    VIDEO,
    ScriptedServer,
    Step,
    hang_up,
    pour,
    reset,
    stay_silent,
    then_hang_up,
    then_stay_silent,
    tokens,
    trickle,
)
from support.tracebacks import leaks
from support.waits import Waits

import apivideo
from apivideo.exceptions import (
    ApiAuthException,
    ApiConnectionError,
    ApiException,
    ApiTimeoutError,
    ApiTypeError,
    ApiValueError,
    BadRequestException,
    ConflictException,
    ForbiddenException,
    NotFoundException,
    ServiceException,
    TooManyRequestsException,
    UnauthorizedException,
    UnexpectedResponseException,
)

PATIENCE = 20.0
"""Seconds after which a row hangs."""

API_KEY = "k3y-of-a-project"
SECRETS = (API_KEY, "access-", "refresh-")
PROXY_SECRETS = ("u5er", "pa55", base64.b64encode(b"u5er:pa55").decode())

MOST_REQUESTS = 6
"""Requests of one call: not even the worst service makes it a storm."""


class Fails:
    """An outcome: an exception of this class, with these words in its message."""

    def __init__(self, kind: type, *words: str) -> None:
        self.kind = kind
        self.words = words


class Tls(NamedTuple):
    """How the server shows who it is, and whom it wants to see."""

    name: str = "localhost"
    is_trusted: bool = True
    is_expired: bool = False
    wants_client: bool = False
    client_shows: bool = False


class Row(NamedTuple):
    """What the service does, what is asked of it, and what should come of that."""

    name: str
    ask: Callable[[Any], Any]
    ideal: Any
    steps: Sequence[Step] = ()
    exchange_steps: Sequence[Step] = ()
    asked: int = 1
    """Requests that reached the service."""
    exchanges: Optional[int] = 1
    """Exchanges of tokens; None where their number says nothing."""
    waits: Optional[List[float]] = None
    """Seconds between the attempts, with every draw in the middle."""
    sent: bytes = b""
    """What is in the last request."""
    unsent: Optional[bytes] = None
    """What is in no request."""
    settings: Dict[str, Any] = {}
    """Settings of the client; ``{port}`` is the server's, ``{unused}`` nobody's, behind
    ``{silent}`` nobody accepts."""
    tls: Optional[Tls] = None


# ---- what is asked ---------------------------------------------------------------------------


def get(client: Any) -> Any:
    return client.videos.get("vi1").title


def get_hastily(client: Any) -> Any:
    return client.videos.get("vi1", _request_timeout=(5, 0.05)).title


def create(client: Any) -> Any:
    return client.videos.create({"title": "One"}).title


def create_hastily(client: Any) -> Any:
    return client.videos.create({"title": "One"}, _request_timeout=(5, 0.05)).title


def update(client: Any) -> Any:
    return client.videos.update("vi1", {"title": "One"}).title


def delete(client: Any) -> Any:
    return client.videos.delete("vi1")


def get_of(video_id: Any) -> Callable[[Any], Any]:
    return lambda client: client.videos.get(video_id).title


def call(method: str, path: str, **arguments: Any) -> Callable[[Any], Any]:
    return lambda client: client.call(method, path, **arguments)


def listed(**filters: Any) -> Callable[[Any], Any]:
    return lambda client: client.videos.list(**filters).data


def thumbnail(name: str) -> Callable[[Any], Any]:
    def ask(client: Any) -> Any:
        file = io.BytesIO(b"picture")
        file.name = name
        return client.videos.upload_thumbnail("vi1", file).title

    return ask


def uploaded(client: Any) -> Any:
    return client.videos.upload("vi1", b"film" * 1000).title


def metrics_since(moment: Any) -> Callable[[Any], Any]:
    def ask(client: Any) -> Any:
        return client.analytics.get_aggregated_metrics("play", "count", from_=moment).data

    return ask


# ---- what is answered ------------------------------------------------------------------------


def problem(status: int, title: str, *headers: str) -> bytes:
    return http(status, json.dumps({"title": title, "status": status}).encode(), *headers)


def video(**members: Any) -> bytes:
    return http(200, json.dumps(dict({"videoId": "vi1", "title": "One"}, **members)).encode())


def redirect(place: str, status: int = 302) -> Step:
    def step(connection: Any) -> bool:
        port = connection.getsockname()[1]
        connection.sendall(http(status, b"", "Location: " + place.format(port=port)))
        return True

    return step


def echo(connection: Any) -> None:
    connection.sendall(b"GET /videos?token=access-1 HTTP/1.1\r\n\r\n")


def chunked(*chunks: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)


def announcing(length: str, body: bytes = VIDEO) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n".encode() + body


def exchanged(**members: Any) -> bytes:
    return http(200, json.dumps(members).encode())


PAGE = http(200, b'{"data": [], "pagination": {}}')
LATER = "Sat, 01 Jan 2000 00:00:07 GMT"
NOW = "Sat, 01 Jan 2000 00:00:00 GMT"
BOMB = gzip.compress(b" " * (65 * 1024 * 1024), 1)
UNEXPECTED = Fails(UnexpectedResponseException, "the response is not a Video")
GONE = Fails(ApiConnectionError, "GET http://", "/videos/vi1", "tried 4 times")

CONNECTIONS = [
    Row("hangs up once", get, "One", [hang_up], asked=2, waits=[0.25]),
    Row("resets once", get, "One", [reset], asked=2, waits=[0.25]),
    Row("hangs up always", get, GONE, [hang_up] * 9, asked=4, waits=[0.25, 0.5, 1.0]),
    Row("resets always", get, GONE, [reset] * 9, asked=4),
    Row("hangs up on a create", create, Fails(ApiConnectionError, "POST"), [hang_up], waits=[]),
    Row("resets a create", create, Fails(ApiConnectionError, "POST"), [reset], waits=[]),
    Row("hangs up on an update", update, "One", [hang_up], asked=2),
    Row("deletes and hangs up", delete, None, [hang_up, problem(404, "gone")], asked=2),
    Row("deletes and fails", delete, None, [problem(502, "bad"), problem(404, "gone")], asked=2),
    Row("has nothing to delete", delete, Fails(NotFoundException), [problem(404, "none")]),
    Row(
        "had nothing to delete after a refusal",
        delete,
        Fails(NotFoundException, "404"),
        [problem(429, "slow down"), problem(404, "none")],
        asked=2,
    ),
    Row(
        "hangs up between two requests",
        get,
        "One",
        exchange_steps=[then_hang_up(tokens(1))],
    ),
    Row(
        "says that it hangs up",
        create,
        "One",
        exchange_steps=[
            then_hang_up(tokens(1).replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        ],
    ),
    Row(
        "is not there",
        get,
        Fails(ApiConnectionError, "refused", "tried 4 times"),
        asked=0,
        exchanges=0,
        waits=[0.25, 0.5, 1.0],
        settings={"host": "http://127.0.0.1:{unused}"},
    ),
    Row(
        "is not there, and is tried once",
        create,
        Fails(ApiConnectionError, "refused"),
        asked=0,
        exchanges=0,
        waits=[],
        settings={"host": "http://127.0.0.1:{unused}", "max_attempts": 1},
    ),
    Row(
        "has a name that cannot be",
        get,
        Fails(apivideo.ApiVideoError, "too long"),
        asked=0,
        exchanges=0,
        waits=[],
        settings={"host": "http://" + "a" * 64 + ".example"},
    ),
    Row(
        "has a port that cannot be",
        get,
        Fails(ApiValueError, "host"),
        asked=0,
        exchanges=0,
        settings={"host": "http://127.0.0.1:99999"},
    ),
]

TIMES = [
    Row(
        "never answers",
        get_hastily,
        Fails(ApiTimeoutError, "no data for 0.05 s", "_request_timeout", "tried 4 times"),
        [stay_silent] * 9,
        asked=4,
    ),
    Row("never answers a create", create_hastily, Fails(ApiTimeoutError, "POST"), [stay_silent]),
    Row(
        "is silent once",
        get,
        "One",
        [stay_silent],
        asked=2,
        settings={"request_timeout": (5, 1)},
    ),
    Row(
        "stops within a head",
        get_hastily,
        Fails(ApiTimeoutError),
        [then_stay_silent(b"HTTP/1.1 200 OK\r\nContent-")] * 9,
        asked=4,
    ),
    Row(
        "stops within a body",
        get_hastily,
        Fails(ApiTimeoutError),
        [then_stay_silent(announcing("90"))] * 9,
        asked=4,
    ),
    Row(
        "trickles a head",
        get,
        Fails(ApiTimeoutError, "no complete response within 0.2 s", "deadline"),
        [trickle(b"HTTP/1.1 200 ")],
        settings={"deadline": 0.2},
    ),
    Row(
        "trickles a body",
        get,
        Fails(ApiTimeoutError, "no complete response within 0.2 s", "deadline"),
        [trickle(announcing("1000000", b""))],
        settings={"deadline": 0.2},
    ),
    Row(
        "trickles a refusal",
        get,
        Fails(ApiTimeoutError, "no complete response within 0.2 s"),
        [trickle(b"HTTP/1.1 400 Bad\r\nContent-Length: 1000000\r\n\r\n")],
        settings={"deadline": 0.2},
    ),
    Row(
        "never gives a token",
        get,
        Fails(ApiTimeoutError, "/auth/api-key", "tried 4 times"),
        exchange_steps=[stay_silent] * 9,
        asked=0,
        exchanges=4,
        settings={"request_timeout": (5, 0.05)},
    ),
]

WIRE = [
    Row("ends within a body", get, "One", [then_hang_up(announcing("90"))], asked=2),
    Row("ends within every body", get, GONE, [then_hang_up(announcing("90"))] * 9, asked=4),
    Row(
        "ends within the body of a create",
        create,
        Fails(ApiConnectionError, "POST"),
        [then_hang_up(announcing("90"))],
    ),
    Row("sends more than it announced", get, "One", [http(200, VIDEO) + b"more" * 9]),
    Row("announces two lengths", get, GONE, [announcing("5, 7")] * 9, asked=4),
    Row("announces no number", get, "One", [then_hang_up(announcing("many"))]),
    Row("announces less than nothing", get, "One", [then_hang_up(announcing("-5"))]),
    Row("speaks another language", get, GONE, [then_hang_up(b"SSH-2.0-OpenSSH\r\n")] * 9, asked=4),
    Row("has no number for a status", get, "One", [b"HTTP/1.1 abc OK\r\n\r\n"], asked=2),
    Row("has a status beyond all", get, "One", [b"HTTP/1.1 99999 OK\r\n\r\n"], asked=2),
    Row("has a line of a megabyte", get, "One", [b"HTTP/1.1 200 " + b"x" * 2**20], asked=2),
    Row(
        "has endless headers",
        get,
        GONE,
        [pour(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 99)] * 9,
        asked=4,
    ),
    Row("has an endless header", get, GONE, [pour(b"HTTP/1.1 200 OK\r\nA: ")] * 9, asked=4),
    Row("says to go on first", get, "One", [b"HTTP/1.1 100 Continue\r\n\r\n" + http(200, VIDEO)]),
    Row(
        "gives early hints",
        get,
        "One",
        [b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + http(200, VIDEO)],
    ),
    Row("sends chunks", get, "One", [chunked(VIDEO[:9], VIDEO[9:], b"")]),
    Row("ends within chunks", get, "One", [then_hang_up(chunked(VIDEO[:9]))], asked=2),
    Row(
        "has chunks of less than nothing",
        get,
        "One",
        [then_hang_up(chunked() + b"-5\r\n{}\r\n0\r\n\r\n")],
        asked=2,
    ),
    Row(
        "has a chunk beyond all",
        get,
        "One",
        [then_hang_up(chunked() + b"9" * 30 + b"\r\n{}")],
        asked=2,
    ),
    Row(
        "sends back what was asked",
        listed(title="One"),
        Fails(ApiConnectionError, "does not speak HTTP (GET)"),
        [echo] * 9,
        asked=4,
    ),
    Row("has chunks without a size", get, "One", [chunked() + b"zz\r\n"], asked=2),
    Row("sends gzip", get, "One", [http(200, gzip.compress(VIDEO), "Content-Encoding: gzip")]),
    Row(
        "sends what is no gzip",
        get,
        GONE,
        [http(200, VIDEO, "Content-Encoding: gzip")] * 9,
        asked=4,
    ),
    Row(
        "ends within gzip",
        get,
        UNEXPECTED,
        [http(200, gzip.compress(VIDEO)[:-20], "Content-Encoding: gzip")],
    ),
    Row(
        "sends a bomb",
        get,
        Fails(UnexpectedResponseException, "more than"),
        [http(200, BOMB, "Content-Encoding: gzip")],
    ),
    Row(
        "never ends",
        get,
        Fails(UnexpectedResponseException, "more than"),
        [pour(b"HTTP/1.1 200 OK\r\n\r\n")],
    ),
    Row(
        "refuses with 100 MB",
        get,
        Fails(BadRequestException, "400"),
        [pour(b"HTTP/1.1 400 Bad\r\nContent-Length: 104857600\r\n\r\n")],
    ),
]

DOCUMENTS = [
    Row("sends a page of HTML", get, UNEXPECTED, [http(200, b"<!doctype html><h1>Log in</h1>")]),
    Row("refuses with HTML", get, Fails(BadRequestException, "400"), [http(400, b"<h1>No</h1>")]),
    Row("sends half of a document", get, UNEXPECTED, [http(200, VIDEO[:-5])]),
    Row("sends nothing", get, UNEXPECTED, [http(200, b"")]),
    Row("sends nothing, with 204", get, UNEXPECTED, [b"HTTP/1.1 204 No Content\r\n\r\n"]),
    Row("sends no UTF-8", get, UNEXPECTED, [http(200, b'{"videoId": "\xff\xfe"}')]),
    Row("refuses without UTF-8", get, Fails(BadRequestException), [http(400, b"\xff\xfe")]),
    Row("nests deeply", get, UNEXPECTED, [http(200, b"[" * 100000)]),
    Row("refuses, nesting deeply", get, Fails(BadRequestException), [http(400, b'{"a":' * 100000)]),
    Row(
        "refuses with problems in problems",
        get,
        Fails(BadRequestException, "400"),
        [http(400, b'{"title": "t", "problems": [' * 900 + b"{}" + b"]}" * 900)],
    ),
    Row(
        "refuses with more problems than anybody reads",
        get,
        Fails(BadRequestException, "also: one"),
        [http(400, b'{"problems": [' + b'{"title": "one"},' * 40000 + b"{}]}")],
    ),
    Row(
        "gives a reason of several lines",
        get,
        Fails(BadRequestException, "400 Bad FAKE x [31m"),
        [b"HTTP/1.1 400 Bad\rFAKE\x85x\x1b[31m\r\nContent-Length: 0\r\n\r\n"],
    ),
    Row("sends a list", get, UNEXPECTED, [http(200, b"[]")]),
    Row("sends null", get, UNEXPECTED, [http(200, b"null")]),
    Row("sends a number", get, UNEXPECTED, [http(200, b"7")]),
    Row("has new fields", get, "One", [video(color="red", shape={"round": [1, None]})]),
    Row("has null for a text", get, None, [video(title=None)]),
    Row("lacks a text", get, None, [http(200, b'{"videoId": "vi1"}')]),
    Row(
        "has half a character", get, "\ud800", [http(200, b'{"videoId": "1", "title": "\\ud800"}')]
    ),
    Row(
        "has a new word",
        lambda client: client.videos.get("vi1").language_origin,
        "guessed",
        [video(languageOrigin="guessed")],
    ),
    Row(
        "has no date for a date",
        lambda client: client.videos.get("vi1").created_at,
        Fails(apivideo.ApiVideoError, "created_at"),
        [video(createdAt="yesterday")],
    ),
    Row(
        "has a text for a list",
        lambda client: client.videos.get("vi1").metadata,
        Fails(apivideo.ApiVideoError, "metadata"),
        [video(metadata="none")],
    ),
    Row(
        "refuses with other types",
        get,
        Fails(BadRequestException, "400"),
        [http(400, b'{"title": {"a": 1}, "status": "x", "name": [], "problems": {"b": 2}}')],
    ),
    Row(
        "refuses in ten thousand lines",
        get,
        Fails(BadRequestException, "400"),
        [problem(400, "a\nb\x1b[31m" * 10000)],
    ),
]

STATUSES = (
    [
        Row(f"fails once with {status}", get, "One", [problem(status, "later")], asked=2)
        for status in (408, 425, 429, 500, 502, 503, 504)
    ]
    + [
        Row(f"refuses with {status}", get, Fails(kind, str(status)), [problem(status, "no")])
        for status, kind in (
            (400, BadRequestException),
            (404, NotFoundException),
            (405, ApiException),
            (409, ConflictException),
            (418, ApiException),
            (501, ServiceException),
        )
    ]
    + [
        Row(
            "fails always",
            get,
            Fails(ServiceException, "503", "tried 4 times"),
            [problem(503, "down")] * 9,
            asked=4,
            waits=[0.25, 0.5, 1.0],
        ),
        Row("fails to create", create, Fails(ServiceException, "500"), [problem(500, "bad")]),
        Row("fails to create in time", create, Fails(ServiceException, "504"), [problem(504, "")]),
        Row(
            "is down for a while",
            create,
            "One",
            [problem(503, "down", "Retry-After: 3")],
            asked=2,
            waits=[3.25],
        ),
        Row(
            "has no quota left for a while",
            create,
            "One",
            [problem(429, "slow down", "X-RateLimit-Retry-After: 7", "Retry-After: 90")],
            asked=2,
            waits=[7.25],
        ),
        Row(
            "has no quota left for an hour",
            get,
            Fails(TooManyRequestsException, "429", "3600 seconds"),
            [problem(429, "slow down", "X-RateLimit-Retry-After: 3600")],
            waits=[],
        ),
        Row(
            "allows no request until the deadline",
            get,
            Fails(TooManyRequestsException, "tried 5 times"),
            [problem(429, "slow down", "X-RateLimit-Retry-After: 60")] * 9,
            asked=5,
            waits=[60.25] * 4,
        ),
        Row(
            "tells the quota with a success",
            get,
            "One",
            [http(200, VIDEO, "X-RateLimit-Limit: 9", "X-RateLimit-Retry-After: 60")],
            waits=[],
        ),
        Row(
            "names a moment, and has another clock",
            get,
            "One",
            [problem(503, "down", "Retry-After: " + LATER, "Date: " + NOW)],
            asked=2,
            waits=[7.25],
        ),
        Row(
            "names a moment that has passed",
            get,
            "One",
            [problem(503, "down", "Retry-After: " + NOW, "Date: " + LATER)],
            asked=2,
            waits=[0.25],
        ),
        Row("redirects", get, "One", [redirect("/elsewhere")], asked=2, sent=b"GET /elsewhere "),
        Row(
            "redirects to another host",
            get,
            Fails(ApiException, "302"),
            [redirect("http://localhost:{port}/elsewhere")],
        ),
        Row(
            "redirects to another host without naming a scheme",
            get,
            Fails(ApiException, "307"),
            [redirect("//localhost:{port}/elsewhere", 307)],
        ),
        Row(
            "redirects to another scheme",
            get,
            Fails(ApiException, "301"),
            [redirect("https://127.0.0.1:{port}/elsewhere", 301)],
        ),
        Row("redirects to a file", get, Fails(ApiException), [redirect("file:///etc/passwd")]),
        Row("redirects to no address", get, Fails(ApiException), [redirect("http://[")]),
        Row("redirects nowhere", get, Fails(ApiException, "302"), [http(302)]),
        Row("redirects a create", create, Fails(ApiException, "307"), [redirect("/b", 307)]),
        Row("redirects in circles", get, Fails(ApiException), [redirect("/b")] * 9, asked=5),
    ]
    + [
        Row(
            f"gives the hint {hint!r}",
            get,
            "One",
            [problem(429, "slow down", "X-RateLimit-Retry-After: " + hint, "Retry-After: " + hint)],
            asked=2,
            waits=[0.25],
        )
        for hint in ("soon", "-5", "1e9", "NaN", "", "9" * 400, "Tue, 99 Foo 2024 99:99:99 GMT")
    ]
)

TOKENS = (
    [
        Row(
            "ends a token early",
            get,
            "One",
            [problem(401, "expired")],
            asked=2,
            exchanges=2,
            waits=[],
        ),
        Row(
            "ends every token early",
            get,
            Fails(UnauthorizedException, "401", "API key"),
            [problem(401, "expired")] * 9,
            asked=2,
            exchanges=2,
        ),
        Row(
            "has ended the refresh token too",
            get,
            "One",
            [problem(401, "expired")],
            [tokens(1), problem(400, "bad refresh token")],
            asked=2,
            exchanges=3,
        ),
        Row(
            "suspends the account",
            get,
            Fails(ForbiddenException, "403", "suspended"),
            [problem(403, "This account has been suspended.")],
        ),
        Row(
            "does not know the key",
            get,
            Fails(BadRequestException, "400", "credentials"),
            exchange_steps=[problem(400, "The user credentials were incorrect.")],
            asked=0,
        ),
        Row(
            "fails to give tokens once",
            create,
            "One",
            exchange_steps=[problem(503, "down")],
            exchanges=2,
            waits=[0.25],
        ),
        Row(
            "hangs up on an exchange",
            create,
            "One",
            exchange_steps=[hang_up],
            exchanges=2,
            waits=[0.25],
        ),
        Row(
            "has no quota for tokens, and the call fails too",
            get,
            "One",
            [problem(503, "down")],
            [problem(429, "slow down", "X-RateLimit-Retry-After: 2")],
            asked=2,
            exchanges=2,
            waits=[2.25, 0.25],
        ),
    ]
    + [
        Row(
            f"gives {words} for tokens",
            get,
            Fails(ApiAuthException, "/auth/api-key has no access token"),
            exchange_steps=[answer],
            asked=0,
        )
        for words, answer in (
            ("a page", http(200, b"<html>access-9")),
            ("nothing", http(200, b"")),
            ("a list", http(200, b"[]")),
            ("half a document", http(200, b'{"access_token": "access-9')),
            ("no token", exchanged(refresh_token="refresh-9", expires_in=3600)),
            ("null", exchanged(access_token=None)),
            ("a number", exchanged(access_token=5)),
            ("an empty text", exchanged(access_token="")),
            ("two lines", exchanged(access_token="access-9\r\nX-Evil: 1", expires_in=3600)),
            ("a letter no header has", exchanged(access_token="access-\u0142", expires_in=3600)),
            ("an endless life", http(200, b'{"access_token": "access-9", "expires_in": Infinity}')),
            ("a life of words", exchanged(access_token="access-9", expires_in="soon")),
        )
    ]
    + [
        Row(
            f"gives a token a life of {life}",
            get,
            "One",
            exchange_steps=[exchanged(access_token="access-9", expires_in=life)],
        )
        for life in (None, -1, 0, "3600", 1e15)
    ]
)


def refused(name: str, ask: Callable[[Any], Any], kind: type, *words: str) -> Row:
    """A row of what is refused before anything is sent."""
    return Row(name, ask, Fails(kind, *words), asked=0, exchanges=0, waits=[])


INPUTS = (
    [
        Row(f"an id {text!r}", get_of(text), "One", sent=f"GET /videos/{target} HTTP".encode())
        for text, target in (
            ("a/b", "a%2Fb"),
            ("../../auth/api-key", "..%2F..%2Fauth%2Fapi-key"),
            ("a?b=c", "a%3Fb%3Dc"),
            ("a#b", "a%23b"),
            ("%2f", "%252f"),
            ("%2e%2e", "%252e%252e"),
            ("a\\b", "a%5Cb"),
            ("a b", "a%20b"),
            ("a\r\nX-Evil: 1", "a%0D%0AX-Evil%3A%201"),
            ("\x00", "%00"),
            ("\u0142\U0001f3a5", "%C5%82%F0%9F%8E%A5"),
            ("...", "..."),
            ("{video_id}", "%7Bvideo_id%7D"),
        )
    ]
    + [
        refused(f"an id {value!r}", get_of(value), kind, "video_id")
        for value, kind in (
            ("", ApiValueError),
            (" ", ApiValueError),
            (".", ApiValueError),
            ("..", ApiValueError),
            ("\ud800", ApiValueError),
            (None, ApiValueError),
            (5, ApiTypeError),
            (b"vi1", ApiTypeError),
            (["vi1"], ApiTypeError),
        )
    ]
    + [
        Row(
            "a filter with everything in it",
            listed(title="a&b=c#d\r\n\x00%\u0142"),
            [],
            [PAGE],
            sent=b"GET /videos?title=a%26b%3Dc%23d%0D%0A%00%25%C5%82 HTTP",
        ),
        Row(
            "metadata whose key has brackets",
            listed(metadata={"a]&b[": "c"}),
            [],
            [PAGE],
            sent=b"GET /videos?metadata%5Ba%5D%26b%5B%5D=c HTTP",
        ),
        refused("half a character in a filter", listed(title="\ud800"), ApiValueError, "title"),
        refused(
            "half a character in a title",
            lambda client: client.videos.create({"title": "\udfff"}),
            ApiValueError,
            "title",
        ),
        Row(
            "a title with everything in it",
            lambda client: client.videos.create({"title": '"\r\n\x00\u0142\U0001f3a5'}).title,
            "One",
            sent=b'"\\"\\r\\n\\u0000\\u0142\\ud83c\\udfa5"',
        ),
        refused(
            "a number for a title",
            lambda client: client.videos.create({"title": 5}),
            ApiTypeError,
            "title",
        ),
        refused(
            "no title",
            lambda client: client.videos.create({"tags": []}),
            apivideo.ApiVideoError,
            "title",
        ),
        refused(
            "a number that is none",
            call("POST", "/videos", body={"a": math.nan}),
            ApiValueError,
            "JSON",
        ),
        refused(
            "a time that is none",
            lambda client: client.videos.get("vi1", _request_timeout=math.nan),
            ApiValueError,
            "_request_timeout",
        ),
        refused(
            "no time at all",
            lambda client: client.videos.get("vi1", _request_timeout=(0, 5)),
            ApiValueError,
            "_request_timeout",
        ),
        refused("a page that is none", listed(page_size=0), ApiValueError, "page_size"),
        Row(
            "a moment without a zone",
            metrics_since(datetime.datetime(2024, 1, 2, 3, 4, 5)),
            7.0,
            [http(200, b'{"context": {}, "data": 7.0}')],
            sent=b"from=2024-01-02T03%3A04%3A05%2B00%3A00",
        ),
        Row(
            "a moment with a zone",
            metrics_since(
                datetime.datetime(
                    2024, 1, 2, tzinfo=datetime.timezone(datetime.timedelta(hours=-5))
                )
            ),
            7.0,
            [http(200, b'{"context": {}, "data": 7.0}')],
            sent=b"from=2024-01-02T00%3A00%3A00-05%3A00",
        ),
        refused("a moment that is none", metrics_since("noon"), ApiValueError, "from_"),
        Row(
            "a line in a header",
            call("GET", "/videos", headers={"X-Note": "a\r\nX-Evil: 1"}),
            Fails(ApiValueError, "X-Note"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a line in the name of a header",
            call("GET", "/videos", headers={"X-Evil: 1\r\nX": "a"}),
            Fails(ApiValueError, "header"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a colon in the name of a header",
            call("GET", "/videos", headers={"X-Evil:": "a"}),
            Fails(ApiValueError, "'X-Evil:'"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a header without a name",
            call("GET", "/videos", headers={"": "a"}),
            Fails(ApiValueError, "the header ''"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a name of a header that is not ASCII",
            call("GET", "/videos", headers={"X-\u00e9": "a"}),
            Fails(ApiValueError, "header"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a password in a host",
            lambda client: client.call_api(
                "/videos", "GET", _host=f"http://me:{API_KEY}@127.0.0.1:1"
            ),
            Fails(ApiConnectionError, "http://127.0.0.1:1/videos"),
            asked=0,
            exchanges=0,
        ),
        Row(
            "a line in a method",
            call("GET / HTTP/1.1\r\nX-Evil: 1", "/videos"),
            Fails(ApiValueError, "method"),
            asked=0,
            exchanges=None,
            waits=[],
        ),
        Row(
            "a line in the name of a file",
            thumbnail('a"\r\nX-Evil: 1\r\n\r\n.png'),
            "One",
            sent=b'filename="a%22%0D%0AX-Evil: 1%0D%0A%0D%0A.png"\r\n',
            unsent=b"\r\nX-Evil",
        ),
        Row(
            "half a character in the name of a file",
            thumbnail("a\ud800.png"),
            "One",
            sent=b'filename="a?.png"',
        ),
        Row(
            "fails to take a file once",
            uploaded,
            "One",
            [problem(503, "down")],
            asked=2,
            sent=b"film" * 1000,
        ),
        Row("hangs up on a file", uploaded, "One", [hang_up], asked=2, sent=b"film" * 1000),
        Row(
            "does not take a file",
            uploaded,
            Fails(BadRequestException, "part 1: 400", "too large"),
            [problem(400, "The file is too large.")],
        ),
    ]
)

ON_THE_WAY = [
    Row("is trusted", get, "One", tls=Tls()),
    Row(
        "is not trusted",
        get,
        Fails(ApiConnectionError, "the server is not trusted", "certifi"),
        asked=0,
        exchanges=0,
        waits=[],
        tls=Tls(is_trusted=False),
    ),
    Row(
        "has another name",
        get,
        Fails(ApiConnectionError, "the server is not trusted", "authority.pem"),
        asked=0,
        exchanges=0,
        waits=[],
        tls=Tls(name="elsewhere.example.org"),
    ),
    Row(
        "has a certificate of the past",
        get,
        Fails(ApiConnectionError, "the server is not trusted", "authority.pem"),
        asked=0,
        exchanges=0,
        waits=[],
        tls=Tls(is_expired=True),
    ),
    Row("wants to see a certificate", get, "One", tls=Tls(wants_client=True, client_shows=True)),
    Row(
        "wants to see a certificate and is shown none",
        get,
        Fails(ApiConnectionError, "/auth/api-key"),
        asked=0,
        exchanges=0,
        tls=Tls(wants_client=True),
    ),
    Row(
        "speaks TLS where it should not",
        get,
        Fails(ApiConnectionError, "/auth/api-key"),
        asked=0,
        exchanges=0,
        settings={"host": "http://localhost:{port}"},
        tls=Tls(),
    ),
    Row(
        "speaks no TLS where it should",
        get,
        Fails(ApiConnectionError, "/auth/api-key", "tried 4 times"),
        asked=0,
        exchanges=0,
        settings={"host": "https://localhost:{port}"},
    ),
    Row(
        "never finishes a handshake",
        get,
        Fails(ApiTimeoutError, "/auth/api-key", "tried 4 times"),
        asked=0,
        exchanges=0,
        settings={"host": "https://127.0.0.1:{silent}", "request_timeout": 0.05},
    ),
    Row(
        "is behind a proxy",
        get,
        "One",
        sent=b"GET http://api.invalid/videos/vi1 HTTP",
        settings={"host": "http://api.invalid", "proxy": "http://127.0.0.1:{port}"},
    ),
    Row(
        "is behind a proxy that wants to know who asks",
        get,
        Fails(ApiException, "407"),
        exchange_steps=[problem(407, "Who are you?")],
        asked=0,
        settings={"host": "http://api.invalid", "proxy": "http://127.0.0.1:{port}"},
    ),
    Row(
        "is behind a proxy that is not there",
        get,
        Fails(ApiConnectionError, "proxy", "tried 4 times"),
        asked=0,
        exchanges=0,
        settings={"host": "http://api.invalid", "proxy": "http://127.0.0.1:{unused}"},
    ),
    Row(
        "is behind a proxy that lets nobody through",
        get,
        Fails(ApiConnectionError, "403"),
        [problem(403, "no")] * 9,
        asked=4,
        exchanges=0,
        sent=b"CONNECT api.invalid:443 ",
        settings={"host": "https://api.invalid", "proxy": "http://u5er:pa55@127.0.0.1:{port}"},
    ),
    Row(
        "is behind a proxy that answers in its place",
        get,
        Fails(ApiConnectionError, "/auth/api-key"),
        [then_hang_up(b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{}")] * 9,
        asked=4,
        exchanges=0,
        settings={"host": "https://api.invalid", "proxy": "http://127.0.0.1:{port}"},
    ),
]

ROWS = CONNECTIONS + TIMES + WIRE + DOCUMENTS + STATUSES + TOKENS + INPUTS + ON_THE_WAY


# ---- the service and the client of a row -----------------------------------------------------


@pytest.fixture
def ports() -> Any:
    with socket.socket() as unused, socket.socket() as silent:
        unused.bind(("127.0.0.1", 0))
        silent.bind(("127.0.0.1", 0))
        silent.listen(16)
        yield {"unused": unused.getsockname()[1], "silent": silent.getsockname()[1]}


@pytest.fixture(scope="module")
def authority() -> Any:
    return pytest.importorskip("trustme").CA()


@pytest.fixture
def service(row: Row, request: Any) -> Any:
    tls = None
    if row.tls is not None:
        tls = tls_context(row.tls, request.getfixturevalue("authority"))
    with ScriptedServer(row.steps, row.exchange_steps, tls) as server:
        yield server


def tls_context(wanted: Tls, authority: Any) -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    past = {"not_after": datetime.datetime(2001, 1, 1, tzinfo=datetime.timezone.utc)}
    try:
        certificate = authority.issue_cert(wanted.name, **(past if wanted.is_expired else {}))
    except TypeError:
        pytest.skip("this trustme makes no certificates of the past")
    certificate.configure_cert(context)
    if wanted.wants_client:
        context.verify_mode = ssl.CERT_REQUIRED
        authority.configure_trust(context)
    return context


@pytest.fixture
def clock() -> Waits:
    return Waits()


@pytest.fixture
def client(row: Row, service: Any, clock: Waits, ports: Any, tmp_path: Any, request: Any) -> Any:
    settings = apivideo.Configuration(service.host)
    for name, value in row.settings.items():
        if isinstance(value, str):
            value = value.format(port=service.port, **ports)
        setattr(settings, name, value)
    if row.tls is not None and row.tls.is_trusted:
        settings.ssl_ca_cert = str(tmp_path / "authority.pem")
        request.getfixturevalue("authority").cert_pem.write_to_path(settings.ssl_ca_cert)
    if row.tls is not None and row.tls.client_shows:
        settings.cert_file = str(tmp_path / "client.pem")
        own = request.getfixturevalue("authority").issue_cert("client.example.org")
        own.private_key_and_cert_chain_pem.write_to_path(settings.cert_file)
    one = apivideo.AuthenticatedApiClient(
        API_KEY, configuration=settings, clock=clock, sleep=clock.sleep, draw=lambda: 0.5
    )
    yield one
    one.close()


def within(seconds: float, ask: Callable[[Any], Any], client: Any) -> Any:
    """What *ask* gives, or the exception it raises; a failure where neither comes in time."""
    outcome: List[Any] = []

    def run() -> None:
        try:
            outcome.append(ask(client))
        except Exception as error:
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    # Taken out of the list, an exception does not hold itself by its traceback.
    return outcome.pop() if outcome else pytest.fail(f"no outcome within {seconds} s")


def all_that_is_told(error: Any) -> str:
    curl = error.as_curl() if hasattr(error, "as_curl") else ""
    trace = traceback.format_exception(type(error), error, error.__traceback__)
    return "\n".join([str(error), repr(error), repr(getattr(error, "args", "")), curl] + trace)


# ---- the tests -------------------------------------------------------------------------------


def test_the_table_has_at_least_sixty_rows_and_each_has_its_own_name():
    assert len({row.name for row in ROWS}) == len(ROWS) >= 60


@pytest.mark.parametrize("row", ROWS, ids=[row.name for row in ROWS])
def test_every_fault_has_its_ideal_outcome(row, service, client, clock, caplog):
    caplog.set_level(logging.DEBUG)

    outcome = within(PATIENCE, row.ask, client)

    told = caplog.text
    if isinstance(row.ideal, Fails):
        assert isinstance(outcome, row.ideal.kind), repr(outcome)
        assert [word for word in row.ideal.words if word not in str(outcome)] == [], str(outcome)
        assert len(str(outcome)) < 5000
        told += all_that_is_told(outcome)
        assert leaks(outcome, SECRETS + PROXY_SECRETS) == []
    else:
        assert outcome == row.ideal
    assert service.was_asked(row.asked, seconds=PATIENCE)  # by a client that may have hung up
    assert len(service.targets) == row.asked <= MOST_REQUESTS
    assert row.exchanges in (None, service.exchanges)
    assert row.waits in (None, clock.waits)
    assert row.sent in (service.requests or [b""])[-1]
    assert row.unsent is None or not any(row.unsent in one for one in service.requests)
    assert [secret for secret in SECRETS + PROXY_SECRETS if secret in told] == []
    assert service.is_held_by(1, seconds=2), "a connection was left open"
    assert_usable(client, service, row)


def assert_usable(client: Any, service: Any, row: Row) -> None:
    """The next call of the same client succeeds: of the same service, unless that is hopeless."""
    if row.settings or row.tls:
        with ScriptedServer() as another:
            client.configuration.proxy = None
            client.configuration.host = another.host
            client.configuration.deadline = 60.0
            assert within(PATIENCE, get, client) == "One"
    else:
        service.forget_the_script()
        assert within(PATIENCE, get, client) == "One"
