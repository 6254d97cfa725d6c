"""The rooms of the package and the one-way doors between them, read from the import statements."""

import ast
import os
import re
import subprocess
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Iterator, List, NamedTuple, Set

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP = ROOT / "apivideo"
GENERATED_FOLDERS = [TOP / "apis", TOP / "model", ROOT / "docs" / "reference"]
GENERATED = "Generated from openapi.yaml by ``python -m generator``. Do not edit."

needs_tools = pytest.mark.skipif(
    sys.version_info < (3, 9), reason="the generator and the emulator are written for 3.9"
)

LEVELS = [
    ["apivideo", "apivideo.lazy", "apivideo.messages", "apivideo.options"],
    ["apivideo.observing", "apivideo.problem", "apivideo.redirects", "apivideo.retry"],
    ["apivideo.exceptions"],
    ["apivideo.checks", "apivideo.convert", "apivideo.debugging", "apivideo.origin"],
    ["apivideo.configuration", "apivideo.sources", "apivideo.streams"],
    ["apivideo.fields", "apivideo.multipart", "apivideo.rest", "apivideo.webhooks"],
    ["apivideo.model_base"],
    ["apivideo.model", "apivideo.model_utils"],
    ["apivideo.published_rest"],
    ["apivideo.lifetime", "apivideo.published", "apivideo.sending"],
    ["apivideo.api_client"],
    ["apivideo.endpoint"],
    ["apivideo.creation", "apivideo.pagination", "apivideo.uploads", "apivideo.waiting"],
    ["apivideo.apis"],
    ["apivideo.auth_api_client"],
    ["apivideo.api"],
]
"""Each module imports from its own level and those above it in this list, never from below."""

UPWARD = {("apivideo.endpoint", "apivideo.apis")}
"""An API class that is an attribute of a client is imported when it is first read."""

CORE_NEEDS = {"urllib3", "dateutil", "certifi"}
CORE_MAY_USE = {"tqdm"}
EMULATOR_NEEDS = {"werkzeug", "yaml", "jsonschema", "openapi_schema_validator", "av", "pytest"}

MOST_LINES = 330


class Import(NamedTuple):
    """One imported name: its module, or where there is such a submodule, that."""

    module: str
    typing_only: bool


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def python_files(folder: Path) -> List[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


@lru_cache(maxsize=None)
def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imports(path: Path) -> Iterator[Import]:
    tree = parse(path)
    guarded = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.dump(node.test) == ast.dump(TYPE_CHECKING)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        for module in imported_by(node):
            yield Import(module, id(node) in guarded)


def imported_by(node: ast.AST) -> Iterator[str]:
    """The modules that an import statement names."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "a relative import"
        yield from (with_submodule(node.module or "", alias.name) for alias in node.names)


TYPE_CHECKING = ast.parse("TYPE_CHECKING", mode="eval").body


def with_submodule(module: str, name: str) -> str:
    folder = ROOT.joinpath(*module.split("."))
    is_module = (folder / name).is_dir() or (folder / (name + ".py")).is_file()
    return f"{module}.{name}" if is_module else module


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def level(module: str) -> int:
    for number, modules in enumerate(LEVELS):
        for one in modules:
            is_package = one != "apivideo" and (TOP / one.rpartition(".")[2]).is_dir()
            if module == one or is_package and within(module, one):
                return number
    raise AssertionError(f"say in LEVELS where {module} belongs")


CORE = [path for path in python_files(TOP) if TOP / "emulator" not in path.parents]
EMULATOR = python_files(TOP / "emulator")
GENERATOR = python_files(ROOT / "generator")
GENERATED_PYTHON = [path for folder in GENERATED_FOLDERS for path in python_files(folder)]
WRITTEN = [path for path in CORE if path not in GENERATED_PYTHON] + EMULATOR + GENERATOR


def test_there_is_something_to_look_at() -> None:
    for files, least in ((CORE, 100), (EMULATOR, 5), (GENERATOR, 5), (GENERATED_PYTHON, 100)):
        assert len(files) >= least


# ---- doors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CORE, ids=module_name)
def test_a_module_imports_only_from_its_level_and_those_before_it(path: Path) -> None:
    own = module_name(path)

    for one in imports(path):
        if within(one.module, "apivideo") and not one.typing_only:
            allowed = (own, one.module) in UPWARD or level(one.module) <= level(own)
            assert allowed, f"{own} imports {one.module}"


def importers(files: List[Path], *rooms: str) -> Set[str]:
    """The modules among *files* that import one of *rooms*."""
    return {
        module_name(path)
        for path in files
        for one in imports(path)
        if any(within(one.module, room) for room in rooms)
    }


def test_urllib3_is_imported_in_rest_alone() -> None:
    users = importers(CORE, "urllib3", "http", "socket", "ssl", "certifi")

    assert "apivideo.rest.client" in users
    assert [one for one in users if not within(one, "apivideo.rest")] == []


def test_models_know_no_http() -> None:
    known = {one.module for path in python_files(TOP / "model") for one in imports(path)}
    rooms = ("datetime", "typing", "apivideo.model", "apivideo.model_base", "apivideo.lazy")

    assert [one for one in known if not any(within(one, room) for room in rooms)] == []


def test_api_classes_import_neither_the_client_nor_the_transport() -> None:
    known = {one.module for path in python_files(TOP / "apis") for one in imports(path)}
    rooms = (
        "datetime",
        "typing",
        "apivideo.apis",
        "apivideo.creation",
        "apivideo.endpoint",
        "apivideo.lazy",
        "apivideo.model",
        "apivideo.pagination",
        "apivideo.uploads",
    )

    assert [one for one in known if not any(within(one, room) for room in rooms)] == []


def test_the_core_imports_neither_the_emulator_nor_the_generator() -> None:
    assert importers(CORE, "apivideo.emulator", "generator", "test") == set()


@needs_tools
def test_the_generator_imports_neither_the_package_nor_the_emulator() -> None:
    assert importers(GENERATOR, "apivideo", "test") == set()


@needs_tools
def test_the_emulator_knows_the_core_in_the_one_function_that_makes_a_client_alone() -> None:
    everywhere = {
        (module_name(path), one.module)
        for path in EMULATOR
        for one in imports(path)
        if is_core(one.module) and not one.typing_only
    }
    in_functions = {
        (module_name(path), node.name, module)
        for path in EMULATOR
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        for module in imported_by(inner)
        if is_core(module)
    }

    assert everywhere == {(path, module) for path, _, module in in_functions}
    assert len({(path, function) for path, function, _ in in_functions}) <= 1
    assert importers(EMULATOR, "generator", "test") == set()


def is_core(module: str) -> bool:
    return within(module, "apivideo") and not within(module, "apivideo.emulator")


def installed(files: List[Path]) -> Set[str]:
    """What *files* need that neither Python nor this repository has."""
    tops = {
        one.module.partition(".")[0]
        for path in files
        for one in imports(path)
        if not one.typing_only
    }
    found = set()
    for name in tops - {"apivideo"}:
        spec = None if name in sys.builtin_module_names else find_spec(name)
        if spec is None or "site-packages" in str(spec.origin):
            found.add(name)
    return found - set(sys.builtin_module_names)


def test_the_core_needs_three_packages() -> None:
    assert installed(CORE) - CORE_MAY_USE == CORE_NEEDS

    required = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    names = re.findall(r"^[\w\-]+", required, re.MULTILINE)
    assert sorted(names) == ["certifi", "python-dateutil", "urllib3"]


@needs_tools
def test_the_emulator_needs_what_its_extra_brings() -> None:
    assert installed(EMULATOR) <= EMULATOR_NEEDS


def test_the_old_import_path_is_an_alias_and_nothing_else() -> None:
    for path in python_files(TOP / "api"):
        statements = parse(path).body[1:]  # the docstring aside

        assert statements
        for one in statements:
            is_call = isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)
            assert is_call or isinstance(one, (ast.Import, ast.ImportFrom)), module_name(path)


LIGHT = """
import sys
import apivideo
from apivideo.apis import VideosApi
heavy = ("urllib3", "ssl", "dateutil", "http.client", "logging", "apivideo.model.live_stream")
heavy += tuple("apivideo.apis.{}_api".format(name) for name in ("live_streams", "analytics"))
sys.exit(", ".join(name for name in heavy if name in sys.modules) or 0)
"""


@pytest.mark.skipif(sys.version_info < (3, 7), reason="3.6 imports more by itself")
def test_importing_the_package_and_an_api_class_loads_nothing_that_is_not_used() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LIGHT],
        stderr=subprocess.PIPE,
        universal_newlines=True,
        cwd=str(ROOT),
    )

    assert (process.communicate()[1], process.returncode) == ("", 0)


# ---- form ------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WRITTEN, ids=module_name)
def test_a_written_module_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()

    assert len(lines) <= MOST_LINES


def test_nothing_is_excused_from_the_linter() -> None:
    for path in WRITTEN + GENERATED_PYTHON:
        assert "noqa" not in path.read_text(encoding="utf-8"), module_name(path)


@pytest.mark.parametrize("folder", GENERATED_FOLDERS, ids=lambda one: one.name)
def test_the_first_line_of_a_generated_file_names_the_command(folder: Path) -> None:
    files = [
        path
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".pyc"
    ]

    assert files
    for path in files:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first in ("# " + GENERATED, f"<!-- {GENERATED} -->"), path


def test_no_written_file_says_it_is_generated() -> None:
    for path in WRITTEN:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert GENERATED not in first, module_name(path)


DECISIONS = (
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.Try,
    ast.With,
    ast.BoolOp,
    ast.Compare,
    ast.Lambda,
    ast.ListComp,
    ast.DictComp,
    ast.SetComp,
    ast.GeneratorExp,
)


def test_generated_python_states_facts_and_decides_nothing() -> None:
    for path in GENERATED_PYTHON:
        for node in ast.walk(parse(path)):
            assert not isinstance(node, DECISIONS), f"{path}:{node.lineno}"


@needs_tools  # for end_lineno
def test_a_generated_method_has_at_most_8_lines_on_average() -> None:
    lengths = [
        node.body[-1].end_lineno - node.body[1].lineno + 1  # type: ignore[operator]
        for path in python_files(TOP / "apis")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef)  # its body begins with a docstring
    ]

    assert len(lengths) >= 64
    assert sum(lengths) / len(lengths) <= 8


def test_the_version_is_stated_once() -> None:
    from apivideo import __version__

    patterns = ("*.py", "*.cfg", "*.toml", "*.ini", "README.md")
    files = [path for pattern in patterns for path in ROOT.glob(pattern)]
    saying = [
        os.path.relpath(str(path), str(ROOT))
        for path in files + WRITTEN + GENERATED_PYTHON
        if __version__ in path.read_text(encoding="utf-8")
    ]

    assert saying == [os.path.join("apivideo", "__init__.py")]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## " + __version__ in changelog
