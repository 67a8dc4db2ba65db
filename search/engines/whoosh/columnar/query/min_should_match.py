"""Documents that match enough of several queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from whoosh.query import Query
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings import docset as sets
from search.engines.whoosh.columnar.postings.docset import Bitmap, Docs, DocSet, Mask
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    merged,
)
from search.engines.whoosh.columnar.query.reader_walk import walked

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


@dataclass(eq=True, unsafe_hash=True)
class MinShouldMatch(ArrayQuery):
    """Documents that at least `minimum` of `queries` match; their scores are summed."""

    queries: tuple[Query, ...]
    minimum: int

    def docset(self, execution: QueryExecution) -> DocSet:
        parts = [execution.docset(query) for query in self.queries]
        shared = np.zeros(execution.size, np.uint16)
        for part in parts:
            if isinstance(part, Bitmap):
                shared += part.mask
            else:
                shared[sets.listed(part).docs] += 1
        enough = Bitmap(shared >= max(self.minimum, 1))
        return sets.intersect([sets.unite(parts, execution.size), enough], (), execution.size)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        for query in self.queries:
            yield from execution.spans(query, docs)

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        held = execution.holds(self, docs)
        return held, merged([execution.parts(query, docs)[1] for query in self.queries], held)

    def scored(self, searcher: Searcher) -> Scored:
        found = [walked(query, searcher) for query in self.queries]
        shared = Counter(doc for own in found for doc in own)
        return {
            doc: sum(own.get(doc, 0.0) for own in found)
            for doc, count in shared.items()
            if count >= max(self.minimum, 1)
        }

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter(self.queries)
