"""Reads what a Whoosh segment keeps of each document (see `per_document_writer`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader
from whoosh.filedb.structfile import BufferFile
from whoosh.matching import ListMatcher

from search.engines.whoosh.columnar.codec.container import AnyArray, Container
from search.engines.whoosh.columnar.perfield import stored_values


class ColumnarPerDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """Reads what `ColumnarPerDocumentWriter` wrote."""

    def __init__(self, container: Container, segment: Any, storage: Any) -> None:
        self._container = container
        self._storage = storage
        self._segment = segment
        names = json.loads(container["names"].whole().tobytes())
        self._lengths: dict[str, str] = names["lengths"]
        self._columns: dict[str, str] = names["columns"]
        self._vectors: dict[str, str] = names["vectors"]
        # Whoosh asks for each document; a reader opened before a column came never sees it.
        self._added: dict[str, bool] = {}

    def doc_count(self) -> int:
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        return len(self._container["stored.starts"]) - 1

    def has_deletions(self) -> bool:
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterable[int]:
        return self._segment.deleted_docs()  # type: ignore[no-any-return]

    def supports_columns(self) -> bool:
        return True

    def has_column(self, fieldname: str) -> bool:
        return fieldname in self._columns or self._was_added(fieldname)

    def list_columns(self) -> Iterable[str]:
        return self._columns.keys()

    def column_bytes(self, fieldname: str) -> bytes:
        """Return a column as its Whoosh type wrote it. Raises KeyError where there is none."""
        if not self._was_added(fieldname):
            return self._container[self._columns[fieldname]].whole().tobytes()
        name = column_name(self._segment, fieldname)
        file = self._storage.open_file(name)
        try:
            return bytes(file.read(self._storage.file_length(name)))
        finally:
            file.close()

    def column_reader(self, fieldname: str, column: Any) -> Any:
        data = self.column_bytes(fieldname)
        return column.reader(BufferFile(memoryview(data)), 0, len(data), self.doc_count_all())

    def stored_lengths(self, fieldname: str) -> AnyArray | None:
        """Return the field's length in each document, or None for a field that keeps none."""
        section = self._lengths.get(fieldname)
        return None if section is None else self._container[section].whole()

    def lengths(self, fieldname: str) -> AnyArray:
        """Return the field's length in each document, 0 for a field that keeps none."""
        stored = self.stored_lengths(fieldname)
        return np.zeros(self.doc_count_all(), np.uint32) if stored is None else stored

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        if fieldname not in self._lengths:
            return default
        return int(self.lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        return int(self.lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        lengths = self.lengths(fieldname)
        return int(lengths.min()) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        return int(self.lengths(fieldname).max(initial=0))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        return len(self._vector_range(docnum, fieldname)) > 0

    def vector(self, docnum: int, fieldname: str, format_: Any) -> ListMatcher:
        items, name = self._vector_range(docnum, fieldname), self._vectors[fieldname]
        terms = _read_list(self._container, f"{name}.term", f"{name}.terms", items)
        values = _read_list(self._container, f"{name}.value", f"{name}.values", items)
        weights = self._container[f"{name}.weight"].slice(items.start, items.stop)
        words = [term.decode() for term in terms]
        return ListMatcher(words, weights.tolist(), list(values), format=format_)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        one = range(docnum, docnum + 1)
        return stored_values.load(*_read_list(self._container, "stored.blob", "stored.starts", one))

    def _was_added(self, fieldname: str) -> bool:
        """Say whether `whoosh.sorting.add_sortable` wrote a column into a file of its own."""
        known = self._added.get(fieldname)
        if known is None:
            name = column_name(self._segment, fieldname)
            known = self._added[fieldname] = bool(self._storage.file_exists(name))
        return known

    def _vector_range(self, docnum: int, fieldname: str) -> range:
        if fieldname not in self._vectors:
            return range(0)
        begin = self._container[f"{self._vectors[fieldname]}.docs"]
        return range(*begin.slice(docnum, docnum + 2).tolist())


def column_name(segment: Any, fieldname: str) -> str:
    """Return the file of a column that was added to a segment after it was written."""
    name: str = segment.make_filename(f".{fieldname}.col")
    return name


def _read_list(container: Container, blob: str, bounds: str, items: range) -> Iterator[bytes]:
    ends = container[bounds].slice(items.start, items.stop + 1).tolist()
    for first, last in pairwise(ends):
        yield container[blob].slice(first, last).tobytes()
