"""Word files (DOCX): one article, or an export of a news database.

Read as a stream after ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.importing.charset import tidy
from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.office.document_text import CENTRED, records_of, with_gaps
from corpus.parsers.office.zipped_xml import elements, forget, has_part, opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MAX_STATED_BYTES = 2**20
_NO_AUTHOR = ("python-docx", "Microsoft Office User", "User", "Administrator")
_NO_TITLE = re.compile(r"(?:microsoft )?word|document ?\d*|untitled.*|.*\.docx?", re.IGNORECASE)


class Word:
    """When the file was made is no date of publication: it is not used."""

    name = "Word"
    about = "`.docx`; an export gives each of its articles"

    def recognises(self, document: SourceFile) -> bool:
        if not document.head().startswith(b"PK\x03\x04"):
            return False
        return document.suffix in ("docx", "docm") or has_part(document, "word/document.xml")

    def records(self, document: SourceFile) -> Iterator[Record]:
        with opened(document, "Word file") as packed:
            stated = _stated(packed)
            styled = _styled_title(packed)
            title = styled or stated.get("title", "")
            author = stated.get("creator", "")
            facts = {"author": author} if author and author not in _NO_AUTHOR else {}
            lines = with_gaps(_paragraphs(packed, styled))
            yield from records_of(lines, "" if _NO_TITLE.fullmatch(title) else title, facts)


def _main_part(packed: zipfile.ZipFile) -> str:
    """The part that holds the text, named otherwise by some programs."""
    names = packed.namelist()
    return next(
        (name for name in ("word/document.xml", *names) if name in names and _is_main(name)),
        "word/document.xml",
    )


def _is_main(name: str) -> bool:
    return bool(re.fullmatch(r"word/document\d*\.xml", name))


def _paragraphs(packed: zipfile.ZipFile, title: str) -> Iterator[str]:
    """Yield the paragraphs in order; a row of a table is one, its cells parted by tabs."""
    cells: list[list[str]] = []
    depth = 0
    titles = [_style_id(packed)] if title else []
    names = ("p", "tbl", "tr", "tc")
    tags = [space + name for space in (_W, _STRICT) for name in names]
    for event, element in elements(packed, _main_part(packed), *tags):
        name = etree.QName(element).localname
        if name == "tbl":
            depth += 1 if event == "start" else -1
        elif event == "start":
            if depth == 1 and name == "tr":
                cells = []
            elif depth == 1 and name == "tc":
                cells.append([])
        elif name == "p":
            text = _text(element)
            if depth and cells:
                cells[-1].append(text)
            elif not (titles and _style(element) in titles):
                yield text
            forget(element)
        elif name == "tr" and depth == 1:
            yield "\t".join("\n".join(cell).strip() for cell in cells)
            forget(element)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph without what was deleted in it."""
    pieces: list[str] = []
    centred = False
    for element in paragraph.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "t":
            pieces.append(element.text or "")
        elif name in ("tab", "ptab") and etree.QName(element.getparent()).localname == "r":
            pieces.append("\t")
        elif name in ("br", "cr"):
            page = any(value == "page" for value in element.attrib.values())
            pieces.append("\f" if page else "\n")
        elif name == "noBreakHyphen":
            pieces.append("\u2011")
        elif name == "softHyphen":
            pieces.append("\u00ad")
        elif name in ("pageBreakBefore", "sectPr"):
            pieces.append("\f")
        elif name == "jc" and "center" in element.attrib.values():
            centred = True
    text = tidy("".join(pieces))
    return CENTRED + text.lstrip(" ") if centred and text.strip() else text


def _style(paragraph: etree._Element) -> str:
    style = next(paragraph.iter("{*}pStyle"), None)
    return next(iter(style.attrib.values()), "") if style is not None else ""


def _style_id(packed: zipfile.ZipFile) -> str:
    """The id of the style for a document's title: programs translate it."""
    if "word/styles.xml" not in packed.namelist():
        return "Title"
    for event, style in elements(packed, "word/styles.xml", f"{_W}style", f"{_STRICT}style"):
        named = style.find("{*}name") if event == "end" else None
        if named is not None and str(next(iter(named.attrib.values()), "")).lower() == "title":
            found = [value for name, value in style.attrib.items() if name.endswith("styleId")]
            return str(found[0]) if found else "Title"
    return "Title"


def _styled_title(packed: zipfile.ZipFile) -> str:
    """The first paragraph in the style of titles, near the top."""
    wanted = _style_id(packed)
    for number, (event, element) in enumerate(
        elements(packed, _main_part(packed), f"{_W}p", f"{_STRICT}p")
    ):
        if event == "end" and _style(element) == wanted and (text := _text(element).strip()):
            return text
        if number > 40:
            break
    return ""


def _stated(packed: zipfile.ZipFile) -> dict[str, str]:
    """Title and author in the file's properties."""
    part = "docProps/core.xml"
    if part not in packed.namelist() or packed.getinfo(part).file_size > _MAX_STATED_BYTES:
        return {}
    found: dict[str, str] = {}
    for event, element in elements(packed, part):
        name = etree.QName(element).localname
        if event == "end" and name in ("title", "creator") and element.text:
            found[name] = tidy(element.text).strip()
    return found
