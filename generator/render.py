"""Lays the intermediate representation out with the templates; decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import jinja2

from generator.imports import import_lines
from generator.ir import Argument, Field, Library
from generator.kinds import Link, literal
from generator.naming import anchor
from generator.prose import WIDTH, cell, docstring, literal_lines, markdown, one_line, packed
from generator.samples import Samples

TEMPLATES = Path(__file__).parent / "templates"
OPTIONS_GUIDE = {
    "CallOptions": "../../guides/options.md#of-every-call",
    "CreateOptions": "../../guides/options.md#of-creating",
    "DownloadOptions": "../../guides/options.md#of-downloading",
    "AssetOptions": "../../guides/options.md#of-downloading",
    "PublishOptions": "../../guides/options.md#of-publishing-a-video",
    "UploadOptions": "../../guides/options.md#of-uploading-a-video",
}
GENERATED = "Generated from openapi.yaml by ``python -m generator``. Do not edit."


def files(library: Library) -> dict[str, str]:
    """The text of every file by its path; still to be formatted."""
    environment = _environment(library)

    def rendered(template: str, **values: Any) -> str:
        return environment.get_template(template).render(values)

    apis = {one.class_name: one.module for one in library.resources}
    models = {one.name: one.module for one in library.models + library.aliases}
    models.update({one.dict_name: one.module for one in library.models if one.is_nested})
    found = {
        "apivideo/apis/resources.py": rendered("resources.py.jinja", resources=library.resources),
        "docs/reference/README.md": rendered("index.md.jinja", library=library),
    }
    for folder, text, names in (
        ("api", "The published import path of the API classes.", apis),
        ("apis", "The API classes, each imported when it is first used.", apis),
        ("model", "The models, each imported when it is first used.", models),
    ):
        modules: dict[str, list[str]] = {}
        for name, module in sorted(names.items()):
            modules.setdefault(f"apivideo.{folder}.{module}", []).append(name)
        found[f"apivideo/{folder}/__init__.py"] = rendered(
            "package.py.jinja", description=text, modules=modules
        )
    for resource in library.resources:
        found[f"apivideo/api/{resource.module}.py"] = rendered("moved.py.jinja", resource=resource)
        found[f"apivideo/apis/{resource.module}.py"] = rendered("api.py.jinja", resource=resource)
        found[f"docs/reference/apis/{resource.name}.md"] = rendered(
            "api.md.jinja", resource=resource
        )
    for model in library.models:
        found[f"apivideo/model/{model.module}.py"] = rendered("model.py.jinja", model=model)
    if library.events:
        found["apivideo/model/webhook_events.py"] = rendered(
            "webhook_events.py.jinja", events=library.events
        )
    for alias in library.aliases:
        found[f"apivideo/model/{alias.module}.py"] = rendered("alias.py.jinja", alias=alias)
    for family in library.families:
        found[f"docs/reference/models/{family.name}.md"] = rendered(
            "models.md.jinja", family=family, aliases=library.aliases
        )
    return found


def _environment(library: Library) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages = {model.name: family.name for family in library.families for model in family.models}

    def link(name: str) -> str:
        return f"[`{name}`](../models/{pages[name]}.md{anchor(name)})"

    environment.globals.update(generated=GENERATED, samples=Samples(library))
    environment.filters.update(
        anchor=anchor,
        cell=cell,
        checks=checks,
        docstring=docstring,
        imports=import_lines,
        link=link,
        entry=entry,
        literal=literal,
        literal_lines=literal_lines,
        markdown=markdown,
        one_line=one_line,
        packed=packed,
        options_guide=OPTIONS_GUIDE.__getitem__,
        told=lambda kind: kind.told(link) if kind else "nothing",
        type=lambda one: typed(one, link),
    )
    return environment


def entry(key: str, value: str, indent: int) -> str:
    """An entry of a dict of strings; a value that does not fit on the line is in parentheses."""
    line = f"{literal(key)}: {literal(value)}"
    if len(line) + indent + 1 <= WIDTH:
        return line
    return f"{literal(key)}: ({literal(value)})"


def checks(arguments: Iterable[Argument]) -> str:
    """What ``operation`` is told about *arguments*: ``page_size=Bounds(1, 100)``."""
    return ", ".join(f"{one.name}={one.check}" for one in arguments if one.check)


def typed(one: Argument | Field, link: Link) -> str:
    """The type of an argument or attribute, and whether it may be left out or absent."""
    told = one.kind.told(link)
    if one.nullable:
        told += " or `None`"
    is_there = one.required or isinstance(one, Field) and one.always_sent
    return told if is_there else f"{told}, optional"
