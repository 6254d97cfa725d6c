"""Lists: queries checked, items sorted, one page cut out (service facts, section 5)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request

from apivideo.emulator.problems import Problem, together
from apivideo.emulator.store import Document

LARGEST_PAGE = 100
USUAL_PAGE = 25
COMMON = ("currentPage", "pageSize")
SORTING = ("sortBy", "sortOrder")


def check_names(request: Request, names: Collection[str]) -> None:
    """Refuse query parameters that are not in *names*; ``metadata`` covers ``metadata[key]``."""
    problems = [
        Problem("request-invalid-query-parameter", name, "This parameter is not known here.")
        for name in request.args
        if name not in names and re.sub(r"\[.+\]$", "", name) not in names
    ]
    if problems:
        raise together(problems)


def members(request: Request, name: str) -> dict[str, str]:
    """The parameters ``name[key]`` by key."""
    found = (re.fullmatch(re.escape(name) + r"\[(.+)\]", key) for key in request.args)
    return {match[1]: request.args[match[0]] for match in found if match}


def arrange(
    items: Sequence[Document],
    request: Request,
    keys: Collection[str],
    sort_by: str | None = None,
    sort_order: str | None = None,
) -> list[Document]:
    """*items* in the order the query asks for; as they are when it asks for none.

    Args:
        items: The newest first.
        request: Its query may have ``sortBy`` and ``sortOrder``.
        keys: The words ``sortBy`` may be.
        sort_by: When the query does not say.
        sort_order: Likewise.
    """
    by = _word(request, "sortBy", keys) or sort_by
    order = _word(request, "sortOrder", ("asc", "desc")) or sort_order
    if by is None:
        return list(reversed(items)) if order == "asc" else list(items)
    ascending = sorted(reversed(items), key=lambda item: _sort_key(item.get(by)))
    return ascending[::-1] if order == "desc" else ascending


def answer(items: Sequence[Any], request: Request) -> dict[str, Any]:
    """The page that the query asks for: its items and where it lies."""
    page, size = _page(request)
    pages = max(1, -(-len(items) // size))
    data = items[(page - 1) * size : page * size]
    numbers = {"self": page, "first": 1, "previous": page - 1, "next": page + 1, "last": pages}
    links = [
        {"rel": rel, "uri": _uri(request, number, size)}
        for rel, number in numbers.items()
        if rel in ("self", "first", "last") or 1 <= number <= pages
    ]
    pagination = {
        "currentPage": page,
        "currentPageItems": len(data),
        "pageSize": size,
        "pagesTotal": pages,
        "itemsTotal": len(items),
        "links": links,
    }
    return {"data": list(data), "pagination": pagination}


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
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        detail = "This parameter must be a whole number."
        problems.append(Problem("request-invalid-query-parameter", name, detail))
        return usual
    number = int(text)
    if not bounds["min"] <= number <= bounds.get("max", number):
        problems.append(Problem(None, name, range=bounds))
    return number


def _word(request: Request, name: str, words: Collection[str]) -> str | None:
    word = request.args.get(name)
    if word is not None and word not in words:
        detail = "This parameter must be one of: " + ", ".join(words) + "."
        raise Problem("request-invalid-query-parameter", name, detail)
    return word


def _sort_key(value: Any) -> tuple[bool, Any]:
    return value is not None, value.lower() if isinstance(value, str) else value or 0


def _uri(request: Request, page: int, size: int) -> str:
    query = [(key, value) for key, value in request.args.items(multi=True) if key not in COMMON]
    query += [("currentPage", str(page)), ("pageSize", str(size))]
    return request.path + "?" + urlencode(query)
