"""By arrays, by Whoosh's matchers over the same reader, and by looking at every document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh.query import (
    And,
    AndNot,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)

from corpus.tests.law_profiles import examples
from search.engines.base import Document
from search.engines.whoosh.compiling import compile_query
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.schema import open_index
from search.query import nodes
from search.query.nodes import Node
from search.tests import exhaustive, strategies
from search.tests.columnar.search import reference_scorer

# Each example writes an index: making a failing one smaller would take minutes.
_PHASES = [phase for phase in Phase if phase is not Phase.shrink]


@settings(max_examples=examples(60), phases=_PHASES, deadline=None)
@given(strategies.corpora(8), st.integers(0, 8), st.lists(strategies.nodes, min_size=1, max_size=4))
def test_arrays_and_matchers_find_and_score_what_the_oracle_does(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[Document],
    cut: int,
    wanted: list[Node],
) -> None:
    folder = tmp_path_factory.mktemp("index") / "whoosh"
    engine = WhooshEngine(folder)
    # Some are replaced and one is deleted, so that segments hold documents that do not count.
    engine.rebuild([*documents[:cut], *(replace(d, text="oil talks") for d in documents[cut:])])
    engine.update([*documents[cut:], Document(999, "Oil", "talks")])
    engine.update([], [999])
    _assert_alike(folder, documents, wanted)


_DATED = dt.date(2022, 2, 4)
_CORPUS = [
    Document(1, "Oil talks", "Oil and gas. Talks open.\n\nOil talked.", "TASS", "Ann Bell"),
    Document(2, "", "and " * 100 + "oil gas", lang="en", first_day=_DATED, last_day=_DATED),
    Document(3, "Résumé", "oil resume, oil talk, gas", "Harbour Times", lang="fr"),
]
_KINDS = [
    nodes.Term("gas", "lead"),
    nodes.Term("résumé"),
    nodes.Term("oil", exact=True),
    nodes.Term("times", "source"),
    nodes.Phrase("oil talks"),
    nodes.Prefix("ta"),
    nodes.Wildcard("t?lk*"),
    nodes.Fuzzy("oik", 1),
    nodes.Near((nodes.Term("oil"), nodes.Term("gas")), 1),
    nodes.Near((nodes.Term("gas"), nodes.Term("oil")), 3, ordered=True),
    nodes.Near((nodes.Term("oil"), nodes.Term("talks")), 0, unit="sentence"),
    nodes.Near((nodes.Term("gas"), nodes.Term("talked")), 0, unit="paragraph"),
    nodes.AtLeast(nodes.Term("oil"), 3),
    nodes.Length(5, 50),
    nodes.YearDay(2, 4),
    nodes.DateRange(_DATED, None),
    nodes.Ids((1, 3)),
    nodes.Like(1, (("oil", 2.0), ("gas", 0.5)), 2),
    nodes.And((nodes.Term("oil"), nodes.Not(nodes.Term("resume")))),
    nodes.Or((nodes.Term("talks"), nodes.Boost(nodes.Term("gas"), 2.5))),
    nodes.Or(tuple(nodes.Not(nodes.Term(word)) for word in ("resume", "reply", "zzz"))),
    nodes.Not(nodes.Term("resume")),
    nodes.Boost(nodes.Term("oil"), 0.3),
    nodes.Everything(),
]


@pytest.mark.parametrize("node", _KINDS, ids=repr)
def test_each_kind_of_node_is_answered_alike_in_every_way(tmp_path: Path, node: Node) -> None:
    WhooshEngine(tmp_path / "whoosh").rebuild(_CORPUS)

    assert exhaustive.found(_CORPUS, node)
    _assert_alike(tmp_path / "whoosh", _CORPUS, [node])


def test_the_table_above_has_every_kind_of_node() -> None:
    kinds = {type(node) for node in _KINDS} | {nodes.Nothing}

    assert kinds == set(get_args(Node))


def _assert_alike(folder: Path, documents: list[Document], wanted: list[Node]) -> None:
    """Hold arrays and matchers to the documents and scores of the oracle."""
    index = open_index(folder)
    order = [
        document.id
        for document in exhaustive.ordered(documents, "newest", {d.id: 0.0 for d in documents})
    ]
    for node in wanted:
        query, scores = compile_query(node), reference_scorer.scores(documents, node)
        expected = sorted(scores, key=lambda number: (-scores[number], order.index(number)))
        with index.searcher() as searcher:
            results = searcher.search(query, limit=None)
            assert [(hit["id"], hit.score) for hit in results] == [
                (number, scores[number]) for number in expected
            ]
            assert len(results) == len(expected)
        with index.searcher(arrays=False) as searcher:
            found = searcher.search(query, limit=None)
            assert {hit["id"]: hit.score for hit in found} == scores
            assert len(found) == len(scores)


_BY_WHOOSH = [
    Term("text", "talk"),
    Term("title", "oil"),
    Term("text_exact", "talks"),
    Term("source", "TASS"),
    Term("id", 2),
    Prefix("text", "ta"),
    Wildcard("text_exact", "t?lk*"),
    FuzzyTerm("text_exact", "tolks"),
    Every(),
    NumericRange("id", 2, 3),
    And([Term("text", "talk"), Prefix("text", "o")]),
    Or([Term("title", "oil"), Term("text", "gas")]),
    Not(Term("text", "talk")),
    AndNot(Term("text", "oil"), Term("text", "talk")),
    Phrase("text", ["oil", "talk"]),
    DisjunctionMax([Term("title", "oil"), Term("text", "oil")]),
]


@pytest.mark.parametrize("query", _BY_WHOOSH, ids=repr)
def test_whoosh_queries_find_and_score_the_same_with_arrays_and_without(
    tmp_path: Path, query: Query
) -> None:
    engine = WhooshEngine(tmp_path / "whoosh")
    engine.rebuild([Document(1, "Oil", "oil talks and more talks", "TASS"), Document(9, "", "x")])
    engine.update([Document(2, "Gas", "gas and oil"), Document(3, "Oil oil", "talks")], [9])
    index = open_index(tmp_path / "whoosh")

    with index.searcher() as fast, index.searcher(arrays=False) as plain:
        found = [(hit["id"], round(hit.score, 6)) for hit in fast.search(query, limit=None)]
        expected = [(hit["id"], round(hit.score, 6)) for hit in plain.search(query, limit=None)]
        unscored = [h["id"] for h in fast.search(query, limit=None, sortedby="first_day")]

    assert sorted(found) == sorted(expected)
    assert found
    assert sorted(unscored) == sorted(number for number, _ in found)
