"""Whoosh on top of our index finds what it finds on top of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, index, query
from whoosh.collectors import TopCollector
from whoosh.matching.mcore import ReadTooFar
from whoosh.scoring import BM25F, Frequency
from whoosh.searching import Searcher

from corpus.tests.law_profiles import examples
from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex, IndexOptions
from search.engines.whoosh.columnar.index.field_types import GroupField, KeyField
from search.tests.columnar.codec.index_building import ANALYZER, stem, surfaces

_PHASES = [phase for phase in Phase if phase is not Phase.shrink]
_WORDS = ["alfa", "alfas", "bravo", "charlie", "delta", "über"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
_ARTICLES = st.lists(st.tuples(_TEXTS, _TEXTS), min_size=1, max_size=8)
_FIELDS = ["title", "text", "text_exact"]


class _Stemming(analysis.Composable):  # type: ignore[misc]
    """The analyzer of these tests in the form Whoosh asks for."""

    def __init__(self, *, exact: bool) -> None:
        self.exact = exact

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Any:
        token = analysis.Token(positions, boost=1.0)
        for place, surface in enumerate(surfaces(value)):
            token.text = surface.lower() if self.exact else stem(surface.lower())
            token.pos = place
            yield token


_STEMS, _EXACT = _Stemming(exact=False), _Stemming(exact=True)
_OURS = fields.Schema(
    id=KeyField(),
    title=GroupField("title", "stem", _STEMS),
    text=GroupField("text", "stem", _STEMS),
    text_exact=GroupField("text", "exact", _EXACT),
)
_STOCK = fields.Schema(
    title=fields.TEXT(analyzer=_STEMS),
    text=fields.TEXT(analyzer=_STEMS),
    text_exact=fields.TEXT(analyzer=_EXACT),
    id=fields.STORED,
)
_LEAVES = st.one_of(
    st.builds(query.Term, st.sampled_from(_FIELDS), st.sampled_from(_WORDS)),
    st.builds(query.Prefix, st.sampled_from(_FIELDS), st.sampled_from(["a", "ch"])),
    st.builds(
        query.Phrase, st.just("text"), st.lists(st.sampled_from(_WORDS), min_size=2, max_size=2)
    ),
)
# No exclusion: Whoosh may leak its first hit, which one depends on the order of documents.
_QUERIES = st.one_of(
    _LEAVES,
    st.builds(query.And, st.lists(_LEAVES, min_size=2, max_size=2)),
    st.builds(query.Or, st.lists(_LEAVES, min_size=2, max_size=3)),
)


def _found(ix: index.Index, sought: query.Query, weighting: Any) -> list[tuple[int, float]] | str:
    """Return what Whoosh's matchers find; where they have a mistake, the error they make."""
    searcher = Searcher(ix.reader(), weighting=weighting)
    collector = TopCollector(limit=100, usequality=False)
    try:
        searcher.search_with_collector(sought, collector)
    except (IndexError, ReadTooFar) as error:
        return type(error).__name__
    return sorted((hit["id"], round(hit.score, 4)) for hit in collector.results())


@settings(max_examples=examples(40), phases=_PHASES)
@given(
    articles=_ARTICLES,
    deleted=st.sets(st.integers(0, 7), max_size=2),
    sought=st.lists(_QUERIES, min_size=1, max_size=5),
)
def test_whoosh_finds_on_our_index_what_it_finds_on_its_own(
    tmp_path_factory: Any,
    articles: list[tuple[str, str]],
    deleted: set[int],
    sought: list[query.Query],
) -> None:
    folder: Path = tmp_path_factory.mktemp("ours")
    ours = ColumnarIndex.create(folder / "ours", IndexOptions(_OURS, ANALYZER))
    half = len(articles) // 2
    for part in (range(half), range(half, len(articles))):
        with ours.writer() as writer:
            for number in part:
                title, text = articles[number]
                writer.add_document(id=number, title=title, text=text)
    with ours.writer() as writer:
        for number in deleted:
            writer.delete_by_term("id", number)
    (folder / "stock").mkdir()
    stock = index.create_in(folder / "stock", _STOCK)
    with stock.writer() as stock_writer:
        for number, (title, text) in enumerate(articles):
            if number not in deleted:
                stock_writer.add_document(id=number, title=title, text=text, text_exact=text)

    for one in sought:
        # Deleted articles still count in Whoosh's statistics, so only the set can be equal.
        assert _found(ours, one, Frequency()) == _found(stock, one, Frequency())
        if not deleted:
            assert _found(ours, one, BM25F()) == _found(stock, one, BM25F())
    assert ours.doc_count() == len([n for n in range(len(articles)) if n not in deleted])
