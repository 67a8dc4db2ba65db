"""What a query may cost, and that an answer admits what it left out."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

from search.engines.base import Document, QueryError, SearchRequest
from search.engines.whoosh.columnar.postings.byte_cache import ByteCache
from search.engines.whoosh.columnar.postings.search_limits import SearchLimits, TimeBudget
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.compiling import compile_query
from search.engines.whoosh.page_search import count, search
from search.query.nodes import And, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Term, Wildcard
from search.tests.columnar.search.memory_segment import MemorySegment

WORDS = ["aa ab", "ab ac", "ac ad", "b"]
MANY: tuple[Node, ...] = (Term("a"),) * 300
LATE = SearchRequest(Term("aa"), budget_seconds=-1.0)


def snapshot(*texts: str, parts: int = 1, **limits: Any) -> IndexSearcher:
    documents = [Document(number, "", text) for number, text in enumerate(texts, 1)]
    segments = [MemorySegment(documents[part::parts]) for part in range(parts)]
    return IndexSearcher(segments, limits=SearchLimits(**limits))


def nested(depth: int) -> Node:
    return Not(nested(depth - 1)) if depth else Term("a")


def found(index: IndexSearcher, node: Node) -> tuple[list[int], bool]:
    response = search(index, SearchRequest(node))
    return sorted(hit.id for hit in response.hits), response.complete


@pytest.mark.parametrize("parts", [1, 2, 3])
@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (Wildcard("a?"), [1, 2, 3]),
        (Fuzzy("ax", 1), [1, 2, 3]),
        (Or((Wildcard("a?"), Term("b"))), [1, 2, 3, 4]),
        (And((Term("b"), Not(Wildcard("a?")))), []),
        (And((Or((Wildcard("a?"), Term("b"))), Not(Wildcard("a?")))), []),
        (Not(Not(Wildcard("a?"))), []),
    ],
)
def test_a_cut_expansion_leaves_out_and_never_adds(
    parts: int, node: Node, expected: list[int]
) -> None:
    index = snapshot(*WORDS, parts=parts, expansions=2)

    response = search(index, SearchRequest(node))

    assert sorted(hit.id for hit in response.hits) == expected
    assert not response.complete
    assert "only the 2 most frequent" in response.notices[0]


def test_a_cut_answer_is_cut_again_and_a_whole_one_is_kept() -> None:
    cut, whole = snapshot(*WORDS, expansions=2), snapshot(*WORDS)
    request = SearchRequest(Wildcard("a?"))

    assert search(cut, request) == search(cut, request)
    assert not search(cut, request).complete
    assert found(whole, request.node) == found(whole, request.node) == ([1, 2, 3], True)
    query = compile_query(request.node)
    kept = whole.phrase(query, TimeBudget())
    assert whole.phrase(query, TimeBudget()) is kept
    assert cut.phrase(query, TimeBudget()) is not cut.phrase(query, TimeBudget())


def test_one_request_makes_nothing_twice_where_nothing_is_kept_for_the_next() -> None:
    searcher, budget = snapshot(*WORDS, cache_bytes=0), TimeBudget()
    query = compile_query(Wildcard("a?"))

    assert searcher.phrase(query, budget) is searcher.phrase(query, budget)
    assert searcher.phrase(query, budget) is not searcher.phrase(query, TimeBudget())


def test_a_prefix_may_stand_for_any_number_of_words() -> None:
    assert found(snapshot(*WORDS, expansions=1), Prefix("a")) == ([1, 2, 3], True)


def test_no_time_finds_nothing_and_says_so() -> None:
    response = search(snapshot(*WORDS), LATE)

    assert (response.total, response.complete) == (0, False)
    assert response.notices == ("The search was stopped for time: there are at least 0 articles.",)


@pytest.mark.parametrize("node", [Or(MANY), Near(MANY, 5), And(MANY)], ids=["or", "near", "and"])
def test_too_many_clauses_are_the_readers_error(node: Or | Near | And) -> None:
    with pytest.raises(QueryError, match="too many parts"):
        search(snapshot(*WORDS), SearchRequest(node))


def test_a_count_is_right_or_given_up() -> None:
    with pytest.raises(QueryError, match="too long"):
        count(snapshot(*WORDS, count_seconds=-1.0), Term("aa"))


def test_too_deep_a_query_is_the_readers_error() -> None:
    with pytest.raises(QueryError, match="too deeply"):
        count(snapshot(*WORDS), nested(40))


def test_snapshot_of_nothing_finds_nothing() -> None:
    nodes: tuple[Node, ...] = (
        Wildcard("?z*"),
        Phrase("b c"),
        Near((Term("b"), Fuzzy("c", 2)), 3),
    )
    for index in (IndexSearcher([]), IndexSearcher([MemorySegment([])]), snapshot("a", parts=3)):
        for node in nodes:
            assert found(index, node) == ([], True)


def test_threads_share_a_snapshot() -> None:
    index = snapshot(*(f"word{n % 7} oil talks" for n in range(300)), cache_bytes=20_000)
    nodes: list[Node] = [Phrase("oil talks"), Prefix("word")]
    nodes += [Term(f"word{n}") for n in range(7)]
    expected = [count(index, node) for node in nodes]
    wrong: list[list[int]] = []

    def ask() -> None:
        for _ in range(50):
            totals = [search(index, SearchRequest(node)).total for node in nodes]
            if totals != expected:
                wrong.append(totals)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not wrong


def test_cache_stays_under_its_limit_and_keeps_what_was_used_last() -> None:
    cache: ByteCache[np.ndarray] = ByteCache(10_000)
    for key in range(20):
        cache.put(key, np.zeros(1), 1_000)
        cache.get(0)

    assert cache.bytes <= 10_000
    assert cache.get(0) is not None
    assert cache.get(1) is None
    cache.put("huge", np.zeros(1), 6_000)
    assert cache.get("huge") is None
