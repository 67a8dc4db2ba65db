"""What every engine finds and counts, as `search.engines.base` promises."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import (
    Document,
    Engine,
    Filters,
    SearchRequest,
)
from search.query.nodes import And, Node, Nothing, Phrase, Term, Wildcard
from search.query.periods import Period
from search.tests import exhaustive, strategies
from search.tests.each_engine import articles, each_engine, ids
from search.tests.reference_matcher import brute_force

#: Words whose articles are counted within each search.
_WORDS = ("oil", "talks", "ecole", "nowhere")


@each_engine
@settings(max_examples=examples(150))
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
            assert response.histogram == exhaustive.histogram(
                matching, request.filters, request.interval
            )
            assert engine.frequencies(_WORDS, request.node, request.filters) == [
                sum(bool(brute_force(d, Term(word))[1]) for d in hits) for word in _WORDS
            ]


def test_expansions_stop_at_their_limit_and_say_so(make: Callable[..., Engine]) -> None:
    engine = make(max_expansions=2)
    engine.rebuild(articles("aa", "ab", "ac", "b"))

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

    def having(node: Node, filters: Filters = Filters()) -> set[int]:
        return set(ids(engine, SearchRequest(node, filters)))

    assert engine.search(SearchRequest(Term("oil"))).labels["author"] == (
        ("Bo Ek", 2),
        ("", 1),
        ("Ann Bell", 1),
    )
    assert having(Term("oil"), Filters(include={"author": ("Ann Bell",)})) == {1}
    assert having(Term("oil"), Filters(include={"author": ("Ann Bell", "")})) == {1, 3}
    assert having(Term("oil"), Filters(exclude={"author": ("Bo Ek",)})) == {3}
    assert having(Phrase("bo ek", "author")) == {1, 2}
    assert having(Phrase("bell bo", "author")) == set()


def test_facets_are_left_out_when_not_wanted(make: Callable[..., Engine]) -> None:
    engine = make()
    engine.rebuild(articles("oil"))

    assert engine.search(SearchRequest(Term("oil"), facets=False)).labels == {}


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
    engine.rebuild(articles("oil"))

    assert engine.search(SearchRequest(Nothing())).total == 0
