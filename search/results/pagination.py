"""Page numbers and the links between pages."""

from __future__ import annotations

from collections.abc import Callable

from search.query.link_writer import page_links
from search.query.search_query import SearchQuery
from search.results.view_models import Link, Pagination

#: Pages linked on each side of the current one; first and last are always linked.
_BESIDE = 2

_GAP = Link("…", "")


def page_count(total: int, per_page: int) -> int:
    """Return the number of pages, at least 1."""
    return max(1, -(-total // per_page))


def paginate(query: SearchQuery, total: int, shown: int) -> Pagination:
    """Return the links for `query.page`, which must be one of the pages of `total` hits.

    `shown` is the number of hits on this page.
    """
    pages, page = page_count(total, query.per_page), query.page
    url = page_links(query)
    offset = (page - 1) * query.per_page
    return Pagination(
        page=page,
        pages=pages,
        first_hit=offset + 1 if shown else 0,
        last_hit=offset + shown if shown else 0,
        links=_links(page, pages, url) if pages > 1 else (),
        previous=url(page - 1) if page > 1 else "",
        next=url(page + 1) if page < pages else "",
    )


def _links(page: int, pages: int, url: Callable[[int], str]) -> tuple[Link, ...]:
    near = range(page - _BESIDE, page + _BESIDE + 1)
    numbers = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})

    def link(number: int) -> Link:
        return Link(f"{number:,}", url(number), current=number == page)

    links: list[Link] = []
    before = 0
    for number in numbers:
        if number == before + 2:
            links.append(link(number - 1))  # a gap of one page is that page
        elif number > before + 2:
            links.append(_GAP)
        links.append(link(number))
        before = number
    return tuple(links)
