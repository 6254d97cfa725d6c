"""JSON bodies: read, and checked member by member (service facts, section 4).

A check is a function that takes a value and gives None, or what is wrong with it. All faults of a
body are told together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from werkzeug.wrappers import Request

from apivideo.emulator.http.problems import Problem, together

MOST_BYTES = 4 * 1024 * 1024
DECODED = "apivideo.emulator.document"  # where a request keeps it
Check = Callable[[Any, str], Iterator[Problem]]


def read(
    request: Request, checks: Mapping[str, Check], required: Collection[str] = ()
) -> dict[str, Any]:
    """The JSON object in a request; members without a check are refused. Raises Problem."""
    document = decode(request)
    problems = [
        Problem("attribute-required", name) for name in required if document.get(name) is None
    ]
    told = {problem.name for problem in problems}
    for name, value in document.items():
        if name in told:
            continue
        if name not in checks:
            problems.append(Problem("invalid-attribute", name, "This attribute is not known here."))
        else:
            problems.extend(checks[name](value, name))
    if problems:
        raise together(problems)
    return document


def decode(request: Request) -> dict[str, Any]:
    """The JSON object in a request, read once. Raises Problem."""
    if DECODED not in request.environ:
        request.environ[DECODED] = _decode(request)
    found: dict[str, Any] = request.environ[DECODED]
    return found


def _decode(request: Request) -> dict[str, Any]:
    data = b""
    for block in iter(lambda: request.stream.read(MOST_BYTES), b""):
        data += block
        if len(data) > MOST_BYTES:
            raise Problem("invalid-payload", detail=f"The most is {MOST_BYTES} bytes.")
    try:
        document = json.loads(data, parse_float=_number, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Problem("invalid-payload", detail="The body is not JSON.") from error
    if not isinstance(document, dict):
        raise Problem("invalid-payload", detail="The body is not a JSON object.")
    return document


def _number(text: str) -> int | float:
    """JSON has one kind of number: 1.0 is 1."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _refuse_constant(text: str) -> None:
    raise ValueError(text + " is not JSON")


def text(value: Any, name: str) -> Iterator[Problem]:
    """A string."""
    if not isinstance(value, str):
        yield wrong(name, "This attribute must be a string.")
    elif not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
        yield wrong(name, "This attribute must be Unicode text.")


def short_text(longest: int) -> Check:
    """A string of at most so many characters."""

    def check(value: Any, name: str) -> Iterator[Problem]:
        yield from text(value, name)
        if isinstance(value, str) and len(value) > longest:
            yield wrong(name, f"This attribute must have at most {longest} characters.")

    return check


def boolean(value: Any, name: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield wrong(name, "This attribute must be a boolean.")


def integer(low: int, high: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, name: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield wrong(name, "This attribute must be an integer.")
        elif not low <= value <= high:
            yield wrong(name, f"This attribute must be between {low} and {high}.")

    return check


def one_of(words: Collection[str]) -> Check:
    """One of the listed words."""

    def check(value: Any, name: str) -> Iterator[Problem]:
        if not isinstance(value, str) or value not in words:
            yield wrong(name, "This attribute must be one of: " + ", ".join(words) + ".")

    return check


def array(item: Check, most: int | None = None) -> Check:
    """A list of at most so many items, all good."""

    def check(value: Any, name: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield wrong(name, "This attribute must be an array.")
            return
        if most is not None and len(value) > most:
            detail = f"This collection should contain {most} elements or less."
            yield Problem("invalid-attribute", name, detail)
            return
        for index, member in enumerate(value):
            yield from item(member, f"{name}[{index}]")

    return check


def structure(members: Mapping[str, Check], required: Collection[str] = ()) -> Check:
    """An object with no other members than these."""

    def check(value: Any, name: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield wrong(name, "This attribute must be an object.")
            return
        for key in required:
            if value.get(key) is None:
                yield Problem("attribute-required", f"{name}[{key}]")
        for key, member in value.items():
            if key not in members:
                yield wrong(f"{name}[{key}]", "This attribute is not known here.")
            elif member is not None or key not in required:
                yield from members[key](member, f"{name}[{key}]")

    return check


def complete(members: Mapping[str, Check]) -> Check:
    """An object with all of these members; each check is told null as well."""
    known = structure(members)

    def check(value: Any, name: str) -> Iterator[Problem]:
        if isinstance(value, dict):
            for key in members:
                if key not in value:
                    yield Problem("attribute-required", f"{name}[{key}]")
        yield from known(value, name)

    return check


def nullable(check: Check) -> Check:
    """What *check* takes, and null."""
    return lambda value, name: iter(()) if value is None else check(value, name)


def wrong(name: str, title: str) -> Problem:
    """An attribute that holds what it must not."""
    return Problem("invalid-attribute", name, title=title)
