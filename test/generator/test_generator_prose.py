"""Prose as docstrings and as Markdown."""

import ast
import inspect

import pytest

from generator.prose import cell, docstring, literal_lines, markdown

TRAPS = [
    "Plain.",
    "A backslash \\ and \\n that is no line break.",
    "A last backslash \\",
    'Three """ quotes """ inside.',
    'A last "quote"',
    '"A first quote" and more.',
    '"',
    "\\",
    '""""""',
    "\n\n  Blank lines before.",
    "Summary.\n\nDescription.\n\n\n\nMore of it.",
    "word " * 60,
    "x" * 150 + " a word that is longer than a line",
    "y" * 85,
    "y" * 86,
    "z" * 89,
    "z" * 90,
    "Things:\n\n- one " + "long " * 40 + "\n- two",
    "Summary.\n\nArgs:\n    name: What it is " + "and more " * 30 + "\n    other: Short.",
    "Accents é, dashes \N{EM DASH}, \N{GRINNING FACE} and {braces} and %s.",
]


@pytest.mark.parametrize("indent", [0, 4, 8])
@pytest.mark.parametrize("text", TRAPS)
def test_python_reads_the_docstring_back(text, indent):
    margin = " " * indent
    blocks = "".join(f"{' ' * level}class A:\n" for level in range(0, indent, 4))

    tree = ast.parse(f"{blocks}{margin}{docstring(text, indent)}\n")

    body = tree.body[0]
    for _ in range(4, indent, 4):
        body = body.body[0]
    expression = (body.body[0] if indent else body).value
    assert inspect.cleandoc(expression.value).split() == text.split()


@pytest.mark.parametrize("text", TRAPS)
def test_lines_of_a_docstring_fit(text):
    lines = docstring(text, 8).splitlines()

    assert all(
        len(line) <= 100 - 8 * (line is lines[0]) or " " not in line.strip() for line in lines
    )
    assert not any(line != line.rstrip() for line in lines)


def test_items_keep_their_indent_and_hang():
    text = docstring("Summary.\n\nArgs:\n    name: " + "many " * 30, 8)

    assert text.splitlines()[3].startswith(" " * 12 + "name: ")
    assert text.splitlines()[4].startswith(" " * 16 + "many")


def test_a_long_string_is_cut_into_literals_that_fit():
    text = 'It is "gone" \\ since 2024; ' + "use another call " * 20 + "instead."

    lines = literal_lines(text, indent=8)

    assert ast.literal_eval(f"({lines})") == text
    assert max(len(line) for line in lines.splitlines()) <= 92


def test_markdown_is_escaped_outside_of_code():
    assert markdown("a_b * <c> `d_e * <f>` [g] | h") == r"a\_b \* \<c\> `d_e * <f>` \[g\] \| h"


def test_a_cell_is_one_line_and_escapes_bars_in_code_too():
    assert cell(markdown("one\n\ntwo `a|b` c|d")) == r"one two `a\|b` c\|d"
