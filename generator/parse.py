"""Turns the description into the intermediate representation."""

from __future__ import annotations

from collections.abc import Iterable

from generator.ir import Alias, Event, Family, Library, Model, Operation, Resource
from generator.kinds import ListOf, ModelNamed
from generator.naming import camel_case, resource_name, snake_case
from generator.operations import METHODS, Operations, form_names
from generator.schemas import Schemas, models_in
from generator.source import Node
from generator.vocabulary import Vocabulary

SHARED, ERRORS = "shared", "errors"


def library(description: Node) -> Library:
    """Everything the description describes; raises UnsupportedDescription where it cannot."""
    _check_frame(description)
    vocabulary = Vocabulary(description)
    components = description["components"]
    schemas = Schemas(components["schemas"], form_names(description), vocabulary)
    models = schemas.models()
    every = _resources(description, Operations(schemas, vocabulary))
    models = _with_updates(every, _with_nested(every, models))
    visible = (_without_hidden(resource) for resource in every)
    return Library(
        title=description["info"]["title"].string(),
        description=description["info"].prose("description"),
        resources=tuple(resource for resource in visible if resource.operations),
        models=models,
        aliases=_aliases(components["schemas"], models),
        families=_families(every, models),
    )


def _check_frame(description: Node) -> None:
    """Refuse what stands around paths and schemas and is not understood."""
    description["info"].only("title", "version", "description").prose("description")
    for server in description["servers"].elements() if "servers" in description else []:
        server.only("url", "description").prose("description")
    for tag in description["tags"].elements():
        tag.only("name", "description").prose("description")
    components = description["components"]
    components.only("schemas", "parameters", "responses", "headers", "securitySchemes")
    for _, path in description["paths"].items():
        path.only(*METHODS)


def _resources(description: Node, reader: Operations) -> tuple[Resource, ...]:
    """All resources, hidden operations included, in the order of the tags."""
    by_tag: dict[str, list[Operation]] = {
        tag["name"].string(): [] for tag in description["tags"].elements()
    }
    for path, item in description["paths"].items():
        for method, node in item.items():
            tag, operation = reader.operation(path, method, node)
            if tag not in by_tag:
                raise node["tags"].refused(f"'{tag}' is not among the tags of the description")
            for one in (operation, *reader.whole_jobs(node, operation)):
                taken = {name for other in by_tag[tag] for name in _method_names(other)}
                for name in _method_names(one):
                    if name in taken or name in ("api_client", "with_raw_response"):
                        raise node["operationId"].refused(f"the method '{name}' is there already")
                by_tag[tag].append(one)
    events = _events(description, reader)
    return tuple(
        Resource(
            name=resource_name(tag["name"].string()),
            class_name=camel_case(resource_name(tag["name"].string())) + "Api",
            title=tag["name"].string(),
            description=tag.prose("description"),
            operations=tuple(by_tag[tag["name"].string()]),
            events=tuple(event for name, event in events if name == tag["name"].string()),
        )
        for tag in description["tags"].elements()
    )


def _events(description: Node, reader: Operations) -> list[tuple[str, Event]]:
    """All events, each with its tag. What one tag has is sent with the same headers."""
    tags = {tag["name"].string() for tag in description["tags"].elements()}
    webhooks = description.get("webhooks")
    found: list[tuple[str, Event]] = []
    for name, node in webhooks.items() if webhooks else ():
        tag, event = reader.event(name, node)
        if tag not in tags:
            raise node["post"]["tags"].refused(f"'{tag}' is not among the tags of the description")
        if any(other == tag and one.headers != event.headers for other, one in found):
            raise node["post"]["parameters"].refused("all events must have the same headers")
        found.append((tag, event))
    return found


def _method_names(operation: Operation) -> tuple[str, ...]:
    return (operation.name, operation.upload.session) if operation.upload else (operation.name,)


def _without_hidden(resource: Resource) -> Resource:
    shown = tuple(operation for operation in resource.operations if not operation.hidden)
    return resource._replace(operations=shown)


def _aliases(schemas: Node, models: tuple[Model, ...]) -> tuple[Alias, ...]:
    taken = {model.module: model.name for model in models}
    if len(taken) < len(models):
        raise schemas.refused("two schemas have the same name in Python")
    found = []
    for model in models:
        node = schemas[model.name].get("x-aliases")
        for name in node.strings() if node else ():
            if snake_case(name) in taken:
                raise schemas[model.name]["x-aliases"].refused(f"'{name}' is there already")
            taken[snake_case(name)] = name
            found.append(Alias(name, snake_case(name), model))
    return tuple(found)


def _families(resources: tuple[Resource, ...], models: tuple[Model, ...]) -> tuple[Family, ...]:
    """Models by the one resource that uses them; others are shared, or belong to errors."""
    by_name = {model.name: model for model in models}
    users: dict[str, set[str]] = {model.name: set() for model in models}
    for resource in resources:
        for name in _reached(by_name, (event.model.name for event in resource.events)):
            users[name].add(resource.name)
        for operation in resource.operations:
            for name in _reached(by_name, _direct(operation)):
                users[name].add(resource.name)
            for name in _reached(by_name, (one.model for one in operation.problems if one.model)):
                users[name].add(ERRORS)
    home = {name: next(iter(found)) if len(found) == 1 else SHARED for name, found in users.items()}
    titles = {resource.name: resource.title for resource in resources}
    titles.update({SHARED: "Shared by several", ERRORS: "Errors"})
    families = (
        Family(name, title, tuple(model for model in models if home[model.name] == name))
        for name, title in titles.items()
    )
    return tuple(family for family in families if family.models)


def _with_nested(resources: tuple[Resource, ...], models: tuple[Model, ...]) -> tuple[Model, ...]:
    """The models; those that fields of payloads hold are marked."""
    by_name = {model.name: model for model in models}
    operations = [one for resource in resources for one in resource.operations]
    payloads = [one.body.kind for one in operations if one.body]
    inner = [models_in(by_name[kind.name]) for kind in payloads if isinstance(kind, ModelNamed)]
    nested = _reached(by_name, (name for names in inner for name in names))
    return tuple(one._replace(is_nested=one.name in nested) for one in models)


def _with_updates(resources: tuple[Resource, ...], models: tuple[Model, ...]) -> tuple[Model, ...]:
    """The models; those that an operation called ``update`` returns know its payload."""
    operations = [one for resource in resources for one in resource.operations]
    pairs = [
        (one.returns, ModelNamed(one.body.kind.name, one.body.kind.module))
        for one in operations
        if one.name == "update" and one.returns and one.body
        if isinstance(one.body.kind, ModelNamed) and one.body.kind.name != one.returns.name
    ]
    payloads = {model.name: payload for model, payload in pairs}
    changed = {payload.name: model for model, payload in pairs}
    return tuple(
        one._replace(update=payloads.get(one.name), updates=changed.get(one.name)) for one in models
    )


def _direct(operation: Operation) -> Iterable[str]:
    """The names of the models in the signature of *operation*."""
    held = [argument.kind for argument in operation.arguments]
    held += [operation.returns] if operation.returns else []
    held += [operation.upload.part_returns] if operation.upload else []
    for kind in held:
        item = kind.item if isinstance(kind, ListOf) else kind
        if isinstance(item, ModelNamed):
            yield item.name


def _reached(models: dict[str, Model], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += models_in(models[name])
    return found
