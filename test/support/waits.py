"""Waiting that takes no time."""

from typing import List


class Waits:
    """A sleep that returns at once, and a clock that moves by it alone."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: List[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now
