"""Articles as an Excel workbook, written row by row to a temporary file, then sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from search.export.export_row import ExportHead, ExportRow
from search.export.formats.csv_export import cells, columns

if TYPE_CHECKING:
    import xlsxwriter

#: Limits of the format: characters of a cell, and rows of a sheet with its header.
MAX_CELL_CHARS = 32_767
MAX_SHEET_ROWS = 1_048_576
_CHUNK_BYTES = 1 << 16


def write_xlsx(rows: Iterable[ExportRow], head: ExportHead) -> Iterator[bytes]:
    """Yield a workbook; a text longer than a cell goes on in the cells behind it."""
    return workbook(columns(head), map(cells, rows))


def workbook(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a workbook with one sheet, or more where there are more rows than a sheet holds.

    Text stays text: no cell is a formula or a link.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to load

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "in_memory": False}
        with xlsxwriter.Workbook(file, options) as book:
            bold = book.add_format({"bold": True})
            sheet, line = None, MAX_SHEET_ROWS
            for row in rows:
                if line >= MAX_SHEET_ROWS or sheet is None:
                    sheet = book.add_worksheet()
                    sheet.freeze_panes(1, 0)
                    for column, name in enumerate(header):
                        sheet.write_string(0, column, name, bold)
                    line = 1
                _write(sheet, line, row)
                line += 1
            if sheet is None:
                sheet = book.add_worksheet()
                for column, name in enumerate(header):
                    sheet.write_string(0, column, name, bold)
        file.seek(0)
        while piece := file.read(_CHUNK_BYTES):
            yield piece


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, row: Sequence[object]) -> None:
    column = 0
    for cell in row:
        if isinstance(cell, int):
            sheet.write_number(line, column, cell)
        elif cell:
            text = str(cell)
            for start in range(0, len(text), MAX_CELL_CHARS):
                sheet.write_string(line, column, text[start : start + MAX_CELL_CHARS])
                column += 1
            column -= 1
        column += 1
