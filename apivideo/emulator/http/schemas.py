"""Values checked against the schemas of the description, and what is wrong with them in words.

The schemas of OpenAPI 3.1 are those of JSON Schema 2020-12, which ``jsonschema`` checks. One rule
of the service is stricter than a schema: null is no value for a required attribute.
"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import Draft202012Validator, extend

ADDITIONAL = "additionalProperties"
MISSING = "required"
UNKNOWN = "unknown"
BOUND = "bound"
WRONG = "wrong"

KINDS = {
    "string": "a string",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a number",
    "array": "an array",
    "object": "an object",
    "null": "null",
}
FORMATS = {"date": "a day such as 2024-01-31", "date-time": "such as 2024-01-31T12:00:00+00:00"}
HOUR = r"([01]\d|2[0-3]):[0-5]\d"
DAY = r"(?P<day>\d{4}-\d\d-\d\d)"
PATTERNS = {
    "date": re.compile(DAY, re.ASCII),
    "date-time": re.compile(
        rf"{DAY}T{HOUR}:[0-5]\d(\.\d+)?(Z|[+-]{HOUR})", re.ASCII | re.IGNORECASE
    ),
}


class Flaw(NamedTuple):
    """One thing that is wrong with a value."""

    path: tuple[str | int, ...]
    kind: str  # MISSING, UNKNOWN, BOUND or WRONG
    hint: str  # what is expected, to stand after "must be" or "must have"
    schema: Mapping[str, Any]


def validator(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Validator:
    """Checks values against a schema that may refer to *components*."""
    root = {**schema, "components": components}
    found: Validator = STRICT(root, format_checker=FORMAT_CHECKER)
    return found


def flaws(checker: Validator, value: Any) -> Iterator[Flaw]:
    """What is wrong with a value; of each attribute the first thing."""
    told: set[tuple[str | int, ...]] = set()
    found = sorted(checker.iter_errors(value), key=lambda error: error.validator != MISSING)
    for error in found:
        path = tuple(error.absolute_path)
        if path not in told:
            told.add(path)
            yield Flaw(path, _kind(error), _hint(error), _schema(error))


def _kind(error: ValidationError) -> str:
    if error.validator in (MISSING, UNKNOWN):
        return str(error.validator)
    return BOUND if error.validator in ("minimum", "maximum") else WRONG


def _schema(error: ValidationError) -> Mapping[str, Any]:
    return error.schema if isinstance(error.schema, Mapping) else {}


def _hint(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    if error.validator == "type":
        kinds = [wanted] if isinstance(wanted, str) else wanted
        return "be " + " or ".join(KINDS[kind] for kind in kinds)
    if error.validator == "enum":
        return "be one of: " + ", ".join(str(word) for word in wanted if word is not None)
    if error.validator == "format":
        return "be " + FORMATS.get(wanted, str(wanted))
    hints = {
        "minimum": f"be at least {wanted}",
        "maximum": f"be at most {wanted}",
        "maxLength": f"have at most {wanted} characters",
        "maxItems": f"have at most {wanted} items",
        "pattern": f"match {wanted}",
    }
    return hints.get(str(error.validator), "be as documented")


def _additional(
    checker: Validator, allowed: Any, value: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if allowed is not False:
        yield from Draft202012Validator.VALIDATORS[ADDITIONAL](checker, allowed, value, schema)
    elif isinstance(value, dict):
        for name in value:
            if name not in schema.get("properties", {}):
                yield ValidationError("not declared", path=[name], validator=UNKNOWN)


def _required(
    checker: Validator, names: Sequence[str], value: Any, schema: Mapping[str, Any]
) -> Iterator[ValidationError]:
    if not isinstance(value, dict):
        return
    for name in names:
        if value.get(name) is None and not (name in value and _takes_null(checker, schema, name)):
            yield ValidationError("missing", path=[name], validator=MISSING)


def _takes_null(checker: Validator, schema: Mapping[str, Any], name: str) -> bool:
    return checker.evolve(schema=schema.get("properties", {}).get(name, {})).is_valid(None)


def _has_format(pattern: re.Pattern[str], value: object) -> bool:
    if not isinstance(value, str):
        return True
    match = pattern.fullmatch(value)
    return match is not None and bool(datetime.date.fromisoformat(match["day"]))


FORMAT_CHECKER = FormatChecker(formats=())
for _name, _pattern in PATTERNS.items():
    FORMAT_CHECKER.checks(_name, raises=ValueError)(functools.partial(_has_format, _pattern))
derived: Callable[..., Any] = extend
STRICT = derived(Draft202012Validator, {ADDITIONAL: _additional, MISSING: _required})
