"""What a tool that prints local variables would show of an exception: Sentry, ``pytest -l``."""

import os
from collections.abc import Mapping, Sequence, Set
from typing import Any, Iterable, Iterator, List, Tuple

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

DEEPEST = 4  # containers in containers that are shown; Sentry stops there too
TEXTS = (str, bytes, bytearray, memoryview)


def leaks(error: BaseException, secrets: Iterable[str]) -> List[str]:
    """Return where one of *secrets* is shown of an exception, the tests' own frames aside."""
    found = {
        f"{place}: {text[:200]}"
        for place, text in shown(error)
        if any(secret in text for secret in secrets)
    }
    return sorted(found)


def shown(error: BaseException) -> Iterator[Tuple[str, str]]:
    """Yield places and texts: messages, attributes and local variables of the whole chain."""
    for one in chain(error):
        kind = type(one).__name__
        yield f"str({kind})", str(one)
        yield f"repr({kind})", repr(one)
        yield from values(f"{kind}.args", one.args)
        for name in attributes(one):
            yield from values(f"{kind}.{name}", getattr(one, name, None))
        trace = one.__traceback__
        while trace is not None:
            code, local = trace.tb_frame.f_code, trace.tb_frame.f_locals
            if not os.path.abspath(code.co_filename).startswith(TESTS):
                where = f"{os.path.basename(code.co_filename)} {code.co_name}()"
                for name, value in list(local.items()):
                    yield from values(f"{where} {name}", value)
            trace = trace.tb_next


def chain(error: BaseException) -> List[BaseException]:
    """Return an exception and what it refers to, suppressed or not."""
    found: List[BaseException] = []
    follow: List[Any] = [error]
    while follow:
        one = follow.pop()
        if isinstance(one, BaseException) and not any(one is other for other in found):
            found.append(one)
            follow += [one.__cause__, one.__context__, *one.args, *vars(one).values()]
    return found


def attributes(error: BaseException) -> List[str]:
    """Return the names of the data attributes of an exception, those in slots included."""
    names = {name for kind in type(error).__mro__ for name, one in vars(kind).items() if data(one)}
    return sorted(names | set(vars(error)) - {"__traceback__"})


def data(one: Any) -> bool:
    return type(one).__name__ in ("member_descriptor", "getset_descriptor")


def values(place: str, value: Any, depth: int = 0) -> Iterator[Tuple[str, str]]:
    """Yield what is shown of a value: its ``repr``, its items, and what our objects have."""
    yield place, text_of(value)
    if depth >= DEEPEST:
        return
    if isinstance(value, Mapping):
        for key, one in list(value.items()):
            yield from values(f"{place}[{key!r}]", one, depth + 1)
    elif isinstance(value, (Sequence, Set)) and not isinstance(value, TEXTS):
        for number, one in enumerate(list(value)[:99]):
            yield from values(f"{place}[{number}]", one, depth + 1)
    elif type(value).__module__.startswith("apivideo.") and depth == 0:
        for name, one in list(getattr(value, "__dict__", {}).items()):
            yield f"{place}.{name}", text_of(one)


def text_of(value: Any) -> str:
    """Return the ``repr`` of a value; an empty text if it has too many levels, as on PyPy."""
    try:
        return repr(value)
    except RecursionError:
        return ""
