"""What the default engine does where its files are damaged, old or not to be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from search.engines.base import SCHEMA_VERSION, Document, EngineError, SearchRequest
from search.engines.whoosh.columnar.index.commit_points import CommitPoints
from search.engines.whoosh.engine import WhooshEngine
from search.query.nodes import Everything, Term

_LONG = "war and peace " * 30_000


def _flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)


def _live(directory: Path) -> Path:
    """Return the file of the last segment."""
    return directory / CommitPoints(directory).newest().segments[-1].name


def _ids(engine: WhooshEngine, word: str) -> list[int]:
    return sorted(hit.id for hit in engine.search(SearchRequest(Term(word))).hits)


def _built(directory: Path, documents: Iterable[Document]) -> WhooshEngine:
    engine = WhooshEngine(directory)
    engine.rebuild(documents)
    return engine


def test_damage_met_by_a_query_is_gone_around_and_told(tmp_path):
    engine = _built(tmp_path, [Document(1, "", "war")])
    engine.update([Document(2, "", _LONG)])
    _flip(_live(tmp_path), 700_000)
    reader = WhooshEngine(tmp_path)
    assert reader.status().state == "ok"

    response = reader.search(SearchRequest(Term("war")))

    assert [hit.id for hit in response.hits] == [1]
    assert "damaged" in response.notices[0]
    assert reader.status().state == "degraded"
    assert engine.status().state == "degraded"  # every process hears of it


def test_damaged_index_takes_no_updates_until_it_is_rebuilt(tmp_path):
    engine = _built(tmp_path, [Document(1, "", "war")])
    engine.update([Document(2, "", "war")])
    _flip(_live(tmp_path), 100)
    engine = WhooshEngine(tmp_path)

    with pytest.raises(EngineError, match="built anew"):
        engine.update([Document(3, "", "war")])
    assert _ids(engine, "war") == [1]
    engine.rebuild([Document(2, "", "war"), Document(3, "", "war")])

    assert _ids(engine, "war") == [2, 3]
    assert engine.status().state == "ok"
    assert engine.search(SearchRequest(Term("war"))).notices == ()


def test_damage_with_nothing_to_fall_back_on_is_an_error_of_ours(tmp_path):
    _built(tmp_path, [Document(1, "", _LONG)])
    _flip(_live(tmp_path), 700_000)
    engine = WhooshEngine(tmp_path)

    with pytest.raises(EngineError, match="damaged"):
        engine.search(SearchRequest(Term("war")))

    assert engine.status().state == "down"
    engine.rebuild([Document(1, "", "war")])
    assert _ids(engine, "war") == [1]


def test_verify_finds_damage_before_a_query_does(tmp_path):
    engine = _built(tmp_path, [Document(1, "", _LONG)])
    assert engine.verify() == []
    _flip(_live(tmp_path), 700_000)

    assert len(WhooshEngine(tmp_path).verify()) == 1

    assert engine.status().state == "down"


def test_older_schema_answers_until_it_is_rebuilt(tmp_path, monkeypatch):
    engine = _built(tmp_path, [Document(1, "", "war")])
    monkeypatch.setattr("search.engines.whoosh.engine.SCHEMA_VERSION", 99)
    newer = WhooshEngine(tmp_path)

    status = newer.status()

    assert (status.state, status.schema_version) == ("degraded", SCHEMA_VERSION)
    assert _ids(newer, "war") == [1]
    with pytest.raises(EngineError, match="another schema"):
        newer.update([Document(2, "", "war")])
    newer.rebuild([Document(1, "", "war"), Document(2, "", "war")])
    assert newer.status().schema_version == 99
    assert _ids(engine, "war") == [1, 2]


def test_index_of_another_format_is_rebuilt(tmp_path, monkeypatch):
    _built(tmp_path, [Document(1, "", "war")])
    monkeypatch.setattr("search.engines.whoosh.columnar.codec.segment.FORMAT_VERSION", 99)
    monkeypatch.setattr("search.engines.whoosh.columnar.codec.segment_writer.FORMAT_VERSION", 99)
    monkeypatch.setattr("search.engines.whoosh.columnar.index.segment_builder.FORMAT_VERSION", 99)
    newer = WhooshEngine(tmp_path)

    assert newer.status().state == "down"
    assert "format 3" in newer.status().detail
    newer.rebuild([Document(1, "", "war")])

    assert _ids(newer, "war") == [1]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_search_goes_on_while_nothing_can_be_written(tmp_path, monkeypatch, number):
    engine = _built(tmp_path, [Document(1, "", "war")])

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr("search.engines.whoosh.columnar.codec.disk.RealDisk.create", refuse)
        with pytest.raises(EngineError, match=os.strerror(number)):
            engine.update([Document(2, "", "war")])
        assert _ids(engine, "war") == [1]
        assert engine.status().state == "ok"
    engine.update([Document(2, "", "war")])

    assert _ids(engine, "war") == [1, 2]


def test_engine_survives_its_folder_being_taken_away(tmp_path):
    engine = _built(tmp_path / "index", [Document(1, "", "war")])
    (tmp_path / "index").rename(tmp_path / "away")

    assert engine.status().state == "down"
    with pytest.raises(EngineError, match="no index"):
        engine.search(SearchRequest(Everything()))
    engine.rebuild([Document(2, "", "war")])

    assert _ids(engine, "war") == [2]


def test_inventory_is_sorted_over_all_segments(tmp_path):
    documents = [Document(number, "", _LONG if number == 5 else "a") for number in (5, 2, 9)]
    engine = _built(tmp_path, documents)
    engine.update([Document(7, "", "b")], deleted=[2])

    assert [number for number, _ in engine.inventory()] == [5, 7, 9]
    assert dict(engine.inventory())[9] == documents[2].fingerprint()
