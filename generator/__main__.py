"""The command: ``python -m generator [--check] [--description FILE] [--output FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import document, output, parse, render, source

ROOT = Path(__file__).parent.parent


def generated(description: Path) -> dict[str, str]:
    """Every file that *description* makes, by its path."""
    read = source.read(description)
    files = render.files(parse.library(read))
    files[document.PATH] = document.text(read.value, render.GENERATED)
    return output.formatted(files)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what is generated, or check that it is fresh; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument("--check", action="store_true", help="show what is stale; write nothing")
    parser.add_argument("--description", type=Path, default=ROOT / "openapi.yaml", metavar="FILE")
    parser.add_argument("--output", type=Path, default=ROOT, metavar="FOLDER")
    options = parser.parse_args(arguments)
    try:
        files = generated(options.description)
    except source.UnsupportedDescription as error:
        print(f"{options.description}: {error}", file=sys.stderr)
        return 2
    if not options.check:
        print(f"{output.write(files, options.output)} of {len(files)} files changed.")
        return 0
    differences = output.differences(files, options.output)
    for difference in differences:
        print(difference, end="\n\n")
    if differences:
        count = "1 file differs" if len(differences) == 1 else f"{len(differences)} files differ"
        print(f"{count}; run `python -m generator`.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
