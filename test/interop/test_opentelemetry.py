"""Each request is one span, whether or not OpenTelemetry's own instrumentation is active."""

import pytest

pytest.importorskip("opentelemetry.sdk")

PROGRAM = """
import apivideo
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

exporter = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(exporter))
trace.set_tracer_provider(provider)


def spans():
    found = [
        (one.kind.name, one.name.split()[-1], one.instrumentation_scope.name.partition(".")[0])
        for one in exporter.get_finished_spans()
    ]
    exporter.clear()
    return found
"""

INSTRUMENTED = """
from opentelemetry.instrumentation.urllib3 import URLLib3Instrumentor

URLLib3Instrumentor().instrument()
"""


def test_without_an_instrumentation_each_request_is_one_span_of_the_client(run):
    printed = run(PROGRAM + "client_of().videos.get('vi1')\nprint(spans())")

    assert printed.strip() == "[('CLIENT', 'POST', 'apivideo'), ('CLIENT', 'GET', 'apivideo')]"


def test_with_the_instrumentation_each_request_is_one_span_of_urllib3(run, server):
    pytest.importorskip("opentelemetry.instrumentation.urllib3")

    printed = run(PROGRAM + INSTRUMENTED + "client_of().videos.get('vi1')\nprint(spans())")

    expected = "[('CLIENT', '{}', 'opentelemetry'), ('CLIENT', '{}', 'opentelemetry')]"
    assert printed.strip().replace("HTTP ", "") == expected.format("POST", "GET")
    assert "traceparent" in [name.lower() for name in server.requests[0].headers]


def test_a_client_follows_the_instrumentation_as_it_comes_and_goes(run):
    pytest.importorskip("opentelemetry.instrumentation.urllib3")

    printed = run(
        PROGRAM
        + "client = client_of(access_token='access')\n"
        + "client.videos.get('vi1'); print(*[one[2] for one in spans()])\n"
        + INSTRUMENTED
        + "client.videos.get('vi1'); print(*[one[2] for one in spans()])\n"
        + "URLLib3Instrumentor().uninstrument()\n"
        + "client.videos.get('vi1'); print(*[one[2] for one in spans()])\n"
    )

    assert printed.split() == ["apivideo", "opentelemetry", "apivideo"]


def test_an_instrumentation_that_is_imported_but_not_active_is_no_reason_for_no_span(run):
    pytest.importorskip("opentelemetry.instrumentation.urllib3")

    printed = run(
        PROGRAM
        + "import opentelemetry.instrumentation.urllib3\n"
        + "client_of(access_token='access').videos.get('vi1'); print(len(spans()))"
    )

    assert printed.strip() == "1"


def test_an_upload_under_the_instrumentation_is_one_span(run):
    pytest.importorskip("opentelemetry.instrumentation.urllib3")

    printed = run(
        PROGRAM
        + INSTRUMENTED
        + "video = client_of(access_token='access').videos.upload('vi1', b'content')\n"
        + "print(video.video_id, len(spans()))"
    )

    assert printed.split() == ["vi1", "1"]
