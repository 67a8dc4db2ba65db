"""When the newest generation is opened anew, and when its files need not be read at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError
from search.engines.whoosh.columnar.index import commit_points
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.tests.columnar.codec.index_building import committer, document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    committer(tmp_path).rebuild([document(1, "a")])
    return tmp_path


def test_untouched_pointer_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit_points, "_YOUNG_NS", -(10**18))
    points = CommitPoints(folder)
    first = points.newest()

    monkeypatch.setattr(points, "_read_state", None)

    assert points.newest() is first


def test_pointer_written_a_moment_ago_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = CommitPoints(folder)
    points.newest()

    monkeypatch.setattr(points, "_read_state", None)

    with pytest.raises(TypeError):
        points.newest()


@pytest.mark.parametrize("young_ns", [2_000_000_000, -(10**18)])
def test_commit_and_damage_are_noticed_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, young_ns: int
) -> None:
    monkeypatch.setattr(commit_points, "_YOUNG_NS", young_ns)
    points = CommitPoints(folder)
    assert points.newest().manifest.generation == 1

    committer(folder).commit([document(2, "b")])
    assert points.newest().manifest.generation == 2

    CommitPoints(folder).report_damage(points.newest().segments[-1].name)
    assert "is damaged" in points.newest().problem
    (folder / "current").write_bytes(b"")
    assert "current" in points.newest().problem


def test_segment_cut_while_it_is_mapped_is_noticed_before_it_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit_points, "_LOOK_SECONDS", 0.0)
    points = CommitPoints(folder)
    segment = folder / points.newest().segments[0].name

    with segment.open("r+b") as file:
        file.truncate(segment.stat().st_size // 2)

    with pytest.raises(CorruptIndexError, match="is damaged"):
        points.newest()


def test_removed_segment_is_read_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commit_points, "_LOOK_SECONDS", 0.0)
    points = CommitPoints(folder)
    first = points.newest()

    (folder / first.segments[0].name).unlink()

    assert points.newest().manifest == first.manifest
