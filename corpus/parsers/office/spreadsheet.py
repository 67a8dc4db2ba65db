"""Spreadsheets (XLSX, ODS): an article a row, below a row of names."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby

from corpus.importing.charset import tidy
from corpus.importing.source_file import (
    FileNote,
    NoArticlesError,
    SkippedRecord,
    SourceFile,
    UnreadableError,
)
from corpus.parsers.base import Record
from corpus.parsers.office.ods_reader import ods_rows
from corpus.parsers.office.xlsx_reader import xlsx_rows, xlsx_sheets
from corpus.parsers.office.zipped_xml import has_part, opened
from corpus.parsers.tables.table import map_rows

_ODS = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


class Spreadsheet:
    """Rows are read as a stream; a sheet without articles costs no other."""

    name = "spreadsheet"
    about = "`.xlsx`, `.ods`: a row of any sheet; hidden sheets are left out"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        if not head.startswith(b"PK\x03\x04"):
            return False
        if _ODS in head[:200] or document.suffix in ("xlsx", "xlsm", "ods"):
            return True
        return has_part(document, "xl/workbook.xml")

    def records(self, document: SourceFile) -> Iterator[Record]:
        with opened(document, "spreadsheet") as packed:
            found = False
            reasons: list[str] = []
            for name, rows in _sheets(packed):
                try:
                    for record in map_rows(_with_texts(rows), document.options):
                        found = found or not isinstance(record, FileNote)
                        yield record
                except NoArticlesError as error:
                    reasons.append(str(error))
                    yield SkippedRecord(f"sheet {name}", str(error))
            if not found:
                raise NoArticlesError(
                    f"a spreadsheet without articles: {reasons[0]}"
                    if reasons
                    else "a spreadsheet without rows"
                )


def _sheets(packed: zipfile.ZipFile) -> Iterator[tuple[str, Iterable[list[str]]]]:
    if "xl/workbook.xml" in packed.NameToInfo:
        for sheet in xlsx_sheets(packed):
            if sheet.part in packed.NameToInfo:
                yield sheet.name, xlsx_rows(packed, sheet)
        return
    if "content.xml" not in packed.NameToInfo:
        raise UnreadableError("a spreadsheet of an unknown kind (binary?): save it as .xlsx")
    for name, rows in groupby(ods_rows(packed), key=lambda one: one[0]):
        yield name, (cells for _, cells in rows)


def _with_texts(rows: Iterable[list[str]]) -> Iterator[tuple[list[str], str]]:
    """Yield rows that say something, each with its whole text."""
    for row in rows:
        cells = [tidy(cell.replace("\x00", "")).replace("_x000D_", "") for cell in row]
        if any(map(str.strip, cells)):
            yield cells, "\t".join(cells)
