"""Whoosh's own queries over fields that share posting groups, ranked by `FieldedBM25F`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.fieldsearch.field_arrays import FieldArrays
from search.engines.whoosh.columnar.fieldsearch.leaf_arrays import LeafArrays, find
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermNumbers
from search.engines.whoosh.columnar.index.field_types import GroupField
from search.engines.whoosh.columnar.search import bm25f
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher


class GroupFieldArrays(FieldArrays):
    """Each term of title or text is scored as a query of its own; terms of others score 0.

    In the place of an inverse document frequency stands `bm25f.term_weight`, which counts
    live documents alone.
    """

    has_formula = True

    def __init__(
        self, searcher: IndexSearcher, reader: IndexReader, weighting: WeightingModel
    ) -> None:
        super().__init__(reader, weighting)
        self._live_documents = searcher.size
        self._norms = searcher.scorer.norms
        self._parameters = searcher.scorer.parameters

    def idf(self, fieldname: str, text: bytes) -> float:
        """Return the weight of a term in the whole index."""
        known = self._idfs.get((fieldname, text))
        if known is None:
            counts = np.zeros(2)
            for leaf in self.leaves:
                terms = leaf.reader.fields.get(fieldname)
                number = find(terms, text)
                if terms is not None and number >= 0:
                    counts += _live_counts(leaf, fieldname, np.array([number])).sum(axis=1)
            known = self._idfs[fieldname, text] = self._weight(*counts.tolist())
        return known

    def idfs(self, fieldname: str, leaf: LeafArrays, numbers: TermNumbers) -> NDArray[np.float64]:
        if len(self.leaves) > 1:
            return super().idfs(fieldname, leaf, numbers)
        counts = _live_counts(leaf, fieldname, numbers)
        return np.array([self._weight(*own) for own in counts.T.tolist()])

    def scores(
        self,
        leaf: LeafArrays,
        fieldname: str,
        docs: AnyArray,
        weights: AnyArray,
        idf: AnyArray | float,
    ) -> AnyArray:
        field = self.reader.schema[fieldname]
        if not isinstance(field, GroupField):
            return np.zeros(len(docs))
        norms = self._norms[0 if field.field == "title" else 1]
        frequencies = np.multiply(
            weights, norms.take(docs + self.offsets[leaf.number]), dtype=np.float64
        )
        of = self._parameters
        grown = frequencies / (of.k1 + frequencies) + of.delta
        return bm25f.rounded(idf * grown).astype(np.float64)

    def _weight(self, matching: float, occurrences: float) -> float:
        if not matching:
            return 0.0
        return bm25f.term_weight(self._live_documents, int(matching), occurrences, self._parameters)


def _live_counts(leaf: LeafArrays, fieldname: str, numbers: TermNumbers) -> NDArray[np.float64]:
    """Return the live documents of each term, and its occurrences there: two rows."""
    terms = leaf.reader.fields[fieldname]
    found = np.zeros((2, len(numbers)))
    if not len(numbers):
        return found
    docs, weights = leaf.postings(fieldname, numbers)
    owners = np.repeat(np.arange(len(numbers)), terms.doc_freqs.take(numbers))
    if leaf.reader.deleted is not None:
        kept = leaf.live.mask.take(docs)
        owners, weights = owners[kept], weights[kept]
    found[0] = np.bincount(owners, minlength=len(numbers))
    found[1] = np.bincount(owners, weights, len(numbers))
    return found
