"""All lines as CSV (RFC 4180), written while they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from corpus import spreadsheet_csv
from search.results.view_models import LineView

COLUMNS = (
    *("article_id", "url", "title", "source", "date", "date_precision"),
    *("field", "start", "end", "left", "match", "right"),
)


def csv_lines(lines: Iterable[LineView | str], absolute: Callable[[str], str]) -> Iterator[str]:
    """Yield the table row by row; sentences on what is missing follow in its first column.

    `absolute` makes a whole address of a link. Text that a spreadsheet would take for a
    formula begins with an apostrophe, and the table with the mark by which it knows UTF-8.
    """
    rows = ([line] if isinstance(line, str) else _row(line, absolute) for line in lines)
    return spreadsheet_csv.csv_lines(COLUMNS, rows)


def _row(line: LineView, absolute: Callable[[str], str]) -> Sequence[object]:
    return (
        line.id,
        absolute(line.url),
        line.title,
        line.source,
        line.date.iso,
        line.date.precision,
        line.field,
        line.start,
        line.end,
        line.before,
        line.match,
        line.after,
    )
