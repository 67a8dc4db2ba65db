"""Parquet files: an article a row, as data sets come. Read row by row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.importing.decompression import refuse_swelling
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.mapping.record_mapper import MappedItem, map_records
from corpus.parsers.office.zipped_xml import seekable
from corpus.parsers.optional import needed

# A few bytes may state one long value for many rows: one row after another is in memory.
_BATCH_ROWS = 1


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
                table = parquet.ParquetFile(file)
                _refuse_bombs(table.metadata, file.seek(0, io.SEEK_END))
                batches = table.iter_batches(batch_size=_BATCH_ROWS)
                yield from map_records(_items(batches), document.options)
        except (errors, OSError, ValueError) as error:
            raise UnreadableError(f"broken Parquet file: {error}") from error


def _refuse_bombs(metadata: Any, file_bytes: int) -> None:
    """Raise UnreadableError where a column swells out of proportion to its file.

    A value is at most as large as its column chunk without compression, and a chunk holds as
    many values as it states, which may be nulls of no bytes.
    """
    for group in range(metadata.num_row_groups):
        for number in range(metadata.num_columns):
            column = metadata.row_group(group).column(number)
            refuse_swelling(max(column.total_uncompressed_size, column.num_values), file_bytes)


def _items(batches: Iterable[Any]) -> Iterator[MappedItem]:
    rows = (row for batch in batches for row in batch.to_pylist())
    for number, row in enumerate(rows, start=1):
        yield MappedItem(row, json.dumps(row, ensure_ascii=False, default=str), f"row {number}")
