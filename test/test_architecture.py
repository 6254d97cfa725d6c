"""The one-way doors between the modules of the package, read from the import statements."""

import ast
import http.client
import importlib
import os
import re
import subprocess
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Iterator, List, NamedTuple, Set, Tuple

import pytest
import urllib3

from apivideo._http.transport import PRIVATE_MEMBERS

ROOT = Path(__file__).resolve().parent.parent
TOP = ROOT / "apivideo"
GENERATED_FOLDERS = [TOP / "api", TOP / "apis", TOP / "model", ROOT / "docs" / "reference"]
GENERATED = "Generated from openapi.yaml by ``python -m generator``. Do not edit."

needs_tools = pytest.mark.skipif(
    sys.version_info < (3, 9), reason="the generator and the emulator are written for 3.9"
)

LEVELS = [
    ["apivideo._lazy", "apivideo.options"],
    ["apivideo", "apivideo.exceptions", "apivideo.apis.resources"],
    ["apivideo._http.message", "apivideo._http.cancellation", "apivideo._http.retry"],
    ["apivideo.configuration", "apivideo.convert"],
    ["apivideo.model_base", "apivideo.notebook"],
    ["apivideo.dataframes", "apivideo.pagination", "apivideo.playable", "apivideo.raw_response"],
    ["apivideo.model"],
    ["apivideo.webhooks"],
    ["apivideo._http"],
    ["apivideo._compat"],
    ["apivideo.api_client"],
    ["apivideo.auth_api_client"],
    ["apivideo.endpoint"],
    ["apivideo.idempotency", "apivideo.uploads", "apivideo.waiting"],
    ["apivideo.downloads", "apivideo.publishing"],
    ["apivideo.apis"],
    ["apivideo.api", "apivideo.model_utils", "apivideo.rest"],
]
"""Each module imports from its own level and those above it in this list, never from below.

A package stands for all its modules that are not named themselves.
"""

EMULATOR_LEVELS = [
    ["apivideo.emulator.settings"],
    ["apivideo.emulator.state"],
    ["apivideo.emulator.http"],
    ["apivideo.emulator.processing"],
    ["apivideo.emulator.analytics"],
    ["apivideo.emulator.playback"],
    ["apivideo.emulator.resources"],
    ["apivideo.emulator.control"],
    ["apivideo.emulator.dashboard"],
    ["apivideo.emulator.routes"],
    ["apivideo.emulator.emulator"],
    ["apivideo.emulator"],
]
"""The same for the emulator."""

MOST_MODULES_IN_A_FOLDER = 15

EXTENDED = {"ApiClient", "Broadcastable", "Endpoint", "Model", "Page", "Playable", "RawEndpoint"}
EXTENDED.add("Resources")
"""The classes that a class in another module may extend."""

CORE_NEEDS = {"urllib3", "dateutil", "certifi"}
CORE_MAY_USE = {"pandas", "tqdm", "socks"}
EMULATOR_NEEDS = {"werkzeug", "jinja2", "jsonschema", "multipart", "imagesize", "av", "pytest"}
EMULATOR_NEEDS.add("urllib3")  # the core brings it
EMULATOR_NEEDS.add("PyInstaller")  # for its hook, which PyInstaller itself runs

MOST_LINES_OF_THE_CORE = 9545
MOST_LINES_OF_THE_EMULATOR = 7999
MOST_PRIVATE_MEMBERS = 2


class Import(NamedTuple):
    """An import: of a module, or of a name in it that is no submodule."""

    module: str
    name: str
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
        if isinstance(node, ast.If) and ast.dump(node.test) == TYPE_CHECKING
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree):
        for module, name in imported_by(node):
            yield Import(module, name, id(node) in guarded)


def imported_by(node: ast.AST) -> Iterator[Tuple[str, str]]:
    """The modules that an import statement names, each with a name in it or ``""``."""
    if isinstance(node, ast.Import):
        yield from ((alias.name, "") for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "a relative import"
        for alias in node.names:
            submodule = f"{node.module}.{alias.name}"
            if exists(submodule):
                yield submodule, ""
            else:
                yield node.module or "", alias.name


TYPE_CHECKING = ast.dump(ast.parse("TYPE_CHECKING", mode="eval").body)


def exists(module: str) -> bool:
    """Whether this repository has such a module or package."""
    path = ROOT.joinpath(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def within(module: str, room: str) -> bool:
    return module == room or module.startswith(room + ".")


def level(module: str, all_levels: List[List[str]] = LEVELS) -> int:
    levels = {one: number for number, modules in enumerate(all_levels) for one in modules}
    found = module
    while found not in levels and found.count(".") > 1:
        found = found.rpartition(".")[0]
    assert found in levels, f"say in the list of levels where {module} belongs"
    return levels[found]


CORE = [path for path in python_files(TOP) if TOP / "emulator" not in path.parents]
EMULATOR = python_files(TOP / "emulator")
GENERATOR = python_files(ROOT / "generator")
GENERATED_PYTHON = [path for folder in GENERATED_FOLDERS for path in python_files(folder)]
WRITTEN_CORE = [path for path in CORE if path not in GENERATED_PYTHON]
WRITTEN = WRITTEN_CORE + EMULATOR + GENERATOR


def test_there_is_something_to_look_at() -> None:
    for files, least in ((CORE, 100), (EMULATOR, 5), (GENERATOR, 5), (GENERATED_PYTHON, 100)):
        assert len(files) >= least
    assert sum(1 for path in CORE for _ in imports(path)) >= 1000


def test_every_module_that_a_level_names_exists() -> None:
    missing = [one for modules in LEVELS + EMULATOR_LEVELS for one in modules if not exists(one)]

    assert missing == []


# ---- doors -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", CORE, ids=module_name)
def test_a_module_imports_only_from_its_level_and_those_before_it(path: Path) -> None:
    own = module_name(path)

    for one in imports(path):
        if within(one.module, "apivideo") and not one.typing_only:
            assert level(one.module) <= level(own), f"{own} imports {one.module}"


@pytest.mark.parametrize("path", EMULATOR, ids=module_name)
def test_a_module_of_the_emulator_imports_only_from_its_level_and_those_before(path: Path) -> None:
    own = module_name(path)

    for one in imports(path):
        if within(one.module, "apivideo.emulator") and not one.typing_only:
            allowed = level(own, EMULATOR_LEVELS)
            assert level(one.module, EMULATOR_LEVELS) <= allowed, f"{own} imports {one.module}"


def test_no_folder_of_the_emulator_is_crowded() -> None:
    for folder in {path.parent for path in EMULATOR}:
        assert len(list(folder.glob("*.py"))) <= MOST_MODULES_IN_A_FOLDER, folder.name


@pytest.mark.parametrize("path", CORE + EMULATOR, ids=module_name)
def test_every_module_that_is_imported_exists(path: Path) -> None:
    for one in imports(path):
        if within(one.module, "apivideo"):
            assert exists(one.module), f"{module_name(path)} imports {one.module}"


@pytest.mark.parametrize("path", CORE, ids=module_name)
def test_every_name_that_is_imported_exists(path: Path) -> None:
    for one in imports(path):
        if within(one.module, "apivideo") and one.name not in ("", "*") and not one.typing_only:
            assert hasattr(importlib.import_module(one.module), one.name), one


def test_every_name_that_is_imported_on_first_use_exists() -> None:
    found = [pair for path in CORE for pair in named_lazily(path)]

    assert len(found) > 130
    for module, name in found:
        assert exists(module), module
        assert hasattr(importlib.import_module(module), name), f"{module}.{name}"


def test_a_tool_that_follows_import_statements_finds_every_module_of_the_core() -> None:
    """Such as PyInstaller, which makes a program of what it finds."""
    paths = {module_name(path): path for path in CORE}
    found: Set[str] = set()
    waiting = ["apivideo"]
    while waiting:
        module = waiting.pop()
        if module in paths and module not in found:
            found.add(module)
            waiting.append(module.rpartition(".")[0])
            waiting += [one.module for one in imports(paths[module])]

    assert sorted(set(paths) - found) == []


def named_lazily(path: Path) -> Iterator[Tuple[str, str]]:
    """The modules and names in the calls of ``lazy_package`` and ``resource``."""
    for node in ast.walk(parse(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            continue
        if node.func.id == "resource":
            module, name = map(ast.literal_eval, node.args)
            yield module, name
        elif node.func.id == "lazy_package":
            for module, names in ast.literal_eval(node.args[1]).items():
                yield from ((module, name) for name in names.split())


def importers(files: List[Path], *rooms: str) -> Set[str]:
    """The modules among *files* that import one of *rooms*."""
    return {
        module_name(path)
        for path in files
        for one in imports(path)
        if any(within(one.module, room) for room in rooms)
    }


def test_urllib3_is_imported_by_the_transport_alone() -> None:
    assert importers(CORE, "urllib3") == {"apivideo._http.transport"}


def test_sockets_and_tls_are_known_in_http_alone() -> None:
    users = importers(CORE, "http", "socket", "ssl", "certifi")

    assert "apivideo._http.transport" in users
    assert [one for one in users if not within(one, "apivideo._http")] == []


def test_models_know_no_http() -> None:
    known = {one.module for path in python_files(TOP / "model") for one in imports(path)}
    allowed = ("datetime", "typing", "apivideo.model", "apivideo.model_base", "apivideo.pagination")
    allowed += ("apivideo._lazy", "apivideo.options", "apivideo.playable")

    assert [one for one in known if not any(within(one, module) for module in allowed)] == []


def test_api_classes_import_neither_the_client_nor_the_transport() -> None:
    known = {one.module for path in python_files(TOP / "apis") for one in imports(path)}
    allowed = (
        "datetime",
        "typing",
        "apivideo.apis",
        "apivideo.endpoint",
        "apivideo._lazy",
        "apivideo.downloads",
        "apivideo.idempotency",
        "apivideo.model",
        "apivideo.options",
        "apivideo.publishing",
        "apivideo.uploads",
    )

    assert [one for one in known if not any(within(one, module) for module in allowed)] == []


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
        for module, _ in imported_by(inner)
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


LIGHT = """
import sys
before = set(sys.modules)
import apivideo
from apivideo.apis import VideosApi
heavy = ("urllib3", "ssl", "dateutil", "http.client", "logging", "inspect")
heavy += ("apivideo.model.live_stream",)
heavy += tuple("apivideo.apis.{}_api".format(name) for name in ("live_streams", "analytics"))
sys.exit(", ".join(name for name in heavy if name in set(sys.modules) - before) or 0)
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


@pytest.mark.parametrize(
    "paths, most",
    [(WRITTEN_CORE, MOST_LINES_OF_THE_CORE), (EMULATOR, MOST_LINES_OF_THE_EMULATOR)],
    ids=["core", "emulator"],
)
def test_the_core_and_the_emulator_are_small(paths: List[Path], most: int) -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths) <= most


def classes(path: Path) -> List[ast.ClassDef]:
    return [node for node in ast.walk(parse(path)) if isinstance(node, ast.ClassDef)]


def test_no_class_is_spread_over_several_modules() -> None:
    ours = {one.name for path in WRITTEN_CORE for one in classes(path)}
    exceptions = {one.name for one in classes(TOP / "exceptions.py")}

    for path in WRITTEN_CORE:
        here = {one.name for one in classes(path)}
        for one in classes(path):
            bases = [base.id for base in one.bases if isinstance(base, ast.Name)]
            foreign = (set(bases) & ours) - here - EXTENDED - exceptions
            assert not foreign, f"{one.name} extends {foreign} of another module"
            if path.name != "exceptions.py":
                assert len(set(bases) & ours) <= 1, f"{one.name} has several bases of ours"
            assert not one.name.endswith("Mixin")


def test_private_members_of_urllib3_and_http_client_are_used_as_the_table_says() -> None:
    used = set()
    for path in python_files(TOP / "_http"):
        used |= names_in(path) & private_members()
    table = PRIVATE_MEMBERS

    assert used == set(table)
    assert len(table) <= MOST_PRIVATE_MEMBERS
    assert all(len(promise) > 20 for promise in table.values())


def private_members() -> Set[str]:
    """The private names of the classes that requests go through, and of their objects."""
    pool = urllib3.HTTPSConnectionPool("host")
    things = [
        http.client.HTTPConnection("host"),
        http.client.HTTPSConnection("host"),
        http.client.HTTPResponse,
        urllib3.connection.HTTPConnection("host"),
        urllib3.connection.HTTPSConnection("host"),
        urllib3.response.HTTPResponse(b""),
        urllib3.HTTPConnectionPool("host"),
        pool,
        pool.pool,
        urllib3.PoolManager(),
        urllib3.ProxyManager("http://host"),
    ]
    names = {name for one in things for name in dir(one)}
    return {name for name in names if name.startswith("_") and not name.endswith("__")}


def names_in(path: Path) -> Set[str]:
    """The attributes, methods and strings in a module that may name a member of another class."""
    found = set()
    own = {id(node) for one in classes(path) if is_of_its_own(one, path) for node in members(one)}
    for node in ast.walk(parse(path)):
        if id(node) in own:
            continue
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Call):
            found |= set(strings(node.args))
    return found


def is_of_its_own(one: ast.ClassDef, path: Path) -> bool:
    """Whether a class extends none of another library, so that its members are its own."""
    plain = {other.name for other in classes(path) if other is not one} | {"NamedTuple"}
    return all(isinstance(base, ast.Name) and base.id in plain for base in one.bases)


def members(one: ast.ClassDef) -> Iterator[ast.AST]:
    """The nodes that define or read members of a class in that class."""
    for node in ast.walk(one):
        is_read = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if is_read and node.value.id in ("self", "cls"):  # type: ignore[attr-defined]
            yield node
    yield from one.body


def strings(arguments: List[Any]) -> Iterator[str]:
    """The strings among the arguments of a call, such as the name in ``getattr(pool, "_x")``."""
    for one in arguments:
        try:
            value = ast.literal_eval(one)
        except ValueError:
            continue
        if isinstance(value, str):
            yield value


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


@pytest.mark.parametrize("path", CORE + EMULATOR, ids=module_name)
def test_no_annotation_in_a_class_names_an_attribute_of_the_class(path: Path) -> None:
    """From Python 3.14 on, it would mean the attribute: annotations are evaluated when read."""
    for one in classes(path):
        attributes = {target.id for node in one.body for target in assigned(node)}
        attributes |= {node.name for node in one.body if isinstance(node, ast.FunctionDef)}
        for annotation in annotations(one):
            names = {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)}
            assert names & attributes == set(), f"line {annotation.lineno}"


def assigned(node: ast.AST) -> List[ast.Name]:
    """The names to which a statement assigns a value."""
    if isinstance(node, ast.AnnAssign):
        targets = [node.target] if node.value is not None else []
    else:
        targets = getattr(node, "targets", [])
    return [target for target in targets if isinstance(target, ast.Name)]


def annotations(one: ast.ClassDef) -> Iterator[ast.expr]:
    """The annotations of the attributes, parameters and results in a class; texts left out."""
    for node in ast.walk(one):
        found = getattr(node, "annotation", None) or getattr(node, "returns", None)
        if found is not None:
            yield found


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
            is_for_types = isinstance(node, ast.If) and ast.dump(node.test) == TYPE_CHECKING
            assert is_for_types or not isinstance(node, DECISIONS), f"{path}:{node.lineno}"


@needs_tools  # for end_lineno
def test_the_body_of_a_generated_method_has_at_most_12_lines() -> None:
    lengths = [
        node.body[-1].end_lineno - node.body[1].lineno + 1  # type: ignore[operator]
        for path in python_files(TOP / "apis")
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef) and len(node.body) > 1  # an overload has no docstring
    ]

    assert len(lengths) >= 64
    assert max(lengths) <= 12


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
