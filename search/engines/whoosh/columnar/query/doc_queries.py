"""Documents selected by their columns, without scores."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.postings.docset import Bitmap, DocRange, DocSet, SortedDocs
from search.engines.whoosh.columnar.query.array_query import ArrayQuery, Scored
from search.engines.whoosh.columnar.query.reader_walk import live_docs
from search.engines.whoosh.columnar.segment_reader import NUMBER_COLUMNS

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.search.query_execution import QueryExecution


class ColumnQuery(ArrayQuery):
    """Documents for which a condition on their columns holds, each with score 0."""

    @abstractmethod
    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        """Yield the live documents of one segment that match, by Whoosh's reader alone."""

    def scored(self, searcher: Searcher) -> Scored:
        return dict.fromkeys(sorted(self.live_matches(searcher.reader())), 0.0)


@dataclass(eq=True, unsafe_hash=True)
class AllDocs(ColumnQuery):
    """All documents, each with score 0 (Whoosh's Every gives 1)."""

    def docset(self, execution: QueryExecution) -> DocSet:
        return DocRange(0, execution.size)

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        return live_docs(reader)


@dataclass(eq=True, unsafe_hash=True)
class KeyQuery(ColumnQuery):
    """The documents with these keys."""

    keys: tuple[int, ...]

    def docset(self, execution: QueryExecution) -> DocSet:
        wanted = np.array([key for key in self.keys if abs(key) < 2**63], np.int64)
        return SortedDocs(np.isin(execution.searcher.article_ids, wanted).nonzero()[0])

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        column, wanted = reader.column_reader("id"), set(self.keys)
        return (doc for doc in live_docs(reader) if column[doc] in wanted)


@dataclass(eq=True, unsafe_hash=True)
class LengthQuery(ColumnQuery):
    """Documents whose text has `least` to `most` tokens, both included; None is open."""

    least: int
    most: int | None

    def docset(self, execution: QueryExecution) -> DocSet:
        lengths = execution.searcher.text_lengths
        mask = lengths >= self.least
        if self.most is not None:
            mask &= lengths <= self.most
        return Bitmap(mask)

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        for doc in live_docs(reader):
            length = reader.doc_field_length(doc, "text")
            if self.least <= length and (self.most is None or length <= self.most):
                yield doc


@dataclass(eq=True, unsafe_hash=True)
class NumberRange(ColumnQuery):
    """Documents whose number in one of NUMBER_COLUMNS lies from `least` to `most`, included."""

    column: str
    least: int
    most: int

    def docset(self, execution: QueryExecution) -> DocSet:
        numbers = getattr(execution.searcher, NUMBER_COLUMNS[self.column])
        return Bitmap((numbers >= self.least) & (numbers <= self.most))

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        numbers = reader.column_reader(self.column)
        return (doc for doc in live_docs(reader) if self.least <= numbers[doc] <= self.most)
