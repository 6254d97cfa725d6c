"""Prose as a docstring, and as Markdown."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from generator.kinds import literal

WIDTH = 100


def docstring(text: str, indent: int) -> str:
    """*text* as a docstring at *indent*, its first line without the indent.

    Whatever the text is, Python reads it back: backslashes and quotes are escaped, lines are
    wrapped, and items such as ``name: what it is`` and ``- bullets`` keep their indent.
    """
    escaped = text.strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    escaped = re.sub(r'^"|(?<!\\)"$', r"\"", escaped)
    lines = list(_wrapped('"""' + escaped, WIDTH - indent))
    if len(lines) == 1 and len(lines[0]) + 3 > WIDTH - indent:
        lines = list(_wrapped('"""' + escaped, WIDTH - indent - 3))
    if len(lines) == 1:
        return lines[0] + '"""'
    margin = " " * indent
    return "\n".join(
        [lines[0], *(margin + line if line else "" for line in lines[1:]), margin + '"""']
    )


def _wrapped(text: str, width: int) -> Iterator[str]:
    blank = False
    for line in text.splitlines():
        content = line.strip()
        if not content:
            blank = True
            continue
        if blank:
            yield ""
        blank = False
        indent = line[: len(line) - len(line.lstrip())].expandtabs(4)
        hang = indent + ("  " if content.startswith("- ") else "    " if indent else "")
        yield from textwrap.wrap(
            content,
            width,
            initial_indent=indent,
            subsequent_indent=hang,
            break_long_words=False,
            break_on_hyphens=False,
        )


def packed(entries: Sequence[str], start: str, end: str, indent: int) -> str:
    """The entries of a dict or list, as many on a line as fit: the formatter takes one for each."""
    line = f"{start}{', '.join(entries)}{end}"
    if indent + len(line) <= WIDTH:
        return line
    margin, end = "\n" + " " * (indent + len(start)), f"{end}  # fmt: skip"
    text = ", ".join(entry.replace(" ", "\0") for entry in entries)
    lines = textwrap.wrap(text, WIDTH - len(margin) - len(end), break_on_hyphens=False)
    return start + margin.join(lines).replace("\0", " ") + end


def literal_lines(text: str, indent: int) -> str:
    """*text* as string literals below each other, each on a line that fits."""
    escaped = literal(text)[1:-1]
    width = WIDTH - indent - 3
    lines = textwrap.wrap(escaped, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(f'"{line}"' for line in [f"{one} " for one in lines[:-1]] + lines[-1:])


def markdown(text: str) -> str:
    """*text*, whose only markup is backticks; what else Markdown acts on is escaped."""
    parts = re.split(r"(`[^`]*`)", text)
    return "".join(
        part if part.startswith("`") else re.sub(r"([\\*_<>\[\]#|])", r"\\\1", part)
        for part in parts
    )


def one_line(text: str) -> str:
    """*text* without its paragraphs."""
    return " ".join(text.split())


def cell(text: str) -> str:
    """Markdown in a cell of a table: one line, and no bar that would end it."""
    return re.sub(r"(?<!\\)\|", r"\\|", one_line(text))
