"""Pages and items of a list: a ``list`` method returns one page, these functions walk them all.

for video in items(client.videos.list, tags=["holiday"]):
    print(video.title)
"""

from typing import TYPE_CHECKING, Any, Callable, Iterator, TypeVar

from apivideo.convert import LENIENT, acceptor
from apivideo.exceptions import ApiTypeError

if TYPE_CHECKING:
    from typing import Optional, Sequence

    from typing_extensions import Protocol

    Item = TypeVar("Item", covariant=True)

    class Page(Protocol[Item]):
        """What every ``list`` method returns."""

        @property
        def data(self) -> "Optional[Sequence[Item]]": ...


P = TypeVar("P")
T = TypeVar("T")


def pages(list_method: Callable[..., P], *arguments: Any, **filters: Any) -> Iterator[P]:
    """Return the pages of a list, each fetched when it is reached.

    Takes a ``list`` method and its arguments; ``current_page`` is the first page and ``page_size``
    the number of items on a page, at most 100 (docs/service.md, section 5).
    """
    for name in ("async_req", "_preload_content", "_return_http_data_only"):
        if name in filters:
            raise ApiTypeError(f"{name} cannot be used with pages, which are read in turn")
    first = filters.pop("current_page", None)
    number = 1 if first is None else acceptor(int, LENIENT)(first, "current_page")
    while True:
        page: Any = list_method(*arguments, current_page=number, **filters)
        yield page
        pagination = page.pagination
        if pagination is not None and isinstance(pagination.pages_total, int):
            has_next = number < pagination.pages_total
        else:  # only the links are always given
            links = (pagination and pagination.links) or ()
            has_next = any(link is not None and link.rel == "next" for link in links)
        if not has_next:
            return
        number += 1


def items(list_method: "Callable[..., Page[T]]", *arguments: Any, **filters: Any) -> Iterator[T]:
    """Return the items of all pages of a list, 100 per request unless ``page_size`` is given.

    If you delete items meanwhile, or change them so that they leave the list, later items move to
    earlier pages and are missed: take ``list(items(...))`` first.
    """
    filters.setdefault("page_size", 100)
    for page in pages(list_method, *arguments, **filters):
        yield from page.data or ()
