from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.whoosh.columnar.codec.index_errors import NeedsRebuildError, NoIndexError
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.engines.whoosh.columnar.index.committer import Committer, WriterOptions
from search.engines.whoosh.columnar.index.segment_buffer import IndexedDocument
from search.engines.whoosh.columnar.merging.merge_scheduler import MergeScheduler
from search.tests.columnar.codec.index_building import (
    ANALYZER,
    FACETS,
    OPTIONS,
    committer,
    content_of,
    document,
    read_content,
)

_DOCS = st.lists(
    st.builds(
        document,
        st.integers(1, 6),
        st.lists(st.sampled_from(["a", "b", "Cs", "c"]), max_size=4).map(" ".join),
    ),
    max_size=4,
)
_COMMITS = st.lists(st.tuples(_DOCS, st.sets(st.integers(1, 6), max_size=3)), max_size=6)


def _small_tiers(monkeypatch: pytest.MonkeyPatch, *, inline: int = 1 << 20) -> None:
    """Let segments of a few documents count as large ones."""
    monkeypatch.setattr("search.engines.whoosh.columnar.merging.merge_policy.YOUNG_BYTES", 4_500)
    monkeypatch.setattr("search.engines.whoosh.columnar.index.committer.INLINE_BYTES", inline)
    monkeypatch.setattr("search.engines.whoosh.columnar.index.segment_builder._SMALL_TOKENS", 20)


@settings(max_examples=examples(60))
@given(commits=_COMMITS, budget=st.sampled_from([1, 1 << 20]), small=st.booleans())
def test_commits_add_up_to_what_was_said_last(tmp_path_factory, commits, budget, small):
    folder = tmp_path_factory.mktemp("commits")
    writer = Committer(CommitPoints(folder), WriterOptions(ANALYZER, FACETS, 1, budget))
    writer.rebuild([])
    reader = CommitPoints(folder)
    truth: dict[int, IndexedDocument] = {}

    with pytest.MonkeyPatch.context() as monkeypatch:
        if small:
            _small_tiers(monkeypatch)
        for docs, deleted in commits:
            writer.commit(docs, deleted)
            for article_id in deleted:
                truth.pop(article_id, None)
            truth.update({doc.article_id: doc for doc in docs})

            assert read_content(reader.newest()) == content_of(truth.values())
            assert reader.newest().documents == len(truth)


def test_commit_before_the_first_rebuild_is_refused(tmp_path):
    with pytest.raises(NoIndexError):
        committer(tmp_path / "new").commit([document(1, "a")])


def test_commit_onto_another_schema_is_refused(tmp_path):
    committer(tmp_path).rebuild([document(1, "a")])
    newer = Committer(CommitPoints(tmp_path), WriterOptions(ANALYZER, FACETS, schema=2))

    with pytest.raises(NeedsRebuildError, match="another schema"):
        newer.commit([document(2, "b")])
    newer.rebuild([document(2, "b")])

    assert newer.commit_points.newest().manifest.schema == 2


def test_commit_that_changes_nothing_makes_no_generation(tmp_path):
    writer = committer(tmp_path)
    writer.rebuild([document(1, "a")])

    writer.commit([], [7])

    assert writer.commit_points.newest().manifest.generation == 1


def test_commit_whose_documents_fail_leaves_no_trace(tmp_path):
    writer = committer(tmp_path)
    writer.rebuild([document(1, "a")])
    before = sorted(path.name for path in tmp_path.iterdir())

    def failing():
        yield document(2, "b " * 50_000)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        writer.commit(failing())

    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert read_content(writer.commit_points.newest()) == {1: {"a": [0]}}


def test_two_generations_are_kept_and_no_more(tmp_path):
    writer = committer(tmp_path)
    writer.rebuild([document(1, "a")])

    for number in range(2, 6):
        writer.commit([document(number, "b")])

    manifests = sorted(path.name for path in tmp_path.glob("*.json"))
    assert manifests == ["generation-4.json", "generation-5.json"]
    assert len(list(tmp_path.glob("*.seg"))) == 2


def test_old_snapshot_stays_readable_after_its_files_are_gone(tmp_path):
    writer = committer(tmp_path)
    writer.rebuild([document(1, "a b")])
    old = CommitPoints(tmp_path).newest()

    for number in range(2, 6):
        writer.commit([document(number, "c")], deleted=[number - 1])

    assert read_content(old) == {1: {"a": [0], "b": [1]}}


def test_reader_sees_the_next_commit_and_keeps_open_what_is_the_same(tmp_path, monkeypatch):
    _small_tiers(monkeypatch)
    writer = committer(tmp_path)
    writer.rebuild([document(1, "a " * 2000)])
    reader = CommitPoints(tmp_path)
    first = reader.newest()

    writer.commit([document(2, "b")])
    second = reader.newest()

    assert reader.newest() is second
    assert second.manifest.generation == 2
    assert second.segments[0].segment is first.segments[0].segment


def test_number_of_segments_stays_small(tmp_path, monkeypatch):
    _small_tiers(monkeypatch)
    writer = committer(tmp_path)
    writer.rebuild([])

    for number in range(60):
        writer.commit([document(number, f"w{number} " * 40)])

    snapshot = writer.commit_points.newest()
    assert len(snapshot.segments) <= 10
    assert snapshot.documents == 60


def test_background_merge_keeps_what_was_deleted_meanwhile(tmp_path, monkeypatch):
    _small_tiers(monkeypatch, inline=0)
    writer = committer(tmp_path)
    writer.rebuild([])
    docs = [document(number, f"w{number} " * 400) for number in range(1, 13)]
    for one, other in zip(docs[::2], docs[1::2], strict=True):
        writer.commit([one, other])
    merger = MergeScheduler(writer)
    before = len(writer.commit_points.newest().segments)

    done: list[bool] = []

    def meanwhile() -> None:
        if not done:
            done.append(True)
            committer(tmp_path).commit([document(2, "new")], deleted=[3])

    assert merger.merge_once(meanwhile)

    snapshot = CommitPoints(tmp_path).newest()
    assert len(snapshot.segments) < before
    expected = [doc for doc in docs if doc.article_id not in (2, 3)]
    assert read_content(snapshot) == content_of([*expected, document(2, "new")])
    assert not list(tmp_path.glob("*.part"))


def test_background_merge_gives_way_to_a_rebuild(tmp_path, monkeypatch):
    _small_tiers(monkeypatch, inline=0)
    writer = committer(tmp_path)
    writer.rebuild([])
    for number in range(6):
        writer.commit([document(number, f"w{number} " * 400)])

    def meanwhile() -> None:
        committer(tmp_path).rebuild([document(9, "only")])

    assert not MergeScheduler(writer).merge_once(meanwhile)
    assert read_content(CommitPoints(tmp_path).newest()) == {9: {"only": [0]}}


def test_stopped_merge_loses_only_its_work(tmp_path, monkeypatch):
    _small_tiers(monkeypatch, inline=0)
    writer = committer(tmp_path)
    writer.rebuild([])
    docs = [document(number, f"w{number} " * 400) for number in range(6)]
    for doc in docs:
        writer.commit([doc])
    generation = writer.commit_points.newest().manifest.generation

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        MergeScheduler(writer).merge_once(stop)

    snapshot = CommitPoints(tmp_path).newest()
    assert snapshot.manifest.generation == generation
    assert read_content(snapshot) == content_of(docs)
    assert not list(tmp_path.glob("*.part"))
    merger = MergeScheduler(writer)
    merger.start()
    merger.join()
    assert len(CommitPoints(tmp_path).newest().segments) < len(snapshot.segments)
    assert read_content(CommitPoints(tmp_path).newest()) == content_of(docs)


def test_writers_in_threads_lose_nothing(tmp_path):
    committer(tmp_path).rebuild([])

    def write(first: int) -> None:
        writer = committer(tmp_path)
        for number in range(first, first + 5):
            writer.commit([document(number, "a")])

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(read_content(CommitPoints(tmp_path).newest())) == 15


def test_options_name_their_budget():
    assert OPTIONS.budget_bytes == 256 << 20


def test_folder_without_an_index_is_not_given_one_by_reading(tmp_path: Path):
    with pytest.raises(NoIndexError):
        CommitPoints(tmp_path / "none").newest()

    assert not (tmp_path / "none").exists()
