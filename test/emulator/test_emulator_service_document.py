"""What docs/service.md says about the service is what the emulator does."""

import pathlib
import re

from apivideo.emulator.http import description
from apivideo.emulator.http.problems import CATALOGUE
from apivideo.emulator.processing import deliveries
from apivideo.emulator.resources import content_range
from apivideo.emulator.settings import RateLimits

DOCUMENT = pathlib.Path(__file__).resolve().parents[2] / "docs" / "service.md"
SECTIONS = re.split(r"^## \d+\. ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)


def rows(section):
    """The rows of the tables in a section, each by its first cell."""
    found = re.findall(r"^\| (.+) \|$", SECTIONS[section], re.MULTILINE)
    cells = ([cell.strip("`") for cell in row.split(" | ")] for row in found)
    return {first: others for first, *others in cells}


def test_the_catalogue_of_errors_is_the_emulators():
    told = re.findall(r"^\| (\d{3}) \| `([\w-]+)`", SECTIONS[4], re.MULTILINE)

    assert {slug: int(status) for status, slug in told} == {
        slug: kind["status"] for slug, kind in CATALOGUE.items()
    }


def test_the_rate_limits_are_the_emulators():
    limits = [RateLimits.named(name) for name in ("sandbox", "production")]

    told = rows(3)

    assert told["uploads"] == [str(one.upload) for one in limits]
    assert told["writes"] == [str(one.write) for one in limits]
    assert told["reads"] == [str(one.read) for one in limits]


def test_the_limits_of_uploads_are_the_emulators():
    told = rows(8)

    assert (
        f"({content_range.SMALLEST_PART:,} bytes)"
        in told["smallest part, unless it is the last"][0]
    )
    assert f"({content_range.LARGEST_REQUEST:,} bytes)" in told["largest part"][0]
    assert told["most"] == [
        f"{content_range.MOST_PARTS:,} parts",
        f"{content_range.MOST_BYTES:,} bytes",
    ]


def test_the_events_and_their_fields_are_those_of_the_description():
    told = {
        name: set(re.findall(r"\b(?:[a-z]+[A-Z]\w+|encoding|quality|language)\b", cells[0]))
        for name, cells in rows(20).items()
        if re.fullmatch(r"[a-z-]+(\.[a-z-]+)+", name)
    }

    document = description.read()
    bodies = {name: body_of(document, name)["properties"] for name in document["webhooks"]}
    assert told == {
        name: set(properties) - {"type", "emittedAt"} for name, properties in bodies.items()
    }


def body_of(document, event):
    """The schema of the body of an event."""
    content = document["webhooks"][event]["post"]["requestBody"]["content"]
    return description.resolve(content["application/json"]["schema"], document)


def test_the_example_of_a_signature_is_right():
    example = rows(20)

    signature = deliveries.signature(example["secret"][0], example["body"][0].encode())

    assert signature == example["signature"][0]
