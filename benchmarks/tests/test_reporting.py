from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.contestants import CONTESTANTS
from benchmarks.harness.commits import commit_singly
from benchmarks.harness.corpora import Article, articles, judged
from benchmarks.harness.queries import Query
from benchmarks.harness.reporting import write
from benchmarks.harness.timing import Timed, Timings, geometric_mean_ratio, measure

_BUILT = {
    "contestant": "dateline",
    "corpus": "short",
    "articles": 3_000,
    "seconds": 2.0,
    "cpu_seconds": 1.5,
    "index_bytes": 9_000_000,
    "peak_mb": 12.4,
}


def _timed(name: str, milliseconds: float, total: int) -> Timed:
    return Timed(Query("phrase", ("a", "b")), name, 9.0, milliseconds, total, total)


def test_write_gives_tables_json_and_plots(tmp_path: Path) -> None:
    timings = Timings([_timed("dateline", 0.5, 8), _timed("fts5", 4.0, 9)])
    results = {
        "machine": {"cores": "2"},
        "corpus": "short",
        "documents": 3_000,
        "index": [_BUILT],
        "queries": {
            "classes": timings.by_class(),
            "deviations": timings.deviations("dateline"),
            "each": [],
        },
        "growth": [_BUILT | {"query_ms": 0.5}, _BUILT | {"query_ms": 0.7, "articles": 9_000}],
        "relevance": {"time": {"dateline": [0.7, 0.6]}},
    }

    write(results, tmp_path)

    told = (tmp_path / "results.md").read_text()
    assert "| Dateline | 1,500 | 2.0 | 2,000 | 1.5 | 9 | 12 |" in told
    assert "| phrase | 0.5 | 4 |" in told
    assert "| SQLite FTS5 | 0.125 (8.0 times faster) | 0.125, phrase |" in told
    assert "| phrase | 0.00% | 12.50% |" in told
    assert "| time | 0.700 (0.600) |" in told
    assert json.loads((tmp_path / "results.json").read_text()) == results
    for name in ("queries.svg", "growth-short.svg"):
        assert ElementTree.parse(tmp_path / name).getroot().tag.endswith("svg")  # noqa: S314


def test_geometric_mean_ratio_skips_what_one_does_not_know() -> None:
    classes = {"a": {"x": 2.0, "y": 1.0}, "b": {"x": 8.0, "y": 1.0}, "c": {"x": 1.0}}

    assert geometric_mean_ratio(classes, "x", "y") == pytest.approx(4.0)


def test_measure_and_commits_run_on_a_small_archive(tmp_path: Path) -> None:
    contestant = CONTESTANTS["fts5"](tmp_path)
    archive = [Article(number, "", f"oil word{number}", "", None) for number in range(1, 9)]
    contestant.build(archive)

    timings = measure({"fts5": contestant}, [Query("common term", ("oil",))], rounds=2)
    committed = commit_singly("fts5", contestant, archive, commits=5)

    assert [(timed.total, timed.months) for timed in timings.timed] == [(8, 0)]
    assert (committed.commits, committed.worst_ms > 0) == (5, True)


def test_corpora_are_read_as_they_are(shared: Path) -> None:
    first = next(iter(articles("reuters21578", 1)))
    time = judged("time")

    assert (first.number, first.title, first.month) == (1, "BAHIA COCOA REVIEW", 1987 * 12 + 1)
    assert (len(time.documents), len(time.queries)) == (423, 83)
    assert time.grades["1"]["334"] == 1
