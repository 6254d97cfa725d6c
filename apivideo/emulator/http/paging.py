"""Lists: items sorted, one page cut out (docs/service.md, section 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.wrappers import Request

from apivideo.emulator.http.service import Service
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import folded
from apivideo.emulator.state.store import Document

USUAL_PAGE = 25
COMMON = ("currentPage", "pageSize")


class Order(NamedTuple):
    """How a list is sorted: by which member, None for its creation, and which way."""

    by: str | None
    descending: bool

    @property
    def path(self) -> str | None:
        """The member as the database names it."""
        return f"$.{self.by}" if self.by else None


Render = Callable[[Any], Any]


def _as_it_is(item: Any) -> Any:
    return item


def members(request: Request, name: str) -> list[tuple[str, str]]:
    """The keys and values of the parameters ``name[key]`` and ``name[key][]``."""
    pattern = re.compile(re.escape(name) + r"\[(.*?)\](\[\])?", re.DOTALL)
    found = ((pattern.fullmatch(key), value) for key, value in request.args.items(multi=True))
    return [(match[1], value) for match, value in found if match]


def order(request: Request, sort_by: str | None = None, sort_order: str | None = None) -> Order:
    """The order the query asks for, else the one given here, else the newest first."""
    by, direction = request.args.get("sortBy"), request.args.get("sortOrder")
    if by is None:
        by, direction = sort_by, direction or sort_order
    return Order(by, direction == "desc" if by or direction else True)


def documents(service: Service, kind: str, request: Request) -> Documents:
    """The documents of a kind, in the order that the query asks for."""
    wanted = order(request)
    return Documents(service.store, kind).ordered(wanted.path, wanted.descending)


def arrange(items: Sequence[Document], wanted: Order) -> list[Document]:
    """*items*, the oldest first, in the order that is wanted."""
    found = list(items)
    if wanted.by is not None:
        by = wanted.by
        found.sort(key=lambda item: _sort_key(item.get(by)))
    return found[::-1] if wanted.descending else found


def page(
    items: Sequence[Any] | Documents, request: Request, render: Render = _as_it_is
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


def _sort_key(value: Any) -> tuple[bool, Any]:
    return value is not None, folded(value) if value is not None else 0


def _uri(request: Request, page: int, size: int) -> str:
    query = [(key, value) for key, value in request.args.items(multi=True) if key not in COMMON]
    query += [("currentPage", str(page)), ("pageSize", str(size))]
    return request.path + "?" + urlencode(query)
