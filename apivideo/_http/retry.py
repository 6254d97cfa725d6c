"""Whether to try again, and after how long: a pure decision.

Retried is what may succeed next time and is safe to repeat (docs/service.md, sections 3 and 4):
everything but a request that creates something, which is repeated only if it certainly did not
reach the service. The waits grow, with full jitter, unless the service says how long to wait.
"""

import os
from typing import Any, NamedTuple, Optional, Union

from apivideo.exceptions import WAIT_HEADERS, ApiConnectionError, ApiException, seconds_in

Failure = Union[ApiException, ApiConnectionError]

MAX_ATTEMPTS = 4
BASE = 0.5
CAP = 20.0
DEADLINE = 300.0
MOST_DOUBLINGS = 32
LEAST_TOTAL = 0.001  # seconds left for a request when the deadline has passed: as good as none

TRANSIENT = frozenset([408, 425, 429, 500, 502, 503, 504])
"""Statuses after which the same request may well succeed."""


class Policy(NamedTuple):
    """How often and how long to try."""

    max_attempts: int = MAX_ATTEMPTS
    base: float = BASE  # seconds of the longest first wait
    cap: float = CAP  # seconds of the longest wait that the service did not ask for
    deadline: float = DEADLINE  # seconds for all attempts and waits together


def draw() -> float:
    """Return a random number from 0 to 1, which differs between processes after a fork."""
    try:
        return int.from_bytes(os.urandom(4), "big") / 2**32
    except OSError:  # PyPy opens a file for it, and there may be too many
        return 1.0


def decide(
    policy: Policy, attempt: int, error: Failure, repeatable: bool, elapsed: float, draw: float
) -> Optional[float]:
    """Return the seconds to wait before the next attempt, or None if there should be none.

    *attempt* attempts were made in *elapsed* seconds, the last of which raised *error*; *draw* is a
    random number from 0 to 1.
    """
    status, hint = getattr(error, "status", None), wait_hint(error)
    may_succeed = getattr(error, "passing", status in TRANSIENT)
    was_refused = status == 429 or (status == 503 and hint is not None)  # and so not acted on
    is_safe = repeatable or was_refused or not may_have_arrived(error)
    if attempt >= policy.max_attempts or not (may_succeed and is_safe):
        return None
    if hint is None:
        wait = draw * min(policy.cap, policy.base * 2 ** min(attempt - 1, MOST_DOUBLINGS))
    else:
        wait = hint + draw * policy.base  # spreads those who wait for the same moment
    return wait if elapsed + wait < policy.deadline else None


def may_have_arrived(error: Failure) -> bool:
    """Return whether the service may have acted on the request."""
    return getattr(error, "reached", True)


def is_uncertain(error: Failure) -> bool:
    """Return whether the request may have taken effect although the response does not say so."""
    return may_have_arrived(error) and (getattr(error, "status", None) or 500) >= 500


def wait_hint(error: Failure) -> Optional[float]:
    """Return the seconds that the service asks to wait, or None if it does not say.

    ``X-RateLimit-Retry-After`` is on every response and counts only with a 429. A date is compared
    with the date of the response itself, since the local clock may be wrong.
    """
    headers = getattr(error, "headers", None) or {}
    names = WAIT_HEADERS if getattr(error, "status", None) == 429 else WAIT_HEADERS[1:]
    seconds = seconds_in(headers, names)
    if seconds is not None:
        return seconds
    until, now = _moment(headers.get("Retry-After")), _moment(headers.get("Date"))
    return max(0.0, (until - now).total_seconds()) if until and now else None


def _moment(text: Optional[str]) -> Any:
    if not text:
        return None
    from datetime import timezone
    from email.utils import parsedate_to_datetime  # slow to import, and rarely needed

    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
