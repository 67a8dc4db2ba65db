"""Whoosh's readers with arrays: of one segment, and of several as one."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from whoosh.fields import Schema
from whoosh.reading import EmptyReader, IndexReader, MultiReader, SegmentReader
from whoosh.scoring import WeightingModel

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.fieldsearch.field_arrays import FieldArrays
from search.engines.whoosh.columnar.fieldsearch.field_orders import FieldOrders
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermEnums, is_text
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms
from search.engines.whoosh.columnar.perfield.per_document_reader import ColumnarPerDocumentReader
from search.engines.whoosh.columnar.perfield.terms_reader import ColumnarTermsReader
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError


class ColumnarSegmentReader(SegmentReader):  # type: ignore[misc]
    """A segment that `ColumnarCodec` wrote (an `ArrayLeafReader`)."""

    _terms: ColumnarTermsReader
    _perdoc: ColumnarPerDocumentReader

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields: Mapping[str, FieldTerms] = self._terms.fields
        self.deleted = self._deleted_mask()
        self.enums = TermEnums(self.fields)
        self.orders = FieldOrders(self)

    def sharing(self) -> Self:
        """Return another reader of the same arrays, to be closed on its own."""
        return copy.copy(self)

    def lengths(self, fieldname: str) -> AnyArray | None:
        return self._perdoc.stored_lengths(fieldname)

    def column_bytes(self, fieldname: str) -> bytes:
        """Return a column as its Whoosh type wrote it. Raises KeyError where there is none."""
        return self._perdoc.column_bytes(fieldname)

    def arrays(self, weighting: WeightingModel) -> FieldArrays:
        """Return this segment as arrays, with scores by `weighting`."""
        return FieldArrays(self, weighting)

    def terms_within(
        self, fieldname: str, text: str, maxdist: int, prefix: int = 0
    ) -> Iterator[str]:
        """Yield the words of a field within so many edits, in sorted order."""
        spelled = self.schema[fieldname].spelling_fieldname(fieldname)
        terms = self.fields.get(spelled)
        if self.is_closed or terms is None or not is_text(self.schema[spelled]):
            yield from super().terms_within(fieldname, text, maxdist, prefix)
            return
        for number in self.enums.within(spelled, text, int(maxdist), prefix).tolist():
            yield terms.term(number).decode()

    def _deleted_mask(self) -> NDArray[np.bool_] | None:
        if not self.has_deletions():
            return None
        deleted = np.zeros(self.doc_count_all(), np.bool_)
        deleted[list(self._perdoc.deleted_docs())] = True
        return deleted


class ColumnarMultiReader(MultiReader):  # type: ignore[misc]
    """Several segments; arrays where all of them have some."""

    def __init__(self, readers: list[IndexReader], generation: int) -> None:
        super().__init__(readers, generation)
        self.orders = FieldOrders(self)

    def sharing(self) -> ColumnarMultiReader:
        """Return another reader of the same arrays, to be closed on its own."""
        other = ColumnarMultiReader([sharing(reader) for reader in self.readers], self._gen)
        other.orders = self.orders
        return other

    def arrays(self, weighting: WeightingModel) -> FieldArrays:
        """Return the segments as arrays. Raises NoArrayFormError where one is of another codec."""
        if not all(isinstance(leaf, ColumnarSegmentReader) for leaf in self.readers):
            raise NoArrayFormError("a segment of another codec")
        return FieldArrays(self, weighting)


def joined_reader(readers: Sequence[IndexReader], schema: Schema, generation: int) -> IndexReader:
    """Return one reader of some segments."""
    if not readers:
        return EmptyReader(schema)
    return readers[0] if len(readers) == 1 else ColumnarMultiReader(list(readers), generation)


def sharing(reader: IndexReader) -> IndexReader:
    """Return a reader of the same segments, to be closed on its own."""
    if isinstance(reader, ColumnarSegmentReader | ColumnarMultiReader):
        return reader.sharing()
    if type(reader) is not SegmentReader:
        return reader
    return SegmentReader(
        reader.storage(), reader.schema, reader.segment(), generation=reader.generation()
    )
