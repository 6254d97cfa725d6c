"""Lists: items sorted, one page cut out (docs/service.md, section 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import folded
from apivideo.emulator.state.store import Document

USUAL_PAGE = 25
COMMON = ("currentPage", "pageSize")


Render = Callable[[Any], Any]


def members(request: Request, name: str) -> list[tuple[str, str]]:
    """The keys and values of the parameters ``name[key]`` and ``name[key][]``."""
    pattern = re.compile(re.escape(name) + r"\[(.*?)\](\[\])?", re.DOTALL)
    found = ((pattern.fullmatch(key), value) for key, value in request.args.items(multi=True))
    return [(match[1], value) for match, value in found if match]


def order(
    request: Request, sort_by: str | None = None, sort_order: str | None = None
) -> tuple[str | None, bool]:
    """The member to sort by and whether the largest comes first; else None, the newest first."""
    by, direction = request.args.get("sortBy"), request.args.get("sortOrder")
    if by is None:
        by, direction = sort_by, direction or sort_order
    return by, direction == "desc" if by or direction else True


def documents(service: Service, kind: str, request: Request) -> Documents:
    """The documents of a kind, in the order that the query asks for."""
    by, descending = order(request)
    return Documents(service.store, kind).ordered(by and f"$.{by}", descending)


def sorted_page(
    rows: Sequence[Document], request: Request, sort_by: str, sort_order: str | None = None
) -> dict[str, Any]:
    """The page that the query asks for, in the order that it asks for."""
    by, descending = order(request, sort_by, sort_order)
    found = sorted(rows, key=lambda row: folded(row[by or sort_by]))
    return page(found[::-1] if descending else found, request)


def page(
    items: Sequence[Any] | Documents, request: Request, render: Render = lambda item: item
) -> dict[str, Any]:
    """The page that the query asks for: its items, rendered, and where it lies."""
    number = int(request.args.get("currentPage", 1))
    size = int(request.args.get("pageSize", USUAL_PAGE))
    total = len(items)
    pages = max(1, -(-total // size))
    data = items[(number - 1) * size : number * size] if number <= pages else []
    numbers = {
        "self": number,
        "first": 1,
        "previous": number - 1,
        "next": number + 1,
        "last": pages,
    }
    links = [
        {"rel": rel, "uri": _uri(request, target, size)}
        for rel, target in numbers.items()
        if rel in ("self", "first", "last") or 1 <= target <= pages
    ]
    pagination = {
        "currentPage": number,
        "currentPageItems": len(data),
        "pageSize": size,
        "pagesTotal": pages,
        "itemsTotal": total,
        "links": links,
    }
    return {"data": [render(item) for item in data], "pagination": pagination}


def _uri(request: Request, page: int, size: int) -> str:
    query = [(key, value) for key, value in request.args.items(multi=True) if key not in COMMON]
    query += [("currentPage", str(page)), ("pageSize", str(size))]
    return request.path + "?" + urlencode(query)
