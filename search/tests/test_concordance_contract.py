"""Every engine's lines are the matches of its hits, one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import Engine, SearchRequest
from search.tests import exhaustive, strategies
from search.tests.each_engine import each_engine


@each_engine
@settings(max_examples=examples(60))
@given(st.data())
def test_lines_are_the_matches_of_the_hits(
    make: Callable[..., Engine], data: st.DataObject
) -> None:
    first = data.draw(strategies.corpora())
    second = data.draw(strategies.corpora())
    requests = data.draw(st.lists(strategies.line_requests, min_size=3, max_size=6))
    documents = list(({d.id: d for d in first} | {d.id: d for d in second}).values())
    with tempfile.TemporaryDirectory() as folder:
        engine = make(Path(folder))
        engine.rebuild(first)
        engine.update(second)

        for request in requests:
            found = engine.concordance(request)

            hits = engine.search(SearchRequest(request.node, request.filters, limit=100)).hits
            scores = {hit.id: hit.score for hit in hits}
            assert list(found.lines) == exhaustive.lines(documents, request, scores)
            assert found.total == sum(len(hit.matches) for hit in hits)
            assert found.articles == sum(bool(hit.matches) for hit in hits)
            if request.max_lines >= found.total:
                matching = exhaustive.found(documents, request.node)
                assert engine.collocates(request, ("2L", "1R"), 3) == (
                    {
                        place: exhaustive.collocates(matching, request, place, 3)
                        for place in ("2L", "1R")
                    }
                    if found.total
                    else {}
                )
            assert found.complete
            assert not found.notices
