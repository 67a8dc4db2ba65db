"""The active filters with links that remove them, and the links that sort and switch views."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_lazy

from search.engines.base import Sort
from search.query.periods import Period
from search.query.search_query import SNIPPET_CHARS, SearchQuery, View
from search.results.labels import language_name
from search.results.view_models import Link, LinkGroup

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_NAMES = {
    "source": gettext_lazy("Source"),
    "author": gettext_lazy("Author"),
    "lang": gettext_lazy("Language"),
}
_SORTS: tuple[tuple[Sort, _StrPromise], ...] = (
    ("relevance", gettext_lazy("Relevance")),
    ("recent", gettext_lazy("Relevance, newer first")),
    ("newest", gettext_lazy("Newest")),
    ("oldest", gettext_lazy("Oldest")),
)
_VIEWS: tuple[tuple[View, _StrPromise], ...] = (
    ("articles", gettext_lazy("Articles")),
    ("kwic", gettext_lazy("Concordance")),
)
_LENGTHS = (
    (gettext_lazy("short"), 120),
    (gettext_lazy("medium"), SNIPPET_CHARS),
    (gettext_lazy("long"), 480),
)


def chips(query: SearchQuery, *, partial: bool = False) -> tuple[Link, ...]:
    """Return a link for each active filter; following it removes the filter.

    `partial` says that matching some of the words was a fallback, not the reader's choice.
    """
    matching = Link(gettext("Any of the words"), query.matching("all").url())
    chosen = query.match == "some" and not partial
    return (*_narrowing(query), matching) if chosen else tuple(_narrowing(query))


def sort_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the sort orders; relevance needs words in the query.

    The preference for newer articles is a switch beside the choices of passages; it is shown
    here where it is on.
    """
    return tuple(
        Link(str(label), query.sorted_by(sort).url(), current=sort == query.line_order)
        for sort, label in _SORTS
        if (sort == "recent" and query.sort == "recent")
        or (sort != "recent" and (query.q or sort != "relevance"))
    )


def view_links(query: SearchQuery) -> tuple[Link, ...]:
    """Return the views of the results; the sort order is kept where both views have it."""
    return tuple(
        Link(str(label), query.seen_as(view).url(), current=view == query.view)
        for view, label in _VIEWS
    )


def passage_links(query: SearchQuery) -> tuple[LinkGroup, ...]:
    """Return the choices for number and length of the snippets, and of newer articles first."""
    chars = query.snippet_chars
    numbers = tuple(
        Link(label, query.with_snippets(number, chars).url(), current=number == query.snippets)
        for number, label in enumerate((gettext("none"), "1", "2", "3"))
    )
    lengths = tuple(
        Link(str(label), query.with_snippets(query.snippets, size).url(), current=size == chars)
        for label, size in _LENGTHS
    )
    is_recent = query.sort == "recent"
    other = query.sorted_by("relevance" if is_recent else "recent")
    newer = (Link(gettext("prefer newer articles"), other.url(), current=is_recent),)
    groups = (LinkGroup(gettext("Passages"), numbers), LinkGroup(gettext("Length"), lengths))
    return (*groups, LinkGroup(gettext("Order"), newer)) if query.q else groups


def filter_label(facet: str, label: str, *, excluded: bool = False) -> str:
    """Return `Source: TASS`, `Not source: TASS`, or `Source: none` for a missing label."""
    name = str(_NAMES.get(facet, facet))
    shown = (language_name(label) if facet == "lang" else label) or gettext("none")
    if excluded:
        return gettext("Not %(facet)s: %(label)s") % {"facet": name.lower(), "label": shown}
    return f"{name}: {shown}"


def date_label(text: str) -> str:
    """Return a date parameter in words: `February 2022`; a relative one as typed."""
    try:
        return Period.parse(text).label
    except ValueError:
        return text


def dates_label(query: SearchQuery) -> str:
    """Return the date filter of `query` in words, "" if there is none."""
    if query.undated:
        return gettext("Undated")
    if query.date_from and query.date_from == query.date_to:
        return date_label(query.date_from)
    if query.date_from and query.date_to:
        both = {"first": date_label(query.date_from), "last": date_label(query.date_to)}
        return gettext("%(first)s to %(last)s") % both
    if query.date_from:
        return gettext("From %(date)s") % {"date": date_label(query.date_from)}
    until = gettext("Until %(date)s") % {"date": date_label(query.date_to)}
    return until if query.date_to else ""


def _narrowing(query: SearchQuery) -> Iterator[Link]:
    dates = dates_label(query)
    if dates:
        yield Link(dates, query.any_date().url())
    for facet, label in query.included:
        yield Link(filter_label(facet, label), query.without(facet, label).url())
    for facet, label in query.excluded:
        yield Link(filter_label(facet, label, excluded=True), query.without(facet, label).url())
