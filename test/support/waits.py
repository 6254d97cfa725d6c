"""Waiting that takes no time."""

from typing import List


class Waits:
    """A clock that moves by its own sleep alone, which returns at once."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: List[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now
