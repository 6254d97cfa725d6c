"""Every example of the documentation runs: each Python block, against a server on loopback."""

import io
import json
import re
import sys
import warnings
from pathlib import Path
from typing import Any, Iterator, Tuple

import pytest
from support import description, samples
from support.recording_server import Recorded, RecordingServer
from support.samples import PAGES, ROOT, Block

import apivideo

REFERENCE = ROOT / "docs" / "reference"

FILE = re.compile(r'"([\w\-]+\.(?:mp4|mov|vtt|jpg|jpeg|png|webp))"')

TESTING = ROOT / "docs" / "guides" / "testing.md"  # the emulator's own tests run its examples
BLOCKS = [block for block in samples.BLOCKS if block.path != TESTING]

ROUTES = [
    (one, re.compile(re.sub(r"\{\w+\}", "[^/]+", one.path) + "$"))
    for one in sorted(description.OPERATIONS, key=lambda one: one.path.count("{"))
]

ANSWERS = {}  # the first example of a success, by operation
for _answer in description.answers():
    if _answer.status < 300:
        ANSWERS.setdefault(_answer.operation.id, _answer)


class Service:
    """Answers as the examples of the description do, by route."""

    def __init__(self) -> None:
        self.host = ""
        self.called = []  # type: List[str]
        self.unknown = []  # type: List[str]

    def __call__(self, request: Recorded) -> Tuple[int, Any, bytes]:
        for operation, path in ROUTES:
            if operation.http_method == request.method and path.match(request.path):
                self.called.append(operation.id)
                answer = ANSWERS[operation.id]
                document = answer.document
                content = "" if document is None else json.dumps(document)
                for address in re.findall(r"https://(?:cdn|vod)\.api\.video", content):
                    content = content.replace(address, self.host)
                return answer.status, {}, content.encode()
        if re.match("/(vod|stream)/", request.path):  # what is downloaded
            return 200, {}, b'{"session_token": "a"}'
        self.unknown.append(f"{request.method} {request.path}")
        return 404, {}, b""


@pytest.fixture
def service(recording_server: RecordingServer) -> Iterator[Service]:
    """What a client talks to that is given no other host."""
    recording_server.respond = one = Service()
    one.host = recording_server.host
    apivideo.Configuration.set_default(apivideo.Configuration(host=recording_server.host))
    yield one
    apivideo.Configuration.set_default(None)


def on_loopback(code: str, host: str) -> str:
    """*code* with the host in each configuration that it makes itself."""
    code = re.sub(r'\bhost="[^"]*",? ?', "", code)
    return code.replace("Configuration(", f"Configuration(host={host!r}, ")


def run(block: Block, host: str) -> None:
    code = on_loopback(block.in_its_place, host)
    program = compile(code, str(block.path), "exec", dont_inherit=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        exec(program, {"__name__": "__main__"})


@pytest.mark.parametrize("block", BLOCKS, ids=lambda one: one.id)
def test_an_example_runs(
    block: Block,
    service: Service,
    recording_server: RecordingServer,
    tmp_path: Any,
    monkeypatch: Any,
) -> None:
    if "to_dataframe" in block.code:
        pytest.importorskip("pandas")
    for name in () if ".download(" in block.code else FILE.findall(block.code):
        (tmp_path / name).write_bytes(b"the content of " + name.encode())
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"what ffmpeg makes")))

    run(block, recording_server.host)

    assert service.unknown == []
    assert service.called or "Client(" not in block.code  # and nothing went elsewhere
    if REFERENCE in block.path.parents:
        assert service.called and f".{block.heading}(" in block.code


def test_every_method_has_its_example_in_the_reference() -> None:
    expected = set()  # type: Set[Tuple[str, str]]
    for one in description.OPERATIONS:
        page = one.id.partition(".")[0]
        expected.update((page, name) for name in (one.method_name, *one.others))

    shown = [(one.path.stem, one.heading) for one in BLOCKS if one.path.parent.name == "apis"]

    assert sorted(shown) == sorted(expected)


LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]*)(#[^)\s]*)?\)")


@pytest.mark.parametrize("path", PAGES, ids=lambda one: one.relative_to(ROOT).as_posix())
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    for target, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        page = (path.parent / target).resolve() if target else path
        assert page.exists(), target
        if anchor and page.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {
                "#" + re.sub(r"[^\w\- ]", "", one).lower().replace(" ", "-") for one in headings
            }
            assert anchor in anchors, target + anchor
