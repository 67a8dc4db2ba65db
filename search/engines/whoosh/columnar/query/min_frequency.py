"""A phrase that occurs often enough in a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, Mask
from search.engines.whoosh.columnar.postings.term_dictionary import FieldFreqs
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    ranking_of,
)
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase, clause_parts
from search.engines.whoosh.columnar.query.reader_walk import FieldRuns

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


@dataclass(eq=True, unsafe_hash=True)
class MinFrequency(ArrayQuery):
    """Documents in which `phrase` matches at least `count` times, in its fields together."""

    phrase: MultiPhrase
    count: int
    clause: int = field(default=0, compare=False)

    def docset(self, execution: QueryExecution) -> DocSet:
        searcher, budget = execution.searcher, execution.budget

        def often() -> tuple[FieldFreqs, tuple[()]]:
            frequencies = searcher.span_reader.frequencies(self.phrase, budget)
            return frequencies.at_least(self.count), ()

        return searcher.scored(self, often, budget)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        for _, spans in self.phrase.spans(execution, docs):
            yield self.clause, spans

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        found, searcher = execution.docset(self), execution.searcher
        raw = searcher.span_reader.frequencies(self.phrase, execution.budget)
        raw = raw.at_least(self.count)
        parts = searcher.scorer.parts(raw, (), searcher.layout.physical(docs))
        return clause_parts(self.clause, found, parts, docs)

    def scored(self, searcher: Searcher) -> Scored:
        return ranking_of(searcher).frequency_scores(searcher, self)

    def runs(self, reader: IndexReader) -> FieldRuns:
        """Return where the phrase occurs in documents that have it often enough."""
        return {
            doc: runs
            for doc, runs in self.phrase.runs(reader).items()
            if sum(map(len, runs.values())) >= self.count
        }

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter((self.phrase,))
