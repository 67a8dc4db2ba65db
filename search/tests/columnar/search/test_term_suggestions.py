from __future__ import annotations

from search.engines.base import Document
from search.engines.whoosh.columnar.search.index_searcher import IndexSearcher
from search.engines.whoosh.term_suggestions import frequency, suggest
from search.tests.columnar.search.memory_segment import MemorySegment

DOCUMENTS = [
    Document(1, "Talks", "talks about talking"),
    Document(2, "Talks", "tall oil"),
    Document(3, "Oil", "talking tall tall"),
    Document(4, "Tax", ""),
]


def test_suggest_counts_live_articles_over_all_segments() -> None:
    one = IndexSearcher([MemorySegment(DOCUMENTS[:3])])
    two = IndexSearcher([MemorySegment(DOCUMENTS[:1]), MemorySegment(DOCUMENTS[1:], {4})])

    for snapshot in (one, two):
        assert suggest(snapshot, "TA") == (("talking", 2), ("talks", 2), ("tall", 2))
        assert suggest(snapshot, "tal", 1) == (("talking", 2),)
        assert suggest(snapshot, "zz") == ()
        assert suggest(snapshot, "…") == ()


def test_frequency_knows_both_families() -> None:
    snapshot = IndexSearcher([MemorySegment(DOCUMENTS, {2})])

    assert frequency(snapshot, "talks") == 1
    assert frequency(snapshot, "talk", "stem") == 2
    assert frequency(snapshot, "zz") == 0
