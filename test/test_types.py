"""Type checkers see everything, and find what is wrong: ``types/`` is checked and never run."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "test" / "types").glob("*.py"))

MARK = re.compile(r"  # error: (.+)$")


class Found(NamedTuple):
    """What a type checker says about one line."""

    file: str
    line: int
    message: str


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
    assert process.returncode == 1, output + complaints  # 1: it worked, and found something
    return output


def mypy() -> List[Found]:
    files = [str(path.relative_to(ROOT)) for path in FILES]
    output = run("mypy", "--strict", "--config-file=", "--no-error-summary", *files)
    found = [re.match(r"(.+?):(\d+): error: (.*)", line) for line in output.splitlines()]
    return [Found(Path(one.group(1)).name, int(one.group(2)), one.group(3)) for one in found if one]


def pyright() -> List[Found]:
    files = [str(path) for path in FILES]
    output = run("pyright", "--outputjson", "--pythonpath", sys.executable, *files)
    return [
        Found(Path(one["file"]).name, one["range"]["start"]["line"] + 1, one["message"])
        for one in json.loads(output)["generalDiagnostics"]
        if one["severity"] == "error"
    ]


def marked() -> Dict[str, Dict[int, str]]:
    """The words one of which must be told about each marked line, by file and line."""
    found = {}  # type: Dict[str, Dict[int, str]]
    for path in FILES:
        lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        words = {number: MARK.search(line) for number, line in lines}
        found[path.name] = {number: one.group(1) for number, one in words.items() if one}
    return found


@pytest.mark.parametrize("check", [mypy, pyright], ids=["mypy", "pyright"])
def test_a_type_checker_finds_every_mistake_and_nothing_else(
    check: Callable[[], List[Found]],
) -> None:
    if find_spec(check.__name__) is None:
        pytest.skip(check.__name__ + " is not installed")
    expected = marked()

    found = check()

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


def test_there_are_mistakes_to_find_in_every_file() -> None:
    assert [name for name, words in marked().items() if not words] == []
    assert len(FILES) >= 6


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
