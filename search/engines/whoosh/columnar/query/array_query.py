"""The base of queries with an array form, and the table of array forms of Whoosh's own.

A query class of this package subclasses `ArrayQuery` and says in one file all that is known
of it. A class of Whoosh's has its array forms entered in the tables below.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from whoosh.matching import ListMatcher, Matcher
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import SearchContext, Searcher

from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, Mask
from search.engines.whoosh.columnar.postings.near_spans import Spans

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution

#: The positions of one clause (its number) of a query.
ClauseSpans = tuple[int, Spans]
#: By clause and by reason (see `TermScorer.parts`), a part of the score of each document.
ScoreParts = Mapping[tuple[int, str], NDArray[np.float64]]
#: What a query finds in one segment: document number there -> score.
Scored = Mapping[int, float]

#: Whoosh's own query classes as document sets.
DOCSETS: dict[type[Query], Callable[[QueryExecution, Any], DocSet]] = {}
#: ... where they match, in documents that they all match; a class without an entry nowhere.
SPANS: dict[type[Query], Callable[[QueryExecution, Any, Docs], Iterator[ClauseSpans]]] = {}
#: ... which of some documents they match, and the parts of their scores.
PARTS: dict[type[Query], Callable[[QueryExecution, Any, Docs], tuple[Mask, ScoreParts]]] = {}


class Ranking(Protocol):
    """A weighting model that scores the queries of this package: see `FieldedBM25F`."""

    def phrase_scores(self, searcher: Searcher, query: Any) -> Scored: ...

    def frequency_scores(self, searcher: Searcher, query: Any) -> Scored: ...

    def proximity_scores(self, searcher: Searcher, query: Any) -> Scored: ...


def ranking_of(searcher: Searcher) -> Ranking:
    """Return the searcher's weighting model. Raises TypeError where it cannot rank phrases."""
    weighting = searcher.weighting
    if not hasattr(weighting, "phrase_scores"):
        raise TypeError(f"{type(weighting).__name__} cannot rank this query: use FieldedBM25F")
    ranking: Ranking = weighting
    return ranking


class NoArrayFormError(Exception):
    """A query, or a part of it, can only be answered by Whoosh's matchers."""


class ArrayQuery(Query):  # type: ignore[misc]
    """A query that arrays answer and, over the same reader, Whoosh's matchers.

    `clause` numbers what the query marks and scores for, 0 where it is no clause; it takes no
    part in comparing queries.
    """

    clause: int = 0
    boost: float = 1.0

    @abstractmethod
    def docset(self, execution: QueryExecution) -> DocSet:
        """Return the documents that match, with their scores."""

    @abstractmethod
    def scored(self, searcher: Searcher) -> Scored:
        """Return what matches in one segment, by Whoosh's reader alone: slow and plain."""

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        """Yield where the query matches in `docs`: physical numbers, ascending, all matching."""
        return iter(())

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        """Return which of `docs` (public numbers) match, and the parts of their scores."""
        return execution.holds(self, docs), {}

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:
        found = dict(sorted(self.scored(searcher).items()))
        return ListMatcher(list(found), weights=list(found.values()))

    def field(self) -> str | None:
        """Return None: the query is of several fields, or of none."""
        return None

    def estimate_size(self, reader: IndexReader) -> int:
        return int(reader.doc_count_all())

    def normalize(self) -> Query:
        return self

    def simplify(self, reader: IndexReader) -> Query:
        return self


def stretched(parts: ScoreParts, scores: NDArray[Any], held: Mask) -> ScoreParts:
    """Return `parts` multiplied so that they sum to `scores`, 0 where not `held`."""
    whole = total(parts, len(scores))
    factor = np.divide(scores, whole, out=np.zeros(len(scores)), where=held & (whole > 0))
    return {key: values * factor for key, values in parts.items()}


def total(parts: ScoreParts, size: int) -> NDArray[np.float64]:
    """Return the sum of the parts of each of `size` documents."""
    return sum(parts.values(), np.zeros(size))


def merged(children: list[ScoreParts], held: Mask) -> ScoreParts:
    """Return the sums of the parts of several queries, 0 where not `held`."""
    sums: dict[tuple[int, str], NDArray[np.float64]] = {}
    for parts in children:
        for key, values in parts.items():
            sums[key] = sums.get(key, 0.0) + values * held
    return sums
