"""The parts of a score are what the formula says, each by itself."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import Document, SearchRequest
from search.engines.whoosh.columnar.search.bm25f import PARAMETERS, QUANTUM
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.leaf_patterns import patterns_of
from search.engines.whoosh.page_search import search
from search.query.nodes import And, Boost, Not, Or, Phrase, Term
from search.tests import strategies
from search.tests.columnar.search import reference_scorer
from search.tests.columnar.search.memory_segment import MemorySegment


def parts_of(documents: list[Document], node: object) -> dict[int, dict[tuple[int, str], float]]:
    """Return the parts of the score of each hit, by clause and reason."""
    request = SearchRequest(node, limit=100, facets=False, why=True)  # type: ignore[arg-type]
    response = search(IndexSearcher([MemorySegment(documents, set())]), request)
    return {
        hit.id: {(part.clause, part.reason): part.value for part in hit.why or ()}
        for hit in response.hits
    }


@settings(max_examples=examples(200))
@given(strategies.corpora(), st.builds(Term, strategies.words, strategies.fields, st.booleans()))
def test_parts_of_a_word_are_those_of_the_formula(documents: list[Document], term: Term):
    by_id = {document.id: document for document in documents}

    for number, parts in parts_of(documents, term).items():
        document = by_id[number]
        grown = reference_scorer.part(documents, document, term, PARAMETERS)
        there = reference_scorer.part(documents, document, term, PARAMETERS, delta=PARAMETERS.delta)
        exact = 0.0
        kinds = [matcher.kind for matcher in patterns_of(term)]
        if not term.exact and set(kinds) == {"term"}:
            form = reference_scorer.of_form if len(kinds) == 1 else reference_scorer.of_parts
            exact = form(documents, document, term, PARAMETERS)
        title, text = (parts.get((1, field), 0.0) for field in ("title", "text"))
        assert title + text == pytest.approx(grown, abs=QUANTUM)
        assert parts.get((1, "present"), 0.0) == pytest.approx(there - grown, abs=QUANTUM)
        assert parts.get((1, "exact"), 0.0) == pytest.approx(exact, abs=QUANTUM)
        in_title, in_text = reference_scorer.frequencies(document, term)
        assert (title > 0, text > 0) == (in_title > 0, in_text > 0)


DOCUMENTS = [
    Document(1, "Oil", "oil talks and talks"),
    Document(2, "Talks", "oil prices"),
    Document(3, "", "and nothing else"),
]


def test_title_and_text_share_by_weight_and_length():
    parts = parts_of(DOCUMENTS, Term("oil"))[1]

    # Lengths 1 and 4; averages 2/3 and 3; see the formula in bm25f.
    title = 4 * (2 / 3 + 6) / (1 + 6)
    text = 1 * (9 / 3 + 25) / (4 + 25)
    assert parts[1, "title"] / parts[1, "text"] == pytest.approx(title / text, rel=1e-6)


def test_weight_multiplies_every_part_of_its_clause_only():
    plain = parts_of(DOCUMENTS, And((Term("oil"), Term("talks"))))[1]

    weighted = parts_of(DOCUMENTS, And((Boost(Term("oil"), 3.0), Term("talks"))))[1]

    for (clause, reason), value in plain.items():
        if reason == "together":
            continue
        factor = 3 if clause == 1 else 1
        assert weighted[clause, reason] == pytest.approx(factor * value, abs=3 * QUANTUM)


def test_what_does_not_hold_adds_nothing():
    node = Or((Term("oil"), And((Term("talks"), Term("absent"))), Not(Phrase("and talks"))))

    assert {clause for clause, _ in parts_of(DOCUMENTS, node)[1]} == {1}
    assert parts_of(DOCUMENTS, node)[3] == {}
