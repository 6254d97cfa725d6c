"""The API description as the tests read it: from its JSON, apart from the generator.

Values for arguments and payloads come from its examples, or else from the types it states, so that
an operation that is added to it is tested without a change here.
"""

import json
import keyword
import os
import re
from typing import Any, Dict, List, NamedTuple, Optional, Tuple
from urllib.parse import quote

from dateutil.parser import isoparse

HERE = os.path.dirname(os.path.abspath(__file__))
DESCRIPTION = os.path.join(HERE, "..", "..", "apivideo", "emulator", "data", "openapi.json")
EXAMPLES = os.path.join(HERE, "..", "data", "examples")

FILE = b"\x00\xff the content of a file \r\n--\r\n"

TEXTS = {"date-time": "2024-05-28T11:15:07+00:00", "date": "2024-05-28", "uri": "https://a.example"}

with open(DESCRIPTION, encoding="utf-8") as opened:
    ROOT = json.load(opened)


def resolved(node: Dict[str, Any]) -> Dict[str, Any]:
    """*node*, or what its ``$ref`` points to."""
    if "$ref" not in node:
        return node
    target = ROOT
    for step in node["$ref"][2:].split("/"):
        target = target[step]
    return resolved(target)


def python_name(name: str) -> str:
    """``videoId`` as ``video_id``, ``tags[]`` as ``tags``, ``from`` as ``from_``."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.replace("[]", "")).lower()
    return words + "_" if keyword.iskeyword(words) else words


def kind(schema: Dict[str, Any]) -> str:
    """The JSON type of *schema*, null aside; a ``date-time``, a ``date`` and a file by format."""
    schema = resolved(schema)
    types = schema.get("type", "object" if "properties" in schema else "string")
    named: str = [one for one in ([types] if isinstance(types, str) else types) if one != "null"][0]
    by_format = {"date-time": "date-time", "date": "date", "binary": "file"}
    return by_format.get(schema.get("format"), named) if named == "string" else named


def example(schema: Dict[str, Any]) -> Any:
    """A JSON value of *schema*: its own example, or one made by type."""
    schema = resolved(schema)
    if "example" in schema:
        return schema["example"]
    for words in ("examples", "enum"):
        if schema.get(words):
            return schema[words][0]
    if "oneOf" in schema:
        return example(schema["oneOf"][0])
    named = kind(schema)
    if named == "object" and "properties" in schema:
        return {name: example(one) for name, one in schema["properties"].items()}
    if named == "object":
        return {"key": example(schema.get("additionalProperties") or {})}
    if named == "array":
        return [example(schema["items"])]
    if named == "integer":
        return int(schema.get("minimum", 7))
    if named == "number":
        return float(schema.get("minimum", 7.5))
    if named == "boolean":
        return True
    return TEXTS.get(schema.get("format", ""), "text")


def in_python(schema: Dict[str, Any], value: Any) -> Any:
    """The JSON *value* as a caller writes it: Python names, ``datetime`` objects."""
    schema = resolved(schema)
    if value is None:
        return None
    named = kind(schema)
    if named == "date-time":
        return isoparse(value)
    if named == "date":
        return isoparse(value).date()
    if named == "array":
        return [in_python(schema["items"], one) for one in value]
    if named == "object" and "properties" in schema:
        properties = schema["properties"]
        return {python_name(name): in_python(properties[name], one) for name, one in value.items()}
    return value


class Parameter(NamedTuple):
    """An argument of a method, wherever its value goes."""

    json_name: str
    place: str  # path, query, body, file or form
    required: bool
    schema: Dict[str, Any]
    value: Any  # in JSON
    copied: bool = False  # taken from the answer to the first part of an upload

    @property
    def name(self) -> str:
        return python_name(self.json_name)

    @property
    def kind(self) -> str:
        return kind(self.schema)

    @property
    def python_value(self) -> Any:
        return FILE if self.place == "file" else in_python(self.schema, self.value)


class Operation(NamedTuple):
    """A call of the API, and the method that makes it."""

    id: str
    class_name: str
    method_name: str
    http_method: str
    path: str
    parameters: Tuple[Parameter, ...]
    content_range: bool
    authenticated: bool
    deprecated: bool
    hidden: bool
    upload: Optional[Dict[str, str]]
    others: Tuple[str, ...]
    """Further methods that make this call, among others."""
    responses: Dict[str, Any]

    @property
    def positional(self) -> List[Parameter]:
        """Path first, then the query, then what is sent: the order of the published client."""
        places = ("path", "query", "body", "file")
        return sorted(
            (one for one in self.parameters if one.required and one.place in places),
            key=lambda one: places.index(one.place),
        )

    @property
    def keywords(self) -> List[Parameter]:
        positional = self.positional
        return [one for one in self.parameters if one not in positional]

    def sent_path(self) -> str:
        """The path of a request with the example values."""
        path = self.path
        for one in self.parameters:
            if one.place == "path":
                path = path.replace("{" + one.json_name + "}", quote(str(one.value), safe=""))
        return path

    def sent_query(self, only_required: bool = False) -> List[Tuple[str, str]]:
        """The names and texts of a query with the example values, in any order."""
        pairs = []  # type: List[Tuple[str, str]]
        for one in self.parameters:
            if one.place == "query" and (one.required or not only_required):
                pairs += query_pairs(one)
        return sorted(pairs)

    def success(self) -> Tuple[int, Optional[str]]:
        """The status of a success, and the schema of its answer."""
        status = min(code for code in self.responses if code.startswith("2"))
        return int(status), self.answer_schema(status)

    def answer_schema(self, status: str) -> Optional[str]:
        """The name of the schema of an answer, None where it has no body."""
        content = resolved(self.responses[status]).get("content")
        if not content:
            return None
        reference: str = content["application/json"]["schema"]["$ref"]
        return reference.rpartition("/")[2]


def query_pairs(one: Parameter) -> List[Tuple[str, str]]:
    """How a parameter is spelled: repeated for a list, ``name[key]`` for a ``deepObject``."""
    if isinstance(one.value, dict):
        return [
            pair
            for key, value in one.value.items()
            for pair in (
                [(f"{one.json_name}[{key}][]", text(item)) for item in value]
                if isinstance(value, list)
                else [(f"{one.json_name}[{key}]", text(value))]
            )
        ]
    if isinstance(one.value, list):
        return [(one.json_name, text(item)) for item in one.value]
    return [(one.json_name, text(one.value))]


def text(value: Any) -> str:
    """A value in a query: booleans as JSON spells them."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _parameters(node: Dict[str, Any]) -> List[Parameter]:
    found = []
    for one in map(resolved, node.get("parameters", [])):
        if not one.get("x-computed") and one["in"] != "header":
            value = one.get("example", example(one["schema"]))
            required = bool(one.get("required"))
            found.append(Parameter(one["name"], one["in"], required, one["schema"], value))
    content = resolved(node.get("requestBody", {})).get("content", {})
    for media_type, inside in content.items():
        schema = resolved(inside["schema"])
        if media_type == "application/json":
            name = inside["schema"]["$ref"].rpartition("/")[2]
            found.append(Parameter(name, "body", True, inside["schema"], example(schema)))
        else:
            for name, inner in schema["properties"].items():
                place = "file" if kind(inner) == "file" else "form"
                required = name in schema.get("required", ())
                copied = bool(inner.get("x-copy-from-response"))
                found.append(Parameter(name, place, required, inner, example(inner), copied))
    return found


def _operation(path: str, method: str, node: Dict[str, Any]) -> Operation:
    resource, _, name = node["operationId"].partition(".")
    headers = [one["name"] for one in map(resolved, node.get("parameters", [])) if "name" in one]
    return Operation(
        id=node["operationId"],
        class_name="".join(word.capitalize() for word in resource.split("_")) + "Api",
        method_name=name,
        http_method=method.upper(),
        path=path,
        parameters=tuple(_parameters(node)),
        content_range="Content-Range" in headers,
        authenticated=bool(node.get("security", ROOT["security"])),
        deprecated=bool(node.get("deprecated")),
        hidden=bool(node.get("x-hidden")),
        upload=node.get("x-upload"),
        others=tuple(
            node[extra][key]
            for extra, key in (
                ("x-upload", "session"),
                ("x-publication", "method"),
                ("x-download", "method"),
            )
            if extra in node
        ),
        responses={str(status): one for status, one in node["responses"].items()},
    )


EVERY = [
    _operation(path, method, node)
    for path, item in ROOT["paths"].items()
    for method, node in item.items()
]

OPERATIONS = [one for one in EVERY if not one.hidden]


class Answer(NamedTuple):
    """An example of what the service answers to an operation, or, without a status, is sent."""

    id: str
    operation: Operation
    status: int
    schema: Optional[str]
    document: Any  # None: no body


def _stored() -> List[Answer]:
    by_name = {(one.class_name, one.method_name): one for one in EVERY}
    found = []
    with open(os.path.join(EXAMPLES, "index.json"), encoding="utf-8") as index:
        entries = json.load(index)
    for entry in entries:
        operation = by_name.get((entry.get("api"), entry.get("method")))
        if operation is None or entry["file"] is None:
            continue
        with open(os.path.join(EXAMPLES, entry["file"]), encoding="utf-8") as stored:
            document = json.load(stored)
        status = entry["status"] or 0
        found.append(Answer(entry["file"], operation, status, entry["schema"], document))
    return found


def _made(operation: Operation, status: str) -> Answer:
    schema = operation.answer_schema(status)
    document = example(ROOT["components"]["schemas"][schema]) if schema else None
    name = f"{operation.id}/{status} by type"
    return Answer(name, operation, int(status), schema, document)


def answers() -> List[Answer]:
    """An answer or more for each declared status of each operation: stored examples, or made."""
    stored = [one for one in _stored() if one.status]
    declared = {(one.operation.id, one.status) for one in stored}
    return stored + [
        _made(operation, status)
        for operation in EVERY
        for status in operation.responses
        if (operation.id, int(status)) not in declared
    ]


def requests() -> List[Answer]:
    """The stored examples of payloads."""
    return [one for one in _stored() if not one.status]
