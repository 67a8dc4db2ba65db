"""What a Whoosh segment keeps of each document: lengths, columns, stored values, vectors.

A container of

    names            u1   JSON: {"lengths": {field: section}, "columns": ..., "vectors": ...}
    l0, l1 ...       u4   a field's length in each document
    c0, c1 ...       u1   a column as its Whoosh type writes it: fixed-width items mostly
    stored.blob, stored.starts    each document's stored values (see `stored`)
    v0.docs ...      u4   where each document's vector starts in the next three
    v0.term, v0.terms; v0.value, v0.values; v0.weight    its items
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocumentReader, PerDocWriterWithColumns
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.matching import ListMatcher

from search.engines.whoosh.columnar.codec.container import AnyArray, Container, SectionWriter
from search.engines.whoosh.columnar.codec.disk import MemoryDisk
from search.engines.whoosh.columnar.codec.packed_ints import narrow, starts
from search.engines.whoosh.columnar.codec.plugin import stored

VERSION = 1

VectorItem = tuple[str, float, bytes]


class ArrayPerDocumentWriter(PerDocWriterWithColumns):  # type: ignore[misc]
    """Takes documents one after the other, from number 0."""

    def __init__(self, save: Callable[[bytes], None]) -> None:
        super().__init__()
        self._save = save
        self._docnum = -1
        self._stored: list[bytes] = []
        self._values: dict[str, Any] = {}
        self._lengths: dict[str, dict[int, int]] = {}
        self._columns: dict[str, tuple[io.BytesIO, Any]] = {}
        self._vectors: dict[str, dict[int, list[VectorItem]]] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        if docnum != len(self._stored):
            raise ValueError(f"document {docnum} comes after {len(self._stored)} others")
        self._docnum = docnum
        self._values = {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int | None) -> None:
        if value is not None:
            self._values[fieldname] = value
        if length:
            self._lengths.setdefault(fieldname, {})[self._docnum] = length

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Iterable[VectorItem]) -> None:
        if found := list(items):
            self._vectors.setdefault(fieldname, {})[self._docnum] = found

    def finish_doc(self) -> None:
        self._stored.append(stored.dump(self._values) if self._values else b"")

    def cancel_doc(self) -> None: ...

    def close(self) -> None:
        disk, path = MemoryDisk(), Path("documents")
        sections = SectionWriter(disk, path, VERSION)
        names: dict[str, dict[str, str]] = {"lengths": {}, "columns": {}, "vectors": {}}
        for number, (field, lengths) in enumerate(self._lengths.items()):
            names["lengths"][field] = f"l{number}"
            column = np.zeros(len(self._stored), "<u4")
            column[list(lengths)] = list(lengths.values())
            sections.add(f"l{number}", column)
        for number, (field, (buffer, writer)) in enumerate(self._columns.items()):
            names["columns"][field] = f"c{number}"
            writer.finish(len(self._stored))
            sections.add(f"c{number}", np.frombuffer(buffer.getvalue(), "|u1"))
        for number, (field, vectors) in enumerate(self._vectors.items()):
            names["vectors"][field] = f"v{number}"
            self._write_vectors(sections, f"v{number}", vectors)
        _write_list(sections, "stored.blob", "stored.starts", self._stored)
        sections.add("names", np.frombuffer(json.dumps(names).encode(), "|u1"))
        sections.finish()
        self._save(bytes(disk.files[path]))
        self.is_closed = True

    def _has_column(self, fieldname: str) -> bool:
        return fieldname in self._columns

    def _create_column(self, fieldname: str, column: Any) -> None:
        # Whoosh closes what it wrote to; the buffer has to outlive that.
        buffer = io.BytesIO()
        self._columns[fieldname] = buffer, column.writer(StructFile(buffer, onclose=_ignore))

    def _get_column(self, fieldname: str) -> Any:
        return self._columns[fieldname][1]

    def _write_vectors(
        self, sections: SectionWriter, name: str, vectors: dict[int, list[VectorItem]]
    ) -> None:
        counts = np.zeros(len(self._stored), np.int64)
        items = [item for number in sorted(vectors) for item in vectors[number]]
        for number, own in vectors.items():
            counts[number] = len(own)
        sections.add(f"{name}.docs", narrow(starts(counts)))
        _write_list(sections, f"{name}.term", f"{name}.terms", [t.encode() for t, _, _ in items])
        _write_list(sections, f"{name}.value", f"{name}.values", [v for _, _, v in items])
        sections.add(f"{name}.weight", np.array([weight for _, weight, _ in items], "<f4"))


class ArrayPerDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """Reads what `ArrayPerDocumentWriter` wrote."""

    def __init__(self, container: Container, segment: Any) -> None:
        self._container = container
        self._segment = segment
        names = json.loads(container["names"].whole().tobytes())
        self._lengths: dict[str, str] = names["lengths"]
        self._columns: dict[str, str] = names["columns"]
        self._vectors: dict[str, str] = names["vectors"]

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
        return fieldname in self._columns

    def list_columns(self) -> Iterable[str]:
        return self._columns.keys()

    def column_reader(self, fieldname: str, column: Any) -> Any:
        data = self._container[self._columns[fieldname]].whole().tobytes()
        return column.reader(BufferFile(memoryview(data)), 0, len(data), self.doc_count_all())

    def lengths(self, fieldname: str) -> AnyArray:
        """Return the field's length in each document, 0 for a field that keeps none."""
        section = self._lengths.get(fieldname)
        if section is None:
            return np.zeros(self.doc_count_all(), np.uint32)
        return self._container[section].whole()

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
        return stored.load(*_read_list(self._container, "stored.blob", "stored.starts", one))

    def _vector_range(self, docnum: int, fieldname: str) -> range:
        if fieldname not in self._vectors:
            return range(0)
        begin = self._container[f"{self._vectors[fieldname]}.docs"]
        return range(*begin.slice(docnum, docnum + 2).tolist())


def _write_list(sections: SectionWriter, blob: str, bounds: str, items: Sequence[bytes]) -> None:
    sections.add(blob, np.frombuffer(b"".join(items), "|u1"))
    sections.add(bounds, narrow(starts(np.fromiter(map(len, items), np.int64, len(items)))))


def _read_list(container: Container, blob: str, bounds: str, items: range) -> Iterator[bytes]:
    ends = container[bounds].slice(items.start, items.stop + 1).tolist()
    for first, last in pairwise(ends):
        yield container[blob].slice(first, last).tobytes()


def _ignore(_: object) -> None: ...
