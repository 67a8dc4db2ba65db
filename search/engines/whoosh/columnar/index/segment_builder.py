"""Turns a stream of documents into one segment, within a budget of memory."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.engines.whoosh.columnar.codec.container import Container, WrittenFile
from search.engines.whoosh.columnar.codec.disk import (
    Disk,
    MemoryDisk,
    UnsyncedDisk,
    write_file,
)
from search.engines.whoosh.columnar.codec.segment import FORMAT_VERSION, LiveSegment, Segment
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument, SegmentBuffer
from search.engines.whoosh.columnar.index.term_interner import Analyzer, TermInterner
from search.engines.whoosh.columnar.merging.segment_merger import merge

#: What a token costs, measured, while its run is sorted or its posting list is merged.
_BYTES_PER_TOKEN = 96
#: Runs up to this stay in memory: most commits are a few articles.
_SMALL_TOKENS = 20_000
#: A merge that is waited for has both processors of a small machine.
_THREADS = 2
#: Beyond this the surfaces met so far are forgotten with their run.
_VOCABULARY = 2_000_000


@dataclass(frozen=True, slots=True)
class BuiltSegment:
    """A segment that no generation names yet; `data` is its bytes where it has no file."""

    segment: LiveSegment
    file: WrittenFile
    data: bytearray | None = None

    def write(self, disk: Disk, folder: Path) -> None:
        """Give a segment in memory its file. Raises OSError."""
        if self.data is not None:
            write_file(disk, folder / self.file.name, self.data)


class SegmentBuilder:
    """Writes segments into a folder; `created` names every file it began.

    What fills the budget is sorted and written by a thread of its own while more documents
    are added. `close` it, whatever happens.
    """

    def __init__(
        self, disk: Disk, folder: Path, analyzer: Analyzer, facets: Sequence[str], budget_bytes: int
    ) -> None:
        self.created: list[Path] = []
        self._disk = disk
        # What will be merged before it is named need not survive a power cut.
        self._unsynced = UnsyncedDisk(disk)
        self._folder = folder
        self._analyzer = analyzer
        self._facets = facets
        self._max_tokens = max(1, budget_bytes // _BYTES_PER_TOKEN)
        self._built: list[BuiltSegment] = []
        self._interner = TermInterner(analyzer)
        self._buffer = SegmentBuffer(self._interner, facets)
        self._pool: ThreadPoolExecutor | None = None
        self._writing: Future[BuiltSegment] | None = None

    def add(self, document: IndexedDocument) -> None:
        """Add a document; of equal ids the last one counts. Raises OSError."""
        self._buffer.add(document)
        if self._buffer.token_count >= self._max_tokens:
            self._flush()

    def finish(self) -> BuiltSegment | None:
        """Write one segment of all documents; None where there are none. Raises OSError."""
        self._collect()
        is_durable = not self._built
        if len(self._buffer):
            self._buffer.close()
            disk = self._disk if is_durable else self._unsynced
            self._built.append(self._write(self._buffer, self._new_path(), disk))
        # Merging has the memory that the words took.
        self._interner = TermInterner(self._analyzer)
        self._start_buffer()
        built, self._built = self._built, []
        if not built:
            return None
        if len(built) == 1 and (is_durable or built[0].data is not None):
            return built[0]
        merged = self.merge(_without_replaced([one.segment for one in built]), threads=_THREADS)
        for one in built:
            self._disk.remove(self._folder / one.file.name)
        return merged

    def close(self) -> None:
        """Wait for what is being written, so that its files can be removed."""
        if self._pool is not None:
            self._pool.shutdown()

    def _flush(self) -> None:
        """Hand what was added to the thread that writes, once it is through with the last."""
        self._collect()
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1)
        self._buffer.close()
        path = self._new_path()
        self._writing = self._pool.submit(self._write, self._buffer, path, self._unsynced)
        self._start_buffer()

    def _collect(self) -> None:
        """Wait for what is being written. Raises what the thread raised."""
        writing, self._writing = self._writing, None
        if writing is not None:
            self._built.append(writing.result())

    def _start_buffer(self) -> None:
        if len(self._interner) > _VOCABULARY:
            self._interner = TermInterner(self._analyzer)
        self._buffer = SegmentBuffer(self._interner, self._facets)

    def merge(
        self,
        sources: Sequence[LiveSegment],
        progress: Callable[[], None] = lambda: None,
        threads: int = 1,
    ) -> BuiltSegment:
        """Write one segment of the live documents of `sources`. Raises OSError."""
        path = self._new_path()
        # With threads one block more is being written, and what was added before is not all
        # given back to the system.
        most = max(1, self._max_tokens // (2 * threads + 2 if threads > 1 else 1))
        merged = merge(
            self._disk, path, sources, block_occurrences=most, progress=progress, threads=threads
        )
        return BuiltSegment(LiveSegment(Segment.open(path), None), merged.file)

    def _write(self, run: SegmentBuffer, path: Path, disk: Disk) -> BuiltSegment:
        if run.token_count <= _SMALL_TOKENS:
            memory = MemoryDisk()
            file = run.write(memory, path)
            data = memory.files[path]
            segment = Segment(Container(bytes(data), path.name, FORMAT_VERSION))
            return BuiltSegment(LiveSegment(segment, None), file, data)
        file = run.write(disk, path)
        return BuiltSegment(LiveSegment(Segment.open(path), None), file)

    def _new_path(self) -> Path:
        path = self._folder / f"segment-{secrets.token_hex(8)}.seg"
        self.created.append(path)
        return path


def _without_replaced(segments: Sequence[LiveSegment]) -> list[LiveSegment]:
    """Delete from each segment the documents that a later one has too."""
    result: list[LiveSegment] = []
    later = np.empty(0, np.int64)
    for segment in reversed(segments):
        replaced = np.isin(segment.article_ids, later)
        result.append(LiveSegment(segment.segment, replaced if replaced.any() else None))
        later = np.concatenate([later, segment.article_ids])
    return result[::-1]
