"""Nothing is imported before it is used. Each test has an interpreter of its own."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

import apivideo
from apivideo import apis, exceptions

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def modules_after(code):
    """The modules an interpreter has loaded once it has run *code*."""
    program = code + "\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    output = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT)
    return set(json.loads(output.decode()))


def run(code):
    """What an interpreter prints that runs *code*."""
    return subprocess.check_output([sys.executable, "-c", code], cwd=ROOT).decode().strip()


HEAVY = ["urllib3", "certifi", "ssl", "dateutil", "logging", "typing_extensions", "http.client"]


@pytest.mark.parametrize(
    "code",
    [
        "import apivideo",
        "from apivideo.apis import VideosApi",
        "import apivideo\nfrom apivideo.apis.videos_api import VideosApi",
        "import apivideo\nfrom apivideo.api.captions_api import CaptionsApi",
    ],
)
def test_importing_the_package_and_an_api_class_loads_no_transport(code):
    loaded = modules_after(code)

    assert loaded.isdisjoint(HEAVY)


def test_making_a_client_loads_all_that_its_calls_need():
    before = modules_after("import apivideo\napivideo.AuthenticatedApiClient('key')")
    after = modules_after(
        "import apivideo\n"
        "class Rest:\n"
        "    def send(self, request): raise AttributeError\n"
        "    close = print\n"
        "client = apivideo.AuthenticatedApiClient('key', rest_client=Rest())\n"
        "try: client.call('GET', '/videos')\n"
        "except AttributeError: pass"
    )

    assert "urllib3" in before
    assert {one for one in after - before if one.startswith("apivideo")} == set()


def test_importing_the_package_loads_no_model_and_no_api_class():
    loaded = modules_after("import apivideo")

    assert not [name for name in loaded if name.startswith(("apivideo.model", "apivideo.api"))]


def test_an_api_class_brings_its_own_models_alone():
    loaded = modules_after("from apivideo.apis import VideosApi")

    assert "apivideo.model.video" in loaded
    assert loaded.isdisjoint({"apivideo.model.live_stream", "apivideo.model.webhook"})
    assert loaded.isdisjoint({"apivideo.apis.live_streams_api", "apivideo.apis.webhooks_api"})


def test_a_client_brings_all_api_classes_so_that_no_call_imports_any():
    loaded = modules_after("import apivideo\napivideo.AuthenticatedApiClient('key')")

    assert {"apivideo.apis.tags_api", "apivideo.apis.videos_api"} <= loaded


@pytest.mark.parametrize(
    "expression, printed",
    [
        ("apivideo.ApiClient.__module__", "apivideo.api_client"),
        ("apivideo.OpenApiException is apivideo.ApiVideoError", "True"),
        ("apivideo.exceptions.NotFoundException.__name__", "NotFoundException"),
        ("apivideo.model.video.Video is apivideo.model.Video", "True"),
        ("apivideo.api.videos_api.VideosApi is apivideo.apis.VideosApi", "True"),
        ("apivideo.rest.ApiException is apivideo.ApiException", "True"),
        ("apivideo.api_client.rest is apivideo.rest", "True"),
        ("'Configuration' in dir(apivideo)", "True"),
        ("hasattr(apivideo, 'nonsense')", "False"),
    ],
)
def test_a_name_is_there_once_it_is_used(expression, printed):
    assert run(f"import apivideo\nprint({expression})") == printed


def test_every_exception_and_what_is_used_daily_are_names_of_the_package():
    names = {"ApiClient", "AuthenticatedApiClient", "Configuration"}
    names |= {"Cancellation", "RawResponse", "items", "pages", "to_dataframe"}
    kinds = ("available", "broadcasting", "encoded", "playable", "summary")
    names |= {f"wait_until_{kind}" for kind in kinds}
    raised = set(exceptions.__all__) - {"render_path"}

    assert set(apivideo.__all__) == names | raised
    assert all(getattr(apivideo, name) is getattr(exceptions, name) for name in raised)


def test_what_the_guides_import_of_the_core_is_a_name_of_the_package():
    guides = [*Path(ROOT).glob("docs/guides/*.md"), Path(ROOT, "README.md")]
    imported = re.findall(
        r"^from (apivideo\.(?:exceptions|pagination|uploads|waiting)) import ([\w, ]+)$",
        "\n".join(guide.read_text(encoding="utf-8") for guide in guides),
        re.MULTILINE,
    )
    assert imported  # in the guide for those who come from the published client

    for module, names in imported:
        for name in names.split(", "):
            assert getattr(apivideo, name) is getattr(importlib.import_module(module), name)


def test_all_names_can_be_imported_with_a_star():
    code = "from apivideo.model import *\nfrom apivideo.apis import *\nprint(Video, VideosApi)"

    assert "Video" in run(code)


def test_an_unknown_name_is_an_attribute_error_that_says_so():
    with pytest.raises(AttributeError, match="'apivideo' has no attribute 'nonsense'"):
        _ = apivideo.nonsense


def test_a_submodule_whose_imports_fail_says_which_import_failed(tmp_path):
    package = tmp_path / "crate"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from apivideo._lazy import lazy_package\nlazy_package(__name__, {})\n"
    )
    (package / "broken.py").write_text("import a_module_nobody_has\n")
    code = (
        "import sys; sys.path.insert(0, {!r})\n"
        "import crate\n"
        "try: crate.broken\n"
        "except ImportError as error: print(error.name)"
    )

    assert run(code.format(str(tmp_path))) == "a_module_nobody_has"


def test_importing_leaves_the_loggers_of_others_alone():
    code = (
        "import logging\n"
        "logging.getLogger('urllib3').setLevel(logging.DEBUG)\n"
        "import apivideo\n"
        "apivideo.ApiClient(apivideo.Configuration())\n"
        "print(logging.getLogger('urllib3').level, logging.getLogger('apivideo').handlers)"
    )

    assert run(code) == "10 []"


# ---- resources ---------------------------------------------------------------


@pytest.mark.parametrize("client_class", [apivideo.ApiClient, apivideo.AuthenticatedApiClient])
def test_a_resource_read_from_the_client_class_is_the_api_class(client_class):
    assert client_class.videos is apis.VideosApi


def test_a_resource_is_made_once_for_each_client():
    one, other = apivideo.ApiClient(), apivideo.ApiClient()

    assert one.videos is one.videos
    assert one.videos is not other.videos
    assert one.videos.api_client is one


def test_a_double_that_is_specified_by_the_client_class_has_its_resources():
    double = mock.create_autospec(apivideo.AuthenticatedApiClient, instance=True)
    double.videos.list.return_value = "page"

    assert double.videos.list(title="x") == "page"
    with pytest.raises(AttributeError):
        double.videos.nonsense()
    with pytest.raises(TypeError):
        double.videos.get()
