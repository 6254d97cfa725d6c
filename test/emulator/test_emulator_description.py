"""What the emulator reads from the API description, and where it finds it."""

import os
import pathlib
import subprocess
import sys

import pytest

from apivideo.emulator import routes
from apivideo.emulator.http import description

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_parameters_are_those_of_the_query_without_references():
    found = description.load().operations["videos.list"].query

    assert found["pageSize"].schema["maximum"] == 100
    assert found["metadata"].is_object and not found["tags[]"].is_object
    assert "Content-Range" not in description.load().operations["videos.upload"].query


def test_only_bodies_of_json_are_looked_at():
    operations = description.load().operations

    assert operations["videos.create"].body is not None
    assert operations["videos.upload"].body is operations["videos.get"].body is None


def test_every_operation_of_the_description_is_there_and_at_its_address():
    ours = {route.operation: (route.method, route.path.count("<")) for route in routes.load()}

    missing = {
        operation["operationId"]
        for path, methods in description.read()["paths"].items()
        for method, operation in methods.items()
        if ours.get(operation["operationId"]) != (method.upper(), path.count("{"))
    }

    assert missing == set()


def test_the_lists_of_events_and_the_events_themselves_have_the_same_names():
    document = description.read()
    schemas = document["components"]["schemas"]
    names = list(document["webhooks"])

    for lists in (schemas["Webhook"], schemas["WebhooksCreationPayload"]):
        assert lists["properties"]["events"]["items"]["enum"] == names
    for name, path in document["webhooks"].items():
        content = path["post"]["requestBody"]["content"]["application/json"]
        body = description.resolve(content["schema"], document)
        assert body["properties"]["type"]["enum"] == [name]


def test_a_package_brings_the_description_and_the_files_of_pages(tmp_path):
    pytest.importorskip("setuptools")
    command = [sys.executable, "-W", "ignore", "setup.py", "-q", "build_py", "--build-lib"]
    subprocess.run(
        [*command, str(tmp_path)], cwd=str(ROOT), check=True, timeout=60, env=dict(os.environ)
    )

    pages = (
        f"{room}/{kind}" for room in ("dashboard", "playback") for kind in ("static", "templates")
    )
    for folder in ("data", *pages):
        place = pathlib.Path("apivideo", "emulator", folder)
        names = {path.name for path in (ROOT / place).iterdir()}
        assert names and {path.name for path in (tmp_path / place).iterdir()} == names
