"""Tiny descriptions, and what is generated from them, imported."""

import importlib
import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # a bare ``pytest`` does not know the generator

TINY = """
openapi: 3.1.0
info:
  title: Films
  version: '1'
  description: Keeps films.
tags:
  - name: Film Reels
    description: Find and keep reels.
paths:
  /reels/{reelId}:
    get:
      operationId: film_reels.get
      tags: [Film Reels]
      summary: Get a reel
      description: Answers with one reel.
      parameters:
        - name: reelId
          in: path
          required: true
          description: Id of the reel.
          schema: {type: string}
          example: re1
      responses:
        '200':
          description: Success.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Reel'}
        '404':
          description: There is no such reel.
components:
  schemas:
    Reel:
      type: object
      description: A reel of film.
      required: [reelId]
      properties:
        title: {type: string, description: Name of the reel.}
        reelId: {type: string, description: Id of the reel.}
"""


class Rest:
    """Answers with what it was given, in order, and remembers the requests."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []

    def send(self, request):
        from apivideo._http.message import Response

        self.requests.append(request)
        return Response(200, "OK", {}, json.dumps(self.answers.pop(0)).encode())

    def close(self):
        pass


class World:
    """A folder with the core and what was generated from a description."""

    def __init__(self, folder):
        self.folder = folder

    def read(self, path):
        return (self.folder / path).read_text(encoding="utf-8")

    def find(self, name):
        """The class *name* of the models or the APIs."""
        return getattr(importlib.import_module("apivideo.model"), name, None) or getattr(
            importlib.import_module("apivideo.apis"), name
        )

    def api(self, name, *answers):
        """An API class over a transport with *answers*, and the transport."""
        from apivideo.api_client import ApiClient

        rest = Rest(*answers)
        client = ApiClient(rest_client=rest)
        client.update_params_for_auth = lambda *arguments: None  # no credentials needed here
        return self.find(name)(client), rest


def ours():
    return [name for name in sys.modules if name.partition(".")[0] == "apivideo"]


@pytest.fixture
def tiny():
    """The smallest description, as a dict to be changed."""
    return yaml.safe_load(TINY)


@pytest.fixture(scope="session")
def real():
    """The text of the description of the service."""
    return (ROOT / "openapi.yaml").read_text(encoding="utf-8")


@pytest.fixture
def world(tmp_path):
    """Generates a description, dict or text, and imports the result instead of the library."""
    from generator import output, parse, render, source

    def generate(description):
        text = description if isinstance(description, str) else yaml.safe_dump(description)
        files = render.files(parse.library(source.parse(text)))
        core = ROOT / "apivideo"
        folders = [core, core / "_compat", core / "_http", core / "uploads"]
        for path in [path for folder in folders for path in folder.glob("*.py")]:
            copy = tmp_path / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(str(path), str(copy))
        output.write(output.formatted(files), tmp_path)
        return World(tmp_path)

    library = {name: sys.modules.pop(name) for name in ours()}
    sys.path.insert(0, str(tmp_path))
    importlib.invalidate_caches()
    yield generate
    sys.path.remove(str(tmp_path))
    for name in ours():
        del sys.modules[name]
    sys.modules.update(library)
