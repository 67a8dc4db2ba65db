"""In which order every engine gives its hits, and what their scores are made of."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import (
    Document,
    Engine,
    Place,
    SearchRequest,
)
from search.query.clauses import marking_clauses
from search.query.nodes import And, Everything, Or, Term
from search.tests import strategies
from search.tests.each_engine import articles, each_engine, ids


@each_engine
@settings(max_examples=examples(60))
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
                "recent": lambda hit: (-hit.score, -day[hit.id], -hit.id),
                "newest": lambda hit: (-day[hit.id], -hit.id),
                "oldest": lambda hit: (day[hit.id] == 0, day[hit.id], -hit.id),
            }
            assert whole == tuple(sorted(whole, key=keys[request.sort]))
            for offset, limit in ((0, 3), (3, 4), (0, 0), (24, 5), (90, 10)):
                page = engine.search(replace(request, offset=offset, limit=limit))
                assert page.hits == whole[offset : offset + limit]
                assert page.total == len(whole)


@each_engine
@settings(max_examples=examples(60))
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
@settings(max_examples=examples(100))
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
    engine.rebuild(articles("oil", "talks"))

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
    by_rank = ids(engine, SearchRequest(Term("talks")))
    assert [number for number in by_rank if number != 3] == [1, 2, 5]
    assert [number for number in by_rank if number != 1] == [3, 2, 5]
    assert ids(engine, SearchRequest(Or((Term("talks", "text"), Term("oil"))))) == [4, 3, 2, 5]
