"""Runs two ways of doing the same in turn, and compares their medians."""

import statistics
import time
from typing import Any, Callable


def medians(
    *ways: Callable[[], Any], rounds: int = 15, clock: Callable[[], float] = time.perf_counter
) -> "list[float]":
    """The median duration of each way; they take turns, so that a slow moment hits them all."""
    durations: list[list[float]] = [[] for _ in ways]
    for way in ways:
        way()
    for _ in range(rounds):
        for way, own in zip(ways, durations):
            start = clock()
            way()
            own.append(clock() - start)
    return [statistics.median(own) for own in durations]


def report(what: str, ours: float, theirs: float, budget: float) -> bool:
    """Print a line with the ratio; whether it is within the budget."""
    ratio = ours / theirs
    word = "ok" if ratio <= budget else "OVER"
    print(f"{what:<44} {ours * 1e3:9.3f} ms {theirs * 1e3:9.3f} ms {ratio:6.2f} of {budget} {word}")
    return ratio <= budget
