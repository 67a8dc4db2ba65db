"""Segments that are sorted, written and merged by threads of their own."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest

from search.engines.whoosh.columnar.codec.disk import RealDisk
from search.engines.whoosh.columnar.codec.index_errors import IndexWriteError
from search.engines.whoosh.columnar.index import segment_builder
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.engines.whoosh.columnar.index.committer import Committer, WriterOptions
from search.engines.whoosh.columnar.merging.segment_merger import merge
from search.tests.columnar.codec.disks import CountingDisk, ForgetfulDisk
from search.tests.columnar.codec.index_building import (
    ANALYZER,
    FACETS,
    committer,
    content_of,
    document,
    live,
    read_content,
    write,
)


@pytest.mark.parametrize("at", range(3, 18, 3))
def test_disk_that_fails_while_a_full_buffer_is_written_leaves_the_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    monkeypatch.setattr(segment_builder, "_SMALL_TOKENS", 0)
    committer(tmp_path).rebuild([document(1, "a")])
    before = sorted(path.name for path in tmp_path.iterdir())

    def fail(name: str) -> None:
        raise OSError(errno.ENOSPC, name)

    # With a budget of one byte each document is a segment of its own.
    options = WriterOptions(ANALYZER, FACETS, schema=1, budget_bytes=1)
    writer = Committer(CommitPoints(tmp_path), options, CountingDisk(at, fail))
    with pytest.raises(IndexWriteError):
        writer.commit(document(number, "b c") for number in range(2, 6))

    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert read_content(CommitPoints(tmp_path).newest()) == {1: {"a": [0]}}


def test_segments_come_out_alike_however_many_threads_merge(tmp_path: Path) -> None:
    documents = [document(number, f"a w{number} b", f"t{number % 3}") for number in range(40)]
    segments = [live(write(tmp_path / f"{n}.seg", documents[n::4])) for n in range(4)]

    files = {
        merge(
            RealDisk(),
            tmp_path / f"merged-{threads}.seg",
            segments,
            block_occurrences=7,
            threads=threads,
        ).file.sha256
        for threads in (1, 2, 3)
    }

    assert len(files) == 1


@pytest.mark.parametrize("count", [1, 2, 3])
def test_power_cut_after_a_commit_leaves_what_filled_the_buffer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(segment_builder, "_SMALL_TOKENS", 0)
    disk = ForgetfulDisk(tmp_path / "index")
    options = WriterOptions(ANALYZER, FACETS, schema=1, budget_bytes=1)
    documents = [document(number, "b c") for number in range(count)]

    Committer(CommitPoints(tmp_path / "index"), options, disk).rebuild(documents)

    for seed in range(5):
        left = tmp_path / f"left-{seed}"
        disk.cut_power(left, random.Random(seed))
        assert read_content(CommitPoints(left).newest()) == content_of(documents)
