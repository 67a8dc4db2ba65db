"""The index and its writer keep the contracts of `whoosh.index` and `whoosh.writing`."""

from __future__ import annotations

from pathlib import Path

import pytest
from whoosh.fields import UnknownFieldError
from whoosh.query import And, Term
from whoosh.writing import IndexingError

from search.engines.whoosh.columnar.codec.index_errors import NoIndexError
from search.engines.whoosh.columnar.index.columnar_index import ColumnarIndex
from search.engines.whoosh.schema import article_index, open_index


@pytest.fixture
def index(tmp_path: Path) -> ColumnarIndex:
    made = article_index(tmp_path / "index")
    with made.writer(anew=True) as writer:
        writer.add_document(id=1, title="Oil talks", text="Oil talks open.", source="TASS")
        writer.add_document(id=2, title="Grain", text="Ships carry grain.", source="Reuters")
        writer.add_document(id=3, title="Gas", text="Gas talks fail.", source="TASS")
    return made


def _ids(index: ColumnarIndex) -> list[int]:
    with index.searcher() as searcher:
        return sorted(fields["id"] for fields in searcher.all_stored_fields())


def test_writer_commits_when_its_context_ends(index: ColumnarIndex) -> None:
    assert _ids(index) == [1, 2, 3]
    assert index.doc_count() == index.doc_count_all() == 3


def test_writer_cancels_when_its_context_fails(index: ColumnarIndex) -> None:
    before = sorted(path.name for path in index.commit_points.folder.iterdir())
    writer = index.writer()
    writer.add_document(id=4, text="lost")
    with pytest.raises(KeyError), writer:
        raise KeyError("interrupted")

    assert _ids(index) == [1, 2, 3]
    assert sorted(path.name for path in index.commit_points.folder.iterdir()) == before
    with index.writer() as after:
        after.add_document(id=5)
    assert _ids(index) == [1, 2, 3, 5]


def test_writer_refuses_work_after_its_commit(index: ColumnarIndex) -> None:
    writer = index.writer()
    writer.commit()

    with pytest.raises(IndexingError, match="closed"):
        writer.add_document(id=4)


def test_update_replaces_the_document_with_the_key(index: ColumnarIndex) -> None:
    with index.writer() as writer:
        writer.update_document(id=1, text="Something else.")

    with index.searcher() as searcher:
        assert _ids(index) == [1, 2, 3]
        assert [hit["id"] for hit in searcher.search(Term("text", "oil"))] == []
        assert [hit["id"] for hit in searcher.search(Term("text", "someth"))] == [1]


def test_delete_by_term_and_by_query_count_what_they_delete(index: ColumnarIndex) -> None:
    with index.writer() as writer:
        assert writer.delete_by_term("id", 2) == 1
        assert writer.delete_by_query(And([Term("text", "talk"), Term("source", "TASS")])) == 2
    assert _ids(index) == []
    assert index.is_empty()


def test_writer_refuses_a_field_the_schema_does_not_have(index: ColumnarIndex) -> None:
    with pytest.raises(UnknownFieldError, match="'colour'"), index.writer() as writer:
        writer.add_document(id=4, colour="red")
    with pytest.raises(IndexingError, match="needs an id"), index.writer() as writer:
        writer.add_document(text="no key")


def test_generation_grows_and_an_old_searcher_keeps_its_documents(index: ColumnarIndex) -> None:
    first = index.latest_generation()
    searcher = index.searcher()
    with index.writer() as writer:
        writer.delete_by_term("id", 1)

    assert index.latest_generation() == first + 1
    assert not searcher.up_to_date()
    assert [hit["id"] for hit in searcher.search(Term("text", "oil"))] == [1]
    assert [hit["id"] for hit in searcher.refresh().search(Term("text", "oil"))] == []


def test_optimize_leaves_one_segment_without_deleted_documents(index: ColumnarIndex) -> None:
    with index.writer() as writer:
        writer.delete_by_term("id", 3)
    index.optimize()

    assert index.doc_count_all() == index.doc_count() == 2
    assert len(index.commit_points.newest().segments) == 1


def test_open_and_exists_say_whether_there_is_an_index(tmp_path: Path) -> None:
    assert not ColumnarIndex.exists(tmp_path / "none")
    with pytest.raises(NoIndexError):
        open_index(tmp_path / "none")
    options = article_index(tmp_path / "new").options
    ColumnarIndex.create(tmp_path / "new", options)
    assert ColumnarIndex.exists(tmp_path / "new")
    assert open_index(tmp_path / "new").is_empty()


def test_create_empties_an_index_that_is_there(index: ColumnarIndex) -> None:
    ColumnarIndex.create(index.commit_points.folder, index.options)

    assert _ids(index) == []
