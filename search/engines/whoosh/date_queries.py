"""Articles by their date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from whoosh.reading import IndexReader

from search.engines.whoosh.article_columns import date_facets
from search.engines.whoosh.columnar.postings.docset import DocSet
from search.engines.whoosh.columnar.query.doc_queries import ColumnQuery
from search.engines.whoosh.columnar.query.reader_walk import live_docs
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.segment_reader import UNDATED


def _dates(reader: IndexReader) -> Iterator[tuple[int, int, int]]:
    """Yield each live, dated document with the ordinals of its first and last day."""
    firsts, lasts = reader.column_reader("first_day"), reader.column_reader("last_day")
    for doc in live_docs(reader):
        if firsts[doc] != UNDATED:
            yield doc, firsts[doc], lasts[doc]


@dataclass(eq=True, unsafe_hash=True)
class DatesWithin(ColumnQuery):
    """Articles whose whole date lies from `first` to `last`, both included; None is open."""

    first: dt.date | None
    last: dt.date | None

    def docset(self, execution: QueryExecution) -> DocSet:
        return execution.searcher.derived(date_facets).between(self.first, self.last)

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        low = (self.first or dt.date.min).toordinal()
        high = (self.last or dt.date.max).toordinal()
        return (doc for doc, first, last in _dates(reader) if low <= first and last <= high)


@dataclass(eq=True, unsafe_hash=True)
class DayOfYear(ColumnQuery):
    """Articles dated to one day of any year."""

    month: int
    day: int

    def docset(self, execution: QueryExecution) -> DocSet:
        return execution.searcher.derived(date_facets).on(self.month, self.day)

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        for doc, first, last in _dates(reader):
            date = dt.date.fromordinal(first)
            if first == last and (date.month, date.day) == (self.month, self.day):
                yield doc
