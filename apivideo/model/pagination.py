# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from typing import List

from apivideo.model.pagination_link import PaginationLink
from apivideo.model_base import Model, field


class Pagination(Model):
    """Paging details that accompany every list."""

    links: List[PaginationLink] = field("links")
    """Addresses of this page and of the first, previous, next and last ones. `previous` and `next`
    are left out where there is no such page.
    """

    items_total: int = field("itemsTotal", default=None)
    """Number of items on all pages together, after filtering."""

    pages_total: int = field("pagesTotal", default=None)
    """Number of pages at the current page size. The page whose `current_page` equals this is the
    last.
    """

    page_size: int = field("pageSize", default=None)
    """Largest number of items a page can hold, from 1 to 100; 25 unless the request asked for
    another.
    """

    current_page: int = field("currentPage", default=None)
    """Number of this page, counted from 1."""

    current_page_items: int = field("currentPageItems", default=None)
    """Number of items on this page. It can be below `page_size` on the last page."""
