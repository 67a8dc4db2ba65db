"""A searcher by arrays answers as Whoosh's searcher does over the same reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import fields, query, sorting
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
from whoosh.query.spans import SpanFirst
from whoosh.reading import ReaderClosed

from corpus.tests.law_profiles import examples
from search.engines.whoosh.columnar.fieldsearch import columnar_file_index
from search.engines.whoosh.columnar.fieldsearch.columnar_file_index import ColumnarFileIndex

_PHASES = [phase for phase in Phase if phase is not Phase.shrink]
_WORDS = ["alfa", "bravo", "charlie"]
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "body": st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join),
            "tags": st.sets(st.sampled_from(_WORDS)).map(",".join),
            "size": st.integers(-2, 2),
            "count": st.integers(0, 2),
            "name": st.sampled_from(_WORDS),
            "kind": st.sampled_from(_WORDS),
        },
    ),
    min_size=1,
    max_size=12,
)


def _schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True, unique=True),
        body=fields.TEXT(stored=True),
        tags=fields.KEYWORD(commas=True),
        size=fields.NUMERIC(sortable=True, signed=True),
        count=fields.NUMERIC(signed=False),
        name=fields.ID(sortable=True),
        kind=fields.ID(),
    )


class _Memory(RamStorage):  # type: ignore[misc]
    """A storage whose temporary folder no other test shares."""

    def temp_storage(self, name: str | None = None) -> Any:
        return super().temp_storage()


def _index(rows: list[dict[str, Any]], deleted: set[int]) -> ColumnarFileIndex:
    """Index `rows` in memory, in two commits without merging, and delete some."""
    index = _Memory().create_index(_schema(), indexclass=ColumnarFileIndex)
    half = len(rows) // 2
    for first, last in ((0, half), (half, len(rows))):
        writer = index.writer()
        for number in range(first, last):
            given_values = {name: value for name, value in rows[number].items() if value != -2}
            writer.add_document(id=str(number), **given_values)
        writer.commit(merge=False)
    writer = index.writer()
    for number in deleted:
        writer.delete_by_term("id", str(number))
    writer.commit(merge=False)
    return index  # type: ignore[no-any-return]


_TERMS = st.sampled_from([query.Term("body", word) for word in _WORDS])
_ASKED = (
    _TERMS | st.builds(query.Or, st.lists(_TERMS, min_size=2, max_size=3)) | st.just(query.Every())
)
_SORTS = st.sampled_from(
    [
        None,
        "size",
        "name",
        "kind",
        ["name", "count"],
        sorting.FieldFacet("size", reverse=True),
        [sorting.FieldFacet("kind", reverse=True), "size"],
        sorting.QueryFacet({"first": query.Term("body", "alfa")}, other="later"),
    ]
)
_GROUPS = st.sampled_from(
    [
        None,
        [sorting.FieldFacet("tags", allow_overlap=True, maptype=sorting.Count)],
        [sorting.FieldFacet("count", allow_overlap=True, maptype=sorting.Count)],
        "name",
    ]
)
_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "limit": st.sampled_from([1, 3, 100, None]),
        "sortedby": _SORTS,
        "reverse": st.booleans(),
        "groupedby": _GROUPS,
        "filter": _TERMS | st.sets(st.integers(0, 12)),
        "mask": _TERMS | st.sets(st.integers(0, 12)),
        "scored": st.booleans(),
    },
)


def _answer(searcher: Any, asked: query.Query, options: dict[str, Any]) -> Any:
    results = searcher.search(asked, **(options | {"optimize": False}))
    groups = {name: results.groups(name) for name in results.facet_names()}
    keys = [round(hit.score, 6) if isinstance(hit.score, float) else hit.score for hit in results]
    return keys, [hit["id"] for hit in results], len(results), set(results.docs()), groups


@settings(max_examples=examples(200), phases=_PHASES)
@given(
    rows=_ROWS,
    deleted=st.sets(st.integers(0, 11), max_size=3),
    asked=st.lists(st.tuples(_ASKED, _OPTIONS), min_size=1, max_size=6),
)
def test_searcher_answers_by_arrays_as_by_matchers(rows, deleted, asked):
    index = _index(rows, deleted)

    for one, options in asked:
        expected = _answer(index.searcher(arrays=False), one, options)

        assert _answer(index.searcher(), one, options) == expected, (one, options)


@pytest.fixture
def index(tmp_path: Path) -> ColumnarFileIndex:
    """Three documents in a folder."""
    index = columnar_file_index.create_in(tmp_path, _schema())
    with index.writer() as writer:
        writer.add_document(id="1", body="alfa bravo alfa", size=3, name="b", tags="x,y", kind="k")
        writer.add_document(id="2", body="alfa", size=1, name="a", tags="x", kind="k")
        writer.add_document(id="3", body="bravo", size=2, name="c")
    return index


def _ids(results: Any) -> list[str]:
    return [hit["id"] for hit in results]


def test_parsed_query_finds_marks_and_counts(index):
    asked = QueryParser("body", index.schema).parse("alfa")

    results = index.searcher().search(asked, limit=1)

    assert (_ids(results), len(results), results.has_exact_length()) == (["2"], 2, True)
    assert results[0].highlights("body") == '<b class="match term0">alfa</b>'


def test_page_beyond_the_first_is_cut_from_the_same_order(index):
    page = index.searcher().search_page(query.Every(), 2, pagelen=2, sortedby="name")

    assert ([hit["id"] for hit in page], page.total, page.pagecount) == (["3"], 3, 2)


def test_sorting_by_columns_counts_and_reverses(index):
    searcher = index.searcher()

    assert _ids(searcher.search(query.Every(), sortedby="size", reverse=True)) == ["1", "3", "2"]
    assert [hit.score for hit in searcher.search(query.Every(), sortedby="name")] == [
        b"a",
        b"b",
        b"c",
    ]


def test_counts_by_terms_name_documents_without_one(index):
    tags = sorting.FieldFacet("tags", allow_overlap=True, maptype=sorting.Count)

    results = index.searcher().search(query.Every(), groupedby=tags)

    assert results.groups() == {"x": 2, "y": 1, None: 1}


def test_results_are_a_filter_of_another_search(index):
    searcher = index.searcher()
    only = searcher.search(query.Term("body", "bravo"), limit=None)

    assert _ids(searcher.search(query.Term("body", "alfa"), filter=only)) == ["1"]
    assert _ids(searcher.search(query.Term("body", "alfa"), mask=only)) == ["2"]


def test_narrowed_results_filter_by_what_is_left(index):
    searcher = index.searcher()
    only = searcher.search(query.Term("body", "alfa"), limit=None)
    only.filter(searcher.search(query.Term("body", "bravo"), limit=None))

    assert _ids(searcher.search(query.Every(), filter=only)) == ["1"]


def test_collapsing_keeps_the_best_of_each_group(index):
    results = index.searcher().search(query.Term("body", "alfa"), collapse="kind", limit=None)

    assert _ids(results) == ["2"]


def test_matched_terms_come_from_matchers(index):
    asked = query.Or([query.Term("body", "alfa"), query.Term("body", "none")])

    results = index.searcher().search(asked, terms=True)

    assert results.matched_terms() == {("body", b"alfa")}


def test_query_without_array_form_is_answered_by_matchers(index):
    assert _ids(index.searcher().search(SpanFirst(query.Term("body", "bravo")))) == ["3"]


def test_limit_below_one_is_refused(index):
    with pytest.raises(ValueError, match="limit"):
        index.searcher().search(query.Every(), limit=0)


def test_searchers_share_arrays_until_the_index_changes(index):
    first, second = index.searcher(), index.searcher()
    first.close()
    assert second.reader().fields is first.reader().fields
    assert second.refresh() is second
    with pytest.raises(ReaderClosed):
        first.search(query.Every())[0]["id"]

    with index.writer() as writer:
        writer.add_document(id="4", body="alfa")

    assert len(second.search(query.Term("body", "alfa"))) == 2
    assert len(second.refresh().search(query.Term("body", "alfa"))) == 3
    assert index.doc_count() == 4


def test_documents_are_deleted_by_query(index):
    with index.writer() as writer:
        assert writer.delete_by_query(query.Prefix("body", "br")) == 2

    assert _ids(index.searcher().search(query.Every())) == ["2"]


def test_words_near_a_word_are_suggested_in_order(index):
    assert index.searcher().suggest("body", "bravi") == ["bravo"]
    assert list(index.reader().terms_within("body", "alfo", 1)) == ["alfa"]


def test_reader_that_takes_over_another_sees_new_deletions_and_documents(index):
    before = index.reader()
    with index.writer() as writer:
        writer.merge = False
        writer.delete_by_term("id", "1")
        writer.add_document(id="4", body="delta")

    after = index.reader(reuse=before)

    assert [fields["id"] for fields in after.all_stored_fields()] == ["2", "3", "4"]


def test_sorting_by_score_facet_and_field_keeps_scores(index):
    by_score = [sorting.ScoreFacet(), "name"]

    assert _ids(index.searcher().search(query.Term("body", "alfa"), sortedby=by_score)) == [
        "2",
        "1",
    ]
