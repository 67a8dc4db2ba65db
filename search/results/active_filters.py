"""The active filters with links that remove them, and the links that sort and switch views."""

from __future__ import annotations

from collections.abc import Iterator

from search.engines.base import Sort
from search.query.periods import Period
from search.query.search_query import SNIPPET_CHARS, SearchQuery, View
from search.results.labels import language_name
from search.results.view_models import Link, LinkGroup

_NAMES = {"source": "Source", "author": "Author", "lang": "Language"}
_SORTS: tuple[tuple[Sort, str], ...] = (
    ("relevance", "Relevance"),
    ("newest", "Newest"),
    ("oldest", "Oldest"),
)
_VIEWS: tuple[tuple[View, str], ...] = (("articles", "Articles"), ("kwic", "Concordance"))
_LENGTHS = (("short", 120), ("medium", SNIPPET_CHARS), ("long", 480))


def chips(query: SearchQuery, *, partial: bool = False) -> tuple[Link, ...]:
    """Return a link for each active filter; following it removes the filter.

    `partial` says that matching some of the words was a fallback, not the reader's choice.
    """
    matching = Link("Any of the words", query.matching("all").url())
    chosen = query.match == "some" and not partial
    return (*_narrowing(query), matching) if chosen else tuple(_narrowing(query))


def sort_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the sort orders; relevance needs words in the query."""
    return tuple(
        Link(label, query.sorted_by(sort).url(), current=sort == query.line_order)
        for sort, label in _SORTS
        if query.q or sort != "relevance"
    )


def view_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the views of the results; the sort order is kept where both views have it."""
    return tuple(
        Link(label, query.seen_as(view).url(), current=view == query.view) for view, label in _VIEWS
    )


def passage_links(query: SearchQuery) -> tuple[LinkGroup, ...]:
    """Return the choices for number and length of the snippets of a hit."""
    chars = query.snippet_chars
    numbers = tuple(
        Link(label, query.with_snippets(number, chars).url(), current=number == query.snippets)
        for number, label in enumerate(("none", "1", "2", "3"))
    )
    lengths = tuple(
        Link(label, query.with_snippets(query.snippets, size).url(), current=size == chars)
        for label, size in _LENGTHS
    )
    return LinkGroup("Passages", numbers), LinkGroup("Length", lengths)


def filter_label(facet: str, label: str, *, excluded: bool = False) -> str:
    """Return `Source: TASS`, `Not source: TASS`, or `Source: none` for a missing label."""
    name = _NAMES.get(facet, facet)
    shown = (language_name(label) if facet == "lang" else label) or "none"
    return f"Not {name.lower()}: {shown}" if excluded else f"{name}: {shown}"


def date_label(text: str) -> str:
    """Return a date parameter in words: `February 2022`; a relative one as typed."""
    try:
        return Period.parse(text).label
    except ValueError:
        return text


def dates_label(query: SearchQuery) -> str:
    """Return the date filter of `query` in words, "" if there is none."""
    if query.undated:
        return "Undated"
    if query.date_from and query.date_from == query.date_to:
        return date_label(query.date_from)
    if query.date_from and query.date_to:
        return f"{date_label(query.date_from)} to {date_label(query.date_to)}"
    if query.date_from:
        return f"From {date_label(query.date_from)}"
    return f"Until {date_label(query.date_to)}" if query.date_to else ""


def _narrowing(query: SearchQuery) -> Iterator[Link]:
    dates = dates_label(query)
    if dates:
        yield Link(dates, query.any_date().url())
    for facet, label in query.included:
        yield Link(filter_label(facet, label), query.without(facet, label).url())
    for facet, label in query.excluded:
        yield Link(filter_label(facet, label, excluded=True), query.without(facet, label).url())
