"""Merges segments into one by copying arrays, block by block of the sorted terms.

Memory is bounded: of the postings only one block is held at a time. Deleted documents
are left behind, and so are terms and labels that stood in no other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import compress
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import AnyArray, WrittenFile
from search.engines.whoosh.columnar.codec.disk import Disk
from search.engines.whoosh.columnar.codec.letter_cases import merged_cases
from search.engines.whoosh.columnar.codec.posting_blocks import (
    DocumentTable,
    TermBlock,
    newest_first,
)
from search.engines.whoosh.columnar.codec.segment import LiveSegment
from search.engines.whoosh.columnar.codec.segment_writer import write_segment
from search.engines.whoosh.columnar.codec.sentence_index import UNITS, merged_borders
from search.engines.whoosh.columnar.merging.merge_blocks import MergePart, merge_block
from search.engines.whoosh.columnar.segment_reader import TEXT_FIELDS, Group, TextField

GROUPS: tuple[Group, ...] = get_args(Group)
#: Occurrences merged at a time, at about 96 bytes each.
BLOCK_OCCURRENCES = 2_000_000

DocMap = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged segment, and where the documents of its sources are in it.

    `doc_maps` has one array a source: the new number of each document, -1 where deleted.
    """

    file: WrittenFile
    doc_maps: Sequence[DocMap]


def merge(
    disk: Disk,
    path: Path,
    sources: Sequence[LiveSegment],
    *,
    block_occurrences: int = BLOCK_OCCURRENCES,
    progress: Callable[[], None] = lambda: None,
    threads: int = 1,
) -> Merged:
    """Write the live documents of `sources` to a new segment, newest first.

    `progress` is called before each block; what it raises ends the merge. So many `threads`
    merge blocks while another is written, each with its own `block_occurrences`. Raises
    OSError, and CorruptIndexError where a source is damaged.
    """
    order, doc_maps = _numbered(sources)

    def tasks(group: Group) -> Iterator[_BlockTask]:
        parts = [
            MergePart(source.segment.group(group), doc_map, source.deleted is None)
            for source, doc_map in zip(sources, doc_maps, strict=True)
        ]
        for ranges in _ranges(parts, block_occurrences):
            slices = _slices(parts, ranges, len(order), block_occurrences)
            for number, docs in enumerate(slices):
                progress()
                yield _BlockTask(parts, ranges, docs, is_first=number == 0)

    with ThreadPoolExecutor(threads) as pool:
        groups: dict[Group, Iterator[TermBlock]] = {
            group: _merged_blocks(tasks(group), pool if threads > 1 else None, threads)
            for group in GROUPS
        }
        file = write_segment(disk, path, _merge_documents(sources, order), groups)
    return Merged(file, doc_maps)


@dataclass(frozen=True, slots=True)
class _BlockTask:
    """What makes one block; `is_first` of a range of terms, or the same terms go on."""

    parts: Sequence[MergePart]
    ranges: Sequence[tuple[int, int]]
    docs: range | None
    is_first: bool

    def run(self) -> TermBlock:
        return merge_block(self.parts, self.ranges, self.docs)


def _merged_blocks(
    tasks: Iterable[_BlockTask], pool: Executor | None, ahead: int
) -> Iterator[TermBlock]:
    """Yield the blocks that hold documents, in order."""
    begun = False
    for task, block in _run_ahead(tasks, pool, ahead):
        begun = begun and not task.is_first
        if len(block.docs):
            yield replace(block, continues=begun)
            begun = True


def _run_ahead(
    tasks: Iterable[_BlockTask], pool: Executor | None, ahead: int
) -> Iterator[tuple[_BlockTask, TermBlock]]:
    """Run tasks in order, by a pool `ahead` of the one whose block is requested."""
    if pool is None:
        yield from ((task, task.run()) for task in tasks)
        return
    running: deque[tuple[_BlockTask, Future[TermBlock]]] = deque()
    for task in tasks:
        running.append((task, pool.submit(task.run)))
        if len(running) > ahead:
            done, future = running.popleft()
            yield done, future.result()
    while running:
        done, future = running.popleft()
        yield done, future.result()


def _numbered(sources: Sequence[LiveSegment]) -> tuple[NDArray[np.int64], list[DocMap]]:
    """Return the order of all live documents, counted through, and their new numbers."""
    first_days = np.concatenate([source.live(source.first_days) for source in sources])
    article_ids = np.concatenate([source.live(source.article_ids) for source in sources])
    order = newest_first(first_days, article_ids)
    numbers = np.empty(len(order), np.int64)
    numbers[order] = np.arange(len(order))
    maps = []
    offset = 0
    for source in sources:
        doc_map = np.full(source.doc_count, -1, np.int64)
        live = slice(None) if source.deleted is None else ~source.deleted
        doc_map[live] = numbers[offset : offset + source.live_count]
        maps.append(doc_map)
        offset += source.live_count
    return order, maps


def _ranges(parts: Sequence[MergePart], block_occurrences: int) -> Iterator[list[tuple[int, int]]]:
    """Yield, block by block, the range of each part's terms that lies in the block.

    A term with many occurrences is a block of its own.
    """
    share = max(1, block_occurrences // len(parts))
    cuts: set[bytes] = set()
    for part in parts:
        full = np.searchsorted(part.starts, np.arange(share, int(part.starts[-1]), share))
        frequent = np.flatnonzero(np.diff(part.starts) > share)
        for at in np.concatenate([full, frequent, frequent + 1]).tolist():
            if 0 < at < len(part.terms):
                cuts.add(part.terms.sorted.term(at))
    bounds = [0] * len(parts)
    for cut in sorted(cuts):
        following = [part.terms.sorted.lower_bound(cut) for part in parts]
        yield list(zip(bounds, following, strict=True))
        bounds = following
    yield [(first, len(part.terms)) for first, part in zip(bounds, parts, strict=True)]


def _slices(
    parts: Sequence[MergePart], ranges: Sequence[tuple[int, int]], documents: int, most: int
) -> Sequence[range | None]:
    """Cut the documents, so that of a single very frequent term not all is read at once."""
    terms = {
        term
        for part, (first, last) in zip(parts, ranges, strict=True)
        for term in part.terms.sorted.all(first, min(last, first + 2))
    }
    if len(terms) != 1:
        return [None]
    found = sum(
        int(part.starts[last] - part.starts[first])
        for part, (first, last) in zip(parts, ranges, strict=True)
    )
    if found <= most:
        return [None]
    size = max(1, documents * most // found)
    return [range(at, min(at + size, documents)) for at in range(0, documents, size)]


def _merge_documents(sources: Sequence[LiveSegment], order: NDArray[np.int64]) -> DocumentTable:
    def joined(columns: Sequence[AnyArray]) -> AnyArray:
        live = [source.live(column) for source, column in zip(sources, columns, strict=True)]
        whole: AnyArray = np.concatenate(live)[order]
        return whole

    labels = {}
    for facet in sources[0].segment.facets:
        columns = [source.segment.coded(facet) for source in sources]
        union, maps = _union([terms.all() for _, terms in columns])
        codes = joined([m[column] for m, (column, _) in zip(maps, columns, strict=True)])
        used = np.zeros(len(union), bool)
        used[codes] = True
        ranks = np.cumsum(used, dtype=np.int32) - np.int32(1)
        labels[facet] = (ranks[codes], list(compress(union, used.tolist())))
    return DocumentTable(
        joined([source.article_ids for source in sources]),
        joined([source.fingerprints for source in sources]),
        joined([source.first_days for source in sources]),
        joined([source.last_days for source in sources]),
        joined([source.lengths("title") for source in sources]),
        joined([source.lengths("text") for source in sources]),
        labels,
        {
            unit: merged_borders([(s.borders(unit), s.deleted) for s in sources], order)
            for unit in UNITS
        },
        {field: merged_cases(_cases(sources, field), order) for field in TEXT_FIELDS},
    )


def _cases(
    sources: Sequence[LiveSegment], field: TextField
) -> list[tuple[AnyArray, AnyArray, AnyArray | None]]:
    return [(source.cases(field), source.lengths(field), source.deleted) for source in sources]


def _union(lists: Sequence[list[bytes]]) -> tuple[list[bytes], list[NDArray[np.uint32]]]:
    """Return the sorted union of lists, and where the items of each are in it."""
    union = sorted(set().union(*lists))
    places = {label: place for place, label in enumerate(union)}
    return union, [
        np.fromiter(map(places.__getitem__, labels), np.uint32, len(labels)) for labels in lists
    ]
