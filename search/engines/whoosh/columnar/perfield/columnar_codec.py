"""The codec and its segments, as Whoosh's writer and reader use them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whoosh.codec.base import Codec, Segment

from search.engines.whoosh.columnar.perfield.field_writer import (
    TERMS_VERSION,
    ColumnarFieldWriter,
)
from search.engines.whoosh.columnar.perfield.per_document_reader import (
    ColumnarPerDocumentReader,
    column_name,
)
from search.engines.whoosh.columnar.perfield.per_document_writer import (
    DOCUMENTS_VERSION,
    ColumnarPerDocumentWriter,
)
from search.engines.whoosh.columnar.perfield.storage_disk import create_container, open_container
from search.engines.whoosh.columnar.perfield.terms_reader import ColumnarTermsReader, stored_fields

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
        """Say no: files are mapped one by one, so Whoosh need not put them into one."""
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
    """Whoosh segments of any schema as arrays in two containers a segment.

    `blocklimit` is the number of postings whose highest weight and shortest length are kept
    together, for Whoosh's skipping of blocks.
    """

    def __init__(self, blocklimit: int = 128) -> None:
        self._blocklimit = blocklimit

    def new_segment(self, storage: Any, indexname: str) -> ColumnarSegment:
        return ColumnarSegment(indexname)

    def field_writer(self, storage: Any, segment: Segment) -> ColumnarFieldWriter:
        name = segment.make_filename(_TERMS)
        return ColumnarFieldWriter(
            lambda: create_container(storage, name, TERMS_VERSION), self._blocklimit
        )

    def per_document_writer(self, storage: Any, segment: Segment) -> ColumnarPerDocumentWriter:
        name = segment.make_filename(_DOCUMENTS)
        return ColumnarPerDocumentWriter(lambda: create_container(storage, name, DOCUMENTS_VERSION))

    def per_document_reader(self, storage: Any, segment: Segment) -> ColumnarPerDocumentReader:
        container = open_container(storage, segment.make_filename(_DOCUMENTS), DOCUMENTS_VERSION)
        return ColumnarPerDocumentReader(container, segment, storage)

    def terms_reader(self, storage: Any, segment: Segment) -> ColumnarTermsReader:
        container = open_container(storage, segment.make_filename(_TERMS), TERMS_VERSION)
        return ColumnarTermsReader(stored_fields(container))

    def column_filename(self, segment: Segment, fieldname: str) -> str:
        """Return the file of a column that `whoosh.sorting.add_sortable` adds to a segment."""
        return column_name(segment, fieldname)
