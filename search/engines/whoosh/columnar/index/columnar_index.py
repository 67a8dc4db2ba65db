"""A `whoosh.index.Index` in a folder: durable commits, arrays, segments merged beside."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.index import Index
from whoosh.query import And, Or, Query
from whoosh.reading import IndexReader
from whoosh.scoring import WeightingModel
from whoosh.searching import Results

from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.codec.index_errors import IndexProblemError
from search.engines.whoosh.columnar.codec.segment import LiveSegment
from search.engines.whoosh.columnar.index.columnar_reader import ColumnarReader
from search.engines.whoosh.columnar.index.columnar_writer import ColumnarWriter
from search.engines.whoosh.columnar.index.commit_points import CommitPoint, CommitPoints
from search.engines.whoosh.columnar.index.committer import Committer, WriterOptions
from search.engines.whoosh.columnar.index.field_types import LabelField, VirtualField
from search.engines.whoosh.columnar.index.term_interner import Analyzer
from search.engines.whoosh.columnar.merging.merge_scheduler import MergeScheduler
from search.engines.whoosh.columnar.postings.search_limits import DEFAULT_LIMITS, SearchLimits
from search.engines.whoosh.columnar.search.columnar_searcher import ColumnarSearcher
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.search.weighting import FieldedBM25F


@dataclass(frozen=True, slots=True)
class IndexOptions:
    """How an index is written and read.

    `analyzer` turns the words of title and text into terms; it must give those of the
    schema's analyzers. An index of another `version` must be rebuilt before it is changed.
    """

    schema: Schema
    analyzer: Analyzer
    version: int = 1
    build_bytes: int = 256 << 20
    limits: SearchLimits = DEFAULT_LIMITS

    @property
    def labels(self) -> Sequence[str]:
        """The names of the label fields."""
        return [name for name, field in self.schema.items() if isinstance(field, LabelField)]


class GroupSearcher(ColumnarSearcher):
    """A searcher that puts queries of virtual fields into those of other fields."""

    def search(self, q: Query, **options: Any) -> Results:
        return super().search(self._whole(q), **options)

    def docs_for_query(self, q: Query, for_deletion: bool = False) -> Iterator[int]:
        return super().docs_for_query(q.accept(self._translated), for_deletion)

    def _whole(self, query: Query) -> Query:
        """Put a group of one virtual field, or else each of its parts, into other fields' queries.

        A group is read as a whole, because words that stand together rank higher.
        """
        if type(query) in (And, Or):
            names = {getattr(part, "fieldname", None) for part in query.subqueries}
            field = self.schema[name] if (name := names.pop()) in self.schema else None
            if not names and isinstance(field, VirtualField):
                query = field.translated(query)
        translated: Query = query.accept(self._translated)
        return translated

    def _translated(self, query: Query) -> Query:
        name = getattr(query, "fieldname", None)
        if name is None or name not in self.schema:
            return query
        field = self.schema[name]
        return field.translated(query) if isinstance(field, VirtualField) else query


class ColumnarIndex(Index):  # type: ignore[misc]
    """Documents with a title, a text and columns, by `field_types`. Threads may share it.

    Raises IndexProblemError where it cannot be read or written.
    """

    def __init__(self, folder: Path, options: IndexOptions, disk: Disk | None = None) -> None:
        self.commit_points = CommitPoints(folder)
        self.options = options
        writer_options = WriterOptions(
            options.analyzer, options.labels, options.version, options.build_bytes
        )
        self._committer = Committer(self.commit_points, writer_options, disk)
        self.merger = MergeScheduler(self._committer)
        self._opening = threading.Lock()
        self._opened: tuple[CommitPoint, frozenset[int], IndexSearcher] | None = None
        self._suppressed: frozenset[int] = frozenset()

    @classmethod
    def create(cls, folder: Path, options: IndexOptions) -> ColumnarIndex:
        """Return a new, empty index in a folder, in the place of what is there."""
        index = cls(folder, options)
        index.writer(anew=True).commit()
        return index

    @classmethod
    def open(cls, folder: Path, options: IndexOptions) -> ColumnarIndex:
        """Return the index of a folder. Raises IndexProblemError where there is none."""
        index = cls(folder, options)
        index.commit_points.newest()
        return index

    @staticmethod
    def exists(folder: Path) -> bool:
        """Say whether a folder holds an index that can be read."""
        try:
            CommitPoints(folder).newest()
        except IndexProblemError:
            return False
        return True

    @property
    def schema(self) -> Schema:
        return self.options.schema

    def is_empty(self) -> bool:
        return not self.commit_points.newest().segments

    def doc_count(self) -> int:
        return self.commit_points.newest().documents

    def doc_count_all(self) -> int:
        return sum(segment.doc_count for segment in self.commit_points.newest().segments)

    def latest_generation(self) -> int:
        return self.commit_points.newest().manifest.generation

    def last_modified(self) -> float:
        return (self.commit_points.folder / "current").stat().st_mtime

    def reader(self, reuse: IndexReader | None = None) -> ColumnarReader:
        """Return a reader of the newest commit point: `reuse` where that is it."""
        point = self.commit_points.newest()
        if isinstance(reuse, ColumnarReader) and reuse.generation() == point.manifest.generation:
            return reuse
        generation = point.manifest.generation
        segments = self._visible(point)
        return ColumnarReader(self.schema, segments, generation, lambda: self.arrays(point))

    def searcher(
        self, weighting: WeightingModel | None = None, *, arrays: bool = True, **options: Any
    ) -> GroupSearcher:
        """Return a searcher of the newest commit point, which ranks by `FieldedBM25F`.

        With `arrays=False` all is answered by Whoosh's matchers.
        """
        weighting = weighting or FieldedBM25F()
        return GroupSearcher(self.reader(), weighting, fromindex=self, arrays=arrays, **options)

    def writer(self, *, anew: bool = False, **options: Any) -> ColumnarWriter:
        """Return a writer, when no other writes; with `anew` of an index in this one's place.

        Whoosh's own options (`limitmb`, `procs` ...) are accepted and ignored.
        """
        return ColumnarWriter(self, self._committer.transaction(anew=anew))

    def optimize(self) -> None:
        """Merge all segments into one, without the deleted documents."""
        self.merger.merge_all()

    def close(self) -> None:
        """Wait for the merge that is going on."""
        self.merger.join()

    def suppress(self, keys: Collection[int]) -> None:
        """Count the documents with these keys, and no others, as deleted from now on.

        Nothing is written: this is about what this object reads.
        """
        self._suppressed = frozenset(keys)

    def arrays(self, point: CommitPoint) -> IndexSearcher:
        """Return a commit point ready to be searched by arrays, made once."""
        with self._opening:
            suppressed, opened = self._suppressed, self._opened
            if opened is None or opened[0] is not point or opened[1] != suppressed:
                previous = opened[2] if opened else None
                limits = self.options.limits
                ready = IndexSearcher(self._visible(point), limits=limits, previous=previous)
                self._opened = opened = point, suppressed, ready
            return opened[2]

    def _visible(self, point: CommitPoint) -> Sequence[LiveSegment]:
        return [segment.without(self._suppressed) for segment in point.segments]
