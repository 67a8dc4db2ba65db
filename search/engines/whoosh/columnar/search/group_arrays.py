"""Whoosh queries as document sets, over segments whose fields share posting groups.

An `ArrayReader` (see `columnar_searcher`): documents have the numbers of `IndexSearcher`,
newest first, which is the order of ties.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.query import Query, Term
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel

from search.engines.whoosh.columnar.fieldsearch.field_arrays import FieldArrays
from search.engines.whoosh.columnar.fieldsearch.whoosh_forms import FORMS, GROUPS
from search.engines.whoosh.columnar.index.field_types import GroupField, KeyField
from search.engines.whoosh.columnar.postings.docset import Bitmap, Docs, DocSet, SortedDocs, listed
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.query.doc_queries import ColumnQuery, KeyQuery
from search.engines.whoosh.columnar.query.multi_phrase import MultiPhrase
from search.engines.whoosh.columnar.query.term_pattern import TermPattern
from search.engines.whoosh.columnar.search.group_field_arrays import GroupFieldArrays
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
        self._fields: FieldArrays = (
            GroupFieldArrays(searcher, reader, weighting)
            if self._ranks
            else FieldArrays(reader, weighting)
        )

    @property
    def size(self) -> int:
        return self.searcher.size

    @property
    def whole(self) -> GroupArrays:
        """This: to the forms of `whoosh_forms` it is a segment with all documents."""
        return self

    @property
    def live(self) -> Bitmap:
        """All documents, without scores."""
        return Bitmap(np.ones(self.size, np.bool_))

    def docset(self, query: Query, *, scored: bool = True) -> DocSet:
        """Return the documents of a query. Raises NoArrayFormError."""
        if scored and not self._ranks and not isinstance(query, ColumnQuery):
            return self._public(query, scored=True)
        return self.evaluate(self, query.accept(self._translated), scored=scored)

    def evaluate(self, whole: GroupArrays, query: Query, *, scored: bool) -> DocSet:
        """Return the documents of a part of a query. Raises NoArrayFormError."""
        fallback = partial(self._form, scored=scored)
        return QueryExecution(self.searcher, TimeBudget(), fallback).docset(query)

    def docnums(self, docs: Docs) -> NDArray[Any]:
        """Return the numbers by which Whoosh knows some documents."""
        return self.searcher.layout.physical(docs)

    def docs(self, docnums: NDArray[Any]) -> Docs:
        """Return the documents that Whoosh knows by some numbers, those that are live."""
        docs = self.searcher.layout.public(np.asarray(docnums, np.intp))
        live: Docs = docs[docs >= 0]
        return live

    def _form(self, query: Query, *, scored: bool) -> DocSet:
        """Return the documents of a query class of Whoosh's."""
        if type(query) in GROUPS:
            return FORMS[type(query)](self, query, scored)
        return self._public(query, scored=scored)

    def _public(self, query: Query, *, scored: bool) -> DocSet:
        """Return the documents of a query of single fields."""
        found = listed(self._fields.docset(query, scored=scored))
        docs = self.searcher.layout.public(found.docs)
        order = docs.argsort()
        scores = None if found.scores is None else found.scores.take(order)
        return SortedDocs(docs.take(order), scores)

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
