"""The codec and its segments, as Whoosh's writer and reader use them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import Codec, Segment
from whoosh.filedb.filestore import FileStorage

from search.engines.whoosh.columnar.codec.container import Container
from search.engines.whoosh.columnar.codec.disk import map_file
from search.engines.whoosh.columnar.codec.plugin import documents, fields
from search.engines.whoosh.columnar.codec.plugin.terms import ArrayTermsReader

_TERMS = ".terms"
_DOCUMENTS = ".docs"


class ColumnarSegment(Segment):  # type: ignore[misc]
    """A segment in Whoosh's table of contents: its name, its size, its deletions."""

    def __init__(self, indexname: str) -> None:
        super().__init__(indexname)
        self._doc_count = 0
        self._deleted: set[int] = set()

    def codec(self) -> ColumnarCodec:
        return ColumnarCodec()

    def should_assemble(self) -> bool:
        """Files of ours are mapped one by one, so they are not put into one."""
        return False

    def set_doc_count(self, count: int) -> None:
        self._doc_count = count

    def doc_count_all(self) -> int:
        return self._doc_count

    def deleted_count(self) -> int:
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        return iter(sorted(self._deleted))

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        return docnum in self._deleted


class ColumnarCodec(Codec):  # type: ignore[misc]
    """Whoosh segments of any schema as arrays in two containers a segment."""

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:
        return ColumnarSegment(indexname)

    def field_writer(self, storage: Any, segment: Segment) -> fields.ArrayFieldWriter:
        return fields.ArrayFieldWriter(lambda data: _save(storage, segment, _TERMS, data))

    def per_document_writer(
        self, storage: Any, segment: Segment
    ) -> documents.ArrayPerDocumentWriter:
        return documents.ArrayPerDocumentWriter(
            lambda data: _save(storage, segment, _DOCUMENTS, data)
        )

    def per_document_reader(
        self, storage: Any, segment: Segment
    ) -> documents.ArrayPerDocumentReader:
        container = _open(storage, segment, _DOCUMENTS, documents.VERSION)
        return documents.ArrayPerDocumentReader(container, segment)

    def terms_reader(self, storage: Any, segment: Segment) -> ArrayTermsReader:
        container = _open(storage, segment, _TERMS, fields.VERSION)
        lengths = self.per_document_reader(storage, segment).lengths
        listed = json.loads(container["fields"].whole().tobytes())
        return ArrayTermsReader(
            {
                name: fields.FieldReader(
                    container, entry["section"], entry["opaque"], lengths(name)
                )
                for name, entry in listed.items()
            }
        )


def _save(storage: Any, segment: Segment, extension: str, data: bytes) -> None:
    file = segment.create_file(storage, extension)
    file.write(data)
    file.close()


def _open(storage: Any, segment: Segment, extension: str, version: int) -> Container:
    """Map the segment's file where the storage is a folder, else read it."""
    name = segment.make_filename(extension)
    if isinstance(storage, FileStorage):
        return Container(map_file(Path(storage.folder) / name), name, version)
    file = storage.open_file(name)
    try:
        return Container(bytes(file.read(storage.file_length(name))), name, version)
    finally:
        file.close()
