"""Articles as CSV (RFC 4180) that spreadsheet programs open without computing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.spreadsheet_csv import csv_lines
from search.export.export_row import ExportHead, ExportRow

COLUMNS = (
    *("key", "title", "date", "date_precision", "date_origin", "source", "authors", "language"),
    *("url", "original_url", "words", "matches", "snippets"),
)
#: Between authors, and between snippets, in one cell.
AUTHOR_SEPARATOR = "; "
SNIPPET_SEPARATOR = " […] "


def columns(head: ExportHead) -> tuple[str, ...]:
    """Return the names of the columns; the text is the last."""
    return (*COLUMNS, "text") if head.with_text else COLUMNS


def cells(row: ExportRow) -> Sequence[object]:
    """Return the values of an article under `columns`."""
    values = (
        row.key,
        row.title,
        row.date,
        row.date_precision,
        row.date_origin,
        row.source,
        AUTHOR_SEPARATOR.join(name.full for name in row.authors),
        row.language,
        row.url,
        row.original_url,
        row.words,
        row.matches,
        SNIPPET_SEPARATOR.join(row.snippets),
    )
    return values if row.text is None else (*values, row.text)


def write_csv(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[str]:
    return csv_lines(columns(head), map(cells, rows))
