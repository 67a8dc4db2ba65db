"""The array forms of Whoosh's own queries give what its matchers give."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, query
from whoosh.collectors import UnlimitedCollector
from whoosh.index import create_in as create_stock_in
from whoosh.matching.mcore import ReadTooFar
from whoosh.scoring import BM25F, PL2, TF_IDF, Frequency
from whoosh.searching import Searcher

from corpus.tests.law_profiles import examples
from search.engines.whoosh.columnar.fieldsearch import columnar_file_index, whoosh_forms
from search.engines.whoosh.columnar.postings.docset import listed
from search.engines.whoosh.columnar.query.array_query import NoArrayFormError

# Each example writes an index: making a failing one smaller would take minutes.
_PHASES = [phase for phase in Phase if phase is not Phase.shrink]
_WORDS = ["alfa", "alfas", "bravo", "bravado", "charlie", "delta", "über", "übel"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=9).map(" ".join)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": _TEXTS,
            "body": _TEXTS,
            "tags": st.lists(st.sampled_from(_WORDS), max_size=3).map(",".join),
            "size": st.integers(-300, 300),
            "ratio": st.floats(-2, 2),
            "flag": st.booleans(),
            "day": st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2022, 12, 31)),
        }
    ),
    min_size=1,
    max_size=10,
)


def _schema() -> fields.Schema:
    words = analysis.SpaceSeparatedTokenizer()
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=words, field_boost=2.0),
        body=fields.TEXT(analyzer=words),
        grams=fields.NGRAM(minsize=3, maxsize=5),
        edges=fields.NGRAMWORDS(minsize=2, maxsize=4, at="start"),
        tags=fields.KEYWORD(commas=True, scorable=True),
        size=fields.NUMERIC(signed=True),
        ratio=fields.NUMERIC(numtype=float),
        flag=fields.BOOLEAN(),
        day=fields.DATETIME(sortable=True),
    )


def _index(folder: Path, rows: list[dict[str, Any]], deleted: set[int]) -> Any:
    """Index `rows` in two commits without merging, and delete some."""
    index = columnar_file_index.create_in(folder, _schema())
    half = len(rows) // 2
    for first, last in ((0, half), (half, len(rows))):
        writer = index.writer()
        for number in range(first, last):
            row = rows[number]
            writer.add_document(id=str(number), grams=row["title"], edges=row["title"], **row)
        writer.commit(merge=False)
    writer = index.writer()
    for number in deleted:
        writer.delete_by_term("id", str(number))
    writer.commit(merge=False)
    return index


_FIELDS = st.sampled_from(["title", "body", "tags", "grams", "edges", "id"])
_BOOSTS = st.sampled_from([1.0, 2.5])
_TERM = st.builds(query.Term, _FIELDS, st.sampled_from([*_WORDS, "1", "alf"]), boost=_BOOSTS)
_LEAVES = st.one_of(
    _TERM,
    st.builds(query.Term, st.just("flag"), st.booleans()),
    st.builds(query.Term, st.just("missing"), st.just("alfa")),
    st.builds(
        query.Phrase,
        st.sampled_from(["title", "body"]),
        st.lists(st.sampled_from(_WORDS), min_size=2, max_size=3),
        slop=st.integers(1, 3),
        boost=_BOOSTS,
    ),
    st.builds(query.Every, st.sampled_from([None, "tags"]), boost=_BOOSTS),
    st.builds(query.NumericRange, st.just("size"), st.integers(-300, 0), st.integers(1, 300)),
    st.builds(
        query.NumericRange,
        st.just("size"),
        st.integers(-300, 300),
        st.none(),
        startexcl=st.booleans(),
        constantscore=st.booleans(),
        boost=_BOOSTS,
    ),
    st.builds(query.NumericRange, st.just("ratio"), st.none(), st.floats(-2, 2)),
    st.builds(
        query.DateRange,
        st.just("day"),
        st.just(dt.datetime(2021, 1, 1)),
        st.just(dt.datetime(2021, 12, 31)),
    ),
    st.just(query.NullQuery),
)
_EXCLUSIVE = {"startexcl": st.booleans(), "endexcl": st.booleans()}
_SCORING = {"constantscore": st.booleans(), "boost": _BOOSTS}
_MANY_TERMS = st.one_of(
    st.builds(query.Prefix, _FIELDS, st.sampled_from(["a", "alfa", "b", "z", "ü", ""]), **_SCORING),
    st.builds(
        query.Wildcard, _FIELDS, st.sampled_from(["?lfa*", "*a", "b*o", "übe?", "*"]), **_SCORING
    ),
    st.builds(query.Wildcard, _FIELDS, st.just("[ab]*a")),
    st.builds(query.Regex, _FIELDS, st.just("[ab].*a"), **_SCORING),
    st.builds(
        query.FuzzyTerm,
        _FIELDS,
        st.sampled_from(["alfo", "brava", "ubel", "al"]),
        maxdist=st.integers(1, 2),
        prefixlength=st.integers(0, 2),
        **_SCORING,
    ),
    st.builds(
        query.TermRange,
        _FIELDS,
        st.sampled_from(["alfa", "b", None]),
        st.sampled_from(["bravo", "zz", None]),
        **_EXCLUSIVE,
        **_SCORING,
    ),
    st.builds(query.Variations, _FIELDS, st.just("alfa")),
)


def _queries() -> st.SearchStrategy[query.Query]:
    return st.recursive(
        st.one_of(_LEAVES, _MANY_TERMS),
        lambda inner: st.one_of(
            st.builds(query.And, st.lists(inner, min_size=1, max_size=3), boost=_BOOSTS),
            st.builds(query.Or, st.lists(inner, min_size=1, max_size=3), boost=_BOOSTS),
            st.builds(query.AndMaybe, inner, inner),
            st.builds(query.Require, inner, inner),
            st.builds(query.Not, inner),
            st.builds(query.ConstantScoreQuery, inner, st.sampled_from([1.0, 3.0])),
        ),
        max_leaves=6,
    )


def _by_arrays(index: Any, asked: query.Query, weighting: Any) -> dict[int, float] | None:
    searcher = index.searcher(weighting=weighting)
    try:
        found = listed(searcher.reader().arrays(searcher.weighting).docset(asked))
    except NoArrayFormError:
        return None
    scores = [0.0] * len(found.docs) if found.scores is None else found.scores.tolist()
    return dict(zip(found.docs.tolist(), scores, strict=True))


def _by_matchers(index: Any, asked: query.Query, weighting: Any) -> dict[int, float] | None:
    searcher = Searcher(index.reader(), weighting=weighting)
    collector = UnlimitedCollector()
    collector.replace = 0
    try:
        searcher.search_with_collector(asked, collector)
    except (IndexError, ReadTooFar):  # mistakes of Whoosh's matchers
        return None
    return {docnum: score for score, docnum in collector.results().top_n}


@settings(max_examples=examples(150), phases=_PHASES)
@given(
    rows=_ROWS,
    deleted=st.sets(st.integers(0, 9), max_size=3),
    asked=st.lists(_queries(), min_size=1, max_size=8),
    weighting=st.sampled_from([BM25F(), BM25F(B=0.3, title_B=0.9), TF_IDF(), Frequency()]),
)
def test_array_forms_find_and_score_as_matchers_do(
    tmp_path_factory, rows, deleted, asked, weighting
):
    index = _index(tmp_path_factory.mktemp("forms"), rows, deleted)

    # Whoosh's Not may let a deleted document through.
    for one in (one for one in asked if not deleted or "Not(" not in repr(one)):
        found, expected = (by(index, one, weighting) for by in (_by_arrays, _by_matchers))

        if found is not None and expected is not None:
            assert found == pytest.approx(expected), one


_FEW_WORDS = st.lists(st.sampled_from(["alfa", "bravo", "delta"]), min_size=1, max_size=12)
_PHRASES = st.builds(
    query.Phrase,
    st.just("body"),
    st.lists(st.sampled_from(["alfa", "bravo", "delta"]), min_size=2, max_size=4),
    slop=st.integers(1, 3),
)


@settings(max_examples=examples(60), phases=_PHASES)
@given(
    texts=st.lists(_FEW_WORDS.map(" ".join), min_size=1, max_size=6),
    asked=st.lists(_PHRASES, min_size=4, max_size=8),
)
def test_phrases_with_slop_find_and_score_as_matchers_do(tmp_path_factory, texts, asked):
    index = columnar_file_index.create_in(tmp_path_factory.mktemp("phrases"), _schema())
    with index.writer() as writer:
        for text in texts:
            writer.add_document(body=text)

    for one in asked:
        found = _by_arrays(index, one, BM25F())
        assert found == pytest.approx(_by_matchers(index, one, BM25F())), one


@pytest.fixture
def index(tmp_path: Path) -> Any:
    """Three documents in one segment, the third deleted."""
    index = columnar_file_index.create_in(tmp_path, _schema())
    with index.writer() as writer:
        writer.add_document(id="1", body="alfa bravo", title="delta")
        writer.add_document(id="2", body="alfa", title="alfa delta")
        writer.add_document(id="3", body="alfa bravo")
    with index.writer() as writer:
        writer.merge = False
        writer.delete_by_term("id", "3")
    return index


def test_best_of_keeps_the_highest_score_of_each_document(index):
    parts = [query.Term("body", "alfa"), query.Term("title", "alfa", boost=3.0)]

    found = _by_arrays(index, query.DisjunctionMax(parts, boost=2.0), Frequency())

    assert found == {0: 2.0, 1: 12.0}


def test_and_not_leaves_no_excluded_document(index):
    asked = query.AndNot(query.Term("body", "alfa"), query.Term("body", "bravo"))

    assert _by_arrays(index, asked, Frequency()) == {1: 1.0}


def test_query_without_array_form_is_refused(index):
    arrays = index.searcher().reader().arrays(BM25F())

    with pytest.raises(NoArrayFormError):
        arrays.docset(query.Otherwise(query.Term("body", "alfa"), query.Term("body", "bravo")))


def test_weighting_without_formula_is_refused_only_where_scores_are_wanted(index):
    arrays = index.searcher().reader().arrays(PL2())

    with pytest.raises(NoArrayFormError):
        arrays.docset(query.Term("body", "alfa"))
    assert listed(arrays.docset(query.Term("body", "bravo"), scored=False)).docs.tolist() == [0]


def test_part_without_array_form_is_answered_by_its_matcher(index):
    choice = query.Otherwise(query.Term("body", "none"), query.Term("body", "bravo"))

    found = _by_arrays(index, query.And([query.Term("body", "alfa"), choice]), Frequency())

    assert found == {0: 2.0}


def test_every_form_is_of_a_query_class():
    assert all(issubclass(form, query.Query) for form in whoosh_forms.FORMS)


def test_segments_of_another_codec_are_searched_by_matchers(tmp_path: Path):
    stock = create_stock_in(tmp_path, _schema())
    with stock.writer() as writer:
        writer.add_document(id="1", body="alfa")
    index = columnar_file_index.open_dir(tmp_path)
    with index.writer() as writer:
        writer.merge = False
        writer.add_document(id="2", body="alfa")

    with pytest.raises(NoArrayFormError):
        index.searcher().reader().arrays(BM25F())
    assert index.searcher().search(query.Term("body", "alfa")).docs() == {0, 1}


def test_fuzzy_words_of_a_stemmed_field_are_those_as_written(tmp_path: Path):
    schema = fields.Schema(body=fields.TEXT(analyzer=analysis.StemmingAnalyzer(), spelling=True))
    index = columnar_file_index.create_in(tmp_path, schema)
    with index.writer() as writer:
        writer.add_document(body="render rendering")
        writer.add_document(body="other words")

    for text in ("rendex", "renderinq", "othes", "none"):
        asked = query.FuzzyTerm("body", text, maxdist=1)

        found = _by_arrays(index, asked, Frequency())

        assert found == _by_matchers(index, asked, Frequency()), text
