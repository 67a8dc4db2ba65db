"""Parquet files that state gigabytes in a few bytes."""

from __future__ import annotations

import io
import tracemalloc
from itertools import islice
from typing import Any

import pytest

from corpus.importing.source_file import UnreadableError
from corpus.parsers.tables.parquet import Parquet
from corpus.tests.documents import document

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def written(columns: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file, compression="zstd")
    return file.getvalue()


def test_long_value_that_many_rows_share_is_in_memory_once():
    word = pyarrow.array(["grain " * 400_000])
    texts = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 200), word)
    data = written({"title": [f"Talks {n}" for n in range(200)], "text": texts})
    assert len(data) < 20_000

    tracemalloc.start()
    first = list(islice(Parquet().records(document(data, "a.parquet")), 2))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(first) == 2
    assert peak < 100 * 2**20


@pytest.mark.parametrize(
    "column",
    [["a" * 90_000_000], pyarrow.array([[None] * 90_000_000], pyarrow.list_(pyarrow.int8()))],
    ids=["one long text", "a list of nothing"],
)
def test_value_that_swells_is_refused_before_it_is_read(column):
    data = written({"title": ["Talks"], "text": ["They met."], "more": column})
    assert len(data) < 100_000

    with pytest.raises(UnreadableError, match="swells"):
        list(Parquet().records(document(data, "a.parquet")))
