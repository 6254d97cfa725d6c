"""The web pages of the emulator: each room has its templates, and the files that they refer to."""

from __future__ import annotations

import functools
import mimetypes
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from werkzeug.wrappers import Request, Response

from apivideo.emulator.http.problems import Problem
from apivideo.emulator.http.service import Service

if TYPE_CHECKING:
    import jinja2


def render(room: str, template: str, **values: Any) -> Response:
    """Return the page that a template of a room makes of *values*."""
    text = _environment(room).get_template(template).render(values)
    return Response(text, content_type="text/html; charset=utf-8")


def static(room: str, service: Service, request: Request, name: str) -> Response:
    """Return a file that the pages of a room refer to. Raises Problem."""
    file = files("apivideo.emulator") / room / "static" / name
    if not file.is_file():
        raise Problem("unrecognized-request-url")
    content_type = mimetypes.guess_type(name)[0] or "text/plain"
    response = Response(file.read_bytes(), content_type=f"{content_type}; charset=utf-8")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


@functools.lru_cache(maxsize=None)
def _environment(room: str) -> jinja2.Environment:
    import jinja2  # only whoever looks at a page pays for it

    return jinja2.Environment(
        loader=jinja2.PackageLoader(f"apivideo.emulator.{room}"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
