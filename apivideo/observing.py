"""What can be seen of requests from outside: a line in the log, a span in a trace. No secrets."""

import sys
from contextlib import contextmanager
from typing import Any, Callable, ContextManager, Dict, Iterator

from apivideo.messages import SHOWN_HEADERS, Request

DEBUG, INFO = 10, 20
"""Levels, as logging has them."""

_loggers: Dict[str, Any] = {}


def log(request: Request, outcome: Any, seconds: float, attempt: int) -> None:
    """A line for the logger ``apivideo``, at DEBUG; attempts after the first at INFO."""
    logger = _loggers.get("apivideo") or _logger()
    level = DEBUG if attempt == 1 else INFO
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


def _logger() -> Any:
    import logging  # slow to import, so not before there is a request

    return _loggers.setdefault("apivideo", logging.getLogger("apivideo"))


class _NoSpan:
    """Nothing to take note of, and nothing to pay for it."""

    def __enter__(self) -> Callable[[int], Any]:
        return self.note

    def __exit__(self, *error: object) -> None:
        pass

    @staticmethod
    def note(status: int) -> None:
        pass


_NO_SPAN = _NoSpan()


def span(request: Request, attempt: int) -> ContextManager[Callable[[int], Any]]:
    """A span around a request, where the program uses OpenTelemetry."""
    trace = sys.modules.get("opentelemetry.trace")
    return _NO_SPAN if trace is None else _span(trace, request, attempt)


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
