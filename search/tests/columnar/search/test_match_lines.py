"""The lines of a concordance: order, slices, limits and context."""

from __future__ import annotations

import pytest

from search.engines.base import ConcordanceRequest, Document
from search.engines.whoosh.columnar.matches import context_words as neighbours
from search.engines.whoosh.columnar.matches import match_positions as places
from search.engines.whoosh.columnar.postings.search_limits import SearchLimits
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.match_lines import concordance
from search.query.nodes import And, Or, Phrase, Prefix, Term
from search.tests.columnar.search.memory_segment import MemorySegment


@pytest.fixture(params=[1, 1 << 20], autouse=True)
def _pieces(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read neighbours term by term, and all at once."""
    monkeypatch.setattr(neighbours, "_PIECE", request.param)
    monkeypatch.setattr(neighbours, "_FEW_ARTICLES", 1.1 if request.param == 1 else 0)


def _snapshot(*texts: str, **limits: int) -> IndexSearcher:
    segments = [MemorySegment([Document(n, "", text)]) for n, text in enumerate(texts, 1)]
    return IndexSearcher(segments, limits=SearchLimits(**limits))


def test_a_slice_of_the_lines_is_a_slice_of_all():
    found = concordance(_snapshot("a b a b a", "a"), ConcordanceRequest(Term("a"), order="newest"))

    assert [(line.id, line.number) for line in found.lines] == [(2, 1), (1, 1), (1, 2), (1, 3)]
    assert found.lines[1:3] == list(found.lines)[1:3]
    assert found.lines[-1] == list(found.lines)[3]
    with pytest.raises(IndexError):
        found.lines[4]


def test_matches_that_overlap_are_one_line():
    query = Or((Phrase("oil and gas"), Term("gas"), Prefix("g")))

    found = concordance(_snapshot("oil and gas, grain and gas"), ConcordanceRequest(query))

    assert [(line.match.start, line.match.end) for line in found.lines] == [(0, 3), (3, 4), (5, 6)]


def test_a_clause_written_many_times_is_read_once(monkeypatch):
    """Thousands of runs of each copy took half a minute to be put in order."""
    monkeypatch.setattr(places, "MAX_RUNS", 2)
    snapshot = _snapshot("oil and gas", "oil")

    found = concordance(snapshot, ConcordanceRequest(And((Term("oil"),) * 64)))

    assert [line.id for line in found.lines] == [2, 1]
    assert found.complete


def test_more_runs_than_there_is_time_for_are_told(monkeypatch):
    monkeypatch.setattr(places, "MAX_RUNS", 2)
    snapshot = _snapshot("oil and gas", "gas or oil")

    found = concordance(snapshot, ConcordanceRequest(And((Term("oil"), Term("gas")))))

    assert len(found.lines) == 2
    assert not found.complete


def test_words_of_several_segments_are_one_alphabet():
    snapshot = _snapshot("oil zebra", "oil apple", "oil", "oil Éclair", "oil mango")

    found = concordance(snapshot, ConcordanceRequest(Term("oil"), order="1R"))

    assert [line.id for line in found.lines] == [3, 2, 4, 5, 1]


def test_more_lines_than_wanted_are_counted_and_left_out():
    snapshot = _snapshot("b oil oil", "a oil oil")

    found = concordance(snapshot, ConcordanceRequest(Term("oil"), order="1L", max_lines=3))

    assert [(line.id, line.number) for line in found.lines] == [(2, 1), (1, 1), (2, 2)]
    assert found.total == 4


def test_no_time_leaves_the_order_of_articles_and_says_so():
    snapshot = _snapshot("b oil", "a oil", "c oil")

    found = concordance(snapshot, ConcordanceRequest(Term("oil"), order="1L", budget_seconds=-1))

    assert not found.complete
    assert found.notices


def test_an_answer_is_kept_for_the_next_page():
    snapshot = _snapshot("b oil", "a oil")
    request = ConcordanceRequest(Term("oil"), order="1R")

    assert concordance(snapshot, request) is concordance(snapshot, request)


def test_a_cut_answer_is_not_kept():
    snapshot = _snapshot("b oil", "a oil")
    late = ConcordanceRequest(Term("oil"), order="1R", budget_seconds=-1)
    concordance(snapshot, late)

    found = concordance(snapshot, ConcordanceRequest(Term("oil"), order="1R"))

    assert found.complete
    assert [line.id for line in found.lines] == [2, 1]
