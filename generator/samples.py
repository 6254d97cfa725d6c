"""Complete examples of calls, from the examples of the description."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from generator.imports import Import, Imports, import_lines, together
from generator.ir import Argument, Field, Library, Model, Operation, Resource
from generator.kinds import Kind, ListOf, ModelNamed, Source
from generator.naming import snake_case

OPTIONAL = 2
"""How many optional arguments or attributes an example shows."""


class Example(NamedTuple):
    """A program that makes one call."""

    imports: str
    client: str
    lines: tuple[str, ...]


class Samples:
    """Finds values for arguments, and a use for results."""

    def __init__(self, library: Library) -> None:
        self.models = {model.name: model for model in library.models}
        self.known: dict[tuple[str, str], Any] = {}
        for one in _everything(library):
            for value in one.examples[:1]:
                self.known.setdefault((one.json_name, one.kind.annotation), value)

    def call(self, resource: Resource, operation: Operation) -> Example:
        """An example of the method itself."""
        sources = [self._source(one) for one in operation.positional if one is not operation.body]
        shown = [one for one in operation.keyword if one.examples][:OPTIONAL]
        named = [(one.name, self._source(one)) for one in shown]
        if operation.body:
            named = [*self._fields(operation.body), *named]
        arguments = [one.text for one in sources] + [f"{name}={one.text}" for name, one in named]
        call = f"client.{resource.name}.{operation.name}({', '.join(arguments)})"
        imports = together(one.imports for one in [*sources, *(one for _, one in named)])
        return self._example(operation, imports, self._used(operation, call))

    def session(self, resource: Resource, operation: Operation) -> Example:
        """An example of the session that an upload can be."""
        assert operation.upload is not None and operation.returns is not None
        sources = [self._source(one) for one in operation.session_arguments if one.required]
        arguments = ", ".join(one.text for one in sources)
        call = f"client.{resource.name}.{operation.upload.session}({arguments})"
        lines = (
            f"session = {call}",
            'session.upload_part("film-1.mp4")',
            *self._used(operation, 'session.upload_last_part("film-2.mp4")'),
        )
        return self._example(operation, together(one.imports for one in sources), lines)

    def _example(self, operation: Operation, imports: Imports, lines: tuple[str, ...]) -> Example:
        ours = frozenset([Import("apivideo")])
        client = (
            'apivideo.AuthenticatedApiClient("YOUR_API_KEY")'
            if operation.authenticated
            else "apivideo.ApiClient()"
        )
        return Example(import_lines(ours | imports), client, lines)

    def _used(self, operation: Operation, call: str) -> tuple[str, ...]:
        """The call, and a line that does something with its result."""
        if operation.job.result:
            return (f"path = {call}", "print(path)")
        if operation.returns is None:
            return (call,)
        model = self.models[operation.returns.name]
        for field in model.fields:
            if field.name == "data" and isinstance(field.kind, ListOf):
                if isinstance(field.kind.item, ModelNamed):
                    item = self.models[field.kind.item.name]
                    told = f"    print(item.{_telling(item)})"
                    return (f"page = {call}", "for item in page.data:", told)
        name = snake_case(model.name)
        return (f"{name} = {call}", f"print({name}.{_telling(model)})")

    def _fields(self, body: Argument) -> Iterable[tuple[str, Source]]:
        """The fields of a payload as keywords."""
        assert isinstance(body.kind, ModelNamed)
        return body.kind.members(self._value(body), self.models).items()

    def _source(self, argument: Argument) -> Source:
        value = self._value(argument)
        return argument.kind.source(value, self.models)

    def _value(self, one: Argument | Field) -> Any:
        """Its own example, one of another place with the same name, or an invented one."""
        if one.examples:
            return one.examples[0]
        key = (one.json_name, one.kind.annotation)
        if key in self.known:
            return self.known[key]
        return self._invented(one.kind, one.json_name)

    def _invented(self, kind: Kind, name: str) -> Any:
        if isinstance(kind, ModelNamed):
            return self._object(self.models[kind.name])
        if isinstance(kind, ListOf):
            return [self._invented(kind.item, name)]
        return kind.invented(name)

    def _object(self, model: Model) -> dict[str, Any]:
        """What is required, and a few of the rest."""
        required = [field for field in model.fields if field.required]
        others = [
            field
            for field in model.fields
            if not (field.required or field.deprecated or field.secret)
        ]
        shown = [field for field in others if field.examples][:OPTIONAL]
        if not (required or shown):
            shown = others[:OPTIONAL]
        return {field.json_name: self._value(field) for field in required + shown}


def _everything(library: Library) -> Iterable[Argument | Field]:
    for resource in library.resources:
        for operation in resource.operations:
            yield from operation.arguments
    for model in library.models:
        yield from model.fields


def _telling(model: Model) -> str:
    """The attribute to print: a plain one, required if there is one; never a secret."""
    plain = [
        field
        for field in model.fields
        if not field.secret and not isinstance(field.kind, (ListOf, ModelNamed))
    ]
    first = sorted(plain, key=lambda field: not field.required) or model.fields
    return first[0].name
