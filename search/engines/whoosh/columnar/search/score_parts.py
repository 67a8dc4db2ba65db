"""What the scores of some documents are made of, clause by clause.

The score of a document is the sum over the leaves that match (see `bm25f`). Each leaf's
part falls into four: its places in the title and in the text share what saturates, by their
weighted frequencies; `delta` is for being there at all; and the form that was asked for has
its bonus. Scores are rounded to multiples of `bm25f.QUANTUM`, leaf by leaf and weight by
weight: the parts are stretched to the rounded score, so that they sum to what is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.engines.base import Contribution, Reason
from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import Docs, Mask
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs
from search.engines.whoosh.columnar.search.bm25f import Parts
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.search.term_scorer import Forms
from search.engines.whoosh.columnar.search.top_docs import scores_at
from search.query.clauses import Clause, clause_numbers
from search.query.nodes import And, AtLeast, Boost, Leaf, Like, Near, Node, Not, Or, Term

#: In the order of `TermScorer.parts`.
_REASONS: tuple[Reason, ...] = ("title", "text", "present", "exact")

#: By clause and reason, a value for each document.
_Shares = Mapping[tuple[int, Reason], Parts]


def contributions(work: QueryExecution, node: Node, docs: Docs) -> list[tuple[Contribution, ...]]:
    """Return the parts of the score of each of `docs` (public numbers), hits of `node`."""
    _, shares = _Explanation(work, clause_numbers(node), docs).of(node)
    ordered = sorted(shares.items(), key=lambda item: (item[0][0], _REASONS.index(item[0][1])))
    return [
        tuple(
            Contribution(clause, reason, float(values[place]))
            for (clause, reason), values in ordered
            if values[place] > 0
        )
        for place in range(len(docs))
    ]


class _Explanation:
    """The documents of one page. Where a document is not of a node, its shares there are 0."""

    def __init__(self, work: QueryExecution, numbers: Mapping[Node, int], docs: Docs) -> None:
        self._work = work
        self._numbers = numbers
        self._docs = docs
        self._physical = work.snapshot.layout.physical(docs)

    def of(self, node: Node) -> tuple[Mask, _Shares]:
        """Return which of the documents are of `node`, and the parts of their scores."""
        if isinstance(node, And | Or):
            return self._group(node)
        if isinstance(node, Not):
            return ~self.of(node.child)[0], {}
        if isinstance(node, Boost):
            held, shares = self.of(node.child)
            plain = _sum(shares, len(self._docs)).astype(np.float32)
            return held, _stretched(shares, sets.multiplied(plain, node.factor), held)
        found = self._work.found(node)
        held = sets.holds(found, self._docs)
        number = self._numbers.get(node)
        if number is None or not isinstance(node, Clause):
            return held, {}
        scores = np.zeros(len(held))
        scores[held] = scores_at(found, self._docs[held])
        values: dict[tuple[int, Reason], Parts] = {}
        for part, weight in _parts_of(node):
            raw, forms = self._raw(part)
            parts = self._work.snapshot.scorer.parts(raw, forms, self._physical)
            for reason, value in zip(_REASONS, parts, strict=True):
                values[number, reason] = values.get((number, reason), 0.0) + value * weight
        return held, _stretched(values, scores, held)

    def _group(self, node: And | Or) -> tuple[Mask, _Shares]:
        children = [self.of(child) for child in node.children]
        together = np.logical_and if isinstance(node, And) else np.logical_or
        first = np.full(len(self._docs), isinstance(node, And))
        held = reduce(together, (held for held, _ in children), first)
        shares: dict[tuple[int, Reason], Parts] = {}
        for _, own in children:
            for key, values in own.items():
                shares[key] = shares.get(key, 0.0) + values * held
        return held, shares

    def _raw(self, node: Leaf | Near | AtLeast) -> tuple[FieldFreqs, Forms]:
        snapshot, budget = self._work.snapshot, self._work.budget
        if isinstance(node, Near):
            return snapshot.occurrences.near(node, budget), ()
        if isinstance(node, AtLeast):
            return snapshot.occurrences.raw(node.child, budget).at_least(node.count), ()
        return snapshot.raw(node, budget)


def _parts_of(node: Clause) -> list[tuple[Leaf | Near | AtLeast, float]]:
    """Return what a clause's score is the weighted sum of."""
    if isinstance(node, Like):
        return [(Term(word), weight) for word, weight in node.words]
    return [(node, 1.0)]


def _sum(shares: _Shares, size: int) -> Parts:
    return sum(shares.values(), np.zeros(size))


def _stretched(shares: _Shares, scores: NDArray[Any], held: Mask) -> _Shares:
    """Return `shares` multiplied so that they sum to `scores`, 0 where not `held`."""
    whole = _sum(shares, len(scores))
    factor = np.divide(scores, whole, out=np.zeros(len(scores)), where=held & (whole > 0))
    return {key: values * factor for key, values in shares.items()}
