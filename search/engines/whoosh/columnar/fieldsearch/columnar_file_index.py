"""Whoosh's index in files, written with our codec and searched by arrays."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import _DEF_INDEX_NAME, FileIndex
from whoosh.reading import IndexReader, SegmentReader

from search.engines.whoosh.columnar.fieldsearch.columnar_segment_reader import (
    ColumnarSegmentReader,
    joined_reader,
    sharing,
)
from search.engines.whoosh.columnar.perfield import ColumnarCodec
from search.engines.whoosh.columnar.perfield.columnar_codec import ColumnarSegment
from search.engines.whoosh.columnar.search.columnar_searcher import ColumnarSearcher


class ColumnarFileIndex(FileIndex):  # type: ignore[misc]
    """An index of any schema in any Whoosh storage. Threads may share it.

    It differs from Whoosh's in three ways: writers use `ColumnarCodec` unless told
    otherwise; searchers share the arrays of one reader, which stay mapped until the index
    changes; and these searchers answer by arrays what has an array form.
    """

    def __init__(
        self, storage: Any, schema: Schema | None = None, indexname: str = _DEF_INDEX_NAME
    ) -> None:
        super().__init__(storage, schema, indexname)
        self._lock = Lock()
        self._shared: IndexReader | None = None
        self._shared_generation = -1

    def writer(self, procs: int = 1, **options: Any) -> Any:
        """Return a writer, as Whoosh's index does, with our codec by default."""
        return super().writer(procs=procs, **{"codec": ColumnarCodec(), **options})

    def searcher(self, **options: Any) -> ColumnarSearcher:
        """Return a searcher of the newest generation."""
        return ColumnarSearcher(sharing(self._newest()), fromindex=self, **options)

    def doc_count(self) -> int:
        return int(self._newest().doc_count())

    def doc_count_all(self) -> int:
        return int(self._newest().doc_count_all())

    @classmethod
    def _reader(
        cls,
        storage: Any,
        schema: Schema,
        segments: list[Segment],
        generation: int,
        reuse: IndexReader | None = None,
    ) -> IndexReader:
        known = {}
        if reuse is not None:
            known = {leaf.segment(): leaf for leaf, _ in reuse.leaf_readers()}
            known.pop(None, None)
            # Whoosh keeps the segments of the reader that is taken over, too.
            segments = [*segments, *(own for own in reuse.segments() or () if own not in segments)]
        readers = []
        for segment in segments:
            if segment in known and _is_current(known[segment], schema, segment):
                readers.append(known.pop(segment))
            else:
                readers.append(_open(storage, schema, segment, generation))
        for unused in known.values():
            unused.close()
        return joined_reader(readers, schema, generation)

    def _newest(self) -> IndexReader:
        generation = self.latest_generation()
        with self._lock:
            if self._shared is None or generation != self._shared_generation:
                self._shared = self.reader()
                self._shared_generation = generation
            return self._shared


def create_in(
    folder: str | Path, schema: Schema, indexname: str | None = None
) -> ColumnarFileIndex:
    """Create an index in a folder, as `whoosh.index.create_in` does."""
    storage = FileStorage(str(folder)).create()
    index: ColumnarFileIndex = ColumnarFileIndex.create(
        storage, schema, indexname or _DEF_INDEX_NAME
    )
    return index


def open_dir(folder: str | Path, indexname: str | None = None) -> ColumnarFileIndex:
    """Open an index in a folder, also one that Whoosh's own index wrote with our codec."""
    return ColumnarFileIndex(FileStorage(str(folder)), None, indexname or _DEF_INDEX_NAME)


def _is_current(reader: IndexReader, schema: Schema, segment: Segment) -> bool:
    """Say whether a reader has the deletions and the schema of today."""
    then = set(reader.segment().deleted_docs())
    return reader.schema == schema and then == set(segment.deleted_docs())


def _open(storage: Any, schema: Schema, segment: Segment, generation: int) -> IndexReader:
    kind = ColumnarSegmentReader if isinstance(segment, ColumnarSegment) else SegmentReader
    return kind(storage, schema, segment, generation=generation)
