"""A query whose scores are multiplied, and again made multiples of the ranking's quantum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, Mask
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    stretched,
    total,
)
from search.engines.whoosh.columnar.query.reader_walk import walked
from search.engines.whoosh.columnar.search.bm25f import QUANTUM

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


@dataclass(eq=True, unsafe_hash=True)
class Boosted(ArrayQuery):
    """The documents of `child`, their scores times `factor`; none becomes 0."""

    child: Query
    factor: float

    def docset(self, execution: QueryExecution) -> DocSet:
        return sets.weighted(execution.docset(self.child), self.factor)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        yield from execution.spans(self.child, docs)

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        held, parts = execution.parts(self.child, docs)
        plain = total(parts, len(docs)).astype(np.float32)
        return held, stretched(parts, sets.multiplied(plain, self.factor), held)

    def scored(self, searcher: Searcher) -> Scored:
        return {
            doc: max(round(score * self.factor / QUANTUM), 1 if score else 0) * QUANTUM
            for doc, score in walked(self.child, searcher).items()
        }

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter((self.child,))
