"""Lists: queries checked, items sorted, one page cut out (service facts, section 5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.wrappers import Request

from apivideo.emulator.http.problems import Problem, together
from apivideo.emulator.state.documents import Documents
from apivideo.emulator.state.formats import folded
from apivideo.emulator.state.store import Document

LARGEST_PAGE = 100
USUAL_PAGE = 25
COMMON = ("currentPage", "pageSize")
SORTING = ("sortBy", "sortOrder")


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


def check_names(request: Request, names: Collection[str]) -> None:
    """Refuse query parameters that are not in *names*; ``metadata`` covers ``metadata[key]``."""
    problems = [
        Problem("request-invalid-query-parameter", name, "This parameter is not known here.")
        for name in request.args
        if name not in names and re.sub(r"(?s)\[.*\]$", "", name) not in names
    ]
    if problems:
        raise together(problems)


def members(request: Request, name: str) -> list[tuple[str, str]]:
    """The keys and values of the parameters ``name[key]`` and ``name[key][]``."""
    pattern = re.compile(re.escape(name) + r"\[(.*?)\](\[\])?", re.DOTALL)
    found = ((pattern.fullmatch(key), value) for key, value in request.args.items(multi=True))
    return [(match[1], value) for match, value in found if match]


def order(
    request: Request,
    keys: Collection[str],
    sort_by: str | None = None,
    sort_order: str | None = None,
) -> Order:
    """The order the query asks for; the newest first when it asks for none.

    Args:
        request: Its query may have ``sortBy`` and ``sortOrder``.
        keys: The words ``sortBy`` may be.
        sort_by: When the query does not say.
        sort_order: When it says neither.
    """
    by = word(request, "sortBy", keys)
    direction = word(request, "sortOrder", ("asc", "desc"))
    if by is None:
        by, direction = sort_by, direction or sort_order
    return Order(by, direction == "desc" if by or direction else True)


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
    number, size = _page(request)
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


def word(request: Request, name: str, words: Collection[str]) -> str | None:
    """The value of a parameter that is one of *words*, None if it is absent. Raises Problem."""
    word = request.args.get(name)
    if word is not None and word not in words:
        detail = "This parameter must be one of: " + ", ".join(words) + "."
        raise Problem("request-invalid-query-parameter", name, detail)
    return word


def _page(request: Request) -> tuple[int, int]:
    problems: list[Problem] = []
    page = _number(request, "currentPage", 1, {"min": 1}, problems)
    size = _number(request, "pageSize", USUAL_PAGE, {"min": 1, "max": LARGEST_PAGE}, problems)
    if problems:
        raise together(problems)
    return page, size


def _number(
    request: Request, name: str, usual: int, bounds: Mapping[str, int], problems: list[Problem]
) -> int:
    text = request.args.get(name)
    if text is None:
        return usual
    if not re.fullmatch(r"-?[0-9]{1,1000}", text):
        detail = "This parameter must be a whole number."
        problems.append(Problem("request-invalid-query-parameter", name, detail))
        return usual
    number = int(text)
    if not bounds["min"] <= number <= bounds.get("max", number):
        problems.append(Problem(None, name, range=bounds))
    return number


def _sort_key(value: Any) -> tuple[bool, Any]:
    return value is not None, folded(value) if value is not None else 0


def _uri(request: Request, page: int, size: int) -> str:
    query = [(key, value) for key, value in request.args.items(multi=True) if key not in COMMON]
    query += [("currentPage", str(page)), ("pageSize", str(size))]
    return request.path + "?" + urlencode(query)
