"""Budgets count work: a slow or busy machine gives the same answer as a fast and idle one."""

from __future__ import annotations

import itertools
import threading
import time

import pytest

from search.engines.base import Document, SearchRequest, SearchResponse
from search.engines.whoosh.columnar.postings.search_limits import TimeBudget
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.columnar.work_clock import CLOCK, QUERY_PART
from search.engines.whoosh.page_search import search
from search.query.nodes import Near, Node, Or, Phrase, Term, Wildcard
from search.tests.columnar.search.memory_segment import MemorySegment

DOCUMENTS = [
    Document(number, "", "oil and gas talks of the day " * (1 + number % 3))
    for number in range(1, 60)
]
NODES: list[Node] = [
    Near((Term("oil"), Term("day")), 9),
    Phrase("gas talks"),
    Wildcard("*a*"),
    Or((Term("oil"), Phrase("of the"), Wildcard("t*"))),
]


def answer(node: Node, budget: float) -> SearchResponse:
    """Search in an index that has nothing decoded yet."""
    index = IndexSearcher([MemorySegment(DOCUMENTS)])
    return search(index, SearchRequest(node, budget_seconds=budget))


@pytest.mark.parametrize("node", NODES, ids=repr)
@pytest.mark.parametrize("budget", [1e-5, 3e-5, 1e-4, 1.0])
def test_loaded_machine_answers_as_an_idle_one(monkeypatch, node, budget):
    idle = answer(node, budget)
    hours = itertools.count(step=3600)

    for clock in ("perf_counter", "monotonic", "time", "thread_time", "process_time"):
        monkeypatch.setattr(time, clock, lambda: float(next(hours)))
    loaded = answer(node, budget)

    assert loaded == idle


def test_more_budget_finds_no_less():
    totals = [answer(NODES[0], budget).total for budget in (0.0, 1e-5, 1e-3, 1.0)]

    assert totals == sorted(totals)
    assert (totals[0], totals[-1]) == (0, len(DOCUMENTS))


def test_budget_ends_by_work_alone():
    budget = TimeBudget(1.0)

    CLOCK.spend(1, 700_000_000)
    assert not budget.spent
    CLOCK.spend(1, 110_000_000)
    assert (budget.spent, budget.over) == (True, False)
    CLOCK.spend(1, 200_000_000)
    assert budget.over


def test_threads_have_clocks_of_their_own():
    before = CLOCK.now()
    other = threading.Thread(target=CLOCK.spend, args=(1_000, QUERY_PART))
    other.start()
    other.join()

    assert CLOCK.now() == before


def test_each_part_of_a_query_costs_something():
    before = CLOCK.now()

    answer(NODES[-1], 1.0)

    assert CLOCK.now() - before > 4 * QUERY_PART / 1e9
