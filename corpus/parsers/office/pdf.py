"""PDF files with a text layer: one article, or an export of a news database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium
from pypdfium2 import raw

from corpus.importing.charset import tidy
from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.office.document_text import records_of, with_gaps
from corpus.parsers.office.pdf_layout import (
    TextLine,
    headline,
    page_lines,
    paragraphs,
    without_edges,
)
from corpus.records import PAGE_HEADER, RawRecord

_MAX_PAGES = 5_000
_NO_TITLE = re.compile(r"untitled.*|microsoft word.*|.*\.(?:docx?|pdf|indd|qxd|rtf)", re.IGNORECASE)


class Pdf:
    """When the file was made is no date of publication: it is not used."""

    name = "PDF"
    about = "`.pdf` with a text layer; an export gives each of its articles"

    def recognises(self, document: SourceFile) -> bool:
        return document.head().lstrip().startswith(b"%PDF-")

    def records(self, document: SourceFile) -> Iterator[Record]:
        try:
            pdf = pdfium.PdfDocument(document.read())
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"broken or locked PDF: {error}") from error
        try:
            if len(pdf) > _MAX_PAGES:
                raise UnreadableError(f"{len(pdf):,} pages, too many to read")
            pages = [page_lines(page, raw) for page in pdf]
            stated = pdf.get_metadata_dict()
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"broken PDF: {error}") from error
        finally:
            pdf.close()
        if not any(any(map(str.isalnum, line.text)) for page in pages for line in page):
            raise UnreadableError("a PDF without a text layer (scanned pages?)")
        yield from _records(pages, stated)


def _records(pages: list[list[TextLine]], stated: dict[str, str]) -> Iterator[Record]:
    kept, aside = without_edges(pages)
    title = str(stated.get("Title") or "").strip()
    title = "" if _NO_TITLE.fullmatch(title) else tidy(title)
    author = str(stated.get("Author") or "")
    printed = headline(kept[0]) if kept else ""
    lines = with_gaps(paragraphs(kept))
    for record in records_of(lines, printed or title, {"author": author} if author else {}):
        if isinstance(record, RawRecord) and not record.key:
            yield replace(
                record,
                body=_without(record.body, printed),
                aside=tuple((line, PAGE_HEADER) for line in aside),
            )
        else:
            yield record


def _without(body: str, title: str) -> str:
    """The body without its headline, where that is its beginning."""
    first, _, rest = body.partition("\n")
    return rest.lstrip("\n") if title and first == title else body
