"""Again, and after how long? A pure decision: no clock, no chance, no sleep of its own.

Repeated is what the service asks to repeat and what is safe to repeat (service facts, sections 3
and 4): everything but a request that creates, which is repeated only when it certainly did not
reach the service. The waits grow, with full jitter, and give way to what the service says.
"""

import os
from typing import Any, Mapping, NamedTuple, Optional

from apivideo.messages import whole_number

MAX_ATTEMPTS = 4
BASE = 0.5
CAP = 20.0
DEADLINE = 300.0

MOST_DOUBLINGS = 32

TRANSIENT = frozenset([408, 425, 429, 500, 502, 503, 504])
"""Statuses after which the same request may well succeed."""


class Policy(NamedTuple):
    """How often and how long to try."""

    max_attempts: int = MAX_ATTEMPTS
    base: float = BASE
    cap: float = CAP
    deadline: float = DEADLINE


class Outcome(NamedTuple):
    """How an attempt ended: with an answer, or without one."""

    status: Optional[int] = None
    headers: Mapping[str, str] = {}
    reached: bool = True
    """Whether the service may have acted on the request."""
    passing: bool = True
    """Whether it may go better next time; a server that is not trusted stays so."""


def draw() -> float:
    """A number from 0 to 1, drawn evenly, and not alike in two processes that were one."""
    return int.from_bytes(os.urandom(4), "big") / 2**32


def decide(
    policy: Policy,
    attempt: int,
    outcome: Outcome,
    repeatable: bool,
    elapsed: float,
    draw: float,
) -> Optional[float]:
    """Seconds to wait before the next attempt; None when there should be none.

    Args:
        attempt: How many were made.
        repeatable: Whether doing it twice does no harm.
        elapsed: Seconds since the first attempt began.
        draw: A number from 0 to 1, drawn evenly.
    """
    if attempt >= policy.max_attempts or not outcome.passing:
        return None
    if outcome.status is not None and outcome.status not in TRANSIENT:
        return None
    hint = wait_hint(outcome)
    if not repeatable and not _is_untouched(outcome, hint):
        return None
    if hint is None:
        wait = draw * min(policy.cap, policy.base * 2 ** min(attempt - 1, MOST_DOUBLINGS))
    else:
        wait = hint + draw * policy.base  # all who wait for the same moment: not at once
    return wait if elapsed + wait < policy.deadline else None


def _is_untouched(outcome: Outcome, hint: Optional[float]) -> bool:
    """Whether the service certainly did nothing."""
    if outcome.status is None:
        return not outcome.reached
    return outcome.status == 429 or (outcome.status == 503 and hint is not None)


def is_uncertain(outcome: Outcome) -> bool:
    """Whether the service may have done what it was asked for, although it did not say so."""
    return outcome.reached if outcome.status is None else outcome.status >= 500


def wait_hint(outcome: Outcome) -> Optional[float]:
    """Seconds the service asks to wait; None where it does not say, or not in a readable way.

    ``X-RateLimit-Retry-After`` is on every answer and counts only on a 429. A date is judged by
    the date of the answer itself: the clock here may be wrong.
    """
    if outcome.status == 429:
        seconds = whole_number(outcome.headers.get("X-RateLimit-Retry-After"))
        if seconds is not None:
            return float(seconds)
    text = outcome.headers.get("Retry-After")
    seconds = whole_number(text)
    if seconds is not None:
        return float(seconds)
    until, now = _moment(text), _moment(outcome.headers.get("Date"))
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
