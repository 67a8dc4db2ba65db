"""Every node of the query to a set of documents: one table, one function per node.

To add a node, write a function of (QueryExecution, node) that returns what it found, and enter
it in `_EVALUATORS`; give `reference_matcher.matches` its meaning.

What runs out of time or meets a limit leaves documents out, never puts wrong ones in: an
incomplete set under a Not would, so there it counts as everything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from search.engines.base import LABEL_FACETS, Filters, QueryError
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Bitmap,
    DocRange,
    DocSet,
    SortedDocs,
)
from search.engines.whoosh.columnar.postings.search_limits import Budget, Limits
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.query.nodes import (
    LABEL_FIELDS,
    And,
    AtLeast,
    Boost,
    DateRange,
    Everything,
    Fuzzy,
    Ids,
    Leaf,
    Length,
    Like,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
    YearDay,
    children,
)


class QueryExecution:
    """One query's work on one snapshot, within its budget."""

    def __init__(self, snapshot: IndexSearcher, budget: Budget) -> None:
        self.snapshot = snapshot
        self.budget = budget
        # Windows cost most, and a query may hold the same one many times.
        self._windows: dict[Node, DocSet] = {}

    def found(self, node: Node) -> DocSet:
        """Return the documents of `node` and their scores."""
        if self.budget.spent:
            self.budget.cut()
            return NOTHING
        known = self._windows.get(node) if isinstance(node, Near) else None
        if known is None:
            known = _EVALUATORS[type(node)](self, node)
            if isinstance(node, Near):
                self._windows[node] = known
        return known

    def without(self, node: Node) -> DocSet:
        """Return the documents that `Not(node)` leaves out: all, where that is not known."""
        cuts = self.budget.cuts
        found = self.found(node)
        return DocRange(0, self.snapshot.size) if self.budget.cuts > cuts else found

    def filters(self, filters: Filters) -> dict[str, DocSet]:
        """Return the documents each filter lets pass, by facet and `date`."""
        dates, size = self.snapshot.dates, self.snapshot.size
        passed: dict[str, DocSet] = {}
        if filters.undated:
            passed["date"] = dates.undated
        elif filters.first or filters.last:
            passed["date"] = dates.between(filters.first, filters.last)
        if filters.undated and (filters.first or filters.last):
            passed["date"] = NOTHING
        for facet in LABEL_FACETS:
            included, excluded = filters.include.get(facet), filters.exclude.get(facet)
            if included is None and not excluded:
                continue
            table = self.snapshot.labels(facet)
            allowed = np.ones(table.row_count, np.bool_)
            if included is not None:
                allowed = table.coded(included)
            if excluded:
                allowed &= ~table.coded(excluded)
            passed[facet] = _coded(allowed, table.codes, size)
        return passed


def check(node: Node, limits: Limits) -> None:
    """Raise QueryError where a query is larger than the limits allow."""
    clauses = 0
    level: list[Node] = [node]
    for _ in range(limits.depth + 1):
        if not level:
            return
        clauses += len(level)
        if clauses > 4 * limits.clauses:
            raise QueryError(f"The query has too many parts (more than {limits.clauses}).")
        level = [child for parent in level for child in children(parent)]
    raise QueryError(f"The query is nested too deeply (more than {limits.depth} levels).")


def _leaf(work: QueryExecution, node: Leaf) -> DocSet:
    if node.field in LABEL_FIELDS:
        table = work.snapshot.labels(str(node.field))
        return _coded(table.holding(node), table.codes, work.snapshot.size)
    return work.snapshot.leaf(node, work.budget)


def _near(work: QueryExecution, node: Near) -> DocSet:
    return work.snapshot.scored(work.snapshot.occurrences.near(node, work.budget))


def _at_least(work: QueryExecution, node: AtLeast) -> DocSet:
    if node.child.field in LABEL_FIELDS:
        return NOTHING
    raw = work.snapshot.occurrences.raw(node.child, work.budget)
    return work.snapshot.scored(raw.at_least(node.count))


def _boost(work: QueryExecution, node: Boost) -> DocSet:
    return sets.weighted(work.found(node.child), node.factor)


def _and(work: QueryExecution, node: And) -> DocSet:
    size = work.snapshot.size
    wanted = [child for child in node.children if not isinstance(child, Not)]
    parts: list[DocSet] = [] if wanted else [DocRange(0, size)]
    for child in wanted:
        part = work.found(child)
        if _is_empty(part):
            return NOTHING
        parts.append(part)
    unwanted = [child.child for child in node.children if isinstance(child, Not)]
    return sets.intersect(parts, [work.without(child) for child in unwanted], size)


def _or(work: QueryExecution, node: Or) -> DocSet:
    return sets.unite([work.found(child) for child in node.children], work.snapshot.size)


def _not(work: QueryExecution, node: Not) -> DocSet:
    return sets.complement(work.without(node.child), work.snapshot.size)


def _like(work: QueryExecution, node: Like) -> DocSet:
    size = work.snapshot.size
    parts = [work.found(Boost(Term(word), weight)) for word, weight in node.words]
    shared = np.zeros(size, np.uint16)
    for part in parts:
        if isinstance(part, Bitmap):
            shared += part.mask
        else:
            shared[sets.listed(part).docs] += 1
    enough = shared >= max(node.least, 1)
    enough[sets.listed(_ids(work, Ids((node.article,)))).docs] = False
    return sets.intersect([sets.unite(parts, size), Bitmap(enough)], (), size)


def _date_range(work: QueryExecution, node: DateRange) -> DocSet:
    return work.snapshot.dates.between(node.first, node.last)


def _year_day(work: QueryExecution, node: YearDay) -> DocSet:
    return work.snapshot.dates.on(node.month, node.day)


def _length(work: QueryExecution, node: Length) -> DocSet:
    words = work.snapshot.words
    mask = words >= node.least
    if node.most is not None:
        mask &= words <= node.most
    return Bitmap(mask)


def _ids(work: QueryExecution, node: Ids) -> DocSet:
    wanted = np.array([number for number in node.ids if abs(number) < 2**63], np.int64)
    return SortedDocs(np.isin(work.snapshot.article_ids, wanted).nonzero()[0])


def _everything(work: QueryExecution, node: Everything) -> DocSet:
    return DocRange(0, work.snapshot.size)


def _nothing(work: QueryExecution, node: Nothing) -> DocSet:
    return NOTHING


def _coded(table: Any, codes: Any, size: int) -> DocSet:
    if not table.any():
        return NOTHING
    if table.all():
        return DocRange(0, size)
    return Bitmap(table.take(codes))


def _is_empty(found: DocSet) -> bool:
    if isinstance(found, DocRange):
        return found.start >= found.stop
    return isinstance(found, SortedDocs) and not len(found.docs)


_EVALUATORS: dict[type[Any], Callable[[QueryExecution, Any], DocSet]] = {
    Term: _leaf,
    Phrase: _leaf,
    Prefix: _leaf,
    Wildcard: _leaf,
    Fuzzy: _leaf,
    Near: _near,
    And: _and,
    Or: _or,
    Not: _not,
    DateRange: _date_range,
    YearDay: _year_day,
    Length: _length,
    AtLeast: _at_least,
    Boost: _boost,
    Ids: _ids,
    Like: _like,
    Everything: _everything,
    Nothing: _nothing,
}
