"""The codec for any schema in every storage, with values and columns of every kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from whoosh import fields, formats, query, sorting
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.multiproc import MpWriter

from search.engines.whoosh.columnar.codec.index_errors import CorruptIndexError
from search.engines.whoosh.columnar.fieldsearch.columnar_file_index import ColumnarFileIndex
from search.engines.whoosh.columnar.perfield import ColumnarCodec
from search.engines.whoosh.columnar.perfield.posting_values import positions_in


def _write_field(values: list[bytes], field: Any, block: int = 128) -> tuple[Any, Any]:
    """Write one term with a posting of weight 1 for each value; return its reader and storage."""
    storage, codec = RamStorage(), ColumnarCodec(blocklimit=block)
    segment = codec.new_segment(storage, "test")
    writer = codec.field_writer(storage, segment)
    writer.start_field("body", field)
    writer.start_term(b"alfa")
    for number, value in enumerate(values):
        writer.add(number, 1.0, value, number + 1)
    writer.finish_term()
    writer.finish_field()
    writer.close()
    return codec.terms_reader(storage, segment), storage


def _values(reader: Any, field: Any) -> list[bytes]:
    matcher = reader.matcher("body", b"alfa", field.format)
    values = []
    while matcher.is_active():
        values.append(matcher.value())
        matcher.next()
    return values


@pytest.mark.parametrize(
    ("format_", "values"),
    [
        (formats.Positions(), [formats.Positions().encode([0, 7, 70_000])]),
        (formats.Positions(), [formats.Positions().encode(list(range(3_000)))]),
        (formats.Positions(), [formats.Positions().encode([1]), b"other", b""]),
        (formats.Frequency(), [b"\x00\x00\x00\x05", b"\x00\x00\x00\x01"]),
        (formats.Frequency(), [b"\x00\x00\x00\x05", b"fiv"]),
        (formats.Existence(), [b"", b""]),
        (formats.Existence(), [b"", b"there"]),
        (formats.Characters(), [b"anything", b"\x00"]),
    ],
)
def test_encoded_values_come_back_as_they_were(format_, values):
    field = fields.FieldType(format_, None)

    reader, _ = _write_field(values, field)

    assert _values(reader, field) == values
    assert reader.term_info("body", b"alfa").weight() == len(values)


@pytest.mark.parametrize(
    "value",
    [
        b"",
        b"\x00\x00\x00\x01\x80\x02cposix\nsystem\nq\x00.",
        b"\x00\x00\x00\x02\x80\x02]q\x00K\x01a.",
        b"\x00\x00\x00\x01\x80\x02]q\x00K\x01a.more",
    ],
)
def test_bytes_that_are_no_positions_are_never_decoded(value):
    assert positions_in(formats.Positions(), value) is None


def test_blocks_of_postings_know_their_lengths():
    field = fields.TEXT()
    position = field.format.encode([0])

    reader, _ = _write_field([position] * 5, field, block=2)
    matcher = reader.matcher("body", b"alfa", field.format)

    bounds = []
    while matcher.is_active():
        bounds.append((matcher.block_min_length(), matcher.block_max_length()))
        matcher.next()
    assert bounds == [(1, 2), (1, 2), (3, 4), (3, 4), (5, 5)]
    info = reader.term_info("body", b"alfa")
    assert (info.min_length(), info.max_length()) == (1, 5)


def _schema() -> fields.Schema:
    return fields.Schema(
        id=fields.ID(stored=True), price=fields.NUMERIC(stored=True), body=fields.TEXT(vector=True)
    )


@pytest.fixture(params=["memory", "folder"])
def index(request: Any, tmp_path: Path) -> ColumnarFileIndex:
    """Two segments of two documents each."""
    storage = RamStorage() if request.param == "memory" else FileStorage(str(tmp_path))
    storage.temp_storage = lambda name=None: FileStorage(str(tmp_path / "temporary")).create()
    index = ColumnarFileIndex.create(storage, _schema())
    for numbers in ((3, 1), (2, 4)):
        writer = index.writer()
        for number in numbers:
            writer.add_document(id=str(number), price=number * 10, body="alfa " * number)
        writer.commit(merge=False)
    return index  # type: ignore[no-any-return]


def test_lengths_are_exact(index):
    reader = index.reader()

    assert [reader.doc_field_length(number, "body") for number in range(4)] == [3, 1, 2, 4]
    assert (reader.min_field_length("body"), reader.max_field_length("body")) == (1, 4)


def test_column_added_later_sorts_and_survives_a_merge(index):
    with index.writer() as writer:
        sorting.add_sortable(writer, "price", sorting.StoredFieldFacet("price"))
        writer.merge = False
    for _ in range(2):
        results = index.searcher().search(query.Every(), sortedby="price")

        assert [hit["id"] for hit in results] == ["1", "2", "3", "4"]
        index.optimize()
    assert index.reader().is_atomic()


def test_segments_written_by_several_processes_are_merged(tmp_path: Path):
    index = ColumnarFileIndex.create(FileStorage(str(tmp_path)), _schema())
    writer = MpWriter(index, procs=2, batchsize=3, codec=ColumnarCodec())
    for number in range(10):
        writer.add_document(id=str(number), body="alfa " * (number + 1))
    writer.commit()

    with index.searcher() as searcher:
        found = searcher.search(query.Term("body", "alfa"), limit=None)
        assert sorted(hit["id"] for hit in found) == [str(number) for number in range(10)]
        lengths = {searcher.doc_field_length(hit.docnum, "body"): hit["id"] for hit in found}
    assert lengths == {number + 1: str(number) for number in range(10)}


def test_damaged_file_in_memory_is_refused():
    _, storage = _write_field([b""], fields.ID())
    (name,) = storage.list()
    storage.files[name] = storage.files[name][:-9] + b"\x00" * 9
    segment = ColumnarCodec().new_segment(storage, "test")
    segment.make_filename = lambda extension: name

    with pytest.raises(CorruptIndexError):
        ColumnarCodec().terms_reader(storage, segment)
