"""Stock Whoosh on top of the arrays gives what it gives on top of its own files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import analysis, fields, formats, index, query
from whoosh.collectors import TopCollector
from whoosh.matching.mcore import ReadTooFar
from whoosh.query.spans import SpanNear
from whoosh.scoring import BM25F, TF_IDF, Frequency

from corpus.tests.law_profiles import examples
from search.engines.whoosh.columnar.perfield import ColumnarCodec
from search.engines.whoosh.columnar.perfield.stored_values import dump, load

# Each example writes two indexes: making a failing one smaller would take minutes.
_PHASES = [phase for phase in Phase if phase is not Phase.shrink]
_WORDS = ["alfa", "alfas", "bravo", "charlie", "delta", "über"]
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=8).map(" ".join)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {"title": _TEXTS, "body": _TEXTS, "tags": _TEXTS, "size": st.integers(-5, 5)}
    ),
    min_size=1,
    max_size=8,
)
_FIELDS = st.sampled_from(["title", "body", "tags", "freq"])


def _schema() -> fields.Schema:
    words = analysis.SpaceSeparatedTokenizer()
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        title=fields.TEXT(analyzer=words, stored=True, field_boost=2.0),
        body=fields.TEXT(analyzer=words, chars=True, vector=True),
        tags=fields.KEYWORD(scorable=True),
        freq=fields.FieldType(formats.Frequency(), words, scorable=True, multitoken_query="and"),
        size=fields.NUMERIC(sortable=True, stored=True, signed=True),
        day=fields.DATETIME(stored=True, sortable=True),
        source=fields.ID(sortable=True),
    )


def _queries() -> st.SearchStrategy[query.Query]:
    words = st.sampled_from(_WORDS)
    leaves = st.one_of(
        st.builds(query.Term, _FIELDS, words),
        st.builds(query.Prefix, _FIELDS, st.sampled_from(["a", "alfa", "b", "z"])),
        st.builds(query.Wildcard, _FIELDS, st.sampled_from(["?lfa*", "*a", "b*o"])),
        st.builds(query.FuzzyTerm, _FIELDS, st.sampled_from(["alfo", "brava"])),
        st.builds(
            query.Phrase,
            st.sampled_from(["title", "body"]),
            st.lists(words, min_size=2, max_size=3),
            slop=st.integers(1, 3),
        ),
        st.builds(query.NumericRange, st.just("size"), st.integers(-5, 0), st.integers(0, 5)),
        st.just(query.Every()),
    )
    # Whoosh cannot put a span query below another one.
    near = st.builds(
        lambda a, b: SpanNear(query.Term("body", a), query.Term("body", b), slop=2), words, words
    )
    return near | st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.builds(query.And, st.lists(inner, min_size=2, max_size=3)),
            st.builds(query.Or, st.lists(inner, min_size=2, max_size=3)),
            st.builds(query.AndNot, inner, inner),
        ),
        max_leaves=5,
    )


def _index(folder: Path, rows: list[dict[str, Any]], deleted: set[int], codec: Any) -> index.Index:
    """Index `rows` in two commits, delete some, without merging."""
    folder.mkdir()
    ix = index.create_in(folder, _schema())
    half = len(rows) // 2
    for first, last in ((0, half), (half, len(rows))):
        writer = ix.writer(codec=codec)
        for number in range(first, last):
            row = rows[number]
            writer.add_document(
                id=str(number),
                freq=row["body"],
                day=dt.datetime(2022, 2, 1 + number),
                source=row["tags"].split()[0],
                **row,
            )
        writer.commit(merge=False)
    writer = ix.writer(codec=codec)
    for number in deleted:
        writer.delete_by_term("id", str(number))
    writer.commit(merge=False)
    return ix


def _found(ix: index.Index, sought: query.Query, weighting: Any) -> list[tuple[str, float]] | str:
    """Return what Whoosh finds; where it has a mistake of its own, the error that it makes."""
    with ix.searcher(weighting=weighting) as searcher:
        collector = TopCollector(limit=100, usequality=False)
        try:
            searcher.search_with_collector(sought, collector)
        except (IndexError, ReadTooFar) as error:
            return type(error).__name__
        hits = [(hit["id"], round(hit.score, 4)) for hit in collector.results()]
    return sorted(hits)


@settings(max_examples=examples(60), phases=_PHASES)
@given(
    rows=_ROWS,
    deleted=st.sets(st.integers(0, 7), max_size=3),
    sought=st.lists(_queries(), min_size=1, max_size=6),
    weighting=st.sampled_from([BM25F(), TF_IDF(), Frequency()]),
)
def test_stock_search_finds_the_same_through_either_codec(
    tmp_path_factory, rows, deleted, sought, weighting
):
    folder = tmp_path_factory.mktemp("codecs")
    stock = _index(folder / "stock", rows, deleted, None)
    ours = _index(folder / "ours", rows, deleted, ColumnarCodec())

    for one in sought:
        assert _found(ours, one, weighting) == _found(stock, one, weighting)


@settings(max_examples=examples(25), phases=_PHASES)
@given(rows=_ROWS, deleted=st.sets(st.integers(1, 7), max_size=3))
def test_stock_reader_reads_the_same_through_either_codec(tmp_path_factory, rows, deleted):
    folder = tmp_path_factory.mktemp("codecs")
    readings = []
    for name, codec in (("stock", None), ("ours", ColumnarCodec())):
        ix = _index(folder / name, rows, deleted, codec)
        ix.optimize(codec=codec)
        readings.append(_everything(ix.reader()))

    assert readings[1] == readings[0]


def _everything(reader: Any) -> list[Any]:
    postings: list[Any] = []
    for field, text in reader.all_terms():
        info = reader.term_info(field, text)
        matcher = reader.postings(field, text)
        while matcher.is_active():
            seen = [matcher.id(), matcher.weight()]
            seen += [
                matcher.value_as(kind)
                for kind in ("frequency", "positions", "characters")
                if matcher.supports(kind)
            ]
            postings.append((field, text, seen))
            matcher.next()
        postings.append((field, text, info.weight(), info.doc_frequency(), info.max_weight()))
        postings.append((info.min_id(), info.max_id(), info.min_length(), info.max_length()))
        assert reader.frequency(field, text) == info.weight()
    columns_ = [list(reader.column_reader(name)) for name in ("size", "day", "source")]
    numbers = list(reader.all_doc_ids())
    lengths = [
        [reader.doc_field_length(number, name) for number in numbers] for name in ("title", "body")
    ]
    vectors = [list(reader.vector_as("frequency", number, "body")) for number in numbers]
    cursor = reader.cursor("body")
    cursor.find("b")
    return [
        postings,
        columns_,
        lengths,
        vectors,
        [reader.stored_fields(number) for number in numbers],
        [reader.field_length("body"), reader.max_field_length("body")],
        [list(reader.expand_prefix("body", "al")), list(reader.lexicon("title"))],
        [cursor.text(), cursor.next(), cursor.first()],
        [list(reader.terms_within("body", "alfo", 1))],
        reader.doc_frequency("body", "none"),
    ]


def test_open_dir_reads_what_the_codec_wrote(tmp_path: Path):
    ix = index.create_in(tmp_path, _schema())
    writer = ix.writer(codec=ColumnarCodec())
    writer.add_document(id="1", title="war and peace", body="war " * 300, size=3)
    writer.add_document(id="2", title="peace", body="peace", size=1)
    writer.commit()

    with index.open_dir(tmp_path).searcher() as searcher:
        hits = searcher.search(query.Term("title", "peace"), sortedby="size")
        assert [dict(hit) for hit in hits] == [
            {"id": "2", "title": "peace", "size": 1},
            {"id": "1", "title": "war and peace", "size": 3},
        ]
        assert searcher.search(query.Phrase("title", ["and", "peace"])).docs() == {0}


def test_matcher_skips_and_knows_its_blocks(tmp_path: Path):
    ix = index.create_in(tmp_path, fields.Schema(body=fields.TEXT(phrase=True)))
    writer = ix.writer(codec=ColumnarCodec())
    for number in range(300):
        writer.add_document(body="alfa " * (1 + number // 128) + "bravo " * (number % 3))
    writer.commit()
    reader = ix.reader()
    scorer = BM25F().scorer(ix.searcher(), "body", "alfa")

    matcher = reader.postings("body", "alfa", scorer=scorer)

    assert matcher.supports_block_quality()
    assert (matcher.block_min_id(), matcher.block_max_id()) == (0, 127)
    assert (matcher.block_max_weight(), matcher.block_min_length()) == (1.0, 1)
    assert matcher.block_max_length() == 3
    matcher.skip_to(200)
    assert (matcher.id(), matcher.block_max_weight()) == (200, 2.0)
    other = matcher.copy()
    assert matcher.skip_to_quality(matcher.block_quality()) == 1
    assert (matcher.id(), other.id()) == (256, 200)
    assert matcher.max_quality() >= matcher.block_quality() >= matcher.score()
    matcher.reset()
    assert list(matcher.all_ids()) == list(range(300))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"a": "text", "b": [1, 2.5, None, True], "c": (1, "x"), "d": b"\x00\xff"},
        {"e": dt.datetime(2022, 2, 4, 1, 2, 3), "f": dt.date(2022, 2, 4), "é": "東"},
    ],
)
def test_stored_values_come_back(values):
    assert load(dump(values)) == values


def test_stored_values_of_unknown_type_are_refused():
    with pytest.raises(TypeError, match="may not be a set"):
        dump({"a": {1, 2}})
