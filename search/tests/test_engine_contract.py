"""Every engine through the same cases: what `search.engines.base` promises.

To add an engine, add it to ENGINES. A known difference is marked with its reason.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.clauses import marking_clauses
from search.engines.base import (
    SCHEMA_VERSION,
    Document,
    Engine,
    EngineError,
    Filters,
    Place,
    SearchRequest,
)
from search.engines.matching import brute_force
from search.engines.stock.engine import StockEngine
from search.engines.whoosh.engine import WhooshEngine
from search.periods import Period
from search.query import And, Everything, Node, Nothing, Or, Phrase, Term, Wildcard
from search.tests import exhaustive, strategies

ENGINES: dict[str, Callable[..., Engine]] = {"whoosh": WhooshEngine, "stock": StockEngine}

each_engine = pytest.mark.parametrize("make", list(ENGINES.values()), ids=list(ENGINES))


@pytest.fixture(params=list(ENGINES.values()), ids=list(ENGINES))
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[..., Engine]:
    """Make an engine on this test's directory; twice gives two on the same."""

    def made(**options: int) -> Engine:
        engine: Engine = request.param(tmp_path / "engine", **options)
        return engine

    return made


def _articles(*texts: str) -> list[Document]:
    return [Document(number, "", text) for number, text in enumerate(texts, 1)]


def _ids(engine: Engine, request: SearchRequest) -> list[int]:
    return [hit.id for hit in engine.search(request).hits]


# What is found


@each_engine
@settings(max_examples=150)
@given(st.data())
def test_search_answers_as_looking_at_every_article(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    first = data.draw(strategies.corpora())
    second = data.draw(strategies.corpora())
    deleted = data.draw(st.sets(st.integers(1, 9)))
    requests = data.draw(st.lists(strategies.requests, min_size=4, max_size=8))
    live = {d.id: d for d in first if d.id not in deleted} | {d.id: d for d in second}
    documents = list(live.values())
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(first)
        engine.update(second, deleted)

        for request in requests:
            response = engine.search(request)

            matching = exhaustive.found(documents, request.node)
            hits = [d for d in matching if exhaustive.passes(d, request.filters)]
            assert response.total == len(hits)
            assert engine.count(request.node, request.filters) == len(hits)
            assert {hit.id: hit.matches for hit in response.hits} == {
                d.id: brute_force(d, request.node)[1] for d in hits
            }
            assert {hit.id: [m.clauses for m in hit.matches] for hit in response.hits} == {
                d.id: [m.clauses for m in brute_force(d, request.node)[1]] for d in hits
            }
            assert {hit.id: hit.fingerprint for hit in response.hits} == {
                d.id: d.fingerprint() for d in hits
            }
            assert response.complete
            assert not response.notices
            assert response.labels == exhaustive.label_counts(
                matching, request.filters, request.facet_size
            )
            assert response.dates == exhaustive.date_counts(matching, request)
            assert response.histogram == exhaustive.histogram(matching, request.filters)


@each_engine
@settings(max_examples=60)
@given(st.data())
def test_pages_are_slices_of_the_whole_order(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    documents = data.draw(strategies.corpora(size=25))
    requests = data.draw(st.lists(strategies.requests, min_size=3, max_size=5))
    day = {d.id: d.first_day.toordinal() if d.first_day else 0 for d in documents}
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(documents[:10])
        engine.update(documents[10:])

        for request in requests:
            whole = engine.search(request).hits

            keys = {
                "relevance": lambda hit: (-hit.score, -day[hit.id], -hit.id),
                "newest": lambda hit: (-day[hit.id], -hit.id),
                "oldest": lambda hit: (day[hit.id] == 0, day[hit.id], -hit.id),
            }
            assert whole == tuple(sorted(whole, key=keys[request.sort]))
            for offset, limit in ((0, 3), (3, 4), (0, 0), (24, 5), (90, 10)):
                page = engine.search(replace(request, offset=offset, limit=limit))
                assert page.hits == whole[offset : offset + limit]
                assert page.total == len(whole)


@each_engine
@settings(max_examples=60)
@given(st.data())
def test_neighbours_are_those_of_the_whole_order(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    documents = data.draw(strategies.corpora(size=12))
    requests = data.draw(st.lists(strategies.requests, min_size=3, max_size=5))
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(documents[:5])
        engine.update(documents[5:])

        for request in requests:
            whole = [hit.id for hit in engine.search(request).hits]

            ends = [None, *whole, None]
            # The page that a request asks for plays no part.
            asked = replace(request, offset=data.draw(st.integers(0, 5)), limit=2)
            for number in range(1, len(documents) + 2):
                at = whole.index(number) if number in whole else -1
                expected = Place(at + 1, len(whole), ends[at], ends[at + 2])
                assert engine.place(asked, number) == (None if at < 0 else expected)


@each_engine
@settings(max_examples=100)
@given(st.data())
def test_parts_of_a_score_sum_to_it(make: Callable[..., Engine], data: st.DataObject) -> None:
    documents = data.draw(strategies.corpora())
    requests = data.draw(st.lists(strategies.requests, min_size=3, max_size=6))
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(documents[:4])
        engine.update(documents[4:], [2])

        for request in requests:
            clauses = len(marking_clauses(request.node))
            for hit in engine.search(replace(request, why=True)).hits:
                why = hit.why or ()

                assert sum(part.value for part in why) == pytest.approx(hit.score, abs=1e-6)
                assert all(part.value > 0 and 1 <= part.clause <= clauses for part in why)
                keys = [(part.clause, part.reason) for part in why]
                assert len(set(keys)) == len(keys)


def test_parts_of_a_score_name_the_field_they_come_from(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild([Document(1, "Oil", "talks and more talks"), Document(2, "", "and")])

    (hit,) = engine.search(SearchRequest(And((Term("oil"), Term("talks"))), why=True)).hits

    fields = {(part.clause, part.reason) for part in hit.why or ()}
    assert {(1, "title"), (2, "text")} <= fields
    assert not fields & {(1, "text"), (2, "title")}
    assert engine.search(SearchRequest(Term("oil"))).hits[0].why is None


def test_score_is_zero_where_no_word_was_asked_for(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil", "talks"))

    assert [hit.score for hit in engine.search(SearchRequest(Everything())).hits] == [0.0, 0.0]


def test_relevance_prefers_title_rarity_and_frequency(make: Callable[..., Engine]) -> None:
    filler = "one two three four five six"
    engine = make()
    engine.rebuild(
        [
            Document(1, "Talks", filler),
            Document(2, "Words", f"talks {filler}"),
            Document(3, "Words", f"talks talks {filler}"),
            Document(4, "Words", f"oil {filler}"),
            Document(5, "Words", f"talks {filler} {filler} {filler}"),
        ]
    )

    # Whether twice in a text outweighs once in a title is the ranking's choice.
    by_rank = _ids(engine, SearchRequest(Term("talks")))
    assert [number for number in by_rank if number != 3] == [1, 2, 5]
    assert [number for number in by_rank if number != 1] == [3, 2, 5]
    assert _ids(engine, SearchRequest(Or((Term("talks", "text"), Term("oil"))))) == [4, 3, 2, 5]


def test_expansions_stop_at_their_limit_and_say_so(make: Callable[..., Engine]) -> None:
    engine = make(max_expansions=2)
    engine.rebuild(_articles("aa", "ab", "ac", "b"))

    response = engine.search(SearchRequest(Wildcard("a?")))

    assert response.total == 2
    assert "“a?”" in response.notices[0]
    assert engine.search(SearchRequest(Wildcard("b*"))).notices == ()


def test_exhausted_budget_is_admitted(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(Document(n, "", "oil talks") for n in range(1, 3_000))
    request = SearchRequest(
        And((Term("oil"), Wildcard("t*"), Phrase("oil talks"))), budget_seconds=-1.0
    )

    response = engine.search(request)

    assert not response.complete
    assert response.total < 2_999


def test_each_author_of_an_article_is_a_label(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(
        [
            Document(id=1, title="Oil", text="oil", author="Ann Bell\nBo Ek"),
            Document(id=2, title="Oil", text="oil", author="Bo Ek"),
            Document(id=3, title="Oil", text="oil", author=""),
        ]
    )

    def ids(node: Node, filters: Filters = Filters()) -> set[int]:
        return set(_ids(engine, SearchRequest(node, filters)))

    assert engine.search(SearchRequest(Term("oil"))).labels["author"] == (
        ("Bo Ek", 2),
        ("", 1),
        ("Ann Bell", 1),
    )
    assert ids(Term("oil"), Filters(include={"author": ("Ann Bell",)})) == {1}
    assert ids(Term("oil"), Filters(include={"author": ("Ann Bell", "")})) == {1, 3}
    assert ids(Term("oil"), Filters(exclude={"author": ("Bo Ek",)})) == {3}
    assert ids(Phrase("bo ek", "author")) == {1, 2}
    assert ids(Phrase("bell bo", "author")) == set()


def test_facets_are_left_out_when_not_wanted(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil"))

    assert engine.search(SearchRequest(Term("oil"), facets=False)).labels == {}


# Suggestions


def test_suggest_gives_words_by_their_articles(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(
        [
            Document(1, "Talks", "talks about talking"),
            Document(2, "Talks", "tall oil"),
            Document(3, "Oil", "talking tall tall"),
            Document(4, "Tax", ""),
        ]
    )
    engine.update([], [4])

    assert engine.suggest("TA") == (("talking", 2), ("talks", 2), ("tall", 2))
    assert engine.suggest("tal", 1) == (("talking", 2),)
    assert engine.suggest("zz") == ()
    assert engine.suggest("…") == ()


@each_engine
@settings(max_examples=60)
@given(st.data())
def test_words_are_those_a_leaf_stands_for(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    first = data.draw(strategies.corpora())
    second = data.draw(strategies.corpora())
    leaves = data.draw(st.lists(strategies.leaves, min_size=3, max_size=6))
    within = data.draw(strategies.nodes)
    documents = list(({d.id: d for d in first} | {d.id: d for d in second}).values())
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(first)
        engine.update(second)

        for leaf in leaves:
            assert engine.words(leaf, 50) == exhaustive.words(documents, leaf)
            assert engine.words(leaf, 2) == exhaustive.words(documents, leaf)[:2]
            inside = exhaustive.found(documents, within)
            assert engine.words(leaf, 50, within) == exhaustive.words(documents, leaf, inside)


# Writing


def test_update_adds_replaces_and_deletes(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil", "talks", "peace"))
    changed = Document(2, "", "oil talks")

    engine.update([changed, Document(9, "", "oil")], [1, 77])

    assert list(engine.inventory()) == [
        (2, changed.fingerprint()),
        (3, Document(3, "", "peace").fingerprint()),
        (9, Document(9, "", "oil").fingerprint()),
    ]
    assert sorted(_ids(engine, SearchRequest(Term("oil")))) == [2, 9]
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
    engine.rebuild(_articles("oil"))

    with pytest.raises((RuntimeError, EngineError)):
        engine.update(failing(), [1])  # type: ignore[arg-type]

    assert [number for number, _ in engine.inventory()] == [1]
    engine.update([Document(3, "", "talks")])
    assert engine.count(Everything()) == 2


def test_rebuild_replaces_everything(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil", "talks"))
    before = engine.status().generation

    engine.rebuild([Document(5, "", "peace")])

    assert [number for number, _ in engine.inventory()] == [5]
    assert engine.status().generation > before


def test_rebuild_that_fails_leaves_the_live_index(make: Callable[..., Engine]) -> None:
    def failing() -> object:
        yield Document(2, "", "talks")
        raise RuntimeError("the database went away")

    engine = make()
    engine.rebuild(_articles("oil"))

    with pytest.raises((RuntimeError, EngineError)):
        engine.rebuild(failing())  # type: ignore[arg-type]

    assert engine.count(Term("oil")) == 1
    engine.rebuild(_articles("talks"))
    assert engine.count(Term("talks")) == 1


# State


def test_missing_index_is_an_error_of_ours(make: Callable[..., Engine]) -> None:
    engine = make()

    assert engine.status().state == "down"
    for verb in (
        lambda: engine.search(SearchRequest(Everything())),
        lambda: engine.count(Everything()),
        lambda: engine.suggest("a"),
        lambda: list(engine.inventory()),
        lambda: engine.update(_articles("oil")),
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
    engine.rebuild(_articles("oil", "talks"))
    first = engine.status()
    engine.update([], [1])
    second = engine.status()

    assert (first.state, first.documents, first.schema_version) == ("ok", 2, SCHEMA_VERSION)
    assert (second.documents, second.generation > first.generation) == (1, True)


def test_reopened_index_answers_the_same(make: Callable[..., Engine]) -> None:
    first = make()
    first.rebuild(_articles("oil", "talks"))
    first.update([Document(3, "Oil", "")])

    assert make().search(SearchRequest(Term("oil"))) == first.search(SearchRequest(Term("oil")))


def test_other_reader_sees_each_commit(make: Callable[..., Engine]) -> None:
    writer, reader = make(), make()
    writer.rebuild(_articles("oil"))
    counts = [reader.count(Term("oil"))]

    writer.update([Document(2, "", "oil")])
    counts.append(reader.count(Term("oil")))
    writer.rebuild(_articles("oil", "oil", "oil"))
    counts.append(reader.count(Term("oil")))

    assert counts == [1, 2, 3]


def test_threads_read_while_another_writes(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil talks"))
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


# Dates


def test_coarse_dates_stay_out_of_finer_counts(make: Callable[..., Engine]) -> None:
    engine = make()
    day = dt.date(2022, 2, 4)
    engine.rebuild(
        [
            Document(1, "", "a", first_day=day, last_day=day),
            Document(2, "", "a", first_day=dt.date(2022, 2, 1), last_day=dt.date(2022, 2, 28)),
            Document(3, "", "a", first_day=dt.date(2022, 1, 1), last_day=dt.date(2022, 12, 31)),
            Document(4, "", "a"),
        ]
    )

    response = engine.search(SearchRequest(Term("a"), open_period=Period(2022, 2)))

    assert response.dates.years == {Period(2022): 3}
    assert response.dates.months == {Period(2022, 2): 2}
    assert response.dates.days == {Period(2022, 2, 4): 1}
    assert response.dates.undated == 1
    assert response.histogram.buckets == ((Period(2022, 2), 2),)


def test_nothing_finds_nothing(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(_articles("oil"))

    assert engine.search(SearchRequest(Nothing())).total == 0
