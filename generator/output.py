"""Formats, compares and writes generated files."""

from __future__ import annotations

import difflib
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from generator import document

FOLDERS = ("apivideo/api", "apivideo/apis", "apivideo/model", "docs/reference")
"""What is generated to the last file."""

FILES = (document.PATH,)
"""What is generated in a folder that has other files too."""

FORMAT = ("--isolated", "--line-length=100", "--target-version=py37", "--no-cache", "--quiet")


def formatted(files: Mapping[str, str]) -> dict[str, str]:
    """The same files as the formatter lays them out; code in Markdown too."""
    with tempfile.TemporaryDirectory() as folder:
        _write(files, Path(folder))
        command = [sys.executable, "-m", "ruff", "format", *FORMAT, folder]
        if subprocess.run(command).returncode:
            raise SystemExit(
                "ruff, as dev-requirements.txt has it, could not format: make generate"
            )
        return {path: (Path(folder) / path).read_text(encoding="utf-8") for path in sorted(files)}


def write(files: Mapping[str, str], root: Path) -> int:
    """Write *files* under *root* and remove what is stale there; how many changed."""
    old = present(root)
    changed = {path: text for path, text in files.items() if old.get(path) != text}
    stale = [path for path in old if path not in files]
    for path in stale:
        (root / path).unlink()
    _write(changed, root)
    _remove_empty_folders(root)
    return len(changed) + len(stale)


def differences(files: Mapping[str, str], root: Path) -> list[str]:
    """For each file that is not as it would be generated, what differs."""
    old = present(root)
    return [
        _difference(path, old.get(path), files.get(path))
        for path in sorted({*old, *files})
        if old.get(path) != files.get(path)
    ]


def present(root: Path) -> dict[str, str]:
    """The generated files under *root*, but for what Python caches in their folders."""
    paths = [root / path for path in FILES]
    for folder in FOLDERS:
        paths += sorted((root / folder).rglob("*"))
    return {
        path.relative_to(root).as_posix(): path.read_bytes().decode("utf-8", "replace")
        for path in paths
        if path.is_file() and "__pycache__" not in path.parts
    }


def _difference(path: str, old: str | None, new: str | None) -> str:
    lines = difflib.unified_diff(
        (old or "").splitlines(),
        (new or "").splitlines(),
        f"{path} (as it is)" if old is not None else "/dev/null",
        f"{path} (as generated)" if new is not None else "/dev/null",
        lineterm="",
    )
    return "\n".join([f"{path} is not what the generator makes:", *lines])


def _write(files: Mapping[str, str], root: Path) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode("utf-8"))


def _remove_empty_folders(root: Path) -> None:
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*"), reverse=True):
            if path.is_dir() and not any(path.iterdir()):
                path.rmdir()
