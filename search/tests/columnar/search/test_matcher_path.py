"""By arrays, by Whoosh's matchers over the same reader, and by looking at every document."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh.matching.mcore import ReadTooFar
from whoosh.query import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Not,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Wildcard,
)
from whoosh.scoring import BM25F, Frequency, WeightingModel

from corpus.tests.law_profiles import examples
from search.engines.base import Document
from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex
from search.engines.whoosh.columnar.postings.docset import count
from search.engines.whoosh.columnar.query.doc_queries import NumberRange
from search.engines.whoosh.columnar.search.weighting import FieldedBM25F
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
    nodes.Language("fr"),
    nodes.Synonyms((nodes.Term("gas"), nodes.Term("oil"))),
    nodes.DateRange(_DATED, None),
    nodes.Ids((1, 3)),
    nodes.Like(1, (("oil", 2.0), ("gas", 0.5)), 2),
    nodes.And((nodes.Term("oil"), nodes.Not(nodes.Term("resume")))),
    nodes.Or((nodes.Term("talks"), nodes.Boost(nodes.Term("gas"), 2.5))),
    nodes.Or(tuple(nodes.Not(nodes.Term(word)) for word in ("resume", "reply", "zzz"))),
    nodes.Not(nodes.Term("resume")),
    nodes.And((nodes.Term("oil"), nodes.Optional(nodes.Term("resume")))),
    nodes.Optional(nodes.Term("resume")),
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
    Term("text", "oil", boost=2.5),
    Prefix("text", "ta"),
    Prefix("text_exact", "o", constantscore=False),
    Prefix("source", "T"),
    Wildcard("text_exact", "t?lk*"),
    Wildcard("title_exact", "*", constantscore=False),
    Regex("text", "[gt]a.*"),
    FuzzyTerm("text_exact", "tolks"),
    FuzzyTerm("text", "oik", constantscore=False),
    Every(),
    Every("title"),
    NumericRange("id", 2, 3),
    TermRange("text", "g", "oil", constantscore=False),
    NumberRange("first_day", 738_000, 740_000),
    And([Term("text", "talk"), Prefix("text", "o")]),
    And([Term("text", "oil"), NumberRange("last_day", 738_000, 740_000)], boost=2.0),
    Or([Term("title", "oil"), Term("text", "gas")]),
    Not(Term("text", "talk")),
    AndNot(Term("text", "oil"), Term("text", "talk")),
    AndMaybe(Term("text", "oil"), Prefix("text", "ta")),
    Require(Term("text", "oil"), Term("title", "gas")),
    Phrase("text", ["oil", "talk"]),
    Phrase("text", ["oil", "and", "more"], slop=2),
    DisjunctionMax([Term("title", "oil"), Term("text", "oil")]),
    ConstantScoreQuery(Prefix("text", "o"), 3.0),
]


@pytest.fixture
def whoosh_index(tmp_path: Path) -> ColumnarIndex:
    """Three documents in two segments, one of which has a deleted one."""
    day = dt.date(2022, 2, 4)
    engine = WhooshEngine(tmp_path / "whoosh")
    first = Document(1, "Oil", "oil talks and more talks", "TASS", first_day=day, last_day=day)
    engine.rebuild([first, Document(9, "", "oil and xenon")])
    engine.update([Document(2, "Gas", "gas and oil"), Document(3, "Oil oil", "talks")], [9])
    return open_index(tmp_path / "whoosh")


@pytest.mark.parametrize("query", _BY_WHOOSH, ids=repr)
@pytest.mark.parametrize(
    "weighting", [FieldedBM25F(), BM25F(), Frequency()], ids=lambda model: type(model).__name__
)
def test_whoosh_queries_find_and_score_the_same_with_arrays_and_without(
    whoosh_index: ColumnarIndex, query: Query, weighting: WeightingModel
) -> None:
    with (
        whoosh_index.searcher(weighting) as fast,
        whoosh_index.searcher(weighting, arrays=False) as plain,
    ):
        arrays = fast.reader().arrays(weighting).docset(query)
        found = [(hit["id"], round(hit.score, 6)) for hit in fast.search(query, limit=None)]
        expected = [(hit["id"], round(hit.score, 6)) for hit in plain.search(query, limit=None)]
        unscored = [h["id"] for h in fast.search(query, limit=None, sortedby="first_day")]

    assert count(arrays) == len(found)
    assert sorted(found) == sorted(expected)
    assert found
    assert sorted(unscored) == sorted(number for number, _ in found)


_FIELDS = st.sampled_from(["title", "text", "text_exact", "title_exact", "source"])
_SOUGHT = ["oil", "talk", "talks", "the", "ecol", "a"]
_STARTS = st.sampled_from(["o", "ta", "t", "x", "é", "rés"])
_SCORING = {"constantscore": st.booleans(), "boost": st.sampled_from([1.0, 2.5])}
_LEAVES = st.one_of(
    st.builds(Term, _FIELDS, st.sampled_from(_SOUGHT)),
    st.builds(Prefix, _FIELDS, _STARTS, **_SCORING),
    st.builds(Wildcard, _FIELDS, st.sampled_from(["?a*", "*l*", "o?l"]), **_SCORING),
    st.builds(FuzzyTerm, _FIELDS, st.sampled_from(["oik", "tolk", "talks"]), **_SCORING),
    st.builds(TermRange, _FIELDS, _STARTS, st.just("zz"), **_SCORING),
    st.builds(
        Phrase,
        st.sampled_from(["text", "title_exact"]),
        st.lists(st.sampled_from(_SOUGHT), min_size=2, max_size=3),
        slop=st.integers(1, 2),
    ),
)
# No exclusion: Whoosh's matchers may let an excluded or a deleted document through.
_WHOOSH_QUERIES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3)),
        st.builds(Or, st.lists(inner, min_size=1, max_size=3)),
        st.builds(AndMaybe, inner, inner),
        st.builds(Require, inner, inner),
        st.builds(ConstantScoreQuery, inner, st.sampled_from([1.0, 3.0])),
    ),
    max_leaves=5,
)


@settings(max_examples=examples(40), phases=_PHASES, deadline=None)
@given(strategies.corpora(8), st.integers(0, 8), st.lists(_WHOOSH_QUERIES, max_size=8))
def test_whoosh_queries_of_single_fields_score_by_arrays_as_by_matchers(
    tmp_path_factory: pytest.TempPathFactory,
    documents: list[Document],
    cut: int,
    wanted: list[Query],
) -> None:
    folder = tmp_path_factory.mktemp("index") / "whoosh"
    engine = WhooshEngine(folder)
    engine.rebuild([*documents[:cut], *(replace(d, text="oil talks") for d in documents[cut:])])
    engine.update(documents[cut:])
    index = open_index(folder)

    for query in wanted:
        try:
            with index.searcher(arrays=False) as plain:
                expected = {h["id"]: h.score for h in plain.search(query, limit=None)}
        except (IndexError, ReadTooFar):  # mistakes of Whoosh's matchers
            continue
        with index.searcher() as fast:
            found = {h["id"]: h.score for h in fast.search(query, limit=None)}
        assert found == pytest.approx(expected), query
