"""The import statements of a module, sorted and grouped as the linter wants them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Import(NamedTuple):
    """``import module``, or ``from module import name``."""

    module: str
    name: str = ""


Imports = frozenset[Import]


def importing(module: str, *names: str) -> Imports:
    """What ``from module import names`` imports."""
    return frozenset(Import(module, name) for name in names)


def together(several: Iterable[Imports]) -> Imports:
    """All of several sets of imports."""
    return frozenset().union(*several)


def import_lines(imports: Imports) -> str:
    """The statements: those of the standard library, then ours; constants, classes, functions."""
    groups = []
    for ours in (False, True):
        members = [one for one in imports if (one.module.split(".")[0] == "apivideo") is ours]
        if members:
            groups.append("\n".join(_statements(members)))
    return "\n\n".join(groups)


def _statements(members: list[Import]) -> Iterable[str]:
    for module in sorted({one.module for one in members if not one.name}):
        yield f"import {module}"
    for module in sorted({one.module for one in members if one.name}):
        names = sorted(
            (one.name for one in members if one.module == module and one.name), key=_rank
        )
        yield f"from {module} import {', '.join(names)}"


def _rank(name: str) -> tuple[bool, bool, str]:
    return (not name.isupper(), not name[0].isupper(), name.lower())
