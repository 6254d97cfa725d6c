"""What a program can observe of requests: a line in the log, a span in a trace. No secrets."""

import logging
import sys
import weakref
from contextlib import contextmanager
from typing import Any, Callable, Iterator

from apivideo._http.message import SHOWN_HEADERS, Request, mask_path, mask_query

logger = logging.getLogger("apivideo")


def log(request: Request, outcome: Any, seconds: float, attempt: int) -> None:
    """Log a request to the logger ``apivideo``: at DEBUG, further attempts at INFO."""
    level = logging.DEBUG if attempt == 1 else logging.INFO
    if logger.isEnabledFor(level):
        status = getattr(outcome, "status", None) or type(outcome).__name__
        shown = {name: request.headers[name] for name in SHOWN_HEADERS if name in request.headers}
        told = request.method, request.path, status, seconds * 1000, attempt, shown
        logger.log(level, "%s %s: %s in %.0f ms, attempt %d %s", *told)


class _NoSpan:
    def __enter__(self) -> None: ...

    def __exit__(self, *error: Any) -> None: ...


NO_SPAN = _NoSpan()


def span(request: Request, attempt: int) -> Any:
    """Return a context that gives a function to note the status, or None without OpenTelemetry."""
    trace = sys.modules.get("opentelemetry.trace")
    urllib3 = sys.modules.get("opentelemetry.instrumentation.urllib3")
    # The instrumentation of urllib3 makes a span of its own.
    if trace is None or urllib3 and urllib3.URLLib3Instrumentor().is_instrumented_by_opentelemetry:
        return NO_SPAN
    return _span(trace, request, attempt)


@contextmanager
def _span(trace: Any, request: Request, attempt: int) -> Iterator[Callable[[int], Any]]:
    """A span; its attributes have the names of the semantic conventions for HTTP clients."""
    attributes: Any = {"http.request.method": request.method, "url.full": request.address}
    if attempt > 1:
        attributes["http.request.resend_count"] = attempt - 1
    start = trace.get_tracer("apivideo").start_as_current_span
    with start(request.method, kind=trace.SpanKind.CLIENT, attributes=attributes) as current:

        def note(status: int) -> None:
            current.set_attribute("http.response.status_code", status)
            if status >= 400:
                current.set_status(trace.Status(trace.StatusCode.ERROR))

        yield note


_pools: "weakref.WeakValueDictionary[int, Any]" = weakref.WeakValueDictionary()


def mask_log_of(pool: Any) -> None:
    """Mask tokens in what urllib3 logs of the host of *pool*: it logs whole URLs."""
    _pools[id(pool)] = pool


def _mask_urls(record: logging.LogRecord) -> bool:
    args = record.args
    hosts = {pool.host for pool in [ref() for ref in _pools.valuerefs()] if pool is not None}
    if isinstance(args, tuple) and any(host in str(one) for host in hosts for one in args):
        record.args = tuple(_masked(one) if isinstance(one, str) else one for one in args)
    return True


def _masked(url: str) -> str:
    path, mark, query = mask_path(url).partition("?")
    return path + mark + (mask_query(query) if mark else "")


for name in ("urllib3.connectionpool", "urllib3.connection"):
    logging.getLogger(name).addFilter(_mask_urls)
