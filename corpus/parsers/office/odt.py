"""OpenDocument texts (ODT): one article, or an export of a news database.

After OpenDocument 1.3, part 3, chapters 5 and 6.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.office.document_text import records_of, with_gaps
from corpus.parsers.office.zipped_xml import elements, forget, opened

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEFT_OUT = ("annotation", "note", "tracked-changes", "sequence-decls", "bookmark")
_MAX_SPACES = 100


class OpenText:
    """When the file was made is no date of publication: it is not used."""

    name = "OpenDocument text"
    about = "`.odt`; an export gives each of its articles"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return head.startswith(b"PK\x03\x04") and (
            b"mimetypeapplication/vnd.oasis.opendocument.text" in head[:200]
            or document.suffix in ("odt", "ott")
        )

    def records(self, document: SourceFile) -> Iterator[Record]:
        with opened(document, "OpenDocument text") as packed:
            yield from records_of(with_gaps(_paragraphs(packed)))


def _paragraphs(packed: zipfile.ZipFile) -> Iterator[str]:
    """Yield paragraphs and headings in order; a row of a table is one, its cells parted by tabs."""
    cells: list[list[str]] = []
    depth = left_out = 0
    tags = [f"{_TEXT}{name}" for name in ("p", "h", *_LEFT_OUT[1:3])]
    tags += [f"{_TABLE}{name}" for name in ("table", "table-row", "table-cell")]
    for event, element in elements(packed, "content.xml", *tags):
        name = etree.QName(element).localname
        step = 1 if event == "start" else -1
        if name in _LEFT_OUT:
            left_out += step
        elif name == "table":
            depth += step
        elif event == "start":
            if depth == 1 and name == "table-row":
                cells = []
            elif depth == 1 and name == "table-cell":
                cells.append([])
        elif name in ("p", "h"):
            if left_out:
                continue
            if depth and cells:
                cells[-1].append(_text(element))
            else:
                yield _text(element)
                forget(element)
        elif name == "table-row" and depth == 1:
            yield "\t".join("\n".join(cell).strip() for cell in cells)
            forget(element)


def _text(paragraph: etree._Element) -> str:
    pieces = [paragraph.text or ""]
    walk = etree.iterwalk(paragraph, events=("start", "end"))
    for event, element in walk:
        if element is paragraph:
            continue
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if event == "end":
            pieces.append(element.tail or "")
        elif not name or name in _LEFT_OUT:
            walk.skip_subtree()
        elif name == "s":
            count = element.get(f"{_TEXT}c") or "1"
            pieces.append(" " * min(int(count) if count.isdigit() else 1, _MAX_SPACES))
        else:
            pieces.append({"tab": "\t", "line-break": "\n", "soft-page-break": ""}.get(name, ""))
            pieces.append(element.text or "")
    return tidy("".join(pieces))
