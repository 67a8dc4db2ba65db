"""What is switched on, each with the link that switches it off; and the ways to sort."""

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
    """Return a link per setting of `query`; its label says what, its URL lacks it.

    Where partial matches stand in for none (`partial`), that was not the reader's setting.
    """
    matching = Link("Any of the words", query.matching("all").url())
    chosen = query.match == "some" and not partial
    return (*_narrowing(query), matching) if chosen else tuple(_narrowing(query))


def sort_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the orders; relevance only where there are words to be relevant to."""
    return tuple(
        Link(label, query.sorted_by(sort).url(), current=sort == query.line_order)
        for sort, label in _SORTS
        if query.q or sort != "relevance"
    )


def view_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the ways to list what is found; the order stays where both know it."""
    return tuple(
        Link(label, query.seen_as(view).url(), current=view == query.view) for view, label in _VIEWS
    )


def passage_links(query: SearchQuery) -> tuple[LinkGroup, ...]:
    """Return how many passages of a hit may be shown, and how long they may be."""
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
    """Return a date parameter for readers: `February 2022`; a relative one as written."""
    try:
        return Period.parse(text).label
    except ValueError:
        return text


def dates_label(query: SearchQuery) -> str:
    """Return the date narrowing of `query` for readers, "" where there is none."""
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
