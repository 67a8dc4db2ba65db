"""Parquet files: an article a row, as data sets come. Read in batches of rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.parsers.office.zipped_xml import seekable
from corpus.parsers.optional import needed

_BATCH_ROWS = 200


class Parquet:
    """Columns are named as in other dumps, or by the options of the import."""

    name = "Parquet"
    about = "`.parquet`: a row; needs `make formats`"

    def recognises(self, document: SourceFile) -> bool:
        return document.head().startswith(b"PAR1")

    def records(self, document: SourceFile) -> Iterator[Record]:
        parquet = needed("pyarrow.parquet", "pyarrow", "Parquet files")
        errors = needed("pyarrow", "pyarrow", "Parquet files").ArrowException
        try:
            with seekable(document) as file:
                batches = parquet.ParquetFile(file).iter_batches(batch_size=_BATCH_ROWS)
                yield from map_records(_items(batches), document.options)
        except (errors, OSError, ValueError) as error:
            raise UnreadableError(f"broken Parquet file: {error}") from error


def _items(batches: Iterable[Any]) -> Iterator[MappedItem]:
    rows = (row for batch in batches for row in batch.to_pylist())
    for number, row in enumerate(rows, start=1):
        yield MappedItem(row, json.dumps(row, ensure_ascii=False, default=str), f"row {number}")
