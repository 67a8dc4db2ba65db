"""The search session: what all queries of one page share."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, cast

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from search.engines import get_engine
from search.engines.base import (
    Engine,
    EngineError,
    Filters,
    Hit,
    QueryError,
    SearchRequest,
    TooSlowError,
    WordCounts,
)
from search.query.nodes import Leaf, Like, Node, Operator, Span
from search.query.parser.parse_notes import Note
from search.query.parser.query_parser import PARTS_PER_CLAUSE, Limits, ParsedQuery, parse
from search.query.search_query import SearchQuery
from search.results.more_like_this import MAX_ARTICLES, resolve_likes
from search.results.view_models import Notice
from search.synonyms.expansion import expanded
from search.synonyms.synonym_table import SynonymTable, current_table


@dataclass(slots=True)
class SearchSession:
    """Engine, date, deadline and notices shared by all queries of one page.

    `today` is the day from which relative dates count. `deadline` is a value of
    `Engine.clock`. `notices` collects what the page tells its reader. Totals are
    counted once a query: every total is the one behind the link to that query.

    Without a deadline, a count that the engine refuses is 0; with one, counting raises
    TooSlowError. All methods raise EngineError where the engine cannot answer.
    """

    engine: Engine
    today: dt.date
    deadline: float = math.inf
    notices: list[Notice] = field(default_factory=list)
    _totals: dict[SearchQuery, int] = field(default_factory=dict)
    _likes: dict[int, Like] = field(default_factory=dict)
    _tables: list[SynonymTable] = field(default_factory=list)

    @classmethod
    def begin(cls, today: dt.date | None = None) -> SearchSession:
        """Return a session on this process's engine, without a deadline."""
        return cls(get_engine(), today or timezone.localdate())

    def within(self, seconds: float) -> SearchSession:
        """Return a session with another deadline, which shares notices and totals with this."""
        return replace(self, deadline=self.engine.clock() + seconds)

    def seconds_left(self, at_least: float = 0.0) -> float:
        """Return the seconds until the deadline, but never less than `at_least`."""
        return max(at_least, self.deadline - self.engine.clock())

    def add(self, notices: Iterable[Notice]) -> None:
        """Add notices, each text once."""
        known = {notice.text for notice in self.notices}
        for notice in notices:
            if notice.text not in known:
                known.add(notice.text)
                self.notices.append(notice)

    @contextmanager
    def telling_cuts(self) -> Iterator[None]:
        """End a search for other queries where there is no time left, and say so on the page."""
        try:
            yield
        except TooSlowError:
            text = gettext("There was no time to look for all corrections and similar searches.")
            self.add([Notice(text, "engine")])

    def parse(self, query: SearchQuery) -> ParsedQuery:
        """Return the words of `query` as a tree, within the limits of the settings."""
        parsed = self._typed(query)
        if query.q:
            parsed = _widened(parsed, self._table(), query.apart, _limits())
        return self._with_likes(parsed)

    def typed_node(self, query: SearchQuery) -> Node:
        """Return the tree of the words of `query` alone, without equal words."""
        return self._with_likes(self._typed(query)).node

    def _typed(self, query: SearchQuery) -> ParsedQuery:
        engine = cast("Any", self.engine)
        return _parsed(query.q, query.match, self.today, _limits(), engine)

    def _table(self) -> SynonymTable:
        """Return the equal words, read once a session."""
        if not self._tables:
            self._tables.append(current_table())
        return self._tables[0]

    def node(self, query: SearchQuery) -> Node:
        """Return the tree that the words of `query` are parsed to."""
        return self.parse(query).node

    def request(self, query: SearchQuery, parsed: ParsedQuery) -> SearchRequest:
        """Return the engine's request for the page of `query`, whose words are `parsed`."""
        return SearchRequest(
            node=parsed.node,
            filters=query.filters(self.today),
            sort=query.order,
            offset=(query.page - 1) * query.per_page,
            limit=0 if query.view == "kwic" else query.per_page,
            budget_seconds=settings.SEARCH.budget_seconds,
        )

    def total(self, query: SearchQuery) -> int:
        """Return how many articles match `query`."""
        query = query.counted
        known = self._totals.get(query)
        if known is None:
            known = self.count(self.node(query), query.filters(self.today))
            self._totals[query] = known
        return known

    def count(self, node: Node, filters: Filters = Filters()) -> int:
        """Return how many articles of the archive match `node`."""
        try:
            left = self._time_left()
            return self.engine.count(node, filters, left if math.isfinite(left) else None)
        except TooSlowError:
            if math.isfinite(self.deadline):
                raise
            return 0
        except QueryError:
            return 0

    def words(self, leaf: Leaf, limit: int, within: Node | None = None) -> WordCounts:
        """Return the words that `leaf` matches (see `Engine.words`)."""
        self._time_left()
        return self.engine.words(leaf, limit, within)

    def top_hits(self, node: Node, limit: int, *, matches: bool = False) -> tuple[Hit, ...]:
        """Return the best hits for `node` in the whole archive, without counts."""
        request = SearchRequest(node, limit=limit, facets=False, matches=matches)
        return self.engine.search(request).hits

    def label_counts(self, node: Node, facet: str, limit: int) -> WordCounts:
        """Return the labels of `facet` with their counts, among the articles of `node`."""
        request = SearchRequest(node, limit=0, label_facets=(facet,), facet_size=limit)
        return self.engine.search(request).labels[facet]

    def _with_likes(self, parsed: ParsedQuery) -> ParsedQuery:
        """Fill in the terms of each `like:` clause; without an engine they stay empty."""
        try:
            node, unknown = resolve_likes(parsed.node, self.engine, self._likes)
        except EngineError:
            return parsed
        if node is parsed.node and not unknown:
            return parsed
        why = f"there is none of this number, or it is over the {MAX_ARTICLES} of one query."
        notes = tuple(
            Note("limited", f"Nothing is found to be like article {number}: {why}", Span())
            for number in unknown
        )
        return replace(parsed, node=node, notes=(*parsed.notes, *notes), reading=node.sentence())

    def _time_left(self) -> float:
        left = self.deadline - self.engine.clock()
        if left <= 0:
            raise TooSlowError("There is no time left.")
        return left


# One page parses its query several times, and the queries that it offers instead.
@lru_cache(256)
def _parsed(q: str, match: Operator, today: dt.date, limits: Limits, engine: Any) -> ParsedQuery:
    def frequencies(words: Sequence[str]) -> Sequence[int]:
        try:
            return cast("list[int]", engine.frequencies(words))
        except EngineError:
            return range(len(words))

    return parse(q, match=match, today=today, limits=limits, frequencies=frequencies)


def _limits() -> Limits:
    return Limits(
        chars=settings.SEARCH.max_query_chars,
        clauses=settings.SEARCH.max_clauses,
        depth=settings.SEARCH.max_depth,
    )


@lru_cache(256)
def _widened(
    parsed: ParsedQuery, table: SynonymTable, apart: tuple[str, ...], limits: Limits
) -> ParsedQuery:
    # An engine refuses more parts than this (`max_clauses` of the settings, times four).
    room = limits.clauses * PARTS_PER_CLAUSE
    return expanded(parsed, table, apart, max_parts=room, max_depth=limits.depth)
