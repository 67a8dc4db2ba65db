"""What a Whoosh segment keeps of each document: lengths, columns, stored values, vectors.

A container of

    names            u1   JSON: {"lengths": {field: section}, "columns": ..., "vectors": ...}
    l0, l1 ...       u4   a field's length in each document
    c0, c1 ...       u1   a column as its Whoosh type writes it: fixed-width items mostly
    stored.blob, stored.starts    each document's stored values (see `stored_values`)
    v0.docs ...      u4   where each document's vector starts in the next three
    v0.term, v0.terms; v0.value, v0.values; v0.weight    its items
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from whoosh.codec.base import PerDocWriterWithColumns
from whoosh.filedb.structfile import StructFile

from search.engines.whoosh.columnar.codec.container import SectionWriter
from search.engines.whoosh.columnar.codec.packed_ints import narrow, starts
from search.engines.whoosh.columnar.perfield import stored_values

#: The version of the sections in a documents file.
DOCUMENTS_VERSION = 1

VectorItem = tuple[str, float, bytes]


class ColumnarPerDocumentWriter(PerDocWriterWithColumns):  # type: ignore[misc]
    """Takes documents one after the other, from number 0."""

    def __init__(self, create: Callable[[], SectionWriter]) -> None:
        super().__init__()
        self._create = create
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
        self._stored.append(stored_values.dump(self._values) if self._values else b"")

    def cancel_doc(self) -> None: ...

    def close(self) -> None:
        """Write everything and sync the file."""
        sections = self._create()
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


def _write_list(sections: SectionWriter, blob: str, bounds: str, items: Sequence[bytes]) -> None:
    sections.add(blob, np.frombuffer(b"".join(items), "|u1"))
    sections.add(bounds, narrow(starts(np.fromiter(map(len, items), np.int64, len(items)))))


def _ignore(_: object) -> None: ...
