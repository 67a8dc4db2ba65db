"""How every engine is written to, by one or by several, and what it tells of its state."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import (
    SCHEMA_VERSION,
    Document,
    Engine,
    EngineError,
    Filters,
    SearchRequest,
)
from search.query.nodes import Everything, Phrase, Term
from search.tests.each_engine import articles, each_engine, ids


def test_update_adds_replaces_and_deletes(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(articles("oil", "talks", "peace"))
    changed = Document(2, "", "oil talks")

    engine.update([changed, Document(9, "", "oil")], [1, 77])

    assert list(engine.inventory()) == [
        (2, changed.fingerprint()),
        (3, Document(3, "", "peace").fingerprint()),
        (9, Document(9, "", "oil").fingerprint()),
    ]
    assert sorted(ids(engine, SearchRequest(Term("oil")))) == [2, 9]
    assert engine.status().documents == 3


def test_update_keeps_the_last_of_equal_ids(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild([])

    engine.update([Document(1, "", "oil"), Document(1, "", "talks")])

    assert engine.count(Everything()) == 1
    assert engine.count(Term("talks")) == 1


def test_update_that_fails_changes_nothing(make: Callable[..., Engine]) -> None:
    def failing() -> object:
        yield Document(2, "", "talks")
        raise RuntimeError("the database went away")

    engine = make()
    engine.rebuild(articles("oil"))

    with pytest.raises((RuntimeError, EngineError)):
        engine.update(failing(), [1])  # type: ignore[arg-type]

    assert [number for number, _ in engine.inventory()] == [1]
    engine.update([Document(3, "", "talks")])
    assert engine.count(Everything()) == 2


def test_rebuild_replaces_everything(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(articles("oil", "talks"))
    before = engine.status().generation

    engine.rebuild([Document(5, "", "peace")])

    assert [number for number, _ in engine.inventory()] == [5]
    assert engine.status().generation > before


def test_rebuild_that_fails_leaves_the_live_index(make: Callable[..., Engine]) -> None:
    def failing() -> object:
        yield Document(2, "", "talks")
        raise RuntimeError("the database went away")

    engine = make()
    engine.rebuild(articles("oil"))

    with pytest.raises((RuntimeError, EngineError)):
        engine.rebuild(failing())  # type: ignore[arg-type]

    assert engine.count(Term("oil")) == 1
    engine.rebuild(articles("talks"))
    assert engine.count(Term("talks")) == 1


def test_missing_index_is_an_error_of_ours(make: Callable[..., Engine]) -> None:
    engine = make()

    assert engine.status().state == "down"
    for verb in (
        lambda: engine.search(SearchRequest(Everything())),
        lambda: engine.count(Everything()),
        lambda: engine.suggest("a"),
        lambda: list(engine.inventory()),
        lambda: engine.update(articles("oil")),
    ):
        with pytest.raises(EngineError):
            verb()


def test_empty_index_answers(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild([])

    response = engine.search(SearchRequest(Everything(), Filters(include={"source": ("x",)})))

    assert (response.total, response.hits) == (0, ())
    assert engine.suggest("a") == ()
    assert list(engine.inventory()) == []
    assert engine.status().state == "ok"


def test_status_tells_documents_generation_and_schema(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(articles("oil", "talks"))
    first = engine.status()
    engine.update([], [1])
    second = engine.status()

    assert (first.state, first.documents, first.schema_version) == ("ok", 2, SCHEMA_VERSION)
    assert (second.documents, second.generation > first.generation) == (1, True)


def test_reopened_index_answers_the_same(make: Callable[..., Engine]) -> None:
    first = make()
    first.rebuild(articles("oil", "talks"))
    first.update([Document(3, "Oil", "")])

    assert make().search(SearchRequest(Term("oil"))) == first.search(SearchRequest(Term("oil")))


def test_other_reader_sees_each_commit(make: Callable[..., Engine]) -> None:
    writer, reader = make(), make()
    writer.rebuild(articles("oil"))
    counts = [reader.count(Term("oil"))]

    writer.update([Document(2, "", "oil")])
    counts.append(reader.count(Term("oil")))
    writer.rebuild(articles("oil", "oil", "oil"))
    counts.append(reader.count(Term("oil")))

    assert counts == [1, 2, 3]


def test_threads_read_while_another_writes(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(articles("oil talks"))
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            response = engine.search(SearchRequest(Phrase("oil talks"), limit=100))
            if len(response.hits) != response.total:
                wrong.append(f"{response.total} counted, {len(response.hits)} given")

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(2, 12):
        engine.update([Document(number, "", "oil talks")])
    done.set()
    for thread in threads:
        thread.join()

    assert not wrong
    assert engine.count(Phrase("oil talks")) == 11


def _add(make: Callable[..., Engine], folder: Path, numbers: range) -> None:
    engine = make(folder)
    for number in numbers:
        engine.update([Document(number, "", "oil")])


@each_engine
@pytest.mark.process
def test_processes_write_in_turn(make: Callable[..., Engine], tmp_path: Path) -> None:
    make(tmp_path).rebuild([])
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_add, args=(make, tmp_path, range(start, start + 5)))
        for start in (0, 10)
    ]

    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert make(tmp_path).count(Term("oil")) == 10
