"""What a program can observe of requests: a line in the log, a span in a trace. No secrets."""

import logging
import sys
from contextlib import contextmanager
from typing import Any, Callable, ContextManager, Dict, Iterator

from apivideo._http.message import SHOWN_HEADERS, Request

logger = logging.getLogger("apivideo")


def log(request: Request, outcome: Any, seconds: float, attempt: int) -> None:
    """Log a request to the logger ``apivideo``: at DEBUG, further attempts at INFO."""
    level = logging.DEBUG if attempt == 1 else logging.INFO
    if logger.isEnabledFor(level):
        status = getattr(outcome, "status", None) or type(outcome).__name__
        shown = {name: request.headers[name] for name in SHOWN_HEADERS if name in request.headers}
        logger.log(
            level,
            "%s %s: %s in %.0f ms, attempt %d %s",
            request.method,
            request.path,
            status,
            seconds * 1000,
            attempt,
            shown,
        )


class _NoSpan:
    def __enter__(self) -> Callable[[int], Any]:
        return id  # takes note of nothing

    def __exit__(self, *error: object) -> None:
        pass


_NO_SPAN = _NoSpan()


def span(request: Request, attempt: int) -> ContextManager[Callable[[int], Any]]:
    """Return a span around a request, if the program traces with OpenTelemetry."""
    trace = sys.modules.get("opentelemetry.trace")
    if trace is None:
        return _NO_SPAN
    urllib3 = sys.modules.get("opentelemetry.instrumentation.urllib3")
    if urllib3 is not None and urllib3.URLLib3Instrumentor().is_instrumented_by_opentelemetry:
        return _NO_SPAN  # the instrumentation makes one
    return _span(trace, request, attempt)


@contextmanager
def _span(trace: Any, request: Request, attempt: int) -> Iterator[Callable[[int], Any]]:
    """Its attributes have the names of the semantic conventions for HTTP clients."""
    attributes: Dict[str, Any] = {
        "http.request.method": request.method,
        "url.full": request.address,
    }
    if attempt > 1:
        attributes["http.request.resend_count"] = attempt - 1
    with trace.get_tracer("apivideo").start_as_current_span(
        request.method, kind=trace.SpanKind.CLIENT, attributes=attributes
    ) as current:

        def note(status: int) -> None:
            current.set_attribute("http.response.status_code", status)
            if status >= 400:
                current.set_status(trace.Status(trace.StatusCode.ERROR))

        yield note
