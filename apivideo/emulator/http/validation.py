"""Requests checked against the description, before their operation sees them.

What is not declared, has the wrong type or is missing gets the service's own 400 (see
docs/service.md, sections 4 and 5). The bytes of an upload are not looked at; neither are headers,
whose refusals have names of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jsonschema.protocols import Validator
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

from apivideo.emulator.http import description, json_body, schemas
from apivideo.emulator.http.description import Parameter
from apivideo.emulator.http.problems import Problem, together, wrong_parameter
from apivideo.emulator.http.schemas import Flaw

DESCRIPTION = description.load()
CREDENTIALS = ("token",)  # without one a request is refused as a stranger's, not as a wrong one
WHOLE_NUMBER = re.compile(r"-?[0-9]{1,1000}")
MEMBER = re.compile(r"\[(?P<key>[^\[\]]+)\](?P<index>\[[0-9]*\])?")
ANY_MEMBER = re.compile(r"\[(?P<key>(?:(?!\]\[).)*)\](?P<index>\[\])?", re.DOTALL)


class Checker:
    """What one operation takes."""

    def __init__(self, operation: str) -> None:
        self._query, body = DESCRIPTION.operations[operation]
        self._values: Mapping[str, Validator] = {
            name: schemas.validator(parameter.schema, DESCRIPTION.components)
            for name, parameter in self._query.items()
        }
        self._body = None if body is None else schemas.validator(body, DESCRIPTION.components)

    def check(self, request: Request) -> None:
        """Raise Problem unless the request is as declared.

        One without the credentials that its query should have is left to its operation.
        """
        if any(name in self._query and not request.args.get(name) for name in CREDENTIALS):
            return
        problems = self._check_query(request.args)
        if not problems and self._body is not None:
            document = json_body.read(request)
            problems = [_attribute(flaw) for flaw in schemas.flaws(self._body, document)]
        if problems:
            raise together(problems)

    def _check_query(self, query: MultiDict[str, str]) -> list[Problem]:
        problems = [
            wrong_parameter(name, "This parameter is not known here.")
            for name in query
            if not self._is_known(name)
        ]
        for parameter in self._query.values():
            value = _value(parameter, query)
            if value is not None:
                found = schemas.flaws(self._values[parameter.name], value)
                problems.extend(_parameter(parameter.name, flaw) for flaw in found)
            elif parameter.required:
                problems.append(wrong_parameter(parameter.name, "This parameter is required."))
        return problems

    def _is_known(self, name: str) -> bool:
        base, bracket, _ = name.partition("[")
        parameter = self._query.get(base)
        if bracket and parameter is not None and parameter.is_object:
            return bool(_member(parameter).fullmatch(name, len(base)))
        return name in self._query


CHECKERS = {operation: Checker(operation) for operation in DESCRIPTION.operations}


def check(operation: str, request: Request) -> None:
    """Raise Problem unless the request is as the description declares it."""
    if operation in CHECKERS:  # and is no address of our own
        CHECKERS[operation].check(request)


def _value(parameter: Parameter, query: MultiDict[str, str]) -> Any:
    """What the query has for a parameter, of the declared type if it can be; None if nothing."""
    if parameter.is_object and parameter.name not in query:
        return _members(parameter, query) or None
    if parameter.schema.get("type") == "array":
        return query.getlist(parameter.name) or None
    return _scalar(query.get(parameter.name), parameter.schema.get("type"))


def _member(parameter: Parameter) -> re.Pattern[str]:
    """What stands behind the name; where the keys are free, anything in brackets."""
    return ANY_MEMBER if parameter.schema.get("additionalProperties") else MEMBER


def _members(parameter: Parameter, query: MultiDict[str, str]) -> dict[str, Any]:
    """``name[key]=value`` and ``name[key][]=value``, together."""
    declared = parameter.schema.get("properties", {})
    found: dict[str, Any] = {}
    for name, value in query.items(multi=True):
        match = _member(parameter).fullmatch(name, len(parameter.name))
        if match is None or not name.startswith(parameter.name):
            continue
        key, is_item = match["key"], match.groupdict().get("index") is not None
        if is_item or declared.get(key, {}).get("type") == "array":
            values = found.setdefault(key, [])
            if isinstance(values, list):
                values.append(value)
        else:
            found[key] = value
    return found


def _scalar(text: str | None, kind: str | None) -> Any:
    if text is not None and kind == "integer" and WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _parameter(name: str, flaw: Flaw) -> Problem:
    bounds = {
        short: int(flaw.schema[long])
        for short, long in (("min", "minimum"), ("max", "maximum"))
        if long in flaw.schema
    }
    name += "".join(f"[{step}]" for step in flaw.path)
    if flaw.kind == "bound":
        return Problem(None, name, range=bounds)
    expected = "not be here" if flaw.kind == "unknown" else flaw.hint
    return wrong_parameter(name, f"This parameter must {expected}.")


def _attribute(flaw: Flaw) -> Problem:
    first, rest = (flaw.path[0], flaw.path[1:]) if flaw.path else ("", ())
    name = str(first) + "".join(f"[{step}]" for step in rest)
    if flaw.kind == "required":
        return Problem("attribute-required", name)
    if flaw.kind == "unknown":
        return Problem("invalid-attribute", name, "This attribute is not known here.")
    return Problem("invalid-attribute", name, title=f"This attribute must {flaw.hint}.")
