"""What each operation takes, by the JSON that the generator makes of ``openapi.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from apivideo.emulator.state import reference_data

Schema = Mapping[str, Any]


class Parameter(NamedTuple):
    """A parameter in the query."""

    name: str
    schema: Schema  # without references
    required: bool
    is_object: bool  # sent as name[key]=value


class Operation(NamedTuple):
    """What a request may hold."""

    query: Mapping[str, Parameter]
    body: Schema | None  # of JSON; None where a body is no JSON, or is not looked at


class Description(NamedTuple):
    """The operations by their ``operationId``, and what their schemas refer to."""

    operations: Mapping[str, Operation]
    components: Mapping[str, Any]


def read() -> dict[str, Any]:
    return reference_data.load("openapi")


def load() -> Description:
    """What the emulator wants of the description."""
    document = read()
    operations = {
        operation["operationId"]: Operation(
            {parameter.name: parameter for parameter in _query(operation, document)},
            _body(operation),
        )
        for path in document["paths"].values()
        for operation in path.values()
    }
    return Description(operations, document["components"])


def _query(operation: Mapping[str, Any], document: Mapping[str, Any]) -> list[Parameter]:
    written = (resolve(parameter, document) for parameter in operation.get("parameters", ()))
    return [
        Parameter(
            parameter["name"],
            resolve(parameter["schema"], document),
            parameter.get("required", False),
            parameter.get("style") == "deepObject",
        )
        for parameter in written
        if parameter["in"] == "query"
    ]


def _body(operation: Mapping[str, Any]) -> Schema | None:
    content: Mapping[str, Any] = operation.get("requestBody", {}).get("content", {})
    found: Schema | None = content.get("application/json", {}).get("schema")
    return found


def members(schema: str) -> Mapping[str, Any]:
    """The declared members of an object, each with its schema."""
    found: Mapping[str, Any] = read()["components"]["schemas"][schema]["properties"]
    return found


def defaults(schema: str) -> dict[str, Any]:
    """The members of an object that have a default."""
    declared = members(schema).items()
    return {name: member["default"] for name, member in declared if "default" in member}


def resolve(node: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    """The node, or what it refers to."""
    while "$ref" in node:
        found: Any = document
        for step in node["$ref"].lstrip("#/").split("/"):
            found = found[step]
        node = found
    return node
