"""The matches of a search, asked for and shown: a page of lines, or all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from search.concordance.kwic_lines import read
from search.engines import get_engine
from search.engines.base import Concordance, ConcordanceRequest, QueryError, WordOrder
from search.query.nodes import Node
from search.query.search_query import SORTS, SearchQuery
from search.results.pagination import page_count, paginate
from search.results.view_models import ConcordanceView, LineView, Link, Pagination

_WORD_SORTS: tuple[tuple[WordOrder, str], ...] = (
    ("3L", "Third word to the left"),
    ("2L", "Second word to the left"),
    ("1L", "First word to the left"),
    ("match", "The match itself"),
    ("1R", "First word to the right"),
    ("2R", "Second word to the right"),
    ("3R", "Third word to the right"),
)
#: Lines read at once of all of them: few first, so that the answer begins soon.
_FIRST_LINES, _MORE_LINES = 500, 10_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of lines with its links; `query` is on a page that exists."""

    view: ConcordanceView
    pagination: Pagination
    query: SearchQuery
    notices: tuple[str, ...]


def page_of_lines(
    query: SearchQuery, node: Node, today: dt.date, seconds: float = float("inf")
) -> Listed:
    """Return the page of `query` of the matches of `node`. Raises EngineError."""
    found, notices = _asked(query, node, today, seconds)
    last = page_count(len(found.lines), query.per_page)
    if query.page > last:
        only = "There is only 1 page" if last == 1 else f"There are only {last:,} pages"
        notices = (*notices, f"{only} of matches; this is the last.")
        query = query.at_page(last)
    start = (query.page - 1) * query.per_page
    shown = read(found.lines[start : start + query.per_page], query)
    view = ConcordanceView(
        lines=tuple(shown.views),
        total=found.total,
        articles=found.articles,
        given=len(found.lines),
        complete=found.complete,
        word_sorts=word_sorts(query),
        csv_url=query.at_page(1).url(format="csv"),
    )
    said = (*notices, *left_out(query, found), *_changed(shown.stale, shown.gone))
    return Listed(view, paginate(query, len(found.lines), len(shown.views)), query, said)


def all_lines(query: SearchQuery, node: Node, today: dt.date) -> Iterator[LineView | str]:
    """Return every line in order; then, as sentences, what is missing. Raises EngineError."""
    seconds = settings.SEARCH["CONCORDANCE_SECONDS"]
    return _every(query, *_asked(query, node, today, seconds))


def _every(
    query: SearchQuery, found: Concordance, notices: Sequence[str]
) -> Iterator[LineView | str]:
    start, stop = 0, _FIRST_LINES
    stale = gone = 0
    while start < len(found.lines):
        shown = read(found.lines[start:stop], query)
        yield from shown.views
        stale, gone = stale + shown.stale, gone + shown.gone
        start, stop = stop, stop + _MORE_LINES
    yield from (*notices, *left_out(query, found), *_changed(stale, gone))


def word_sorts(query: SearchQuery) -> tuple[Link, ...]:
    """Return the orders by the words around the match, as these stand."""
    return tuple(
        Link(order, query.sorted_by(order).url(), current=order == query.sort, hint=hint)
        for order, hint in _WORD_SORTS
    )


def left_out(query: SearchQuery, found: Concordance) -> tuple[str, ...]:
    """Return a sentence on lines that are not given, if any."""
    rest = found.total - len(found.lines)
    if not rest:
        return ()
    given = f"{len(found.lines):,}"
    if query.line_order in SORTS:
        return (f"The first {given} matches are listed; {rest:,} more are left out.",)
    return (
        f"Only the {given} matches in the newest articles are sorted by their words and "
        f"listed; {rest:,} more are left out.",
    )


def _asked(
    query: SearchQuery, node: Node, today: dt.date, seconds: float
) -> tuple[Concordance, tuple[str, ...]]:
    """Return what the engine says, and its notices or why it cannot."""
    by_words = query.line_order not in SORTS
    most = settings.SEARCH["CONCORDANCE_SORTED" if by_words else "CONCORDANCE_LINES"]
    request = ConcordanceRequest(
        node=node,
        filters=query.filters(today),
        order=query.line_order,
        most=most,
        budget_seconds=seconds,
    )
    try:
        found = get_engine().concordance(request)
    except QueryError as error:
        return Concordance((), 0, 0), (str(error),)
    return found, found.notices


def _changed(stale: int, gone: int) -> Iterator[str]:
    if stale:
        has = "1 article has" if stale == 1 else f"{stale:,} articles have"
        yield f"{has} just changed; the matches there are shown once it is indexed again."
    if gone:
        was = "1 article was" if gone == 1 else f"{gone:,} articles were"
        yield f"{was} removed since the last indexing; the matches there cannot be shown."
