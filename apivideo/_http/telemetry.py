"""What a program can observe of requests: a line in the log, a span in a trace. No secrets."""

import logging
import sys
import weakref
from typing import Any, Callable, Iterable

from apivideo._http.message import SHOWN_HEADERS, Request, mask_url

logger = logging.getLogger("apivideo")


def report(
    request: Request, outcome: Any, seconds: float, attempt: int, listeners: Iterable[Any]
) -> None:
    """Tell the listeners of a request, and log it: at DEBUG, further attempts at INFO."""
    level = logging.DEBUG if attempt == 1 else logging.INFO
    if logger.isEnabledFor(level):
        status = getattr(outcome, "status", None) or type(outcome).__name__
        shown = {name: request.headers[name] for name in SHOWN_HEADERS if name in request.headers}
        told = request.method, request.path, status, seconds * 1000, attempt, shown
        logger.log(level, "%s %s: %s in %.0f ms, attempt %d %s", *told)
    for listener in listeners:
        listener(request, outcome, seconds)


def traced(send: Callable[[Request], Any], attempt: int) -> Callable[[Request], Any]:
    """Return *send*, with a span around it where OpenTelemetry is in use.

    The attributes of the span have the names of its semantic conventions for HTTP clients.
    """
    trace = sys.modules.get("opentelemetry.trace")
    urllib3 = sys.modules.get("opentelemetry.instrumentation.urllib3")
    # The instrumentation of urllib3 makes a span of its own.
    if trace is None or urllib3 and urllib3.URLLib3Instrumentor().is_instrumented_by_opentelemetry:
        return send

    def send_in_span(request: Request) -> Any:
        attributes: Any = {"http.request.method": request.method, "url.full": request.address}
        if attempt > 1:
            attributes["http.request.resend_count"] = attempt - 1
        start = trace.get_tracer("apivideo").start_as_current_span
        with start(request.method, kind=trace.SpanKind.CLIENT, attributes=attributes) as span:
            response = send(request)
            span.set_attribute("http.response.status_code", response.status)
            if response.status >= 400:
                span.set_status(trace.Status(trace.StatusCode.ERROR))
        return response

    return send_in_span


_pools: "weakref.WeakValueDictionary[int, Any]" = weakref.WeakValueDictionary()


def mask_log_of(pool: Any) -> None:
    """Mask tokens in what urllib3 logs of the host of *pool*: it logs whole URLs."""
    _pools[id(pool)] = pool


def _mask_urls(record: logging.LogRecord) -> bool:
    args = record.args
    hosts = {pool.host for pool in [ref() for ref in _pools.valuerefs()] if pool is not None}
    if isinstance(args, tuple) and any(host in str(one) for host in hosts for one in args):
        record.args = tuple(mask_url(one) if isinstance(one, str) else one for one in args)
    return True


for name in ("urllib3.connectionpool", "urllib3.connection"):
    logging.getLogger(name).addFilter(_mask_urls)
