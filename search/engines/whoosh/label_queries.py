"""Articles by their labels: words of a source's name, an author's, of hidden lines; a language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from whoosh.reading import IndexReader

from search.engines.base import labels_in
from search.engines.whoosh.article_columns import label_facet
from search.engines.whoosh.columnar.postings.docset import DocSet
from search.engines.whoosh.columnar.query.doc_queries import ColumnQuery
from search.engines.whoosh.columnar.query.reader_walk import live_docs
from search.engines.whoosh.columnar.search.query_execution import QueryExecution
from search.engines.whoosh.label_facets import label_holds
from search.query.nodes import Language, Leaf


@dataclass(eq=True, unsafe_hash=True)
class LabelQuery(ColumnQuery):
    """Articles with a label of the field of `leaf` in which its words occur, in a row."""

    leaf: Leaf

    def docset(self, execution: QueryExecution) -> DocSet:
        facet = label_facet(execution.searcher, str(self.leaf.field))
        return facet.docs(facet.holding(self.leaf))

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        name = str(self.leaf.field)
        column = reader.column_reader(name)
        for doc in live_docs(reader):
            if any(label_holds(self.leaf, label) for label in labels_in(name, column[doc])):
                yield doc


@dataclass(eq=True, unsafe_hash=True)
class LanguageQuery(ColumnQuery):
    """Articles in the language of `language`."""

    language: Language

    def docset(self, execution: QueryExecution) -> DocSet:
        facet = label_facet(execution.searcher, "lang")
        return facet.docs(np.array(list(map(self.language.holds, facet.labels)), np.bool_))

    def live_matches(self, reader: IndexReader) -> Iterable[int]:
        column = reader.column_reader("lang")
        return (doc for doc in live_docs(reader) if self.language.holds(column[doc]))
