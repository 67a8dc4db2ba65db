"""One segment of an index as the array forms of queries see it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermEnums, TermNumbers
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms, WeightedDocs
from search.engines.whoosh.columnar.postings.array_ops import runs_of
from search.engines.whoosh.columnar.postings.docset import (
    NOTHING,
    Bitmap,
    Docs,
    DocSet,
    SortedDocs,
    is_large,
    listed,
)

if TYPE_CHECKING:
    from search.engines.whoosh.columnar.fieldsearch.field_arrays import FieldArrays


class ArrayLeafReader(Protocol):
    """A Whoosh reader of one segment that gives its fields as arrays."""

    schema: Schema

    @property
    def fields(self) -> Mapping[str, FieldTerms]:
        """The terms of each indexed field."""

    @property
    def enums(self) -> TermEnums:
        """The terms of text fields by their letters."""

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """True where a document is deleted; None where none is."""

    def lengths(self, fieldname: str) -> AnyArray | None:
        """Return the field's length in each document; None for a field that keeps none."""

    def doc_count_all(self) -> int: ...


class LeafArrays:
    """A segment, with the statistics of the whole index for scores."""

    def __init__(self, whole: FieldArrays, reader: ArrayLeafReader, number: int) -> None:
        self.whole = whole
        self.reader = reader
        #: Which of the index's leaf readers this is.
        self.number = number
        self.size = reader.doc_count_all()

    @cached_property
    def live(self) -> Bitmap:
        """All documents that are not deleted, without scores."""
        deleted = self.reader.deleted
        return Bitmap(np.ones(self.size, np.bool_) if deleted is None else ~deleted)

    def term(self, fieldname: str, text: bytes, *, scored: bool) -> DocSet:
        """Return the documents of one term, with the scores of the weighting model."""
        terms = self.reader.fields.get(fieldname)
        number = find(terms, text)
        if terms is None or number < 0:
            return NOTHING
        docs, weights = terms.run(range(number, number + 1))
        idf = self.whole.idf(fieldname, text) if scored else 0.0
        return self._docset(fieldname, docs, weights, idf, scored=scored)

    def terms(self, fieldname: str, numbers: TermNumbers, *, scored: bool) -> DocSet:
        """Return the documents of any of some terms, with the sum of the terms' scores."""
        if not len(numbers):
            return NOTHING
        docs, weights = self.postings(fieldname, numbers)
        if not scored:
            return self.unscored(docs)
        counts = self.reader.fields[fieldname].doc_freqs.take(numbers)
        idfs = np.repeat(self.whole.idfs(fieldname, self, numbers), counts)
        summed = np.zeros(self.size)
        np.add.at(summed, docs, self.whole.scores(self, fieldname, docs, weights, idfs))
        mask = np.zeros(self.size, np.bool_)
        mask[docs] = True
        if self.reader.deleted is not None:
            mask &= self.live.mask
            summed *= mask
        return bitmap(mask, summed)

    def postings(self, fieldname: str, numbers: TermNumbers) -> WeightedDocs:
        """Return the postings of some terms, one term after the other."""
        terms = self.reader.fields[fieldname]
        runs = [terms.run(run) for run in runs_of(numbers)]
        docs = np.concatenate([run.docs for run in runs])
        return WeightedDocs(docs, np.concatenate([run.weights for run in runs]))

    def unscored(self, docs: AnyArray) -> DocSet:
        """Return documents, in any order and perhaps repeated, without the deleted ones."""
        mask = np.zeros(self.size, np.bool_)
        mask[docs] = True
        return Bitmap(mask if self.reader.deleted is None else mask & self.live.mask)

    def _docset(
        self, fieldname: str, docs: AnyArray, weights: AnyArray, idf: float, *, scored: bool
    ) -> DocSet:
        if self.reader.deleted is not None:
            kept = self.live.mask.take(docs)
            docs, weights = docs[kept], weights[kept]
        places = docs.astype(np.intp)
        if not scored:
            return SortedDocs(places)
        values = self.whole.scores(self, fieldname, places, weights, idf)
        if not is_large(len(places), self.size):
            return sorted_docs(places, values)
        mask, whole = np.zeros(self.size, np.bool_), np.zeros(self.size)
        mask[places] = True
        whole[places] = values
        return bitmap(mask, whole)


def find(terms: FieldTerms | None, text: bytes) -> int:
    """Return the number of a term, or -1."""
    if terms is None:
        return -1
    number = terms.lower_bound(text)
    return number if number < len(terms) and terms.term(number) == text else -1


def sorted_docs(docs: Docs, values: NDArray[Any]) -> SortedDocs:
    """Return documents with Whoosh's scores, which have all digits of a double."""
    return SortedDocs(docs, cast(Any, values))


def bitmap(mask: NDArray[np.bool_], values: NDArray[Any]) -> Bitmap:
    """Return documents with Whoosh's scores, which have all digits of a double."""
    return Bitmap(mask, cast(Any, values))


def constant(found: DocSet, score: float) -> DocSet:
    """Return the same documents, each with one score."""
    docs = listed(found).docs
    return sorted_docs(docs, np.full(len(docs), score))


def multiplied(found: DocSet, factor: float) -> DocSet:
    """Return the same documents, their scores multiplied."""
    if factor == 1.0:
        return found
    docs = listed(found)
    return docs if docs.scores is None else sorted_docs(docs.docs, docs.scores * float(factor))
