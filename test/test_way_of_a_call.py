"""Few functions are between a method of an API class and urllib3, and CONTRIBUTING lists them."""

import re
import runpy
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BENCHMARK = runpy.run_path(str(ROOT / "benchmarks" / "way_of_a_call.py"))

MOST_CALLS = {"get": 110, "list": 120, "upload": 260}
"""How many calls of our functions a warm call may take in all."""


@pytest.fixture(scope="module")
def ways():
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(sys.modules, "opentelemetry.trace", raising=False)  # a span is on the way
        return BENCHMARK["ways"]()


@pytest.mark.parametrize("method, most", sorted(BENCHMARK["MOST"].items()))
def test_a_call_passes_few_functions_before_urllib3(ways, method, most):
    functions = ways[method].functions

    assert functions[1].endswith(f"VideosApi.{method}")
    assert functions[-1].endswith("Transport.send")
    assert len(functions) <= most


@pytest.mark.parametrize("method, most", sorted(MOST_CALLS.items()))
def test_a_call_takes_few_calls_of_our_functions_in_all(ways, method, most):
    assert ways[method].calls <= most


@pytest.mark.skipif(sys.version_info < (3, 11), reason="frames have no full names")
def test_the_guide_for_contributors_lists_the_functions(ways):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = re.search(r"way_of_a_call\.py` prints them:\n\n```\n(.*?)\n```", text, re.DOTALL)

    assert block.group(1).splitlines() == [
        line for method, way in ways.items() for line in BENCHMARK["shown"](method, way)
    ]
