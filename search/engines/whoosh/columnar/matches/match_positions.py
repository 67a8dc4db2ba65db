"""Where a query matches in all the articles it finds: `hit_matches`, over arrays.

What each node marks is said in `engines/reference_matcher.py`; here a node gives the addresses of
its runs in a set of articles, all of which it matches.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from search.engines.whoosh.columnar.postings.docset import Docs, listed
from search.engines.whoosh.columnar.postings.near_spans import Spans, near_places
from search.engines.whoosh.columnar.postings.segment_layout import Addresses
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.query.nodes import (
    LABEL_FIELDS,
    And,
    AtLeast,
    Boost,
    Fuzzy,
    Leaf,
    Like,
    Near,
    Node,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)

#: Putting so many runs in order takes about a second.
_MOST_RUNS = 12_000_000


def places(work: QueryExecution, node: Node, docs: Docs) -> tuple[Addresses, Addresses]:
    """Return where the matches of `node` in `docs` start and end: ascending, apart.

    `docs` are physical numbers, ascending, of articles that match.
    """
    parts = _affordable(work, _Places(work).of(node, docs))
    kind = work.snapshot.layout.address_type
    if len(parts) == 1 and parts[0].width == 1:
        return parts[0].starts, parts[0].starts + kind.type(1)
    starts = np.concatenate([np.empty(0, kind), *(part.starts for part in parts)])
    ends = np.concatenate([np.empty(0, kind), *(p.starts + kind.type(p.width) for p in parts)])
    order = starts.argsort(kind="stable")
    return _apart(starts.take(order), ends.take(order))


def _affordable(work: QueryExecution, found: Iterator[Spans]) -> list[Spans]:
    """Take runs until they are too many to be put in order in the time of a page."""
    parts: list[Spans] = []
    left = _MOST_RUNS
    for part in found:
        left -= len(part.starts)
        if parts and left < 0:
            work.budget.cut()
            break
        parts.append(part)
    return parts


class _Places:
    """One query's work; each leaf is read once for one set of articles."""

    def __init__(self, work: QueryExecution) -> None:
        self._work = work
        self._read: dict[tuple[Leaf, int], Spans] = {}
        #: What was marked already: a clause that is written again marks nothing more.
        self._marked: set[tuple[Node, int]] = set()
        # Kept, so that no other array takes the identity of one that leaves were read for.
        self._sets: list[Docs] = []

    def of(self, node: Node, docs: Docs) -> Iterator[Spans]:
        """Yield the runs that `node` marks in `docs`, in all of which it matches or stands."""
        if (node, id(docs)) in self._marked:
            return
        self._marked.add((node, id(docs)))
        self._sets.append(docs)
        if isinstance(node, Boost):
            yield from self.of(node.child, docs)
        elif isinstance(node, And):
            for child in node.children:
                yield from self.of(child, docs)
        elif isinstance(node, Or):
            for child in node.children:
                yield from self.of(child, self._matching(child, docs))
        elif isinstance(node, AtLeast):
            yield from self._leaf(node.child, docs)
        elif isinstance(node, Near):
            yield from self._near(node, docs)
        elif isinstance(node, Like):
            for term in node.terms:
                yield from self._leaf(term, docs)
        elif isinstance(node, Leaf) and node.field not in LABEL_FIELDS:
            yield from self._leaf(node, docs)

    def _matching(self, node: Node, docs: Docs) -> Docs:
        """Return those of `docs` that `node` matches, where it could mark others too."""
        if isinstance(node, Term | Phrase | Prefix | Wildcard | Fuzzy | Near | Or):
            return docs
        public = listed(self._work.found(node)).docs
        found = np.sort(self._work.snapshot.layout.physical(public))
        return np.intersect1d(docs, found, assume_unique=True)

    def _leaf(self, leaf: Leaf, docs: Docs) -> Iterator[Spans]:
        standing = self._standing(leaf, docs)
        if len(standing.starts):
            yield standing

    def _standing(self, leaf: Leaf, docs: Docs) -> Spans:
        known = self._read.get((leaf, id(docs)))
        if known is None:
            work = self._work
            if work.budget.over:
                work.budget.cut()
                return Spans(np.empty(0, work.snapshot.layout.address_type), 1)
            known = work.snapshot.occurrences.standing(leaf, work.budget, docs)
            self._read[leaf, id(docs)] = known
        return known

    def _near(self, node: Near, docs: Docs) -> Iterator[Spans]:
        children = [self._standing(c, docs) for c in node.children if isinstance(c, Leaf)]
        if len(children) == len(node.children):
            layout, budget = self._work.snapshot.layout, self._work.budget
            yield from near_places(layout, children, node, budget)


def _apart(starts: Addresses, ends: Addresses) -> tuple[Addresses, Addresses]:
    """Join runs that overlap; `starts` are ascending."""
    if not len(starts):
        return starts, ends
    reach = np.maximum.accumulate(ends)
    first = np.concatenate([[True], starts[1:] >= reach[:-1]]).nonzero()[0]
    last = np.concatenate([first[1:] - 1, [len(starts) - 1]])
    return starts.take(first), reach.take(last)
