"""ALTO, the XML of recognised pages that libraries keep. Versions 1 to 4 (Library of Congress)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.ocr.scanned_page import Block, in_order, record_of
from corpus.parsers.xml.xml_safety import parse_xml

_MARGINS = ("TopMargin", "BottomMargin", "LeftMargin", "RightMargin")
_HEADINGS = ("headline", "heading", "title", "head")


class Alto:
    """One page a file. Words that a line's end broke are whole, as the file states them."""

    name = "ALTO"
    about = "`.xml` of recognised newspaper pages, in reading order"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return b"<alto" in head or (b"loc.gov/standards/alto" in head and b"<mets" not in head)

    def records(self, document: SourceFile) -> Iterator[Record]:
        root = parse_xml(document.read())
        language = next((lang for one in root.iter() if (lang := one.get("LANG"))), "")
        page = next(_named(root, "Page"), root)
        number = page.get("PRINTED_IMG_NR") or page.get("PHYSICAL_IMG_NR") or ""
        image = next((one.text or "" for one in _named(root, "fileName")), "")
        yield record_of(_blocks(root), image=image, page=number, language=language[:2])


def alto_record_blocks(root: etree._Element) -> list[Block]:
    """Return the blocks of an ALTO document that lies within another file."""
    return _blocks(root)


def _blocks(root: etree._Element) -> list[Block]:
    headings = {
        str(tag.get("ID"))
        for tag in root.iter()
        if _name(tag).endswith("Tag") and (tag.get("LABEL") or "").lower() in _HEADINGS
    }
    found: dict[str, Block] = {}
    for number, block in enumerate(_named(root, "TextBlock")):
        typed = (block.get("TYPE") or "").lower() in _HEADINGS
        found[block.get("ID") or f"#{number}"] = Block(
            _lines(block),
            heading=typed or bool(headings & set((block.get("TAGREFS") or "").split())),
            margin=any(_name(above) in _MARGINS for above in block.iterancestors()),
        )
    return in_order(found, _order(root))


def _order(root: etree._Element) -> list[str]:
    """The ids of blocks in reading order, as far as the file states it."""
    stated = [
        str(one.get("REF"))
        for order in _named(root, "ReadingOrder")
        for one in _named(order, "ElementRef")
    ]
    if stated:
        return stated
    following = {
        str(one.get("ID")): str(one.get("IDNEXT"))
        for one in _named(root, "TextBlock")
        if one.get("IDNEXT")
    }
    if not following:
        return []
    order: list[str] = []
    starts = [block for block in following if block not in following.values()]
    for start in starts or list(following)[:1]:
        block: str | None = start
        while block and block not in order:
            order.append(block)
            block = following.get(block)
    return order


def _lines(block: etree._Element) -> list[str]:
    """The lines of a block; the second half of a broken word goes to the first."""
    lines: list[str] = []
    broken = False
    for line in _named(block, "TextLine"):
        words: list[str] = []
        for part in line:
            if _name(part) == "HYP":
                broken = True
            elif _name(part) == "String":
                _take(part, words, lines, broken=broken)
                broken = False
        lines.append(" ".join(words))
    return lines


def _take(part: etree._Element, words: list[str], lines: list[str], *, broken: bool) -> None:
    kind, whole = part.get("SUBS_TYPE"), part.get("SUBS_CONTENT")
    content = part.get("CONTENT") or ""
    if kind == "HypPart1" and whole:
        words.append(whole)
    elif kind == "HypPart2" and whole:
        return
    elif broken and not words and lines and lines[-1]:
        # No whole word is stated: the halves are joined.
        lines[-1] = lines[-1].removesuffix("-") + content
    else:
        words.append(content)


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return (one for one in root.iter() if _name(one) == name)


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""
