"""A switch that ends what waits for it, from any thread and from a signal handler."""

import sys
import threading
import time

import pytest

from apivideo._http.cancellation import Cancellation

LONG = 20.0
WAIT = 1.0


def test_waiting_takes_its_seconds_and_tells_that_nothing_was_cancelled():
    assert Cancellation().wait(0.01) is False
    assert Cancellation().wait(0) is False


def test_waiting_ends_when_another_thread_cancels():
    switch, is_waiting = Cancellation(), threading.Event()
    switch.watch(lambda: None)
    results = []

    def wait():
        is_waiting.set()
        results.append(switch.wait(LONG))

    thread = threading.Thread(target=wait)
    thread.start()
    assert is_waiting.wait(LONG)
    switch.cancel()
    switch.cancel()
    thread.join(LONG / 2)

    assert results == [True]


def test_nobody_waits_for_what_is_cancelled_until_it_is_reset():
    switch = Cancellation()
    switch.cancel()

    assert switch.wait(LONG) is True
    switch.reset()
    assert switch.wait(0.01) is False


@pytest.mark.parametrize("seconds", [float("inf"), 1e300])
def test_waiting_for_longer_than_a_lock_can_ends_as_well(seconds):
    switch = Cancellation()
    timer = threading.Timer(0.05, switch.cancel)
    timer.start()

    assert switch.wait(seconds) is True
    timer.join()


def wait_cancelled_at(line):
    """Cancel within the thread that waits, as a signal handler does, before its n-th *line*.

    Returns the seconds until that line, None if there is none, and the seconds until the end.
    """
    switch, lines, took = Cancellation(), [], []

    def trace(frame, event, argument):
        if event == "line":
            lines.append(time.monotonic() - start)
            if len(lines) == line:
                switch.cancel()
        return trace

    def wait():
        sys.settrace(trace)
        try:
            switch.wait(WAIT)
        finally:
            sys.settrace(None)
            took.append(time.monotonic() - start)

    start = time.monotonic()
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    thread.join(LONG)
    assert not thread.is_alive(), f"cancelling at line {line} is a deadlock"
    return lines[line - 1] if len(lines) >= line else None, took[0]


@pytest.mark.skipif(sys.gettrace() is not None, reason="somebody else traces")
def test_a_signal_handler_may_cancel_at_any_moment_of_a_wait():
    line, ended_early = 1, []
    moment, took = wait_cancelled_at(line)
    while moment is not None:
        if moment < WAIT:
            ended_early.append(took < WAIT)
        line += 1
        moment, took = wait_cancelled_at(line)

    assert len(ended_early) > 5
    assert all(ended_early)
