"""Parquet files: an article a row, as data sets come. Read in batches of rows."""

from __future__ import annotations

import json
from collections.abc import Iterator

from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.fields import record_from
from corpus.parsers.office.zipped_xml import seekable
from corpus.parsers.optional import needed

_BATCH_ROWS = 200


class Parquet:
    """Columns are named as in other dumps; `called` names those that are not."""

    name = "Parquet"

    def recognises(self, document: Document) -> bool:
        return document.head().startswith(b"PAR1")

    def records(self, document: Document) -> Iterator[Record]:
        parquet = needed("pyarrow.parquet", "pyarrow", "Parquet files")
        errors = needed("pyarrow", "pyarrow", "Parquet files").ArrowException
        number = 0
        try:
            with seekable(document) as file:
                for batch in parquet.ParquetFile(file).iter_batches(batch_size=_BATCH_ROWS):
                    for row in batch.to_pylist():
                        number += 1
                        try:
                            original = json.dumps(row, ensure_ascii=False, default=str)
                            yield record_from(row, original, document.called)
                        except UnreadableError as error:
                            yield BadRecord(f"row {number}", str(error))
        except (errors, OSError, ValueError) as error:
            raise UnreadableError(f"broken Parquet file: {error}") from error
