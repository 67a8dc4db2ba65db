"""The rows of an Excel workbook, read as a stream.

After ECMA-376, part 1, chapter 18 (SpreadsheetML).
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.parsers.office.zipped_xml import elements, forget

_SPOOLED_BYTES = 16 * 2**20
_MAX_COLUMNS = 1_000
# As in Excel.
_MAX_FORMAT_CHARS = 255
# Number formats that stand for days and times without being written out (18.8.30).
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_FORMAT_LETTERS = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.")
_CELL = re.compile(r"(?P<column>[A-Z]{1,3})\d+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of a workbook: its name, and the part that holds it."""

    name: str
    part: str


def xlsx_sheets(packed: zipfile.ZipFile) -> list[Sheet]:
    """Return the sheets that are not hidden, in order."""
    found = []
    targets = _targets(packed)
    for event, sheet in elements(packed, "xl/workbook.xml", "{*}sheet"):
        if event != "start" or sheet.get("state", "visible") != "visible":
            continue
        link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if part := targets.get(link):
            found.append(Sheet(str(sheet.get("name", "")), part))
    return found


def xlsx_rows(packed: zipfile.ZipFile, sheet: Sheet) -> Iterator[list[str]]:
    """Yield the rows of a sheet as texts; days as 2021-02-04, an empty cell as ""."""
    styles = _date_styles(packed)
    first_day = dt.datetime(1904, 1, 1) if _counts_from_1904(packed) else dt.datetime(1899, 12, 30)
    with _Strings(packed) as strings:
        for event, row in elements(packed, sheet.part, "{*}row"):
            if event == "end":
                yield _cells(row, strings, styles, first_day)
                forget(row)


class _Strings:
    """The texts that cells share, on disk where they are many."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_SPOOLED_BYTES)  # noqa: SIM115
        self._starts = array("Q", [0])
        if "xl/sharedStrings.xml" in packed.NameToInfo:
            for event, item in elements(packed, "xl/sharedStrings.xml", "{*}si"):
                if event == "end":
                    size = self._file.write(_rich_text(item).encode("utf-8", "replace"))
                    self._starts.append(self._starts[-1] + size)
                    forget(item)

    def __enter__(self) -> _Strings:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._starts) - 1:
            return ""
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        return self._file.read(end - start).decode()


def _rich_text(item: etree._Element) -> str:
    """The text of a shared string without how it is pronounced."""
    return "".join(
        text.text or ""
        for text in item.iter("{*}t")
        if etree.QName(text.getparent()).localname != "rPh"
    )


def _cells(
    row: etree._Element, strings: _Strings, styles: frozenset[int], first_day: dt.datetime
) -> list[str]:
    cells: list[str] = []
    for cell in row:
        place = _CELL.fullmatch(cell.get("r") or "")
        column = _column(place["column"]) if place else len(cells)
        if column >= _MAX_COLUMNS:
            break
        cells.extend([""] * (column - len(cells)))
        cells.append(_value(cell, strings, styles, first_day))
    return cells


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _value(
    cell: etree._Element, strings: _Strings, styles: frozenset[int], first_day: dt.datetime
) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _rich_text(cell)
    value = cell.findtext("{*}v") or ""
    if kind == "s":
        return strings[int(value)] if value.isdigit() else ""
    if kind in ("e", "b"):
        return ""
    if kind == "n" and value and _style(cell) in styles:
        return _day(value, first_day)
    return value.removesuffix(".0") if kind == "n" else value


def _style(cell: etree._Element) -> int:
    style = cell.get("s", "0")
    return int(style) if style.isdigit() else 0


def _day(value: str, first_day: dt.datetime) -> str:
    """A number of days as a day, with the time where there is one."""
    try:
        moment = first_day + dt.timedelta(days=float(value))
    except (ValueError, OverflowError):
        return value
    moment = (moment + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    return moment.isoformat(" ") if moment.time() != dt.time() else str(moment.date())


def _targets(packed: zipfile.ZipFile) -> dict[str, str]:
    """The parts that the workbook links to, by the names of the links."""
    part = "xl/_rels/workbook.xml.rels"
    found: dict[str, str] = {}
    for event, link in elements(packed, part, "{*}Relationship"):
        if event == "start":
            target = str(link.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[str(link.get("Id", ""))] = posixpath.normpath(path)
    return found


def _date_styles(packed: zipfile.ZipFile) -> frozenset[int]:
    """The styles of cells that show a number as a day."""
    if "xl/styles.xml" not in packed.NameToInfo:
        return frozenset()
    formats: set[int] = set()
    styles: set[int] = set()
    number = 0
    for event, element in elements(packed, "xl/styles.xml", "{*}numFmt", "{*}xf"):
        if event != "end":
            continue
        name = etree.QName(element).localname
        named = (
            int(element.get("numFmtId") or 0) if (element.get("numFmtId") or "0").isdigit() else 0
        )
        if name == "numFmt":
            letters = _FORMAT_LETTERS.sub("", (element.get("formatCode") or "")[:_MAX_FORMAT_CHARS])
            letters = letters.lower()
            if "y" in letters or "d" in letters:
                formats.add(named)
        elif etree.QName(element.getparent()).localname == "cellXfs":
            if named in formats or named in _DATE_FORMATS:
                styles.add(number)
            number += 1
    return frozenset(styles)


def _counts_from_1904(packed: zipfile.ZipFile) -> bool:
    for event, element in elements(packed, "xl/workbook.xml", "{*}workbookPr"):
        if event == "start":
            return element.get("date1904") in ("1", "true")
    return False
