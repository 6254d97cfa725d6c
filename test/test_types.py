"""Type checkers see everything, and find what is wrong: ``types/`` is checked and never run.

Both, as strict as can be, find nothing in the documentation: each Python block is checked.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Callable, Dict, Iterator, List, NamedTuple

import pytest
from support import description
from support.description import OPERATIONS, Operation
from support.samples import BLOCKS, ROOT

FILES = sorted((ROOT / "test" / "types").glob("*.py"))

STRICT = "# pyright: strict, reportDeprecated=false\n"  # the reference has what is deprecated too

MARK = re.compile(r"  # error: (.+)$")


class Found(NamedTuple):
    """What a type checker says about one line."""

    file: str
    line: int
    message: str


Check = Callable[[List[Path]], List[Found]]


def run(*command: str) -> str:
    process = subprocess.Popen(
        [sys.executable, "-m"] + list(command),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
        cwd=str(ROOT),
        env=dict(os.environ, MYPYPATH=str(ROOT)),
    )
    output, complaints = process.communicate()
    assert process.returncode in (0, 1), output + complaints  # 1: it worked, and found something
    return output


def mypy(files: List[Path]) -> List[Found]:
    names = [str(path) for path in files]
    options = ["--strict", "--config-file=", "--no-error-summary", "--follow-imports=silent"]
    output = run("mypy", *options, *names)
    found = [re.match(r"(.+?):(\d+): error: (.*)", line) for line in output.splitlines()]
    return [Found(Path(one.group(1)).name, int(one.group(2)), one.group(3)) for one in found if one]


def pyright(files: List[Path]) -> List[Found]:
    names = [str(path) for path in files]
    output = run("pyright", "--outputjson", "--pythonpath", sys.executable, *names)
    return [
        Found(Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])
        for one in json.loads(output)["generalDiagnostics"]
        if one["severity"] == "error"
    ]


def marked(paths: List[Path]) -> Dict[str, Dict[int, str]]:
    """The words one of which must be told about each marked line, by file and line."""
    found = {}  # type: Dict[str, Dict[int, str]]
    for path in paths:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        words = {number: MARK.search(line) for number, line in lines}
        found[path.name] = {number: one.group(1) for number, one in words.items() if one}
    return found


@pytest.fixture(params=[mypy, pyright], ids=["mypy", "pyright"])
def check(request: pytest.FixtureRequest) -> Check:
    if find_spec(request.param.__name__) is None:
        pytest.skip(request.param.__name__ + " is not installed")
    return request.param


def assert_finds_what_is_marked(check: Check, paths: List[Path]) -> None:
    expected = marked(paths)

    found = check(paths)

    unexpected = [one for one in found if one.line not in expected.get(one.file, {})]
    told = {}  # type: Dict[Tuple[str, int], str]
    for one in found:
        told[one.file, one.line] = told.get((one.file, one.line), "") + one.message
    missed = [
        (file, line, word, told.get((file, line)))
        for file, words in expected.items()
        for line, word in words.items()
        if not re.search(word, told.get((file, line), ""))
    ]
    assert unexpected == []
    assert missed == []


def test_a_type_checker_finds_every_mistake_and_nothing_else(check: Check) -> None:
    assert_finds_what_is_marked(check, FILES)


def test_a_type_checker_finds_nothing_in_the_documentation(check: Check, tmp_path: Path) -> None:
    pages = {}  # type: Dict[str, str]
    for block in BLOCKS:
        path = tmp_path / (re.sub(r"\W", "_", block.id) + ".py")
        path.write_text(block.in_its_place + STRICT, encoding="utf-8")
        pages[path.name] = block.path.relative_to(ROOT).as_posix()

    found = check([tmp_path / name for name in pages])

    assert [f"{pages[one.file]}:{one.line}: {one.message}" for one in found] == []
    assert len(pages) > 90


def test_there_are_mistakes_to_find_in_every_file() -> None:
    assert [name for name, words in marked(FILES).items() if not words] == []
    assert len(FILES) >= 6


# ---- every operation, called rightly and wrongly ---------------------------------------------

CALLS = """# pyright: strict, reportDeprecated=false
import datetime

from typing_extensions import assert_type

import apivideo
from apivideo import model

client = apivideo.AuthenticatedApiClient("key")
"""

OPTIONS = {
    "_request_timeout": "5",
    "_preload_content": "True",
    "_return_http_data_only": "True",
    "async_req": "False",
}


def written(schema: Dict[str, Any], value: Any) -> str:
    """A value as a program has it."""
    if description.kind(schema) == "date-time":
        return "datetime.datetime(2024, 5, 28)"
    if description.kind(schema) == "date":
        return "datetime.date(2024, 5, 28)"
    if description.kind(schema) == "file":
        return "b'film'"
    return repr(description.in_python(schema, value))


def calls(operation: Operation) -> Iterator[str]:
    """Lines that call a method rightly, and, with a mark, wrongly: once for each argument."""
    _, schema = operation.success()
    required, optional = {}, {}  # type: Dict[str, str], Dict[str, str]
    payload = None
    for one in operation.parameters:
        if one.place == "body":
            payload = repr(one.python_value)
            for name, inner in description.resolved(one.schema)["properties"].items():
                optional[description.python_name(name)] = written(inner, one.value[name])
        else:
            found = required if one.required else optional
            found[one.name] = written(one.schema, one.value)
    right = dict(required, **optional)

    def call(arguments: Dict[str, str], *places: str) -> str:
        named = [f"{name}={value}" for name, value in arguments.items()]
        return f"client.{operation.id}({', '.join([*places, *named])})"

    yield f"assert_type({call(right)}, {f'model.{schema}' if schema else 'None'})"
    yield call(dict(right, **OPTIONS))
    if payload is not None:
        yield call({}, *required.values(), payload)
    for name in [*right, *OPTIONS]:
        yield f"{call(dict(right, **{name: 'object()'}))}  # error: overload|{name}|object"
    for name in required:
        short = {key: value for key, value in right.items() if key != name}
        yield f"{call(short)}  # error: overload|{name}|Too few"
    for name in ("unknown", "_request_timeot"):
        yield f"{call(dict(right, **{name: '5'}))}  # error: overload|{name}"


def test_every_operation_is_checked_with_each_of_its_arguments(
    check: Check, tmp_path: Path
) -> None:
    lines = [line for operation in OPERATIONS for line in calls(operation)]
    path = tmp_path / "every_operation.py"
    path.write_text(CALLS + "\n".join(lines) + "\n", encoding="utf-8")

    assert_finds_what_is_marked(check, [path])
    assert len(lines) > 10 * len(OPERATIONS)


def test_the_types_of_everything_public_are_known(tmp_path: Path) -> None:
    if find_spec("pyright") is None or find_spec("werkzeug") is None:
        pytest.skip("pyright or the emulator is not installed")
    site = tmp_path / "site"
    shutil.copytree(str(ROOT / "apivideo"), str(site / "apivideo"))
    process = subprocess.Popen(
        [sys.executable, "-m", "pyright", "--verifytypes", "apivideo", "--ignoreexternal"],
        stdout=subprocess.PIPE,
        universal_newlines=True,
        cwd=str(tmp_path),
        env=dict(
            os.environ,
            PYTHONPATH=str(site),
            PATH=os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"],
        ),
    )

    report = process.communicate()[0]

    assert "Type completeness score: 100%" in report, report[-20000:]
