"""The description of the service, generated whole."""

import ast
import re
import subprocess
import sys

import pytest
import yaml

from generator import output, parse, render, source


def generated(text):
    return output.formatted(render.files(parse.library(source.parse(text))))


@pytest.fixture(scope="module")
def files(real):
    return generated(real)


def methods(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and len(node.body) > 1:  # no overload
            yield node


def test_it_is_the_same_every_time(files, real):
    assert generated(real) == files


def test_generated_code_decides_nothing(files):
    forbidden = (ast.If, ast.IfExp, ast.For, ast.While, ast.Try, ast.Lambda, ast.comprehension)
    for path, text in files.items():
        if path.endswith(".py"):
            text = text.replace(" if TYPE_CHECKING:\n", " with TYPE_CHECKING:\n")
            text = text.replace("\nif TYPE_CHECKING:\n", "\nwith TYPE_CHECKING:\n")
            found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, forbidden)]
            assert not found, path
            assert "noqa" not in text, path


def test_the_body_of_a_method_is_short(files):
    lengths = [
        method.body[-1].end_lineno - method.body[1].lineno + 1  # the first is the docstring
        for path, text in files.items()
        if path.startswith("apivideo/apis/") and path.endswith(".py")
        for method in methods(ast.parse(text))
    ]

    assert len(lengths) > 60
    assert max(lengths) <= 12


def test_no_line_is_too_long(files):
    for path, text in files.items():
        if not path.endswith(".md"):
            assert max(map(len, text.splitlines())) <= 100, path


def test_the_linter_finds_nothing(files, tmp_path):
    output.write(files, tmp_path)
    words = '["apivideo.options", "apivideo.model_base"]'
    options = ["--isolated", "--no-cache", "--line-length=100", "--select=E,F,W,I,B"]
    options += ["--config", f"lint.typing-modules = {words}"]

    result = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *options, str(tmp_path)],
        stdout=subprocess.PIPE,
        universal_newlines=True,
    )

    assert result.returncode == 0, result.stdout


def test_python_3_6_can_parse_it(files):
    for path, text in files.items():
        if path.endswith(".py"):
            ast.parse(text, path, feature_version=(3, 6))


def test_every_link_of_the_reference_leads_somewhere(files):
    pages = {path: text for path, text in files.items() if path.endswith(".md")}
    for path, text in pages.items():
        for link in re.findall(r"\]\(([^)]+)\)", text):
            target, _, anchor = link.partition("#")
            parts = path.split("/")[:-1]
            for step in target.split("/"):
                parts = parts[:-1] if step == ".." else [*parts, step]
            if parts[:2] == ["docs", "guides"]:  # they are written, and test_docs.py follows
                continue
            headings = re.findall(r"^#+ (.*)$", pages["/".join(parts)], re.MULTILINE)
            assert not anchor or anchor in [one.lower() for one in headings], (path, link)


def test_a_call_that_prose_names_is_there(files, real):
    library = parse.library(source.parse(real))
    calls = {f"{one.name}.{each.name}" for one in library.resources for each in one.operations}
    resources = "|".join(one.name for one in library.resources)
    named = {
        name
        for path, text in files.items()
        if path.startswith("docs/reference/apis/")
        for name in re.findall(rf"`((?:{resources})\.\w+)`", text)
    } - {f"client.{one.name}" for one in library.resources}

    assert "videos.list_discarded" in named
    assert named - calls == set()
    assert not any(re.search(r"`/(?!_)[a-z]", text) for text in files.values())


def test_every_method_and_every_model_is_in_the_reference(files, real):
    library = parse.library(source.parse(real))
    for resource in library.resources:
        page = files[f"docs/reference/apis/{resource.name}.md"]
        for operation in resource.operations:
            assert f"\n## {operation.name}\n" in page
            assert operation.name in files["docs/reference/README.md"]
    told = [model.name for family in library.families for model in family.models]
    assert sorted(told) == sorted(model.name for model in library.models)


STUDIO = """
paths:
  /studios/{studioId}:
    get:
      operationId: videos.get_studio
      tags: [Videos]
      summary: Get a studio
      description: Answers with the studio that made a video.
      parameters:
        - name: studioId
          in: path
          required: true
          description: Id of the studio.
          schema: {type: string}
          example: st1
      responses:
        '200':
          description: Success.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Studio'}
components:
  schemas:
    Studio:
      type: object
      description: A place where videos are made.
      required: [studioId]
      properties:
        studioId: {type: string, description: Id of the studio.}
        openedAt: {type: string, format: date-time, description: When it was opened.}
"""


def test_an_operation_added_to_the_description_is_a_method_with_model_and_reference(real, world):
    description = yaml.load(real, source.Loader)
    added = yaml.safe_load(STUDIO)
    description["paths"].update(added["paths"])
    description["components"]["schemas"].update(added["components"]["schemas"])

    made = world(description)
    videos, rest = made.api("VideosApi", {"studioId": "st1", "openedAt": "2024-05-28T11:15:07Z"})
    studio = videos.get_studio("st1")

    assert rest.requests[0].url.endswith("/studios/st1")
    assert type(studio) is made.find("Studio")
    assert studio.opened_at.year == 2024
    page = made.read("docs/reference/apis/videos.md")
    assert 'studio = client.videos.get_studio("st1")' in page
    assert "## Studio\n\nA place where videos are made." in made.read(
        "docs/reference/models/videos.md"
    )
