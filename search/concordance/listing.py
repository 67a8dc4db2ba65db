"""The concordance of a search: one page of lines, or all lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from search.concordance.kwic_lines import read
from search.engines.base import (
    Concordance,
    ConcordanceRequest,
    QueryError,
    SearchRequest,
    WordOrder,
)
from search.highlight.mark_styles import mark_styles
from search.query.clauses import marking_clauses
from search.query.nodes import And, Ids, Node
from search.query.search_query import SORTS, SearchQuery
from search.results.counts import articles
from search.results.pagination import page_count, paginate
from search.results.session import SearchSession
from search.results.view_models import ConcordanceView, LineView, Link, Notice, Pagination

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORD_SORTS: tuple[tuple[WordOrder, _StrPromise], ...] = (
    ("3L", gettext_lazy("Third word to the left")),
    ("2L", gettext_lazy("Second word to the left")),
    ("1L", gettext_lazy("First word to the left")),
    ("match", gettext_lazy("The match itself")),
    ("1R", gettext_lazy("First word to the right")),
    ("2R", gettext_lazy("Second word to the right")),
    ("3R", gettext_lazy("Third word to the right")),
)
#: Batch sizes of an export: the first is small, so that the download starts soon.
_FIRST_LINES, _MORE_LINES = 500, 10_000


@dataclass(frozen=True, slots=True)
class ConcordanceListing:
    """A page of lines with its links; the page of `query` exists."""

    view: ConcordanceView
    pagination: Pagination
    query: SearchQuery


def page_of_lines(query: SearchQuery, node: Node, session: SearchSession) -> ConcordanceListing:
    """Return the page of `query` with the matches of `node`. Raises EngineError."""
    found = _matches(query, node, session)
    last = page_count(len(found.lines), query.per_page)
    if query.page > last:
        text = ngettext(
            "There is only %(pages)s page of matches; this is the last.",
            "There are only %(pages)s pages of matches; this is the last.",
            last,
        )
        session.add([Notice(text % {"pages": f"{last:,}"}, "results")])
        query = query.at_page(last)
    start = (query.page - 1) * query.per_page
    shown = read(found.lines[start : start + query.per_page], query)
    view = ConcordanceView(
        lines=tuple(_coloured(shown.views, node, session)),
        total=found.total,
        articles=found.articles,
        given=len(found.lines),
        complete=found.complete,
        word_sorts=word_sorts(query),
        collocates_url=query.counted.url(reverse("collocates")),
    )
    session.add(_missing(query, found, shown.stale, shown.gone))
    return ConcordanceListing(view, paginate(query, len(found.lines), len(shown.views)), query)


def _coloured(lines: Sequence[LineView], node: Node, session: SearchSession) -> Iterator[LineView]:
    """Yield the lines in the colours of their clauses; one engine call if there are several."""
    clauses = len(marking_clauses(node))
    if clauses < 2 or not lines:
        yield from lines
        return
    ids = tuple({line.id for line in lines})
    request = SearchRequest(And((node, Ids(ids))), limit=len(ids), facets=False)
    hits = session.engine.search(request).hits
    found = {hit.id: mark_styles(hit.matches, clauses) for hit in hits}
    for line in lines:
        styles = found.get(line.id, ())
        if line.number <= len(styles):
            tone, sign = styles[line.number - 1]
            yield replace(line, tone=tone, clauses=sign)
        else:
            yield line


def all_lines(
    query: SearchQuery, node: Node, session: SearchSession
) -> Iterator[LineView | Notice]:
    """Return all lines in order, then notices on what is missing. Raises EngineError."""
    limited = session.within(settings.SEARCH.concordance_seconds)
    return _every(query, _matches(query, node, limited), limited)


def _every(
    query: SearchQuery, found: Concordance, session: SearchSession
) -> Iterator[LineView | Notice]:
    start, stop = 0, _FIRST_LINES
    stale = gone = 0
    while start < len(found.lines):
        shown = read(found.lines[start:stop], query)
        yield from shown.views
        stale, gone = stale + shown.stale, gone + shown.gone
        start, stop = stop, stop + _MORE_LINES
    session.add(_missing(query, found, stale, gone))
    yield from session.notices


def word_sorts(query: SearchQuery) -> tuple[Link, ...]:
    """Return the sort orders by the words around the match, from left to right."""
    return tuple(
        Link(order, query.sorted_by(order).url(), current=order == query.sort, hint=str(hint))
        for order, hint in WORD_SORTS
    )


def _matches(query: SearchQuery, node: Node, session: SearchSession) -> Concordance:
    """Return the engine's lines; its notices and query errors go to the session."""
    limits = settings.SEARCH
    by_words = query.line_order not in SORTS
    request = ConcordanceRequest(
        node=node,
        filters=query.filters(session.today),
        order=query.line_order,
        max_lines=limits.concordance_sorted if by_words else limits.concordance_lines,
        budget_seconds=session.seconds_left(),
    )
    try:
        found = session.engine.concordance(request)
    except QueryError as error:
        session.add([Notice(str(error), "engine")])
        return Concordance((), 0, 0)
    session.add(Notice(text, "engine") for text in found.notices)
    return found


def _missing(query: SearchQuery, found: Concordance, stale: int, gone: int) -> Iterator[Notice]:
    """Yield notices on lines that are missing, and why."""
    yield from (Notice(text, "results") for text in not_listed(query, found))
    if stale:
        text = ngettext(
            "%(articles)s has just changed; its matches are shown once it is indexed again.",
            "%(articles)s have just changed; their matches are shown once they are indexed again.",
            stale,
        )
        yield Notice(text % {"articles": articles(stale)}, "results")
    if gone:
        text = ngettext(
            "%(articles)s was removed since the last indexing; its matches cannot be shown.",
            "%(articles)s were removed since the last indexing; their matches cannot be shown.",
            gone,
        )
        yield Notice(text % {"articles": articles(gone)}, "results")


def not_listed(query: SearchQuery, found: Concordance) -> tuple[str, ...]:
    """Return a sentence on the lines beyond the limit, if any."""
    rest = found.total - len(found.lines)
    if not rest:
        return ()
    numbers = {"shown": f"{len(found.lines):,}", "rest": f"{rest:,}"}
    if query.line_order in SORTS:
        return (gettext("The first %(shown)s matches are listed; %(rest)s more exist.") % numbers,)
    text = gettext(
        "Only the %(shown)s matches in the newest articles are sorted by their words and listed; "
        "%(rest)s more exist."
    )
    return (text % numbers,)
