"""Pages and items of a list: a ``list`` method returns one page, which leads to those that follow.

for video in items(client.videos.list, tags=["holiday"]):
    print(video.title)
"""

import functools
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, Optional, TypeVar, overload

from apivideo.convert import LENIENT, acceptor
from apivideo.exceptions import ApiTypeError, ApiValueError
from apivideo.model_base import Model

if TYPE_CHECKING:
    from typing import List, Sequence

    import pandas
    from typing_extensions import ParamSpec, Protocol

    Filters = ParamSpec("Filters")
    Item = TypeVar("Item", covariant=True)

    class Listing(Protocol[Item]):
        """What every ``list`` method returns."""

        @property
        def data(self) -> Sequence[Item]: ...


P = TypeVar("P")
S = TypeVar("S", bound="Page")
T = TypeVar("T")


class Page(Model):
    """One page of a list. It has a length, can be iterated over, and leads to the next pages.

    These are fetched when they are reached, with the filters and options of the call that returned
    this one. If you delete items meanwhile, or change them so that they leave the list, later items
    move to earlier pages and are missed; items that are added may move others to later pages, where
    they are met again. ``list(page.auto_paging_iter())`` takes them all first.
    """

    __slots__ = ("_made_by",)

    data: Any
    pagination: Any

    @property
    def total(self) -> int:
        """How many items all pages have; None only if the service does not say."""
        total: int = self.pagination and self.pagination.items_total
        return total

    def auto_paging_iter(self: "Listing[T]") -> Iterator[T]:
        """Return the items of this page and of all that follow."""
        page: Any = self
        return chain.from_iterable(page.iter_pages())

    def iter_pages(self: S) -> Iterator[S]:
        """Return this page and all that follow."""
        list_method, filters = getattr(self, "_made_by", (_list_again, {}))
        return _walk(self, self._number, functools.partial(list_method, **filters))

    def has_next_page(self) -> bool:
        """Return whether another page follows."""
        return _has_next(self, self._number)

    def next_page(self: S) -> Optional[S]:
        """Return the page that follows, fetched now, or None if this is the last one."""
        return next(islice(self.iter_pages(), 1, None), None)

    def to_dataframe(self) -> "pandas.DataFrame":
        """Return this page as a DataFrame of pandas; see ``apivideo.to_dataframe``."""
        from apivideo.dataframes import to_dataframe

        return to_dataframe(self)

    def comes_from(self, list_method: Any, filters: Dict[str, Any]) -> None:
        """Note what returned this page: it is called again for others."""
        object.__setattr__(self, "_made_by", (list_method, filters))

    def _told(self) -> Any:
        for told in self._shown():
            is_pagination = told[0] == "pagination" and isinstance(told[1], Model)
            numbers = told[1]._told() if is_pagination else [told]
            yield from (one for one in numbers if one[0] != "links")

    @property
    def _number(self) -> int:
        filters: Dict[str, int] = getattr(self, "_made_by", (None, {}))[1]
        return filters.get("current_page", 1)

    def __len__(self) -> int:
        return len(self.data or ())

    def __bool__(self) -> bool:
        return True  # also without items, as in the published client

    def __iter__(self: "Listing[T]") -> Iterator[T]:
        return iter(self.data or ())

    def __contains__(self, item: object) -> bool:
        return super().__contains__(item) if isinstance(item, str) else item in (self.data or ())

    @overload
    def __getitem__(self, name: str) -> Any: ...

    @overload
    def __getitem__(self: "Listing[T]", name: int) -> T: ...

    @overload
    def __getitem__(self: "Listing[T]", name: slice) -> "List[T]": ...

    def __getitem__(self, name: Any) -> Any:
        is_place = isinstance(name, (int, slice))
        return (self.data or [])[name] if is_place else super().__getitem__(name)


def _list_again(**filters: Any) -> Any:
    raise ApiValueError("only a page that a list method has returned leads to the next: list again")


def _walk(page: P, number: int, fetch: Callable[..., P]) -> Iterator[P]:
    """Yield a page and those that follow."""
    yield page
    while _has_next(page, number):
        number += 1
        page = fetch(current_page=number)
        yield page


def _has_next(page: Any, number: int) -> bool:
    pagination = page.pagination
    if pagination is not None and isinstance(pagination.pages_total, int):
        return bool(number < pagination.pages_total)
    links = (pagination and pagination.links) or ()  # only they are always given
    return any(link is not None and link.rel == "next" for link in links)


def pages(
    list_method: "Callable[Filters, P]", *arguments: "Filters.args", **filters: "Filters.kwargs"
) -> Iterator[P]:
    """Return the pages of a list, each fetched when it is reached.

    Takes a ``list`` method and its arguments; ``current_page`` is the first page and ``page_size``
    the number of items on a page, at most 100 (docs/service.md, section 5).
    """
    for name in ("async_req", "_preload_content", "_return_http_data_only"):
        if name in filters:
            raise ApiTypeError(f"{name} cannot be used with pages, which are read in turn")
    if not callable(list_method):
        raise ApiTypeError(f"list_method must be a method, not {type(list_method).__name__}")
    first: Any = filters.pop("current_page", None)
    number = 1 if first is None else acceptor(int, LENIENT)(first, "current_page")
    fetch: Any = functools.partial(list_method, *arguments, **filters)
    yield from _walk(fetch(current_page=number), number, fetch)


def items(
    list_method: "Callable[Filters, Listing[T]]",
    *arguments: "Filters.args",
    **filters: "Filters.kwargs",
) -> Iterator[T]:
    """Return the items of all pages of a list, 100 per request unless ``page_size`` is given.

    ``Page`` tells what happens when items come or go meanwhile.
    """
    filters.setdefault("page_size", 100)
    for page in pages(list_method, *arguments, **filters):
        yield from page.data or ()
