"""All lines as CSV (RFC 4180), written while they are read."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence

from search.results import LineView

COLUMNS = (
    *("article_id", "url", "title", "source", "date", "date_precision"),
    *("field", "start", "end", "left", "match", "right"),
)
#: A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection).
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


class _Echo:
    """Hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(lines: Iterable[LineView | str], absolute: Callable[[str], str]) -> Iterator[str]:
    """Yield the table row by row; sentences on what is missing follow in its first column.

    `absolute` makes a whole address of a link. Text that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    write = csv.writer(_Echo()).writerow
    yield str(write(COLUMNS))
    for line in lines:
        yield str(write([_cell(line)] if isinstance(line, str) else _row(line, absolute)))


def _row(line: LineView, absolute: Callable[[str], str]) -> Sequence[str | int]:
    return (
        line.id,
        absolute(line.url),
        _cell(line.title),
        _cell(line.source),
        line.date.iso,
        line.date.precision,
        line.field,
        line.start,
        line.end,
        _cell(line.before),
        _cell(line.match),
        _cell(line.after),
    )


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
