"""The options of calls, read from the text of apivideo/options.py, which states them."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import NamedTuple

from generator.imports import Imports, importing

STATED = Path(__file__).resolve().parent.parent / "apivideo" / "options.py"
TYPING = ("Any", "Callable", "Optional")
MODULES = {"Cancellation": "apivideo.uploads", "Progress": "apivideo.uploads"}
MODULES["PublishProgress"] = "apivideo.publishing"
MODULES["DownloadProgress"] = "apivideo.downloads"
"""Where annotations find their names; the others are in apivideo.options."""

ON = ("_preload_content", "_return_http_data_only", "check")
"""The options that are True where they are not given."""


class Option(NamedTuple):
    """An argument that says how a call is made rather than what it sends."""

    name: str
    annotation: str
    description: str

    @property
    def declaration(self) -> str:
        """``progress: bool = False``."""
        default = str(self.name in ON) if self.annotation == "bool" else "None"
        return f"{self.name}: {self.annotation} = {default}"

    @property
    def imports(self) -> Imports:
        """What the annotation needs."""
        names = set(re.findall(r"[A-Z]\w+", self.annotation))
        needed = importing("typing", *names.intersection(TYPING))
        for name in names.difference(TYPING):
            needed |= importing(MODULES.get(name, "apivideo.options"), name)
        return needed


def _stated() -> dict[str, tuple[Option, ...]]:
    """The options by the name of the TypedDict that has them: its own, then those of its base."""
    found: dict[str, tuple[Option, ...]] = {}
    for node in ast.walk(ast.parse(STATED.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and node.name.endswith("Options"):
            own = tuple(
                Option(ast.unparse(one.target), _annotation(one), _prose(text))
                for one, text in zip(node.body, node.body[1:])
                if isinstance(one, ast.AnnAssign)
            )
            found[node.name] = own + found.get(ast.unparse(node.bases[0]), ())
    return found


def _annotation(node: ast.AnnAssign) -> str:
    return ast.unparse(node.annotation).replace("'", '"')


def _prose(node: ast.stmt) -> str:
    return " ".join(ast.literal_eval(ast.unparse(node)).replace("``", "`").split())


OPTIONS = _stated()
EVERY_CALL = OPTIONS["CallOptions"]
NAMES = frozenset(one.name for several in OPTIONS.values() for one in several)
