"""Merges too large for a commit, done beside the commits that go on meanwhile."""

from __future__ import annotations

import logging
import secrets
import shutil
import threading
from collections.abc import Callable

from filelock import FileLock, Timeout

from search.engines.whoosh.columnar.codec.index_errors import IndexProblemError
from search.engines.whoosh.columnar.codec.segment import LiveSegment, Segment
from search.engines.whoosh.columnar.index.committer import Committer
from search.engines.whoosh.columnar.index.file_deleter import MERGE_LOCK
from search.engines.whoosh.columnar.index.segment_builder import BuiltSegment
from search.engines.whoosh.columnar.merging.merge_policy import SegmentSize, find_merge
from search.engines.whoosh.columnar.merging.segment_merger import merge

logger = logging.getLogger(__name__)


class _StoppedError(Exception):
    """Raised within a merge to end it."""


class MergeScheduler:
    """Runs at most one merge at a time in a thread; `stop` ends it and loses only its work.

    Killed half-way it leaves `.part` files, which a later commit removes.
    """

    def __init__(self, committer: Committer) -> None:
        self._committer = committer
        self._thread: threading.Thread | None = None
        self._stopping = False

    def start(self) -> None:
        """Start a merge, if there is something to merge and no merge is running."""
        if self._thread and self._thread.is_alive():
            return
        try:
            due = bool(self._group())
        except (IndexProblemError, OSError) as error:
            logger.warning("segments were not merged: %s", error)
            return
        if due:
            self._stopping = False
            # Not a daemon: a process that adds one article and ends finishes this first,
            # else an archive fed only by such processes would never be merged.
            self._thread = threading.Thread(target=self._run, name="index-merge")
            self._thread.start()

    def join(self) -> None:
        """Wait for the merge that is going on."""
        if self._thread:
            self._thread.join()

    def stop(self) -> None:
        """End the merge that is going on, soon."""
        self._stopping = True
        self.join()

    def merge_once(self, progress: Callable[[], None] = lambda: None) -> bool:
        """Merge one group; False where there is none or another process is merging.

        Raises IndexProblemError and OSError.
        """
        return self._merge(self._group, progress)

    def merge_all(self) -> bool:
        """Merge all segments into one, without deleted documents; as `merge_once`."""
        self.join()
        return self._merge(self._everything, lambda: None)

    def _merge(self, choose: Callable[[], list[LiveSegment]], progress: Callable[[], None]) -> bool:
        committer = self._committer
        try:
            with FileLock(committer.folder / MERGE_LOCK, timeout=0):
                sources = choose()
                if not sources:
                    return False
                name = f"segment-{secrets.token_hex(8)}.seg"
                part = committer.folder / f"{name}.part"
                try:
                    merged = merge(committer.disk, part, sources, progress=progress)
                    segment = LiveSegment(Segment.open(part), None)
                    segment.segment.container.name = name
                    file = merged.file.renamed(name)
                    return committer.swap(sources, BuiltSegment(segment, file), merged.doc_maps)
                finally:
                    committer.disk.remove(part)
        except Timeout:
            return False

    def _run(self) -> None:
        def progress() -> None:
            if self._stopping:
                raise _StoppedError

        try:
            while self.merge_once(progress):
                pass
        except _StoppedError:
            pass
        except (IndexProblemError, OSError) as error:
            # Nothing is lost but speed; the next commit tries again.
            logger.warning("segments were not merged: %s", error)

    def _everything(self) -> list[LiveSegment]:
        segments = self._committer.commit_points.newest().segments
        done = len(segments) < 2 and all(segment.deleted is None for segment in segments)
        return [] if done else list(segments)

    def _group(self) -> list[LiveSegment]:
        point = self._committer.commit_points.newest()
        if point.problem:
            return []
        sizes = [
            SegmentSize(entry.file.size, segment.doc_count, segment.live_count)
            for segment, entry in zip(point.segments, point.manifest.segments, strict=True)
        ]
        group = find_merge(sizes)
        # Both old and new are there until the end; a disk too full for that stays as it is.
        needed = sum(sizes[place].bytes for place in group)
        if needed > shutil.disk_usage(self._committer.folder).free:
            return []
        return [point.segments[place] for place in group]
