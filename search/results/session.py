"""What may be asked of the archive about any search: how it reads, and what it finds."""

from __future__ import annotations

import datetime as dt
import math
import time
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.conf import settings

from search.engines import get_engine
from search.engines.base import (
    EngineError,
    Filters,
    Hit,
    QueryError,
    SearchRequest,
    TooSlowError,
    WordCounts,
)
from search.query.describe import describe
from search.query.nodes import Leaf, Node, Operator, Span
from search.query.parser.parse_notes import Note
from search.query.parser.query_parser import Limits, ParsedQuery, parse
from search.query.search_query import SearchQuery
from search.results.more_like_this import MOST_ARTICLES, resolved

_WHY_NOT = f"there is none of this number, or it is over the {MOST_ARTICLES} of one query."


def parsed(query: SearchQuery, today: dt.date) -> ParsedQuery:
    """Return the words of `query` as a tree, within the limits of the settings."""
    limits = Limits(
        chars=settings.SEARCH["MAX_QUERY_CHARS"],
        clauses=settings.SEARCH["MAX_CLAUSES"],
        depth=settings.SEARCH["MAX_DEPTH"],
    )
    read = _parsed(query.q, query.match, today, limits)
    return _with_likeness(read) if "like" in query.q.lower() else read


def _with_likeness(read: ParsedQuery) -> ParsedQuery:
    """Look up the articles that others are to be like; without an engine it stays as it is."""
    try:
        node, unknown = resolved(read.node)
    except EngineError:
        return read
    if node is read.node and not unknown:
        return read
    notes = tuple(
        Note("limited", f"Nothing is found to be like article {number}: {_WHY_NOT}", Span())
        for number in unknown
    )
    return replace(read, node=node, notes=(*read.notes, *notes), reading=describe(node))


def request_of(query: SearchQuery, asked: ParsedQuery, today: dt.date) -> SearchRequest:
    """Return the page of `query` as an engine is asked for it; its words read as `asked`."""
    return SearchRequest(
        node=asked.node,
        filters=query.filters(today),
        sort=query.order,
        offset=(query.page - 1) * query.per_page,
        limit=query.per_page if query.view == "articles" else 0,
        budget_seconds=settings.SEARCH["BUDGET_SECONDS"],
    )


# One page reads its query several times, and what it offers instead.
@lru_cache(256)
def _parsed(q: str, match: Operator, today: dt.date, limits: Limits) -> ParsedQuery:
    return parse(q, match=match, today=today, limits=limits)


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive as one page asks it, as of `today`; no total is counted twice.

    All that it answers is what the reader would be answered behind a link. Where it has no
    time left (see `hurried`) it raises TooSlowError; else what cannot be answered is 0.
    Raises EngineError.
    """

    today: dt.date
    _totals: dict[SearchQuery, int] = field(default_factory=dict)
    _ends: float = float("inf")

    def hurried(self, seconds: float) -> Archive:
        """Return the same archive, which answers for so long, counted from now."""
        return replace(self, _ends=time.perf_counter() + seconds)

    def node(self, query: SearchQuery) -> Node:
        """Return what the words of `query` are read as."""
        return parsed(query, self.today).node

    def total(self, query: SearchQuery) -> int:
        """Return how many articles `query` finds."""
        query = query.counted
        known = self._totals.get(query)
        if known is None:
            known = self._count(self.node(query), query.filters(self.today))
            self._totals[query] = known
        return known

    def holding(self, node: Node) -> int:
        """Return how many articles of the whole archive `node` finds."""
        return self._count(node)

    def _count(self, node: Node, filters: Filters = Filters()) -> int:
        try:
            return get_engine().count(node, filters, self._seconds())
        except TooSlowError:
            if math.isfinite(self._ends):
                raise
            return 0
        except QueryError:
            return 0

    def _seconds(self) -> float:
        """Return the time that is left, or raise TooSlowError."""
        left = self._ends - time.perf_counter()
        if left <= 0:
            raise TooSlowError("There is no time left.")
        return left

    def words(self, leaf: Leaf, limit: int, within: Node | None = None) -> WordCounts:
        """Return the words that `leaf` stands for (see `Engine.words`)."""
        self._seconds()
        return get_engine().words(leaf, limit, within)

    def found(self, node: Node, limit: int, *, matches: bool = False) -> tuple[Hit, ...]:
        """Return the best hits of the whole archive for `node`, without counts."""
        request = SearchRequest(node, limit=limit, facets=False, matches=matches)
        return get_engine().search(request).hits

    def names(self, node: Node, facet: str, limit: int) -> WordCounts:
        """Return the labels of `facet` with their articles, among those that `node` finds."""
        request = SearchRequest(node, limit=0, label_facets=(facet,), facet_size=limit)
        return get_engine().search(request).labels[facet]
