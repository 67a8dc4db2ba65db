"""The lines of a concordance = the matches of all hits, found by looking at every article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import ConcordanceRequest, Document
from search.engines.whoosh.columnar.matches import context_words as neighbours
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.match_lines import concordance
from search.tests import exhaustive, strategies
from search.tests.columnar.search import reference_scorer
from search.tests.columnar.search.test_search_laws import FORMS, forms_of_sets, layouts

#: Neighbours are read term by term, or all at once.
PIECES = st.sampled_from([1, 1 << 20])


@settings(max_examples=examples(200))
@given(FORMS, PIECES, layouts(), st.lists(strategies.line_requests, min_size=2, max_size=4))
def test_lines_are_the_matches_of_all_articles(
    form: int,
    piece: int,
    drawn: tuple[list[Document], IndexSearcher],
    requests: Sequence[ConcordanceRequest],
) -> None:
    with forms_of_sets(form), pytest.MonkeyPatch.context() as patch:
        patch.setattr(neighbours, "_PIECE", piece)
        patch.setattr(neighbours, "_FEW_ARTICLES", 1.1 if piece == 1 else 0)
        for request in requests:
            _assert_exact(*drawn, request)


def _assert_exact(
    documents: list[Document], snapshot: IndexSearcher, request: ConcordanceRequest
) -> None:
    found = concordance(snapshot, request)

    lines = exhaustive.lines(documents, request, reference_scorer.scores(documents, request.node))
    assert list(found.lines) == lines[: len(found.lines)]
    assert len(found.lines) == min(len(lines), request.max_lines)
    assert found.total == exhaustive.match_count(documents, request)
    assert found.complete
    assert not found.notices
