"""Words that stand together, and documents that hold more of the words, come first."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import Document, Hit, SearchRequest
from search.engines.whoosh.columnar.postings.near_spans import Spans
from search.engines.whoosh.columnar.postings.pair_places import pair_places
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.query.proximity_boost import word_pairs
from search.engines.whoosh.columnar.query.window_runs import NEAR_WORDS, pair_starts
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.compiling import phrase_of
from search.engines.whoosh.page_search import search
from search.query.nodes import And, Node, Or, Term
from search.query.parser.query_parser import parse
from search.tests.columnar.search.memory_segment import MemorySegment

FILLER = [Document(number, "", f"filler number{number}") for number in range(100, 140)]


def searcher(*documents: Document) -> IndexSearcher:
    return IndexSearcher([MemorySegment([*documents, *FILLER])])


def hits(node: Node, *documents: Document, **options: object) -> tuple[Hit, ...]:
    request = SearchRequest(node, why=True, **options)  # type: ignore[arg-type]
    return search(searcher(*documents), request).hits


def ids(node: Node, *documents: Document, **options: object) -> list[int]:
    return [hit.id for hit in hits(node, *documents, **options)]


ROWS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=30).map(" ".join)


@settings(max_examples=examples(200))
@given(st.lists(st.tuples(ROWS, ROWS), max_size=6), st.integers(0, 3))
def test_pair_places_are_those_of_each_document_alone(
    rows: list[tuple[str, str]], gap: int
) -> None:
    documents = [Document(n, title, text) for n, (title, text) in enumerate(rows, 1)]
    index = IndexSearcher([MemorySegment(documents)])
    a, b = (
        index.span_reader.spans(phrase_of(Term(word, exact=True)), TimeBudget()) for word in "ab"
    )

    found = pair_places(index.layout, a, b, gap)

    expected = []
    for field in (0, 1):
        for place, row in enumerate(rows):
            runs = {
                word: [(at, at + 1) for at, own in enumerate(row[field].split()) if own == word]
                for word in "ab"
            }
            own = pair_starts(runs["a"], runs["b"], gap)
            expected += [(place + field * len(rows), *each) for each in own]
    by_row = zip(found.rows, found.offsets, found.as_typed, strict=True)
    assert sorted(map(tuple, by_row)) == sorted(expected)


def test_no_place_is_near_without_both_words():
    index = searcher(Document(1, "", "a"))
    none = [Spans(index.layout.row_starts[:0], 1)]

    assert not len(pair_places(index.layout, none, none, 1).rows)
    assert not len(pair_places(index.layout, [], [], 1).rows)


APART = Document(3, "", "talks of many other things and then much later in the text of peace")
NEAR = Document(2, "", "talks about a lasting peace and of many other things in the later text")
TOGETHER = Document(1, "", "many other things of the text and then later on the peace talks go")


def test_words_in_a_row_come_before_near_ones_and_these_before_distant_ones():
    assert ids(parse("peace talks").node, APART, NEAR, TOGETHER) == [1, 2, 3]


def test_order_of_the_words_counts():
    turned = Document(5, "", "many other things of the text and then later on talks peace go")

    assert ids(parse("peace talks").node, turned, TOGETHER) == [1, 5]


def test_frequent_word_between_two_others_is_passed_over():
    right = Document(1, "", "a law of rights to work passed " + "x " * 20)
    other = Document(2, "", "work for voting rights passed " + "x " * 20)
    every = [Document(n, "", f"to number{n}") for n in range(200, 280)]
    request = SearchRequest(parse("rights to work", match="some").node, why=True)
    index = IndexSearcher([MemorySegment([right, other, *FILLER, *every])])

    first = search(index, request).hits[0]

    together = [part for part in first.why or () if part.reason == "together"]
    assert first.id == 1
    assert [(part.clause, part.times) for part in together] == [(1, 1)]


def test_explanation_counts_the_places_and_sums_to_the_score():
    twice = Document(1, "Peace talks", "The peace talks end, and talks of peace begin.")
    (hit,) = hits(parse("peace talks").node, twice)

    why = hit.why or ()
    assert [(part.clause, part.times) for part in why if part.reason == "together"] == [(1, 2)]
    assert sum(part.value for part in why) == pytest.approx(hit.score, abs=1e-6)


def test_pair_is_bounded_however_often_it_stands():
    often = Document(1, "Peace talks", "peace talks " * 500)
    (hit,) = hits(parse("peace talks").node, often)

    by_reason = {part.reason: part.value for part in hit.why or () if part.clause == 1}
    assert by_reason["together"] < 2 * sum(by_reason.values()) - by_reason["together"]


@pytest.mark.parametrize(
    ("counts", "pairs"),
    [
        ((5, 5), [(0, 1, 0)]),
        ((5, 60, 5), [(0, 2, 1)]),  # the second is in most documents
        ((60, 60), [(0, 1, 0)]),  # both are: there is nothing else to pair
        ((5, 0), []),
    ],
)
def test_pairs_are_neighbours_that_say_something(counts, pairs):
    words = [phrase_of(Term(word)) for word in ("peace", "of", "talks")[: len(counts)]]

    found = word_pairs(words, counts, 100)

    assert [(words.index(p.first), words.index(p.second), p.gap) for p in found] == pairs


def test_windows_reach_no_further_than_said():
    first, near, far = [(0, 1)], [(NEAR_WORDS, NEAR_WORDS + 1)], [(NEAR_WORDS + 1, 99)]

    assert pair_starts(first, near, 0) == [(0, False)]
    assert pair_starts(first, far, 0) == []


def test_documents_with_more_of_few_alternatives_come_first():
    both = Document(1, "", "peace and much else, later on some talks " + "else " * 60)
    one = Document(2, "Talks", "talks talks talks")

    assert ids(Or((Term("peace"), Term("talks"))), both, one) == [1, 2]


def test_required_words_are_not_coordinated():
    node = And((Term("peace"), Or((Term("talks"), Term("war")))))
    (first, second) = hits(node, Document(1, "", "peace talks"), Document(2, "", "peace war"))

    assert first.score == pytest.approx(second.score, rel=0.5)


def test_title_made_of_the_text_weighs_less():
    stated = Document(1, "Peace", "other words are here")
    derived = Document(2, "Peace", "other words are here", headline="derived")

    first, second = hits(Term("peace"), stated, derived)
    assert (first.id, second.id) == (1, 2)
    assert first.score > 1.2 * second.score


def test_recent_order_prefers_new_articles_and_scores_say_so():
    days = dt.date(2004, 1, 1), dt.date(2008, 1, 1)
    old = Document(1, "Peace", "peace", first_day=days[0], last_day=days[0])
    new = Document(2, "", "peace and war", first_day=days[1], last_day=days[1])
    undated = Document(3, "", "peace and war")

    assert ids(Term("peace"), old, new, undated) == [1, 2, 3]
    first, second, third = hits(Term("peace"), old, new, undated, sort="recent")
    assert (first.id, second.id, third.id) == (1, 2, 3) or first.id == 2
    plain = {hit.id: hit.score for hit in hits(Term("peace"), old, new, undated)}
    assert {h.id: h.score / plain[h.id] for h in (first, second, third)} == {
        1: pytest.approx(0.5 + 0.5 * 2 ** (-1461 / 365.25), abs=1e-3),
        2: pytest.approx(1.0, abs=1e-3),
        3: pytest.approx(0.5, abs=1e-3),
    }
    assert sum(part.value for part in first.why or ()) == pytest.approx(first.score, abs=1e-6)
