"""Whoosh's readers over the segments of a commit point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.base import Codec, PerDocumentReader, Segment
from whoosh.columns import ColumnReader
from whoosh.fields import Schema
from whoosh.reading import MultiReader, SegmentReader
from whoosh.scoring import WeightingModel

from search.engines.whoosh.columnar.codec.container import AnyArray
from search.engines.whoosh.columnar.codec.packed_ints import starts
from search.engines.whoosh.columnar.codec.segment import LiveSegment
from search.engines.whoosh.columnar.fieldsearch.term_enums import TermEnums
from search.engines.whoosh.columnar.index.field_types import (
    CaseField,
    GroupField,
    KeyField,
    LabelField,
    NumberField,
    UnitField,
)
from search.engines.whoosh.columnar.index.group_terms import GroupTerms
from search.engines.whoosh.columnar.index.value_terms import KeyTerms, LabelTerms
from search.engines.whoosh.columnar.perfield.field_terms import FieldTerms
from search.engines.whoosh.columnar.perfield.terms_reader import ColumnarTermsReader
from search.engines.whoosh.columnar.search.group_arrays import GroupArrays
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.segment_reader import NUMBER_COLUMNS, cases_at


class ColumnarReader(MultiReader):  # type: ignore[misc]
    """The documents of a commit point, as Whoosh reads them and as arrays."""

    def __init__(
        self,
        schema: Schema,
        segments: Sequence[LiveSegment],
        generation: int,
        searcher: Callable[[], IndexSearcher],
    ) -> None:
        readers = [GroupSegmentReader(schema, segment, generation) for segment in segments]
        super().__init__(readers, generation)
        self.schema = schema
        self._searcher = searcher

    def arrays(self, weighting: WeightingModel) -> GroupArrays:
        """Return the documents as arrays, ranked by `weighting`."""
        return GroupArrays(self._searcher(), self, weighting)


class GroupSegmentReader(SegmentReader):  # type: ignore[misc]
    """One segment whose fields share posting groups."""

    _terms: ColumnarTermsReader

    def __init__(self, schema: Schema, live: LiveSegment, generation: int) -> None:
        super().__init__(None, schema, _LiveSegment(live, schema), generation)
        self.live = live

    @property
    def fields(self) -> Mapping[str, FieldTerms]:
        """The terms of each field, made when they are first requested."""
        return self._terms.fields

    @cached_property
    def enums(self) -> TermEnums:
        """The terms of text fields by their letters."""
        return TermEnums(self.fields)

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """True where a document is deleted; None where none is."""
        return self.live.deleted

    def lengths(self, fieldname: str) -> AnyArray | None:
        """Return the field's length in each document; None for a field that keeps none."""
        field = self.schema[fieldname]
        return self.live.lengths(field.field) if isinstance(field, GroupField) else None

    def column_bytes(self, fieldname: str) -> bytes:
        """Return a column of numbers as `NumericColumn` writes it. Raises KeyError for others."""
        numbers: NDArray[Any] = getattr(self.live, NUMBER_COLUMNS[fieldname])
        return numbers.astype(">q").tobytes()


class _LiveSegment(Segment):  # type: ignore[misc]
    """A segment in Whoosh's eyes; it is its codec's only argument."""

    def __init__(self, live: LiveSegment, schema: Schema) -> None:
        super().__init__("columnar")
        self.live = live
        self.schema = schema

    def codec(self) -> _GroupCodec:
        return _GroupCodec()

    def segment_id(self) -> str:
        return self.live.name

    def doc_count_all(self) -> int:
        return self.live.doc_count

    def deleted_count(self) -> int:
        return self.live.doc_count - self.live.live_count

    def deleted_docs(self) -> Iterator[int]:
        deleted = self.live.deleted
        return iter(() if deleted is None else np.flatnonzero(deleted).tolist())

    def is_deleted(self, docnum: int) -> bool:
        return self.live.deleted is not None and bool(self.live.deleted[docnum])


class _GroupCodec(Codec):  # type: ignore[misc]
    def terms_reader(self, storage: Any, segment: _LiveSegment) -> ColumnarTermsReader:
        return _GroupTermsReader(_FieldTerms(segment))

    def per_document_reader(self, storage: Any, segment: _LiveSegment) -> _GroupDocuments:
        return _GroupDocuments(segment)


class _GroupTermsReader(ColumnarTermsReader):
    def __init__(self, fields: Mapping[str, FieldTerms]) -> None:
        # Not `super().__init__`, which would make the terms of every field.
        self.fields = fields


class _FieldTerms(Mapping[str, FieldTerms]):
    """The terms of each field of a segment, made when they are first requested."""

    def __init__(self, segment: _LiveSegment) -> None:
        kinds = GroupField | KeyField | LabelField
        self._live = segment.live
        self._fields = {
            name: field for name, field in segment.schema.items() if isinstance(field, kinds)
        }
        self._made: dict[str, FieldTerms] = {}

    def __getitem__(self, name: str) -> FieldTerms:
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = self._make(name, self._fields[name])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._fields))

    def __len__(self) -> int:
        return len(self._fields)

    def _make(self, name: str, field: GroupField | KeyField | LabelField) -> FieldTerms:
        live = self._live
        if isinstance(field, KeyField):
            return KeyTerms(field, live.article_ids)
        if isinstance(field, LabelField):
            return LabelTerms(live.labels(name), field.split)
        return GroupTerms(live.segment.group(field.group), field.field, live.lengths(field.field))


class _GroupDocuments(PerDocumentReader):  # type: ignore[misc]
    def __init__(self, segment: _LiveSegment) -> None:
        self._segment = segment
        self._live = segment.live

    def doc_count(self) -> int:
        return self._live.live_count

    def doc_count_all(self) -> int:
        return self._live.doc_count

    def has_deletions(self) -> bool:
        return self._live.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        kinds = KeyField | NumberField | LabelField | UnitField | CaseField
        return isinstance(self._segment.schema[fieldname], kinds)

    def column_reader(self, fieldname: str, column: Any) -> ColumnReader:
        field = self._segment.schema[fieldname]
        if isinstance(field, LabelField):
            labels = self._live.labels(fieldname)
            return ArrayColumnReader(labels.codes, labels.labels.__getitem__)
        if isinstance(field, UnitField):
            return _unit_column(self._live, field)
        if isinstance(field, CaseField):
            return _case_column(self._live, field)
        return ArrayColumnReader(getattr(self._live, NUMBER_COLUMNS[fieldname]), int)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        lengths = self._lengths(fieldname)
        return default if lengths is None else int(lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None or not len(lengths) else int(lengths.min())

    def max_field_length(self, fieldname: str) -> int:
        lengths = self._lengths(fieldname)
        return 0 if lengths is None else int(lengths.max(initial=0))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        return {"id": int(self._live.article_ids[docnum])}

    def _lengths(self, fieldname: str) -> AnyArray | None:
        field = self._segment.schema[fieldname]
        return self._live.lengths(field.field) if isinstance(field, GroupField) else None


class ArrayColumnReader(ColumnReader):  # type: ignore[misc]
    """A column of numbers; `value` gives what each represents."""

    def __init__(self, numbers: NDArray[Any], value: Callable[[int], Any]) -> None:
        self._numbers = numbers
        self._value = value
        self._sign = 1

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, docnum: int) -> Any:
        return self._value(int(self._numbers[docnum]))

    def sort_key(self, docnum: int) -> Any:
        return self[docnum] if self._sign > 0 else -self[docnum]

    def __iter__(self) -> Iterator[Any]:
        return map(self._value, self._numbers.tolist())

    def set_reverse(self) -> None:
        self._sign = -1


def _unit_column(live: LiveSegment, field: UnitField) -> ArrayColumnReader:
    borders = live.borders(field.unit)
    ends = starts(borders.counts).tolist()

    def positions(docnum: int) -> bytes:
        return borders.positions[ends[docnum] : ends[docnum + 1]].tobytes()

    return ArrayColumnReader(np.arange(live.doc_count), positions)


def _case_column(live: LiveSegment, field: CaseField) -> ArrayColumnReader:
    data, ends = live.cases(field.field), starts(live.lengths(field.field)).tolist()

    def cases(docnum: int) -> bytes:
        return cases_at(data, np.arange(ends[docnum], ends[docnum + 1])).tobytes()

    return ArrayColumnReader(np.arange(live.doc_count), cases)
