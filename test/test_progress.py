"""The book of an upload, and the quota."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apivideo.uploads.progress import Ledger, Progress, Quota


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def told(ledger):
    return ledger.progress(lambda: None)


def test_what_has_arrived_and_what_is_on_its_way_are_counted_apart():
    ledger = Ledger(30, 3, Clock())
    ledger.start(1)
    ledger.confirm(1, 10)
    under_way = ledger.start(2)
    under_way.begin()
    under_way.moved += 4

    progress = told(ledger)

    assert (progress.confirmed, progress.sent, progress.total) == (10, 14, 30)
    assert (progress.parts, progress.parts_total) == (1, 3)


def test_what_was_sent_never_goes_back_when_a_part_is_sent_again():
    ledger = Ledger(30, 3, Clock())
    under_way = ledger.start(1)
    under_way.begin()
    under_way.moved += 8
    before = told(ledger)
    under_way.begin()

    again = told(ledger)

    assert (before.sent, before.attempt) == (8, 1)
    assert (again.sent, again.attempt) == (8, 2)


def test_a_part_that_is_confirmed_twice_counts_once():
    ledger = Ledger(10, 1, Clock())
    ledger.confirm(1, 10)
    ledger.confirm(1, 10)

    assert ledger.confirmed_bytes == 10
    assert ledger.is_complete


def test_a_stream_is_not_complete_before_its_end_is_known():
    ledger = Ledger(None, None, Clock())
    ledger.confirm(1, 10)

    assert not ledger.is_complete


def test_the_rate_is_that_of_the_last_ten_seconds():
    clock = Clock()
    ledger = Ledger(1000, 1, clock)
    under_way = ledger.start(1)
    under_way.begin()
    rates = []
    for _ in range(22):
        clock.now += 1
        under_way.moved += 5 if clock.now <= 110 else 20
        rates.append(told(ledger).rate)

    assert rates[9] == 5
    assert rates[-1] == 20
    assert told(ledger).eta == (1000 - 290) / 20


def test_what_an_earlier_run_sent_makes_no_rate():
    clock = Clock()
    ledger = Ledger(1000, 2, clock)
    ledger.confirm(1, 900)
    ledger.start(2).moved += 10
    clock.now += 1

    assert told(ledger).rate == 10


def test_a_pause_between_two_runs_does_not_count():
    clock = Clock()
    ledger = Ledger(1000, 2, clock)
    ledger.start(1).moved += 10
    clock.now += 1
    told(ledger)
    ledger.drop(1)
    ledger.pause()
    clock.now += 3600
    ledger.start(1).moved += 30
    clock.now += 1

    assert told(ledger).rate == 20  # the first 10 bytes again are no news


def test_nothing_is_told_of_the_time_left_while_nothing_moves():
    assert told(Ledger(10, 1, Clock())).eta is None


def test_progress_prints_in_one_line():
    progress = Progress(1, 2, 3, 0, 1, 0.0, 1, lambda: None)

    assert repr(progress) == "Progress(confirmed=1, sent=2, total=3)"


STEPS = st.lists(
    st.tuples(st.sampled_from(["start", "begin", "move", "confirm", "drop"]), st.integers(1, 4)),
    max_size=60,
)


@settings(deadline=None)
@given(STEPS)
def test_whatever_happens_progress_only_grows(steps):
    ledger = Ledger(40, 4, Clock())
    under_way = {}
    seen = [told(ledger)]
    for step, number in steps:
        if step == "start" and number not in ledger.confirmed:
            under_way[number] = ledger.start(number)
        elif number in under_way:
            if step == "begin":
                under_way[number].begin()
            elif step == "move":
                under_way[number].moved = min(10, under_way[number].moved + 3)
            elif step in ("confirm", "drop"):
                del under_way[number]
                ledger.confirm(number, 10) if step == "confirm" else ledger.drop(number)
        seen.append(told(ledger))

    assert [one.confirmed for one in seen] == sorted(one.confirmed for one in seen)
    assert [one.sent for one in seen] == sorted(one.sent for one in seen)
    assert all(one.confirmed <= one.sent <= 40 for one in seen)


# ---- the quota ---------------------------------------------------------------


def headers(remaining, reset):
    return {
        "X-RateLimit-Limit": "40",
        "X-RateLimit-Remaining": remaining,
        "X-RateLimit-Retry-After": reset,
    }


@pytest.mark.parametrize(
    "remaining, under_way, wait",
    [("0", 0, 30), ("3", 3, 30), ("2", 3, 30), ("4", 3, 0), ("39", 3, 0), ("soon", 3, 0)],
)
def test_parts_wait_when_those_on_their_way_use_up_the_quota(remaining, under_way, wait):
    quota = Quota()

    quota.update(headers(remaining, "30"), under_way, now=100)

    assert quota.wait(100) == wait
    assert quota.wait(130) == 0


def test_an_answer_without_a_quota_changes_nothing():
    quota = Quota()

    quota.update({}, 3, now=100)

    assert quota.wait(100) == 0


def test_a_late_answer_does_not_open_what_was_closed():
    quota = Quota()
    quota.update(headers("0", "30"), 0, now=100)

    quota.update(headers("0", "10"), 0, now=101)

    assert quota.wait(101) == 29
