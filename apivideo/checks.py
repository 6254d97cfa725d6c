"""Settings, checked when they are set."""

import math
from typing import Any, Optional

from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.options import Timeout

LONGEST = 1e9
"""Seconds that every clock can count; 30 years."""

DEFAULT_TIMEOUT = (10.0, 60.0)
"""Seconds to connect and seconds between two signs of life of an answer."""


def timeout_pair(name: str, value: Timeout) -> Any:
    """Seconds to connect and to read, from a number, a pair or None (the default)."""
    if value is None or value is DEFAULT_TIMEOUT:
        return DEFAULT_TIMEOUT
    pair = tuple(value) if isinstance(value, (tuple, list)) else (value, value)
    if len(pair) != 2 or any(isinstance(one, bool) for one in pair):
        raise ApiTypeError(f"{name} must be a number of seconds or a pair of them")
    for one in pair:
        if one is not None and not isinstance(one, (int, float)):
            raise ApiTypeError(f"{name} must be a number of seconds or a pair of them")
        if one is not None and not one > 0:
            raise ApiValueError(f"{name} must be more than 0 seconds, not {one}")
        if one is not None:
            _check_length(name, one)
    return tuple(default if one is None else one for one, default in zip(pair, DEFAULT_TIMEOUT))


def attempts_of(retries: Any) -> int:
    """How often to try, from what the published client takes: a number, a Retry, or False."""
    total = getattr(retries, "total", retries)
    return 1 + max(0, int(total or 0))


def check_int(name: str, value: Any, minimum: Optional[int] = None) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ApiTypeError(f"{name} must be an int, not {type(value).__name__}")
    if minimum is not None and value < minimum:
        raise ApiValueError(f"{name} must be at least {minimum}, not {value}")
    return value


def check_seconds(name: str, value: Any) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ApiTypeError(f"{name} must be a number of seconds, not {type(value).__name__}")
    if not value >= 0:
        raise ApiValueError(f"{name} must be 0 seconds or more, not {value}")
    _check_length(name, value)
    return value


def _check_length(name: str, seconds: float) -> None:
    if LONGEST < seconds < math.inf:
        raise ApiValueError(f"{name} must be at most {LONGEST:g} seconds, or float('inf')")
