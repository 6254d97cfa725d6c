"""The code of the documentation: each Python block of a page."""

import re
from pathlib import Path
from typing import Iterator, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md"] + sorted((ROOT / "docs").rglob("*.md"))

FENCE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """One Python block of a page."""

    path: Path
    line: int
    heading: str
    code: str

    @property
    def id(self) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}:{self.line}"

    @property
    def in_its_place(self) -> str:
        """The code, below blank lines: whatever tells of an error names the line of the page."""
        return "\n" * (self.line - 1) + self.code


def blocks(path: Path) -> Iterator[Block]:
    text = path.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        before = text[: found.start(1)]
        headings = re.findall(r"^#+ (.+)$", before, re.MULTILINE)
        yield Block(path, before.count("\n") + 1, headings[-1], found.group(1))


BLOCKS = [block for path in PAGES for block in blocks(path)]
