"""Whoosh queries as document sets, over segments whose fields share posting groups.

An `ArrayReader` (see `columnar_searcher`): documents have the numbers of `IndexSearcher`,
newest first, which is the order of ties.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.query import Query, Term
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel

from search.engines.whoosh.columnar.fieldsearch.field_arrays import FieldArrays
from search.engines.whoosh.columnar.index.field_types import GroupField, KeyField
from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, SortedDocs, listed
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError
from search.engines.whoosh.columnar.query.doc_queries import KeyQuery
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.columnar.search.weighting import FieldedBM25F


class GroupArrays:
    """The documents of an index searcher, numbered newest first. Threads may share it."""

    def __init__(
        self, searcher: IndexSearcher, reader: IndexReader, weighting: WeightingModel
    ) -> None:
        self.searcher = searcher
        self._schema: Schema = reader.schema
        self._ranks = isinstance(weighting, FieldedBM25F)
        self._fields = FieldArrays(reader, weighting)

    @property
    def size(self) -> int:
        return self.searcher.size

    def docset(self, query: Query, *, scored: bool = True) -> DocSet:
        """Return the documents of a query. Raises NoArrayFormError."""
        if scored and not self._ranks:
            raise NoArrayFormError("only FieldedBM25F scores by arrays")
        fallback = self._unscored_terms if scored else self._unscored
        execution = QueryExecution(self.searcher, TimeBudget(), fallback)
        return execution.docset(query.accept(self._translated))

    def docnums(self, docs: Docs) -> NDArray[Any]:
        """Return the numbers by which Whoosh knows some documents."""
        return self.searcher.layout.physical(docs)

    def docs(self, docnums: NDArray[Any]) -> Docs:
        """Return the documents that Whoosh knows by some numbers, those that are live."""
        docs = self.searcher.layout.public(np.asarray(docnums, np.intp))
        live: Docs = docs[docs >= 0]
        return live

    def _unscored_terms(self, query: Query) -> DocSet:
        """Return the documents of a term to which the ranking gives no score."""
        if type(query) is not Term or query.boost != 1.0:
            raise NoArrayFormError(f"{type(query).__name__} is ranked by matchers alone")
        return self._unscored(query)

    def _unscored(self, query: Query) -> DocSet:
        """Return the documents of a query class of Whoosh's."""
        docs = self.searcher.layout.public(listed(self._fields.docset(query, scored=False)).docs)
        return SortedDocs(np.sort(docs))

    def _translated(self, query: Query) -> Query:
        """Put a query of this package in the place of one of Whoosh's terms."""
        if type(query) is not Term or query.boost != 1.0:
            return query
        field = self._schema[query.fieldname]
        text = query.text
        if isinstance(field, GroupField):
            word = text if isinstance(text, str) else field.from_bytes(text)
            return MultiPhrase((TermPattern(word, group=field.group),), (field.field,))
        if isinstance(field, KeyField):
            key = text if not isinstance(text, bytes) else field.from_bytes(text)
            return KeyQuery((int(key),))
        return query
