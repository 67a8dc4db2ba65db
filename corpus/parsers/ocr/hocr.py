"""hOCR, the HTML of recognised pages: Tesseract, OCRopus, the Internet Archive. Version 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.ocr.scanned_page import Block, record_of

_SIGNS = (b"ocr_page", b"ocr-system", b"ocr_line", b"ocrx_line")
_LINES = ("ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat", "ocr_footer")
_BLOCKS = ("ocr_par", "ocr_carea", "ocrx_block", "ocr_page")
_IMAGE = re.compile(r"image\s+[\"']?(?P<name>[^\"';]+)")
_NUMBER = re.compile(r"\blpageno\s+[\"']?(?P<number>\w+)")


class Hocr:
    """All pages of a file are one article."""

    name = "hOCR"
    about = "`.hocr`, `.html` of recognised pages"

    def recognises(self, document: SourceFile) -> bool:
        head = document.head()
        return b"<" in head and any(sign in head for sign in _SIGNS)

    def records(self, document: SourceFile) -> Iterator[Record]:
        data = document.read()
        try:
            tree = html.fromstring(data)
        except (ValueError, html.etree.ParserError) as error:
            raise UnreadableError(f"broken hOCR: {error}") from error
        titles = [one.get("title") or "" for one in tree.iter() if "ocr_page" in _classes(one)]
        image = next((found["name"] for one in titles if (found := _IMAGE.search(one))), "")
        number = next((found["number"] for one in titles if (found := _NUMBER.search(one))), "")
        language = str(tree.get("lang") or "")[:2]
        yield record_of(_blocks(tree), image=image, page=number, language=language)


def _blocks(tree: HtmlElement) -> list[Block]:
    """The paragraphs, in the order in which they stand."""
    found: dict[HtmlElement, list[str]] = {}
    for line in tree.iter():
        if not set(_classes(line)) & set(_LINES):
            continue
        above = next(
            (one for one in line.iterancestors() if set(_classes(one)) & set(_BLOCKS)), tree
        )
        words = [one for one in line.iter() if "ocrx_word" in _classes(one)]
        text = " ".join("".join(one.itertext()) for one in words or [line])
        found.setdefault(above, []).append(text)
    return [Block(lines) for lines in found.values()]


def _classes(element: HtmlElement) -> list[str]:
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []
