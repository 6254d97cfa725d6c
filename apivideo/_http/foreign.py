"""Exceptions that are raised while a request is under way, but not by the network."""

import signal
from typing import Any, Iterator, Optional


class Foreign(BaseException):
    """Carries another exception past those who would take it for one of the network."""


class Body:
    """The blocks of a body. What reading them raises is no error of the network."""

    def __init__(self, blocks: Any) -> None:
        self._blocks = blocks

    def __len__(self) -> int:
        return len(self._blocks)

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from self._blocks
        except Exception as error:
            raise Foreign(error) from error


def is_foreign(error: Optional[BaseException]) -> bool:
    """Return whether a signal handler or a body raised *error*, as its traceback tells."""
    handlers: Any = [Body.__iter__, *map(signal.getsignal, range(1, signal.NSIG))]
    known = [getattr(getattr(one, "__func__", one), "__code__", "") for one in handlers]
    entry: Any = error and error.__traceback__
    while entry is not None and entry.tb_next is not None:
        interrupted, entry = entry.tb_frame, entry.tb_next
        values = list(entry.tb_frame.f_locals.values())
        values += [one for each in values if type(each) is tuple for one in each]
        # A signal handler is given the frame that it interrupted.
        if entry.tb_frame.f_code in known or any(one is interrupted for one in values):
            return True
    return False
