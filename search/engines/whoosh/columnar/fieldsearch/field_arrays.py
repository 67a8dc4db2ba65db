"""A query to the documents of an index, segment by segment, by arrays."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.query import Query
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel
from whoosh.searching import Searcher

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.fieldsearch import weighting_scores
from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import (
    LeafArrays,
    sorted_docs,
)
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermNumbers
from search.engines.whoosh.columnar.fieldsearch.weighting_scores import (
    FieldStatistics,
    ScoredPostings,
)
from search.engines.whoosh.columnar.fieldsearch.whoosh_forms import FORMS
from search.engines.whoosh.columnar.postings.docset import Docs, DocSet, SortedDocs, listed
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError


class FieldArrays:
    """The documents of a reader, numbered as Whoosh numbers them. Threads may share it.

    The reader's leaves are `leaf_arrays.ArrayLeafReader`s. Deleted documents are numbered, and
    are in no set.
    """

    def __init__(self, reader: IndexReader, weighting: WeightingModel) -> None:
        self.reader = reader
        self.weighting = weighting
        self.size = int(reader.doc_count_all())
        leaves = list(reader.leaf_readers())
        self.leaves = [LeafArrays(self, leaf, place) for place, (leaf, _) in enumerate(leaves)]
        self.offsets = [int(offset) for _, offset in leaves]
        self._statistics: dict[str, FieldStatistics] = {}
        self._idfs: dict[tuple[str, bytes], float] = {}

    def docset(self, query: Query, *, scored: bool = True) -> DocSet:
        """Return the documents of a query, with Whoosh's scores in double precision.

        Raises NoArrayFormError for a query class or weighting model without an array form;
        a part of the query without one is answered by its matcher.
        """
        if type(query) not in FORMS or (scored and not self.has_formula):
            raise NoArrayFormError(type(query).__name__)
        found = [listed(self._evaluate(leaf, query, scored=scored)) for leaf in self.leaves]
        if len(found) == 1:
            return found[0]
        docs = [part.docs + offset for part, offset in zip(found, self.offsets, strict=True)]
        joined = np.concatenate([np.empty(0, np.intp), *docs])
        if not scored:
            return SortedDocs(joined)
        values = [np.zeros(len(p.docs)) if p.scores is None else p.scores for p in found]
        return sorted_docs(joined, np.concatenate([np.empty(0), *values]))

    def docnums(self, docs: Docs) -> Docs:
        """Return the numbers by which Whoosh knows documents of a set: the same."""
        return docs

    def docs(self, docnums: Docs) -> Docs:
        """Return the numbers in sets of documents that Whoosh knows by `docnums`: the same."""
        return docnums

    def evaluate(self, leaf: LeafArrays, query: Query, *, scored: bool) -> DocSet:
        """Return the documents of a part of a query in one segment, in that segment's numbers."""
        if type(query) in FORMS:
            try:
                return self._evaluate(leaf, query, scored=scored)
            except NoArrayFormError:
                pass
        return self._matched(leaf, query)

    def statistics(self, fieldname: str) -> FieldStatistics:
        """Return what scores ask of a field of the whole index."""
        known = self._statistics.get(fieldname)
        if known is None:
            scorable = bool(self.reader.schema[fieldname].scorable)
            length = self.reader.field_length(fieldname) if scorable else 0
            known = FieldStatistics(fieldname, scorable, length / (self.size or 1))
            self._statistics[fieldname] = known
        return known

    def idf(self, fieldname: str, text: bytes) -> float:
        """Return a term's inverse document frequency in the whole index."""
        known = self._idfs.get((fieldname, text))
        if known is None:
            freq = np.array(self.reader.doc_frequency(fieldname, text))
            known = float(weighting_scores.idf(self.size, freq))
            self._idfs[fieldname, text] = known
        return known

    def idfs(self, fieldname: str, leaf: LeafArrays, numbers: TermNumbers) -> NDArray[np.float64]:
        """Return the inverse document frequencies of terms given by their numbers in a leaf."""
        terms = leaf.reader.fields[fieldname]
        if len(self.leaves) == 1:
            return weighting_scores.idf(self.size, terms.doc_freqs.take(numbers))
        return np.array([self.idf(fieldname, terms.term(number)) for number in numbers.tolist()])

    def scores(
        self,
        leaf: LeafArrays,
        fieldname: str,
        docs: AnyArray,
        weights: AnyArray,
        idf: AnyArray | float,
    ) -> AnyArray:
        """Return the scores of a leaf's postings; `idf` is of all of them, or of each."""
        lengths = leaf.reader.lengths(fieldname)
        own = np.ones(len(docs)) if lengths is None else lengths.take(docs)
        postings = ScoredPostings(weights, own, idf)
        return weighting_scores.scores(self.weighting, self.statistics(fieldname), postings)

    def _evaluate(self, leaf: LeafArrays, query: Query, *, scored: bool) -> DocSet:
        return FORMS[type(query)](leaf, query, scored)

    def _matched(self, leaf: LeafArrays, query: Query) -> DocSet:
        """Walk through Whoosh's matcher, document by document."""
        searcher, _ = self._searcher.leaf_searchers()[leaf.number]
        matcher = query.matcher(searcher, searcher.context())
        scores: dict[int, float] = {}
        while matcher.is_active():
            scores[matcher.id()] = matcher.score()
            matcher.next()
        docs = np.fromiter(scores, np.intp, len(scores))
        return sorted_docs(docs, np.fromiter(scores.values(), np.float64, len(scores)))

    @cached_property
    def has_formula(self) -> bool:
        """Whether the weighting model scores by arrays."""
        return weighting_scores.has_formula(self.weighting)

    @cached_property
    def _searcher(self) -> Any:
        return Searcher(self.reader, weighting=self.weighting, closereader=False)
