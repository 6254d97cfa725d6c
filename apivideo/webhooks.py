"""Receive webhooks: verify who sent a request, read its event, handle each event once.

The guide on webhooks shows it in each web framework; docs/service.md, section 20, has the facts.
"""

import contextlib
import hashlib
import hmac
import inspect
import itertools
import json
import threading
import time
import warnings
from collections import OrderedDict, abc
from datetime import datetime
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    Optional,
    Tuple,
    Union,
)

from apivideo._http.message import Secret, discreet
from apivideo.configuration import check_seconds
from apivideo.exceptions import ApiTypeError, ApiValueError, UnreadableError, did_you_mean, one_line
from apivideo.exceptions import WebhookError as WebhookError
from apivideo.model.webhook_events import EVENTS, KnownEvent
from apivideo.model_base import Model, field

if TYPE_CHECKING:
    from apivideo.model.webhook_events import On
    from apivideo.options import Protocol

    class Seen(Protocol):
        """A memory of keys, such as a ``set``."""

        def __contains__(self, __key: Any) -> bool: ...

        def add(self, __key: str) -> Any: ...


Headers = Union[Mapping[Any, Any], Iterable[Tuple[Any, Any]]]
Secrets = Union[str, bytes, Iterable[Union[str, bytes]]]

SIGNATURE = "X-Api-Video-Signature"
WEBHOOK_ID = "X-Api-Video-WebhookID"
MOST_SEEN = 10000
LONGEST = 65536  # bytes of a body in which a change is looked for; events have some hundred
ANY_BYTES = ("utf-8", "surrogateescape")  # the way from bytes to a text and back
RAW_BODY = (
    "body must be the bytes of the request as they arrived, not {}: request.get_data() in Flask,"
    " request.body in Django, await request.body() in FastAPI, event['body'].encode() in Lambda,"
    " where it is not event['isBase64Encoded']"
)


class UnknownEvent(Model):
    """An event that this version does not know; ``event["name"]`` reads its other members."""

    type: str = field("type", default=None)
    """Name of the event."""

    emitted_at: Optional[datetime] = field("emittedAt", default=None)
    """When it happened."""


Event = Union[KnownEvent, UnknownEvent]


@discreet
def sign(body: bytes, secret: Union[str, bytes]) -> str:
    """Return the signature that the service sends with a body, to test a server of yours."""
    return _signature(_raw(body), _secrets(secret)[0])


def parse(body: bytes) -> Event:
    """Return the event in a body, whoever sent it."""
    document = None
    with contextlib.suppress(ValueError, RecursionError):
        document = json.loads(_raw(body).decode())
    if not isinstance(document, dict):
        raise WebhookError("The body is no JSON object")
    kind: Any = EVENTS.get(str(document.get("type")), UnknownEvent)
    event: Event = kind.from_json(document)
    return event


@discreet
def verify(
    body: bytes,
    headers: Headers,
    secret: Secrets,
    *,
    tolerance: Optional[float] = None,
    clock: Callable[[], float] = time.time,
) -> Event:
    """Return the event in a request, once it is certain that the service sent it as it is.

    Args:
        body: The bytes of the body as they arrived.
        headers: The headers of the request: a mapping, a WSGI environment, or a list of pairs.
        secret: ``signature_secret`` of the webhook; a list where it may be one of several.
        tolerance: How many seconds ago the event may have been emitted; None: at any time.

    Raises:
        WebhookError: It is not certain, as the message says: respond with status 400.
        ApiTypeError, ApiValueError: An argument is wrong.
    """
    body, secrets, ours = _raw(body), _secrets(secret), _ours(headers)
    longest = None if tolerance is None else check_seconds("tolerance", tolerance)
    signature = ours.get(SIGNATURE.lower())
    if not signature:
        hint = "the service did not send it, or something on the way removed the header"
        raise WebhookError(f"The request has no header {SIGNATURE}: {hint}")
    if not _is_signed(body, signature, secrets):
        raise WebhookError(_why_not(body, signature, secrets, ours.get(WEBHOOK_ID.lower())))
    event = parse(body)
    if longest is not None:
        _check_age(event, longest, clock())
    return event


class Receiver:
    """Verifies requests to webhooks, and has the event of each handled once.

    Args:
        secret: ``signature_secret`` of the webhook; a list where it may be one of several.
        tolerance: How many seconds ago an event may have been emitted; None: at any time.
        seen: Keeps the keys of the events that were handled, by ``key in seen`` and
            ``seen.add(key)``; without it, the last 10,000 are kept in memory.
    """

    @discreet
    def __init__(
        self,
        secret: Secrets,
        *,
        tolerance: Optional[float] = 3600.0,
        seen: "Optional[Seen]" = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._secrets = _secrets(secret)
        self._tolerance = None if tolerance is None else check_seconds("tolerance", tolerance)
        self._seen: Seen = _Newest() if seen is None else seen
        self._clock = clock
        self._handlers: Dict[str, Callable[[Any], Any]] = {}
        self._running: List[str] = []  # keys of the events that are being handled
        self._ended = threading.Condition()

    if TYPE_CHECKING:
        on: On
    else:

        def on(self, event: str) -> Callable[[Any], Any]:
            """Return a decorator: its function is called with each event of this name.

            When the function raises, the event counts as not handled: the service sends it again.
            """
            if not isinstance(event, str):
                raise ApiTypeError("on() takes the name of an event")
            if event not in EVENTS:
                hint = did_you_mean(event, EVENTS)
                warnings.warn(f"this version knows no event {event!r}{hint}", stacklevel=2)

            def register(handler: Any) -> Any:
                if not callable(handler) or inspect.iscoroutinefunction(handler):
                    raise ApiTypeError(f"a handler must be a plain function, not {handler!r}")
                if self._handlers.setdefault(event, handler) is not handler:
                    raise ApiValueError(f"{event} has a handler already")
                return handler

            return register

    def handle(self, body: bytes, headers: Headers) -> Event:
        """Return the event in a request, which was handled now or before; raise as ``verify`` does.

        What a handler raises comes out of it: respond with status 500.
        """
        event = verify(body, headers, self._secrets, tolerance=self._tolerance, clock=self._clock)
        handler = self._handlers.get(str(event.type))
        key = hashlib.sha256(_raw(body)).hexdigest()  # the service repeats an event byte by byte
        if handler is not None and self._begins(key):
            try:
                handler(event)
                self._seen.add(key)
            finally:
                with self._ended:
                    self._running.remove(key)
                    self._ended.notify_all()
        return event

    def _begins(self, key: str) -> bool:
        """Return whether an event must be handled, when no other thread is handling it."""
        with self._ended:
            self._ended.wait_for(lambda: key not in self._running)
            is_new = key not in self._seen
            self._running += [key] * is_new
            return is_new


class _Newest:
    """The keys that were added last."""

    def __init__(self) -> None:
        self._keys: Any = OrderedDict()

    def __contains__(self, key: Any) -> bool:
        return key in self._keys

    def add(self, key: str) -> None:
        self._keys[key] = None
        if len(self._keys) > MOST_SEEN:
            self._keys.popitem(last=False)


def _raw(body: Any) -> bytes:
    if not isinstance(body, (bytes, bytearray, memoryview)):
        raise ApiTypeError(RAW_BODY.format(type(body).__name__))
    return bytes(body)


def _secrets(secret: Any) -> List[Secret]:
    several = [secret] if isinstance(secret, (str, bytes)) else secret
    several = list(several) if isinstance(several, abc.Iterable) else [several]
    for one in several:
        if not isinstance(one, (str, bytes)):
            raise ApiTypeError(f"secret must be a text or a list of them, not {type(one).__name__}")
    if not several or not all(several):
        raise ApiValueError("secret must not be empty: it is signature_secret of the webhook")
    return [Secret(one if isinstance(one, str) else one.decode(*ANY_BYTES)) for one in several]


def _ours(headers: Any) -> Dict[str, str]:
    """Return the headers that the service alone sends, by their names in lower case."""
    found = {}
    try:
        for name, value in headers.items() if hasattr(headers, "items") else headers:
            name = _text(name).lower().replace("_", "-")
            name = name[5:] if name.startswith("http-") else name  # in a WSGI environment
            if name.startswith("x-api-video-"):
                found[name] = _text(value).strip()
    except (TypeError, ValueError):
        message = f"headers must be a mapping or pairs of texts, not this {type(headers).__name__}"
        raise ApiTypeError(message) from None
    return found


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str.__str__(value)


def _signature(body: bytes, secret: Secret) -> str:
    return hmac.new(secret.encode(*ANY_BYTES), body, hashlib.sha256).hexdigest()


def _is_signed(body: bytes, signature: str, secrets: List[Secret]) -> bool:
    """Return whether one of the secrets signs the body so, after trying all of them."""
    given = signature.encode("utf-8", "replace")
    return any([hmac.compare_digest(_signature(body, one).encode(), given) for one in secrets])


def _why_not(body: bytes, signature: str, secrets: List[Secret], webhook_id: Optional[str]) -> str:
    """Return why the signature does not fit."""
    if not body:
        return "The body is empty: something read it before; give the bytes that were read"
    if any(_is_signed(one, signature, secrets) for one in _as_before(body)):
        hint = "a framework read its JSON and wrote it anew; give the bytes as they arrived"
        return f"The body was changed after it was signed: {hint}"
    whose = one_line(f"webhook {webhook_id[:100]}" if webhook_id else "the webhook")
    fits = "fits none of the secrets" if len(secrets) > 1 else "does not fit the secret"
    return f"The signature {fits}: use signature_secret of {whose}, or the body was changed"


def _as_before(body: bytes) -> Iterable[bytes]:
    """Yield what the body may have been before something wrote its JSON anew."""
    styles = itertools.product([(",", ":"), (", ", ": ")], [True, False], [False, True])
    with contextlib.suppress(ValueError, RecursionError):
        yield body.strip()
        document = json.loads(body[:LONGEST].decode())
        for separators, ascii, sort in styles:
            options: Any = {"separators": separators, "ensure_ascii": ascii, "sort_keys": sort}
            yield json.dumps(document, **options).encode()


def _check_age(event: Event, tolerance: float, now: float) -> None:
    emitted = None
    with contextlib.suppress(UnreadableError):
        emitted = event.emitted_at
    if emitted is None:
        raise WebhookError("The event does not say when it was emitted, so it may be too old")
    age = now - emitted.timestamp()
    if abs(age) > tolerance:
        when = f"{abs(age):.0f} seconds {'ago' if age > 0 else 'from now'}"
        hint = "it was long on its way, somebody sends it again, or a clock is wrong"
        raise WebhookError(f"The event was emitted {when}, {tolerance:g} are allowed: {hint}")
