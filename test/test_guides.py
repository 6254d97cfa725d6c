"""What the guides tell of the code is so."""

import builtins
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import apivideo
from apivideo import exceptions
from apivideo._http import transport
from apivideo._http.message import Response
from apivideo._http.retry import Policy
from apivideo.exceptions import exception_for

GUIDES = Path(__file__).resolve().parent.parent / "docs" / "guides"
RELIABILITY = (GUIDES / "reliability.md").read_text(encoding="utf-8")
ERRORS = (GUIDES / "errors.md").read_text(encoding="utf-8")

TABLES = Path(__file__).resolve().parent.parent / "docs" / "tables.py"


@pytest.fixture
def tables():
    return runpy.run_path(str(TABLES))


def test_the_tables_of_the_guides_are_those_the_code_makes():
    done = subprocess.run([sys.executable, str(TABLES), "--check"], stderr=subprocess.PIPE)

    assert (done.returncode, done.stderr.decode()) == (0, "")


@pytest.mark.parametrize("text", [RELIABILITY, ERRORS], ids=["reliability", "errors"])
def test_a_cell_that_is_wrong_is_made_right(tables, text):
    start, end = text.index("<!-- table:"), text.index("<!-- end -->")
    cell = text.rindex("|", start, end)

    assert tables["filled"](text[:cell] + "| wrong " + text[cell:]) == text


def test_every_table_is_in_a_guide(tables):
    guides = "".join(one.read_text(encoding="utf-8") for one in GUIDES.glob("*.md"))
    marks = re.findall(r"<!-- table: (\w+) -->", guides)

    assert sorted(marks) == sorted(tables["TABLES"])


def test_a_setting_that_bounds_a_call_is_in_the_table(tables):
    policy = apivideo.Configuration().retry_policy

    assert policy == Policy()
    assert set(tables["BOUNDS"]) == {
        "request_timeout",
        "deadline",
        "max_attempts",
        "retry_base",
        "retry_cap",
    }


def table(text, first):
    """The rows below the head whose first cell is *first*, cell by cell."""
    lines = iter(text.splitlines())
    head = f"| {first} |"
    assert any(line.startswith(head) for line in lines), "there is no table " + first
    next(lines)  # the rule
    rows = []
    for line in lines:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_largest_response_is_that_of_the_guide():
    mib = int(re.search(r"A response may have (\d+) MiB", RELIABILITY).group(1))

    assert mib * 2**20 == transport.LARGEST_SUCCESS
    assert transport.LARGEST_ERROR == 2**20  # "the first MiB"


@pytest.mark.parametrize("text", [RELIABILITY, ERRORS], ids=["reliability", "errors"])
def test_every_exception_that_a_guide_names_is_there(text):
    for name in re.findall(r"`(\w+(?:Error|Exception))`", text):
        assert hasattr(exceptions, name) or hasattr(builtins, name), name


def test_every_attribute_that_the_guide_on_errors_names_is_there():
    error = exception_for(Response(404, "Not Found", {}, b"{}"))

    for names, _ in table(ERRORS, "Attribute"):
        for name in re.findall(r"`([\w.]+)", names):
            one = error
            for step in name.split("."):
                assert hasattr(one, step), name
                one = getattr(one, step)
