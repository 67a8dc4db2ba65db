"""Tables as CSV, row by row, that no spreadsheet program takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# What begins so is computed when the file is opened, by whoever wrote it: OWASP, "CSV injection".
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Without it, Excel takes UTF-8 for the system's old encoding.
_BYTE_ORDER_MARK = "\ufeff"


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a table's lines, the header first, as they are asked for."""
    yield _BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line([as_text(cell) for cell in row])


def as_text(cell: object) -> str:
    """A cell that stays text: an apostrophe before what would be a formula."""
    if isinstance(cell, int | float):
        return str(cell)
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
