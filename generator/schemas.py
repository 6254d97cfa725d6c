"""Schemas of the description: the kinds of values, and the models."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from typing import Any

from generator import kinds
from generator.ir import Field, Model
from generator.kinds import Kind, ModelNamed
from generator.naming import snake_case
from generator.source import Node
from generator.vocabulary import Vocabulary

EVERYWHERE = ("type", "description", "default", "deprecated", "readOnly", "examples")
BESIDE_A_REFERENCE = ("$ref", "description", "deprecated", "readOnly")
FORMATS: dict[str, type[Kind]] = {
    "": kinds.Text,
    "binary": kinds.File,
    "date": kinds.Day,
    "date-time": kinds.Moment,
    "password": kinds.Text,
    "uri": kinds.Text,
    "uri-reference": kinds.Text,
}
LIMITS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "maxLength": "max_length",
    "maxItems": "max_items",
}
TAKEN = {
    *("from_json", "from_payload", "get", "set_attribute"),
    *("to_dict", "to_json", "to_str", "attribute_map", "openapi_types", "keys"),
    *("allowed_values", "validations", "additional_properties_type", "discriminator"),
}
"""Names that every model has."""
TAKEN_BY_PAGES = {
    *("auto_paging_iter", "comes_from", "has_next_page", "iter_pages", "next_page", "total"),
    "to_dataframe",
}
"""Names that every page of a list has beside them."""
TAKEN_BY_PLAYERS = {
    *("player_url", "embed_html", "rtmp_url", "rtmps_url", "srt_url", "ffmpeg_command"),
}
"""Names that videos and live streams have beside them."""
TAKEN_BY_UPDATES = {"to_update", "from_model", "diff"}
"""Names that what can be updated, and the payloads for that, have beside them."""


class Schemas:
    """Reads schemas; knows which of them are forms, and so are no models."""

    def __init__(self, components: Node, forms: Collection[str], vocabulary: Vocabulary) -> None:
        self.components = components
        self.forms = forms
        self.vocabulary = vocabulary

    def models(self) -> tuple[Model, ...]:
        """All models, in the order of the description."""
        models = [
            self._model(name, node)
            for name, node in self.components.items()
            if name not in self.forms
        ]
        by_name = {model.name: model for model in models}
        for name, node in self.components.items():
            if name in by_name and _reaches(by_name, name, name):
                raise node.refused("a schema that contains itself is not supported")
        return tuple(models)

    def form(self, name: str) -> tuple[Field, ...]:
        """The fields of a form."""
        return self._fields(self.components[name], "x-copy-from-response")

    def payload(self, name: str) -> tuple[Field, ...]:
        """The fields of a model."""
        return self._fields(self.components[name])

    def _model(self, name: str, node: Node) -> Model:
        fields = self._fields(node)
        text = self.vocabulary.python(node.prose("description"), words_of(fields))
        text = noted(text, node.flag("deprecated"))
        model = Model(name, snake_case(name), text, fields, has_player=node.flag("x-player"))
        for field in fields:
            if isinstance(field.kind, kinds.File):
                raise node["properties"][field.json_name].refused("only a form can have a file")
            taken = (
                TAKEN
                | TAKEN_BY_PLAYERS
                | TAKEN_BY_UPDATES
                | {f"{one.name}_dict" for one in model.pairs}
            )
            if field.name in taken or model.is_page and field.name in TAKEN_BY_PAGES:
                place = node["properties"][field.json_name]
                kind = "model" if field.name in taken else "page"
                raise place.refused(f"every {kind} has a '{field.name}' of its own")
        if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
            raise node.refused("this name is no name of a class")
        return model

    def _fields(self, node: Node, *more: str) -> tuple[Field, ...]:
        node.only(
            *("type", "description", "deprecated", "properties", "required", "x-aliases"),
            *("additionalProperties", "x-always-sent", "x-player"),
        )
        if node["type"].value != "object":
            raise node["type"].refused("a component must be an object; write others in place")
        properties = dict(node["properties"].items()) if "properties" in node else {}
        required = node["required"].strings() if "required" in node else ()
        for name in required:
            if name not in properties:
                raise node["required"].refused(f"there is no property '{name}'")
        always_sent = node["x-always-sent"].strings() if "x-always-sent" in node else ()
        for name in always_sent:
            if name not in properties or name in required or nullable(properties[name]):
                raise node["x-always-sent"].refused(f"'{name}' is no property that may be absent")
        order = [*required, *(name for name in properties if name not in required)]
        fields = [self._field(name, properties[name], name in required, more) for name in order]
        for field in fields:
            if [one.name for one in fields].count(field.name) > 1:
                place = properties[field.json_name]
                raise place.refused(f"two properties are called '{field.name}' in Python")
        words = words_of(fields)
        return tuple(
            field._replace(
                always_sent=field.json_name in always_sent,
                description=self.vocabulary.python(field.description, words),
            )
            for field in fields
        )

    def _field(self, name: str, node: Node, required: bool, more: Iterable[str]) -> Field:
        kind = self.kind(node, *more)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", snake_case(name)):
            raise node.refused(f"'{name}' makes no name in Python")
        return Field(
            name=snake_case(name),
            json_name=name,
            kind=kind,
            required=required,
            nullable=nullable(node),
            secret="format" in node and node["format"].value == "password",
            deprecated=node.flag("deprecated"),
            limits=tuple((LIMITS[key], _number(node[key])) for key in LIMITS if key in node),
            description=described(node, node.prose("description"), kind),
            examples=examples(node, kind),
        )

    def kind(self, node: Node, *more: str) -> Kind:
        """The kind of a schema that stands in place; *more* keywords may stand beside."""
        if "$ref" in node:
            return self.reference(node.only(*BESIDE_A_REFERENCE))
        if "properties" in node:
            raise node.refused("an object in place is not supported; make it a component")
        if "anyOf" in node:
            choices = node.only(*EVERYWHERE, "anyOf")["anyOf"].elements()
            return kinds.AnyOf(tuple(self.kind(one) for one in choices))
        name = _type(node)
        if name == "string":
            return self._string(node, more)
        if name == "array":
            node.only(*EVERYWHERE, "items", "maxItems", "uniqueItems", *more)
            item = self.kind(node["items"])
            return kinds.Pairs(item) if self._is_pair(item) else kinds.ListOf(item)
        if name == "object":
            node.only(*EVERYWHERE, "additionalProperties", *more)
            return kinds.MapOf(self.kind(node["additionalProperties"]))
        if name == "boolean":
            node.only(*EVERYWHERE, *more)
            return kinds.Boolean()
        if name == "integer":
            node.only(*EVERYWHERE, "minimum", "maximum", *more)
            return kinds.Integer()
        if name == "number":
            node.only(*EVERYWHERE, "format", "minimum", "maximum", *more)
            if "format" in node and node["format"].value != "float":
                raise node["format"].refused("this format of a number is not supported")
            return kinds.Number()
        raise node["type"].refused(f"the type '{name}' is not supported")

    def reference(self, node: Node) -> ModelNamed:
        """The model that ``$ref`` names."""
        node.target()
        name = node.reference()
        if name in self.forms or name not in self.components:
            raise node["$ref"].refused("a value must be a schema that is no form")
        return ModelNamed(name, snake_case(name))

    def _is_pair(self, kind: Kind) -> bool:
        """Whether a value is a model of a key and a value, both text."""
        if not isinstance(kind, ModelNamed) or "properties" not in self.components[kind.name]:
            return False
        properties = dict(self.components[kind.name]["properties"].items())
        return {*properties} == {"key", "value"} and all(
            isinstance(self.kind(one), kinds.Text) for one in properties.values()
        )

    def _string(self, node: Node, more: Iterable[str]) -> Kind:
        if "enum" in node:
            node.only(*EVERYWHERE, "enum", *more)
            values = [one.value for one in node["enum"].elements()]
            words = tuple(value for value in values if value is not None)
            if (None in values) != nullable(node):
                raise node["enum"].refused("null must be both a type and a word, or neither")
            if not all(isinstance(word, str) for word in words) or len({*words}) < len(words):
                raise node["enum"].refused("the words must be strings, each of them once")
            return kinds.Words(words)
        node.only(*EVERYWHERE, "format", "maxLength", "pattern", *more)
        text = node["format"].string() if "format" in node else ""
        if text not in FORMATS:
            raise node["format"].refused(f"the format '{text}' of a string is not supported")
        return FORMATS[text]()


def described(node: Node, text: str, kind: Kind) -> str:
    """*text*, and what its schema has to add: a default, a deprecation."""
    default = node.get("default")
    if default is not None:
        if not kind.holds(default.value):
            raise default.refused("the default does not fit the type")
        word = default.value if isinstance(default.value, str) else json.dumps(default.value)
        told = re.search(
            rf"\bleft out\b.*\b{re.escape(word)}\b|\b{re.escape(word)}\b.*\bleft out\b", text
        )
        if "default" not in text.lower() and not told:
            text = f"{text} Default: `{word}`."
    return noted(text, node.flag("deprecated"))


def noted(text: str, deprecated: bool) -> str:
    """*text*, which says so when it is about something deprecated."""
    return f"{text} Deprecated." if deprecated and "deprecated" not in text.lower() else text


def examples(node: Node, kind: Kind) -> tuple[Any, ...]:
    """The examples of a schema, each of which must fit."""
    if "examples" not in node:
        return ()
    for one in node["examples"].elements():
        if not kind.holds(one.value):
            raise one.refused("the example does not fit the type")
    return tuple(one.value for one in node["examples"].elements())


def nullable(node: Node) -> bool:
    """Whether null is one of the types."""
    return "type" in node and isinstance(node["type"].value, list) and "null" in node["type"].value


def words_of(fields: Iterable[Any]) -> frozenset[str]:
    """The words that fields or arguments list: values, which are no names."""
    return frozenset(word for field in fields for word in field.kind.words)


def _type(node: Node) -> str:
    if not nullable(node):
        return node["type"].string()
    others = [one.string() for one in node["type"].elements() if one.value != "null"]
    if len(others) != 1:
        raise node["type"].refused("one type, and null beside it, is all that is supported")
    return others[0]


def _number(node: Node) -> float:
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
        raise node.refused("must be a number")
    return node.value


def _reaches(models: dict[str, Model], start: str, goal: str) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in models_in(models[waiting.pop()]):
            if name == goal:
                return True
            if name not in seen:
                seen.add(name)
                waiting.append(name)
    return False


def models_in(model: Model) -> list[str]:
    """The names of the models that the fields of *model* hold."""
    found = []
    for field in model.fields:
        kind = field.kind
        while isinstance(kind, (kinds.ListOf, kinds.MapOf)):
            kind = kind.item
        if isinstance(kind, ModelNamed):
            found.append(kind.name)
    return found
