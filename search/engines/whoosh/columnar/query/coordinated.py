"""Scores multiplied by the share of a query's words that a document holds (Lucene's `coord`)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import (
    Bitmap,
    DocRange,
    Docs,
    DocSet,
    Mask,
    SortedDocs,
)
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    stretched,
    total,
)
from search.engines.whoosh.columnar.query.reader_walk import walked
from search.engines.whoosh.columnar.search.bm25f import QUANTUM, Parts

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


@dataclass(eq=True, unsafe_hash=True)
class Coordinated(ArrayQuery):
    """The documents of `child`, scored by the share of `alternatives` that each matches."""

    child: Query
    alternatives: tuple[Query, ...]

    def docset(self, execution: QueryExecution) -> DocSet:
        found = execution.docset(self.child)
        if isinstance(found, DocRange) or found.scores is None:
            return found
        if isinstance(found, SortedDocs):
            shares = self._shares(execution, found.docs)
            return replace(found, scores=sets.multiplied(found.scores, shares))
        docs = found.mask.nonzero()[0]
        scores = np.zeros_like(found.scores)
        scores[docs] = sets.multiplied(found.scores.take(docs), self._shares(execution, docs))
        return Bitmap(found.mask, scores)

    def _shares(self, execution: QueryExecution, docs: Docs) -> Parts:
        held = np.zeros(len(docs))
        for each in self.alternatives:
            held += sets.holds(execution.docset(each), docs)
        return held / len(self.alternatives)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        yield from execution.spans(self.child, docs)

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        held, parts = execution.parts(self.child, docs)
        plain = total(parts, len(docs)).astype(np.float32)
        scores = sets.multiplied(plain, self._shares(execution, docs))
        return held, stretched(parts, scores, held)

    def scored(self, searcher: Searcher) -> Scored:
        held = [set(walked(each, searcher)) for each in self.alternatives]
        return {
            doc: max(round(score * share / QUANTUM), 1 if score else 0) * QUANTUM
            for doc, score in walked(self.child, searcher).items()
            for share in (sum(doc in own for own in held) / len(self.alternatives),)
        }

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter((self.child,))
