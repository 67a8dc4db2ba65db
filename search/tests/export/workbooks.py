"""Reads Excel workbooks back, as far as tests need it: strings and numbers of all sheets."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Characters that XML cannot hold, or would change, are written so.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def sheets(data: bytes) -> list[list[list[Any]]]:
    """Return the rows of each sheet; an empty cell is None."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet"))
        shared = _strings(book)
        return [_rows(ET.fromstring(book.read(name)), shared) for name in names]  # noqa: S314


def _strings(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
    return ["".join(node.itertext()) for node in root.iter(f"{_MAIN}si")]


def _rows(root: ET.Element, shared: list[str]) -> list[list[Any]]:
    rows = []
    for row in root.iter(f"{_MAIN}row"):
        cells: list[Any] = []
        for cell in row.iter(f"{_MAIN}c"):
            cells.extend([None] * (_column(cell.attrib["r"]) - len(cells)))
            cells.append(_value(cell, shared))
        rows.append(cells)
    return rows


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: ET.Element, shared: list[str]) -> Any:
    text = "".join(
        node.text or "" for node in cell.iter() if node.tag in (f"{_MAIN}v", f"{_MAIN}t")
    )
    if cell.attrib.get("t") == "inlineStr":
        return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if cell.attrib.get("t") == "s":
        return shared[int(text)]
    return int(float(text))
