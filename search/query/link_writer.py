"""Many links of one search at once: those of its facets, its chart and its pages.

`SearchQuery.during(period).url()` makes a whole search for one link, and a page has some 200 of
them. These functions write the same addresses from the parts that all of them share.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import quote_plus, urlencode

from search.query.search_query import SearchQuery

Pairs = Iterable[tuple[str, str]]


def date_links(query: SearchQuery) -> Callable[[str, str], str]:
    """Return a function of two dates: `query.between(date_from, date_to).url()`.

    The dates are not empty and written as in addresses, with digits and hyphens only.
    """
    params = replace(query, date_from="1", date_to="1", undated=False, page=1).to_params()
    names = [name for name, _ in params]
    start = names.index("from")
    before, after = _written(params[:start]), _written(params[start + 2 :])
    head = f"{_path(query)}?{before}{'&' if before else ''}from="
    tail = f"&{after}" if after else ""
    return lambda date_from, date_to: f"{head}{date_from}&to={date_to}{tail}"


def page_links(query: SearchQuery) -> Callable[[int], str]:
    """Return a function of a page number: `query.at_page(number).url()`."""
    params = replace(query, page=2).to_params()
    start = [name for name, _ in params].index("page")
    before, after = _written(params[:start]), _written(params[start + 1 :])
    head = f"{_path(query)}?{before}{'&' if before else ''}page="
    tail = f"&{after}" if after else ""
    first = query.at_page(1).url()
    return lambda number: first if number == 1 else f"{head}{number}{tail}"


class LabelLinks:
    """The links of one label facet: `only(label)` and `exclude(label)` as addresses."""

    def __init__(self, query: SearchQuery, facet: str) -> None:
        self._query, self._facet = query, facet
        first = query.at_page(1)
        own = len(first.included) + len(first.excluded)
        params = first.to_params()
        self._stated = _written(params[: len(params) - own])
        self._excluded = first.excluded
        others = first.cleared(facet)
        self._before = _written(pair for pair in others.included if pair[0] < facet)
        self._after = _joined(
            _written(pair for pair in others.included if pair[0] > facet),
            _written(_excluding(others.excluded)),
        )
        self._included = _written(first.included)
        self._selected = {label for name, label in first.included if name == facet}
        self._path = _path(query)

    def only(self, label: str) -> str:
        """Return `query.only(facet, label).url()`."""
        own = f"{self._facet}={quote_plus(label)}"
        return f"{self._path}?{_joined(self._stated, self._before, own, self._after)}"

    def exclude(self, label: str) -> str:
        """Return `query.exclude(facet, label).url()`."""
        if label in self._selected:
            return self._query.exclude(self._facet, label).url()
        excluded = list(self._excluded)
        if (self._facet, label) not in excluded:
            insort(excluded, (self._facet, label))
        written = _written(_excluding(excluded))
        return f"{self._path}?{_joined(self._stated, self._included, written)}"


def _excluding(labels: Pairs) -> Pairs:
    return ((f"-{name}", label) for name, label in labels)


def _written(pairs: Pairs) -> str:
    return urlencode(tuple(pairs))


def _joined(*parts: str) -> str:
    return "&".join(filter(None, parts))


def _path(query: SearchQuery) -> str:
    return query.url().partition("?")[0]
