"""Reads the description: YAML 1.2 rules, ``$ref``, and where in the file something stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError


class UnsupportedDescription(Exception):
    """The description says something the generator does not understand, at *pointer*."""

    def __init__(self, pointer: str, message: str) -> None:
        super().__init__(f"{pointer or 'the description'}: {message}")
        self.pointer = pointer
        self.message = message


class Node:
    """A value of the description that knows its place, so that whoever refuses it can say where."""

    def __init__(self, value: Any, pointer: str = "", root: Any = None) -> None:
        self.value = value
        self.pointer = pointer
        self.root = value if root is None else root

    def refused(self, message: str) -> UnsupportedDescription:
        """The exception to raise about this place."""
        return UnsupportedDescription(self.pointer, message)

    def __contains__(self, key: str) -> bool:
        return key in self._mapping()

    def __getitem__(self, key: str) -> Node:
        if key not in self:
            raise self.refused(f"'{key}' is missing")
        return Node(self._mapping()[key], self._below(key), self.root)

    def get(self, key: str) -> Node | None:
        """The member *key*, or None where there is none."""
        return self[key] if key in self else None

    def items(self) -> Iterator[tuple[str, Node]]:
        """The members of a mapping, in the order of the file."""
        return ((key, self[key]) for key in self._mapping())

    def elements(self) -> list[Node]:
        """The elements of a list."""
        if not isinstance(self.value, list):
            raise self.refused("must be a list")
        return [
            Node(value, f"{self.pointer}[{index}]", self.root)
            for index, value in enumerate(self.value)
        ]

    def only(self, *understood: str) -> Node:
        """This mapping, when it has no other keys than those *understood*."""
        unknown = [key for key in self._mapping() if key not in understood]
        if unknown:
            raise Node(None, self._below(unknown[0]), self.root).refused(
                "this keyword is not understood here"
            )
        return self

    def string(self) -> str:
        """The value, when it is a string."""
        if not isinstance(self.value, str):
            raise self.refused(f"must be a string, not {self.value!r}")
        return self.value

    def strings(self) -> tuple[str, ...]:
        """The value, when it is a list of strings."""
        return tuple(element.string() for element in self.elements())

    def flag(self, key: str) -> bool:
        """The boolean *key*; False where it is absent."""
        node = self.get(key)
        if node is None:
            return False
        if not isinstance(node.value, bool):
            raise node.refused(f"must be true or false, not {node.value!r}")
        return node.value

    def prose(self, key: str) -> str:
        """The text *key*, which must be there: it becomes documentation."""
        text = self[key].string().strip() if key in self else ""
        if not text or text.startswith("TODO"):
            raise Node(None, self._below(key), self.root).refused("this text is missing")
        return paragraphs(text)

    def target(self) -> Node:
        """What ``$ref`` leads to, or this node where there is no ``$ref``."""
        if not isinstance(self.value, dict) or "$ref" not in self.value:
            return self
        reference = self["$ref"]
        if not reference.string().startswith("#/components/"):
            raise reference.refused("only '#/components/...' can be referred to")
        node = Node(self.root)
        for step in reference.string()[2:].split("/"):
            found = node.get(step)
            if found is None:
                raise reference.refused("there is nothing at this reference")
            node = found
        return node

    def reference(self) -> str:
        """The last word of ``$ref``: the name of a component."""
        return self["$ref"].string().rsplit("/", 1)[-1]

    def _mapping(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.refused("must be a mapping")
        for key in self.value:
            if not isinstance(key, str):
                raise self.refused(f"the key {key!r} is not a string; put it in quotes")
        return self.value

    def _below(self, key: str) -> str:
        return f"{self.pointer}.{key}" if self.pointer else key


def paragraphs(text: str) -> str:
    """*text* with one line for each paragraph or bullet, whatever its line breaks were."""
    blocks = (re.sub(r"\s*\n(?!- )\s*", " ", block) for block in re.split(r"\n\s*\n", text))
    return "\n\n".join(block.strip() for block in blocks if block.strip())


def read(path: Path) -> Node:
    """The description in the file *path*, when it is a valid OpenAPI description."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Node:
    """The description *text*, when it is a valid OpenAPI description."""
    try:
        document = yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnsupportedDescription(f"line {line}", error.problem or "no YAML") from None
    node = Node(document)
    node.only(
        *("openapi", "info", "servers", "security", "tags"), *("paths", "webhooks", "components")
    )
    try:
        validate(document)
    except OpenAPIValidationError as error:
        pointer = ".".join(str(step) for step in error.absolute_path)
        raise UnsupportedDescription(pointer, error.message) from None
    return node


class Loader(yaml.CSafeLoader):
    """Reads scalars by the core schema of YAML 1.2: ``no`` and ``2024-05-28`` are strings."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A dict; a key that is there twice is an error, not a replacement."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                line = node.start_mark.line + 1
                raise UnsupportedDescription(f"line {line}", f"the key {key!r} is there twice")
        return super().construct_mapping(node, deep)


def _integer(loader: Loader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, {"0o": 8, "0x": 16}.get(text[:2], 10))


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    (
        "float",
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
        "-+.0123456789",
    ),
):
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(f"^(?:{_pattern})$"),
        [*_first] + ([""] if _tag == "null" else []),
    )
Loader.add_constructor("tag:yaml.org,2002:int", _integer)
