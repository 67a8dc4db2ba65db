"""What the searcher answers = what looking at every article finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.tests.law_profiles import examples
from search.engines.base import Document, SearchRequest
from search.engines.whoosh import date_facets
from search.engines.whoosh.columnar.postings import doc_order as newest
from search.engines.whoosh.columnar.postings import docset as found
from search.engines.whoosh.columnar.postings import near_spans as near
from search.engines.whoosh.columnar.postings import row_finder as rows
from search.engines.whoosh.columnar.postings import span_reader as occurrences
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.page_search import count, search
from search.tests import exhaustive, strategies
from search.tests.columnar.search import reference_scorer
from search.tests.columnar.search.memory_segment import MemorySegment
from search.tests.reference_matcher import brute_force


@st.composite
def layouts(draw: st.DrawFn, size: int = 12) -> tuple[list[Document], IndexSearcher]:
    """Draw some documents, and a snapshot of them in any physical layout."""
    documents = draw(strategies.corpora(size))
    ghosts = [
        replace(draw(strategies.documents(number)), id=number)
        for number in draw(st.sets(st.integers(1, 20), max_size=3))
    ]
    kept = draw(st.permutations(documents))
    cuts = sorted(draw(st.lists(st.integers(0, len(kept)), max_size=2)))
    segments = []
    for start, stop in zip([0, *cuts], [*cuts, len(kept)], strict=True):
        gone = [ghost for ghost in ghosts if ghost.id not in {d.id for d in kept[start:stop]}]
        segments.append(MemorySegment([*gone, *kept[start:stop]], {ghost.id for ghost in gone}))
    return documents, IndexSearcher(segments)


#: Above how many documents a set becomes dense: always sorted, mixed, always dense.
FORMS = st.sampled_from([0, 3, 1_000])


@contextmanager
def forms_of_sets(dense_above: int) -> Iterator[None]:
    """Let small corpora take every form of a set, and every plan for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(found, "DENSE_ABOVE", dense_above)
        patch.setattr(date_facets, "_FEW", 2 if dense_above else 0)
        patch.setattr(date_facets, "_MEDIUM", 0 if dense_above == 3 else 4)
        if dense_above == 3:
            patch.setattr(occurrences, "_MUCH_MORE", 0)
            patch.setattr(rows, "_FEW", 0)
            patch.setattr(newest, "_FEW", 0)
            patch.setattr(near, "_STRETCH", 3)
        yield


@settings(max_examples=examples(300))
@given(FORMS, layouts(), st.lists(strategies.requests, min_size=1, max_size=4))
def test_search_answers_as_looking_at_every_article(
    form: int, drawn: tuple[list[Document], IndexSearcher], requests: Sequence[SearchRequest]
) -> None:
    with forms_of_sets(form):
        _assert_exact(*drawn, requests)


@settings(max_examples=examples(100))
@given(FORMS, layouts(25), strategies.requests, st.integers(0, 30), st.integers(0, 30))
def test_page_is_a_slice_of_the_whole_order(
    form: int,
    drawn: tuple[list[Document], IndexSearcher],
    request: SearchRequest,
    offset: int,
    limit: int,
) -> None:
    _, snapshot = drawn
    with forms_of_sets(form):
        whole = search(snapshot, replace(request, limit=100)).hits

        page = search(snapshot, replace(request, offset=offset, limit=limit)).hits

    assert page == whole[offset : offset + limit]


def _assert_exact(
    documents: list[Document], snapshot: IndexSearcher, requests: Sequence[SearchRequest]
) -> None:
    for request in requests:
        response = search(snapshot, request)

        matching = exhaustive.found(documents, request.node)
        hits = [d for d in matching if exhaustive.passes(d, request.filters)]
        scores = reference_scorer.scores(documents, request.node)
        if request.sort == "recent":
            scores = reference_scorer.aged(documents, scores)
        assert response.total == len(hits) == count(snapshot, request.node, request.filters)
        assert response.complete
        assert not response.notices
        assert [(hit.id, hit.score) for hit in response.hits] == [
            (d.id, scores[d.id]) for d in _ordered(hits, request, scores)
        ]
        by_id = {d.id: d for d in hits}
        for hit in response.hits:
            assert hit.matches == brute_force(by_id[hit.id], request.node)[1]
            assert hit.fingerprint == by_id[hit.id].fingerprint()
        assert response.labels == exhaustive.label_counts(
            matching, request.filters, request.facet_size
        )
        assert response.dates == exhaustive.date_counts(matching, request)
        assert response.histogram == exhaustive.histogram(
            matching, request.filters, request.interval
        )


def _ordered(
    documents: Sequence[Document], request: SearchRequest, scores: dict[int, float]
) -> list[Document]:
    def day(document: Document) -> int:
        return document.first_day.toordinal() if document.first_day else 0

    keys = {
        "relevance": lambda d: (-scores[d.id], -day(d), -d.id),
        "recent": lambda d: (-scores[d.id], -day(d), -d.id),
        "newest": lambda d: (-day(d), -d.id),
        "oldest": lambda d: (day(d) == 0, day(d), -d.id),
    }
    return sorted(documents, key=keys[request.sort])
