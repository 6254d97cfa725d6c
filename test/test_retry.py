"""Again, and after how long? Tables of the decision, and what holds for all of it."""

import math
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apivideo._http.retry import TRANSIENT, Policy, decide, draw, wait_hint
from apivideo.exceptions import ApiConnectionError, ApiException

POLICY = Policy(max_attempts=4, base=0.5, cap=20.0, deadline=300.0)
NOW = "Sat, 21 Nov 2026 12:00:00 GMT"


def failed(status=None, headers=None, reached=True, passing=True):
    """The exception of an attempt that ended with such a response, or without one."""
    error = ApiConnectionError() if status is None else ApiException(status)
    vars(error).update({"headers": headers} if status else {"reached": reached, "passing": passing})
    return error


def ask(error, attempt=1, repeatable=True, elapsed=0.0, draw=1.0, policy=POLICY):
    return decide(policy, attempt, error, repeatable, elapsed, draw)


def test_what_may_pass_is_what_the_service_and_http_say():
    assert sorted(TRANSIENT) == [408, 425, 429, 500, 502, 503, 504]


@pytest.mark.parametrize("status", range(300, 600))
def test_only_what_may_pass_is_repeated(status):
    assert (ask(failed(status)) is not None) == (status in TRANSIENT)


@pytest.mark.parametrize(
    "error, repeatable, is_repeated",
    [
        # What reads, replaces or deletes does no harm twice.
        (failed(503), True, True),
        (failed(reached=True), True, True),
        (failed(reached=False), True, True),
        # What creates is repeated where the service certainly did nothing.
        (failed(reached=False), False, True),
        (failed(429), False, True),
        (failed(503, {"Retry-After": "1"}), False, True),
        # It is not where it may have.
        (failed(reached=True), False, False),
        (failed(503), False, False),
        (failed(503, {"Retry-After": "soon"}), False, False),
        (failed(503, {"X-RateLimit-Retry-After": "1"}), False, False),
        (failed(500, {"Retry-After": "1"}), False, False),
        (failed(502), False, False),
        (failed(504), False, False),
        (failed(408), False, False),
        (failed(425), False, False),
        # What stays so is not repeated at all.
        (failed(reached=False, passing=False), True, False),
        (failed(400), True, False),
        (failed(401), True, False),
        (failed(200), True, False),
    ],
)
def test_what_is_repeated(error, repeatable, is_repeated):
    assert (ask(error, repeatable=repeatable) is not None) == is_repeated


@pytest.mark.parametrize("attempt, most", [(1, 0.5), (2, 1.0), (3, 2.0), (6, 16.0), (7, 20.0)])
def test_waits_double_up_to_the_cap_with_full_jitter(attempt, most):
    policy = POLICY._replace(max_attempts=99)

    waits = [ask(failed(500), attempt, draw=one, policy=policy) for one in (0.0, 0.25, 1.0)]

    assert waits == [0.0, most / 4, most]


def test_a_late_attempt_waits_no_longer_than_the_cap():
    policy = POLICY._replace(max_attempts=10**9, deadline=math.inf)

    assert ask(failed(500), 10**6, policy=policy) == 20.0


@pytest.mark.parametrize("most, repeated", [(1, 0), (2, 1), (4, 3)])
def test_there_are_as_many_attempts_as_allowed(most, repeated):
    policy = POLICY._replace(max_attempts=most)

    decisions = [ask(failed(500), attempt, policy=policy) for attempt in range(1, 9)]

    assert [one is not None for one in decisions] == [True] * repeated + [False] * (8 - repeated)


@pytest.mark.parametrize(
    "elapsed, seconds, is_repeated",
    [
        (0, "299", True),
        (0, "300", False),
        (0, "86400", False),
        (290, "9", True),
        (290, "10", False),
    ],
)
def test_a_wait_beyond_the_deadline_is_an_error_at_once(elapsed, seconds, is_repeated):
    error = failed(503, {"Retry-After": seconds})

    assert (ask(error, elapsed=elapsed, draw=0.0) is not None) == is_repeated


@pytest.mark.parametrize(
    "status, headers, seconds",
    [
        (429, {"X-RateLimit-Retry-After": "7"}, 7.0),
        (429, {"X-RateLimit-Retry-After": " 7 "}, 7.0),
        (429, {"X-RateLimit-Retry-After": "7", "Retry-After": "3"}, 7.0),
        (429, {"X-RateLimit-Retry-After": "?", "Retry-After": "3"}, 3.0),
        (429, {"X-RateLimit-Retry-After": "0"}, 0.0),
        # The header of the quota is on every answer, and tells nothing of other failures.
        (503, {"X-RateLimit-Retry-After": "7"}, None),
        (503, {"X-RateLimit-Retry-After": "7", "Retry-After": "3"}, 3.0),
        # A date is judged by the date of the answer.
        (503, {"Retry-After": "Sat, 21 Nov 2026 12:00:09 GMT", "Date": NOW}, 9.0),
        (503, {"Retry-After": "Sat, 21 Nov 2026 14:00:09 +0200", "Date": NOW}, 9.0),
        (503, {"Retry-After": "Sat, 21 Nov 2026 12:00:09 -0000", "Date": NOW}, 9.0),
        (503, {"Retry-After": "Sat, 21 Nov 2026 11:59:00 GMT", "Date": NOW}, 0.0),
        (503, {"Retry-After": "Sat, 21 Nov 2026 12:00:09 GMT"}, None),
        (503, {"Retry-After": "Sat, 21 Nov 2026 12:00:09 GMT", "Date": "noon"}, None),
        # What cannot be read is ignored.
        (503, {}, None),
        (503, {"Retry-After": ""}, None),
        (503, {"Retry-After": "soon"}, None),
        (503, {"Retry-After": "-1"}, None),
        (503, {"Retry-After": "1.5"}, None),
        (503, {"Retry-After": "1e9"}, None),
        (503, {"Retry-After": "nan"}, None),
        (503, {"Retry-After": "inf"}, None),
        (503, {"Retry-After": "\u0663"}, None),
        (503, {"Retry-After": "\xb2"}, None),
        (503, {"Retry-After": "9" * 400}, None),
        (503, {"Retry-After": "Mon, 99 Foo 99999 99:99:99 GMT", "Date": NOW}, None),
    ],
)
def test_what_the_service_says_of_the_wait(status, headers, seconds):
    assert wait_hint(failed(status, headers)) == seconds


def test_those_who_wait_for_the_same_moment_do_not_come_back_together():
    error = failed(429, {"X-RateLimit-Retry-After": "7"})

    assert [ask(error, draw=one) for one in (0.0, 0.5, 1.0)] == [7.0, 7.25, 7.5]


@given(
    st.integers(1, 99),
    st.floats(0, 1),
    st.floats(0, 10**6),
    st.floats(0, 100),
    st.floats(0, 1000),
    st.floats(0.001, 10**6),
    st.sampled_from([None, 408, 429, 500, 503]),
)
def test_a_wait_is_bounded_by_the_cap_and_by_what_is_left(
    attempt, drawn, elapsed, base, cap, deadline, status
):
    policy = Policy(100, base, cap, deadline)

    wait = decide(policy, attempt, failed(status), True, elapsed, drawn)

    assert wait is None or 0 <= wait <= cap
    assert wait is None or elapsed + wait < deadline


@given(st.text(), st.text(), st.sampled_from([429, 503]))
def test_no_header_can_do_harm(one, other, status):
    headers = {"Retry-After": one, "Date": other, "X-RateLimit-Retry-After": other}

    seconds = wait_hint(failed(status, headers))

    assert seconds is None or 0 <= seconds < math.inf


MOMENTS = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1))


@given(MOMENTS, st.integers(0, 10**6), st.integers(-14, 14))
def test_a_date_is_as_far_away_as_the_answer_says_whatever_the_time_is_here(moment, seconds, hours):
    moment = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    headers = {
        "Date": format_datetime(moment),
        "Retry-After": format_datetime(moment + timedelta(seconds=seconds)),
    }

    assert wait_hint(failed(503, headers)) == seconds


def test_a_draw_is_from_0_to_1_and_hardly_ever_the_same():
    drawn = [draw() for _ in range(1000)]

    assert all(0 <= one < 1 for one in drawn)
    assert len(set(drawn)) > 990
    assert 0.3 < sum(drawn) / 1000 < 0.7
