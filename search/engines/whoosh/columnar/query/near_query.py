"""Phrases near each other: within some words, or in one sentence or paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, Mask
from search.engines.whoosh.columnar.postings.near_spans import near_places
from search.engines.whoosh.columnar.query.array_query import (
    ArrayQuery,
    ClauseSpans,
    Scored,
    ScoreParts,
    ranking_of,
)
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase, clause_parts
from search.engines.whoosh.columnar.query.reader_walk import FieldRuns, borders_of, windows_of
from search.engines.whoosh.columnar.segment_reader import Unit

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


@dataclass(eq=True, unsafe_hash=True)
class NearQuery(ArrayQuery):
    """Documents with a window that holds one match of each phrase.

    The distance is that of Lucene's unordered span query: the window spans at most `distance`
    positions besides the matches themselves; where `ordered`, each match starts after the one
    before it ends. With a `unit` all occur in one sentence or paragraph, however long and in
    any order; a title is one of each.
    """

    members: tuple[MultiPhrase, ...]
    distance: int
    ordered: bool = False
    unit: Unit | None = None
    clause: int = field(default=0, compare=False)

    def docset(self, execution: QueryExecution) -> DocSet:
        searcher, budget = execution.searcher, execution.budget
        return searcher.scored(self, lambda: (searcher.span_reader.near(self, budget), ()), budget)

    def spans(self, execution: QueryExecution, docs: Docs) -> Iterator[ClauseSpans]:
        children = [execution.phrase_spans(phrase, docs) for phrase in self.members]
        layout = execution.searcher.layout
        for member in near_places(layout, children, self, execution.budget):
            for spans in member:
                yield self.clause, spans

    def parts(self, execution: QueryExecution, docs: Docs) -> tuple[Mask, ScoreParts]:
        found, searcher = execution.docset(self), execution.searcher
        raw = searcher.span_reader.near(self, execution.budget)
        parts = searcher.scorer.parts(raw, (), searcher.layout.physical(docs))
        return clause_parts(self.clause, found, parts, docs)

    def scored(self, searcher: Searcher) -> Scored:
        return ranking_of(searcher).frequency_scores(searcher, self)

    def runs(self, reader: IndexReader) -> FieldRuns:
        """Return the runs that take part in a window, by Whoosh's reader alone."""
        children = [child.runs(reader) for child in self.members]
        borders = borders_of(reader, self.unit) if self.unit else {}
        return windows_of(children, self, borders)

    def is_leaf(self) -> bool:
        return False

    def children(self) -> Iterator[Query]:
        return iter(self.members)
