"""The code cites what is known of the service by the sections of docs/service.md."""

import re
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

from apivideo.uploads.plan import LARGEST_FILE, LARGEST_REQUEST, MOST_PARTS, SMALLEST_PART

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "service.md"

SECTIONS = re.findall(r"^## (\d+)\. ", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)

NUMBERS = r"section \d+\b(?! and \d)|sections \d+(?:, \d+)* and \d+"
CITATION = re.compile(rf"docs/service\.md, ({NUMBERS})")
STANDARD = re.compile(r"RFC \d+, sections? [\d.]+\d(?: and [\d.]+\d)?")
OTHER_FORM = re.compile(
    r"\bsections? \d.{0,9}|service\.md,? \d|\bservice[ ]facts\b|\bfacts,? \d", re.I
)

LEFT_BY_TOOLS = {"build", "dist", "__pycache__"}


def files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.name == ".ci" or not (
            path.name.startswith(".") or path.suffix == ".egg-info" or path.name in LEFT_BY_TOOLS
        ):
            yield from files(path)


def read_all() -> Iterator[Tuple[str, str]]:
    """Yield the name of each text file, and its text with all lines joined."""
    for path in files(ROOT):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        yield path.relative_to(ROOT).as_posix(), re.sub(r"\s*\n[\s#]*", " ", text)


TEXTS: Dict[str, str] = dict(read_all())


def missing(found: List[str]) -> List[str]:
    """The sections that are named although they do not exist."""
    return [
        number for text in found for number in re.findall(r"\d+", text) if number not in SECTIONS
    ]


def test_the_sections_are_numbered_without_a_gap() -> None:
    assert SECTIONS == [str(number + 1) for number in range(len(SECTIONS))]
    assert missing(re.findall(NUMBERS, TEXTS["docs/service.md"])) == []


def test_a_citation_names_a_section_that_exists() -> None:
    cited = {name: CITATION.findall(text) for name, text in TEXTS.items()}
    wrong = {name: missing(found) for name, found in cited.items() if missing(found)}

    assert wrong == {}
    assert len([name for name, found in cited.items() if found]) > 40


def test_a_rule_of_the_service_is_cited_in_one_form_only() -> None:
    others = {}
    for name, text in TEXTS.items():
        found = OTHER_FORM.findall(STANDARD.sub("", CITATION.sub("", text)))
        if found and name != "docs/service.md":
            others[name] = found

    assert others == {}


def test_the_limits_of_uploads_are_the_clients() -> None:
    document = TEXTS["docs/service.md"]
    part = f"5 MiB ({SMALLEST_PART:,} bytes) | the same |"
    request = f"200 MiB ({LARGEST_REQUEST:,} bytes) | the same |"

    assert f"| smallest part, unless it is the last | {part}" in document
    assert f"| largest part | {request}" in document
    assert f"| most | {MOST_PARTS:,} parts | {LARGEST_FILE:,} bytes |" in document
