"""PAGE XML, as Transkribus, eScriptorium and OCR-D write it (PRImA, 2013 and 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.ocr.scanned_page import Block, in_order, record_of
from corpus.parsers.xml.xml_safety import parse_xml

_MARGINS = ("header", "footer", "page-number", "catch-word", "signature-mark")
_HEADINGS = ("heading", "headline", "title")


class PageXml:
    """One page a file, its regions in reading order."""

    name = "PAGE"
    about = "`.xml` of Transkribus and OCR-D, in reading order"

    def recognises(self, document: SourceFile) -> bool:
        return b"<PcGts" in document.head() or b":PcGts" in document.head()

    def records(self, document: SourceFile) -> Iterator[Record]:
        root = parse_xml(document.read())
        page = next(root.iter("{*}Page"), root)
        found: dict[str, Block] = {}
        number = ""
        for at, region in enumerate(page.iter("{*}TextRegion")):
            kind = (region.get("type") or "").lower()
            lines = _lines(region)
            found[region.get("id") or f"#{at}"] = Block(
                lines, heading=kind in _HEADINGS, margin=kind in _MARGINS
            )
            if kind == "page-number" and lines:
                number = lines[0].strip()
        order = _order(page)
        image = page.get("imageFilename") or ""
        yield record_of(in_order(found, order), image=image, page=number)


def _order(page: etree._Element) -> list[str]:
    """The ids of regions as the reading order names them, in groups too."""
    order = next(page.iter("{*}ReadingOrder"), None)
    if order is None:
        return []
    found: list[tuple[int, str]] = []
    for at, one in enumerate(order.iter()):
        if (region := one.get("regionRef")) is not None:
            index = one.get("index") or ""
            nested = sum(1 for _ in one.iterancestors("{*}OrderedGroupIndexed"))
            found.append((int(index) if index.isdigit() and not nested else at, region))
    flat = not any(True for _ in order.iter("{*}OrderedGroupIndexed", "{*}UnorderedGroupIndexed"))
    return [region for _, region in (sorted(found) if flat else found)]


def _lines(region: etree._Element) -> list[str]:
    lines = [
        text
        for line in region.iterchildren("{*}TextLine")
        if (text := _stated(line) or " ".join(map(_stated, line.iterchildren("{*}Word"))))
    ]
    return lines or _stated(region).split("\n")


def _stated(element: etree._Element) -> str:
    """The text of the first alternative that an element states itself."""
    ranked = sorted(
        element.iterchildren("{*}TextEquiv"), key=lambda one: int(one.get("index") or 0)
    )
    return next((text for one in ranked if (text := one.findtext("{*}Unicode"))), "")
