"""The rows of an OpenDocument spreadsheet, read as a stream.

After OpenDocument 1.3, part 3, chapter 9.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.parsers.office.zipped_xml import elements, forget

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_COLUMNS = 1_000
_MAX_REPEATED_ROWS = 1_000


def ods_rows(packed: zipfile.ZipFile) -> Iterator[tuple[str, list[str]]]:
    """Yield each row with the name of its sheet; empty rows are left out."""
    name = ""
    for event, element in elements(packed, "content.xml", f"{_TABLE}table", f"{_TABLE}table-row"):
        if element.tag == f"{_TABLE}table":
            name = str(element.get(f"{_TABLE}name") or "") if event == "start" else name
        elif event == "end":
            cells = _cells(element)
            repeated = _count(element, "number-rows-repeated", _MAX_REPEATED_ROWS)
            if any(cells):
                yield from ((name, cells) for _ in range(repeated))
            forget(element)


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        repeated = _count(cell, "number-columns-repeated", _MAX_COLUMNS - len(cells))
        cells.extend([_value(cell)] * repeated)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _value(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        return str(cell.get(f"{_OFFICE}date-value") or "").replace("T", " ")
    if kind in ("float", "currency", "percentage"):
        return str(cell.get(f"{_OFFICE}value") or "").removesuffix(".0")
    return "\n".join("".join(one.itertext()) for one in cell.iter(f"{_TEXT}p"))


def _count(element: etree._Element, name: str, most: int) -> int:
    value = element.get(f"{_TABLE}{name}") or "1"
    return min(int(value) if value.isdigit() else 1, max(most, 0))
