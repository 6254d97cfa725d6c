"""The account of an upload."""

import types

from hypothesis import given
from hypothesis import strategies as st

from apivideo.uploads.plan import Part
from apivideo.uploads.progress import Ledger, PartProgress, PartSource, Progress


class Clock:
    """A clock that is moved by hand."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def started(ledger, number):
    """A part that is being sent, in its first attempt."""
    source = types.SimpleNamespace(name="film.mp4")
    part = PartSource(Part(number, None, 0, 10), source, lambda: None)
    ledger.start(part)
    part.attempt = 1
    return part


def begin(part):
    """Begin another attempt."""
    part.attempt += 1
    part.moved = 0


def told(ledger):
    return ledger.progress(lambda: None)


def test_what_has_arrived_and_what_is_on_its_way_are_counted_apart():
    ledger = Ledger(Clock(), 30, 3)
    started(ledger, 1)
    ledger.confirm(1, 10)
    part = started(ledger, 2)
    part.moved += 4

    progress = told(ledger)

    assert (progress.confirmed, progress.sent, progress.total) == (10, 14, 30)
    assert (progress.parts, progress.parts_total) == (1, 3)


def test_each_part_that_is_being_sent_is_told():
    ledger = Ledger(Clock(), 25, 3)
    for number, moved in ((2, 7), (1, 10)):
        started(ledger, number).moved += moved
    begin(ledger.sending[2])
    ledger.sending[2].moved += 3

    assert told(ledger).under_way == (PartProgress(1, 10, 10, 1), PartProgress(2, 10, 3, 2))

    ledger.confirm(1, 10)

    assert [part.number for part in told(ledger).under_way] == [2]


def test_what_was_sent_never_goes_back_when_a_part_is_sent_again():
    ledger = Ledger(Clock(), 30, 3)
    part = started(ledger, 1)
    part.moved += 8
    before = told(ledger)
    begin(part)

    again = told(ledger)

    assert (before.sent, before.attempt) == (8, 1)
    assert (again.sent, again.attempt) == (8, 2)


def test_a_part_that_is_confirmed_twice_counts_once():
    ledger = Ledger(Clock(), 10, 1)
    ledger.confirm(1, 10)
    ledger.confirm(1, 10)

    assert ledger.confirmed_bytes == 10
    assert ledger.missing == 0


def test_a_stream_is_not_complete_before_its_end_is_known():
    ledger = Ledger(Clock())
    ledger.confirm(1, 10)

    assert ledger.missing


def test_the_rate_is_that_of_the_last_ten_seconds():
    clock = Clock()
    ledger = Ledger(clock, 1000, 1)
    part = started(ledger, 1)
    rates = []
    for _ in range(22):
        clock.now += 1
        part.moved += 5 if clock.now <= 110 else 20
        rates.append(told(ledger).rate)

    assert rates[9] == 5
    assert rates[-1] == 20
    assert told(ledger).eta == (1000 - 290) / 20


def test_what_an_earlier_run_sent_makes_no_rate():
    clock = Clock()
    ledger = Ledger(clock, 1000, 2, {1: 900})
    started(ledger, 2).moved += 10
    clock.now += 1

    assert told(ledger).rate == 10


def test_the_time_between_two_runs_does_not_count():
    clock = Clock()
    ledger = Ledger(clock, 1000, 2)
    started(ledger, 1).moved += 10
    clock.now += 1
    told(ledger)
    clock.now += 3600
    ledger.begin()
    started(ledger, 1).moved += 30
    clock.now += 1

    assert told(ledger).rate == 20  # the first 10 bytes again are no news


def test_nothing_is_told_of_the_time_left_while_nothing_moves():
    assert told(Ledger(Clock(), 10, 1)).eta is None


def test_progress_prints_in_one_line():
    progress = Progress(1, 2, 3, 0, 1, 0.0, 1, lambda: None)

    assert repr(progress) == "Progress(confirmed=1, sent=2, total=3)"


STEPS = st.lists(
    st.tuples(st.sampled_from(["start", "begin", "move", "confirm", "run"]), st.integers(1, 4)),
    max_size=60,
)


@given(STEPS)
def test_whatever_happens_progress_only_grows(steps):
    ledger = Ledger(Clock(), 40, 4)
    sending = {}
    seen = [told(ledger)]
    for step, number in steps:
        if step == "start" and number not in ledger.confirmed:
            sending[number] = started(ledger, number)
        elif step == "run":
            ledger.begin()
            sending.clear()
        elif number in sending:
            if step == "begin":
                begin(sending[number])
            elif step == "move":
                sending[number].moved = min(10, sending[number].moved + 3)
            elif step == "confirm":
                del sending[number]
                ledger.confirm(number, 10)
        seen.append(told(ledger))

    assert [one.confirmed for one in seen] == sorted(one.confirmed for one in seen)
    assert [one.sent for one in seen] == sorted(one.sent for one in seen)
    assert all(one.confirmed <= one.sent <= 40 for one in seen)
