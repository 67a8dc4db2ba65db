"""Adds generations: new segments, deletions, merges, and the switch to them."""

from __future__ import annotations

import contextlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from search.engines.whoosh.columnar.codec.container import WrittenFile
from search.engines.whoosh.columnar.codec.disk import Disk, RealDisk, write_file
from search.engines.whoosh.columnar.codec.index_errors import (
    IndexProblemError,
    IndexWriteError,
    NeedsRebuildError,
)
from search.engines.whoosh.columnar.codec.live_docs import write_deletions
from search.engines.whoosh.columnar.codec.segment import LiveSegment
from search.engines.whoosh.columnar.index.commit_points import CommitPoint, CommitPoints
from search.engines.whoosh.columnar.index.file_deleter import remove_unused
from search.engines.whoosh.columnar.index.manifest import (
    POINTER,
    Manifest,
    SegmentEntry,
    generation_numbers,
    pointed_at,
)
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument
from search.engines.whoosh.columnar.index.segment_builder import BuiltSegment, SegmentBuilder
from search.engines.whoosh.columnar.index.term_interner import Analyzer
from search.engines.whoosh.columnar.merging.merge_policy import (
    INLINE_BYTES,
    SegmentSize,
    find_merge,
)

WRITE_LOCK = "write.lock"


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How an index is written: its analyzer and schema, and the memory it may take."""

    analyzer: Analyzer
    facets: Sequence[str]
    schema: int
    budget_bytes: int = 256 << 20


@dataclass(frozen=True, slots=True)
class _Member:
    """A segment of the generation to come. `deletions` None: to be written if there are any."""

    segment: LiveSegment
    file: WrittenFile
    deletions: WrittenFile | None = None
    built: BuiltSegment | None = None

    @classmethod
    def of(cls, built: BuiltSegment) -> _Member:
        return cls(built.segment, built.file, None, built)

    def sized(self) -> SegmentSize:
        return SegmentSize(self.file.size, self.segment.doc_count, self.segment.live_count)


class Committer:
    """Writes generations into a folder. One process at a time gets to; others wait."""

    def __init__(
        self, commit_points: CommitPoints, options: WriterOptions, disk: Disk | None = None
    ) -> None:
        self.commit_points = commit_points
        self.options = options
        self.folder = commit_points.folder
        self.disk = disk or RealDisk()

    def commit(self, documents: Iterable[IndexedDocument], deleted: Iterable[int] = ()) -> None:
        """Add or replace documents and drop deleted ids: one `transaction`."""
        self._put(documents, deleted, anew=False)

    def rebuild(self, documents: Iterable[IndexedDocument]) -> None:
        """Put an index of `documents` alone in the place of whatever is there."""
        self._put(documents, (), anew=True)

    def transaction(self, *, anew: bool = False) -> Transaction:
        """Begin to change the index, or (`anew`) to build another in its place.

        Waits for the write lock. Raises IndexWriteError, IndexProblemError, and unless `anew`
        NeedsRebuildError where the index is damaged or of another schema.
        """
        return Transaction(self, anew=anew)

    def _put(
        self, documents: Iterable[IndexedDocument], deleted: Iterable[int], *, anew: bool
    ) -> None:
        transaction = self.transaction(anew=anew)
        try:
            for document in documents:
                transaction.add(document)
            transaction.delete(deleted)
        except BaseException:
            transaction.cancel()
            raise
        transaction.commit()

    def swap(
        self,
        sources: Sequence[LiveSegment],
        merged: BuiltSegment,
        doc_maps: Sequence[NDArray[np.int64]],
    ) -> bool:
        """Put `merged` in the place of `sources`, with what was deleted in them since.

        False where another writer has replaced one of them: `merged` is then of no use.
        """
        with self.writing() as builder:
            base = self.sound()
            now = {segment.name: segment for segment in base.segments}
            if not all(source.name in now for source in sources):
                return False
            deleted = np.zeros(merged.segment.doc_count, np.bool_)
            for source, doc_map in zip(sources, doc_maps, strict=True):
                since = now[source.name].deleted
                if since is not None:
                    numbers = doc_map[since]
                    deleted[numbers[numbers >= 0]] = True
            live = LiveSegment(merged.segment.segment, deleted if deleted.any() else None)
            names = {source.name for source in sources}
            kept = [member for member in _members(base) if member.segment.name not in names]
            final = self.folder / merged.file.name
            self.disk.rename(final.with_name(f"{final.name}.part"), final)
            builder.created.append(final)
            self.publish(base, [*kept, _Member(live, merged.file)], builder.created)
            return True

    @contextmanager
    def writing(self) -> Iterator[SegmentBuilder]:
        """Hold the write lock; on an error remove what was begun."""
        options = self.options
        builder = SegmentBuilder(
            self.disk, self.folder, options.analyzer, options.facets, options.budget_bytes
        )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self.folder / WRITE_LOCK):
                try:
                    with contextlib.closing(builder):
                        yield builder
                except BaseException:
                    with contextlib.suppress(OSError):
                        for path in builder.created:
                            self.disk.remove(path)
                    raise
        except OSError as error:
            raise IndexWriteError(f"the index cannot be written: {error}") from error

    def sound(self) -> CommitPoint:
        """Return the live generation if more may be put on top of it."""
        point = self.commit_points.newest()
        if point.problem:
            raise NeedsRebuildError(f"the index must be built anew: {point.problem}")
        if point.manifest.schema != self.options.schema:
            raise NeedsRebuildError("the index must be built anew: it has another schema")
        return point

    def publish(
        self, base: CommitPoint | None, members: Sequence[_Member], created: list[Path]
    ) -> None:
        """Write what has no file yet, then the manifest, and switch to it."""
        number = self._next_number()
        entries = tuple(self._entry(member, number, created) for member in members)
        manifest = Manifest(number, self.options.schema, entries)
        fresh = self.folder / f"{POINTER}.part"
        created += [self.folder / manifest.name, fresh]
        write_file(self.disk, self.folder / manifest.name, manifest.to_bytes())
        write_file(self.disk, fresh, manifest.pointer)
        self.disk.sync_folder(self.folder)
        # From here on the new files may be the live ones, even if the next call fails.
        created.clear()
        self.disk.rename(fresh, self.folder / POINTER)
        self.disk.sync_folder(self.folder)
        remove_unused(self.disk, self.folder, [manifest, base.manifest] if base else [manifest])
        with contextlib.suppress(OSError):
            self.commit_points.forget_damage()

    def _next_number(self) -> int:
        """Return a number that no generation here has had."""
        numbers = generation_numbers(self.folder)[:1]
        with contextlib.suppress(FileNotFoundError):
            numbers.append(pointed_at((self.folder / POINTER).read_bytes()) or 0)
        return max(numbers, default=0) + 1

    def _entry(self, member: _Member, generation: int, created: list[Path]) -> SegmentEntry:
        if member.built:
            member.built.write(self.disk, self.folder)
        deletions = member.deletions
        if deletions is None and member.segment.deleted is not None:
            stem = member.file.name.removesuffix(".seg")
            path = self.folder / f"{stem}.{generation}.del"
            created.append(path)
            deletions = write_deletions(self.disk, path, member.segment.deleted)
        return SegmentEntry(member.file, deletions, member.segment.live_count)


class Transaction:
    """Documents added and deleted under the write lock, published together or not at all.

    Of equal ids the last document counts. Whatever is raised, nothing has changed, and the
    transaction is over.
    """

    def __init__(self, committer: Committer, *, anew: bool) -> None:
        self._committer = committer
        self._deleted = array("q")
        self._base: CommitPoint | None = None
        self._anew = anew
        with contextlib.ExitStack() as stack:
            self._builder = stack.enter_context(committer.writing())
            if not anew:
                self._base = committer.sound()
            self._stack = stack.pop_all()

    def add(self, document: IndexedDocument) -> None:
        """Add or replace a document. Raises IndexWriteError."""
        try:
            self._builder.add(document)
        except OSError as error:
            self.cancel()
            raise IndexWriteError(f"the index cannot be written: {error}") from error

    def delete(self, article_ids: Iterable[int]) -> None:
        """Drop documents that were there before: one added in this transaction stays."""
        self._deleted.extend(article_ids)

    def commit(self) -> None:
        """Return when all of it would survive a power cut. Raises IndexWriteError."""
        with self._stack:
            built = self._builder.finish()
            if self._anew:
                with contextlib.suppress(IndexProblemError):
                    self._base = self._committer.commit_points.newest()
                members = [_Member.of(built)] if built else []
            else:
                before = _members(self._base)
                members = _without(before, self._gone(built))
                if built:
                    members.append(_Member.of(built))
                elif members == before:
                    return
                members = _merged(members, self._builder)
            self._committer.publish(self._base, members, self._builder.created)

    def cancel(self) -> None:
        """Remove what was begun."""
        with contextlib.suppress(_CancelledError), self._stack:
            raise _CancelledError

    def _gone(self, built: BuiltSegment | None) -> NDArray[np.int64]:
        gone = np.array(self._deleted, np.int64)
        return np.concatenate([gone, built.segment.article_ids]) if built else gone


class _CancelledError(Exception):
    """Ends a transaction that is not to be committed."""


def _members(base: CommitPoint | None) -> list[_Member]:
    if base is None:
        return []
    return [
        _Member(segment, entry.file, entry.deletions)
        for segment, entry in zip(base.segments, base.manifest.segments, strict=True)
    ]


def _without(members: Iterable[_Member], article_ids: NDArray[np.int64]) -> list[_Member]:
    """Delete some articles; leave out segments in which nothing is left."""
    if not len(article_ids):
        return list(members)
    result = []
    for member in members:
        segment = member.segment
        hit = np.isin(segment.article_ids, article_ids)
        if segment.deleted is not None:
            hit &= ~segment.deleted
        if hit.any():
            deleted = hit if segment.deleted is None else hit | segment.deleted
            live = LiveSegment(segment.segment, deleted)
            if live.live_count:
                result.append(replace(member, segment=live, deletions=None))
        else:
            result.append(member)
    return result


def _merged(members: list[_Member], builder: SegmentBuilder) -> list[_Member]:
    """Do the merges that a commit has time for."""
    while group := find_merge([member.sized() for member in members], INLINE_BYTES):
        merged = builder.merge([members[place].segment for place in group])
        rest = [member for place, member in enumerate(members) if place not in group]
        members = [*rest, _Member.of(merged)]
    return members
