"""PDF files with a text layer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.charset import tidy
from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.optional import needed
from corpus.records import RawRecord

_MOST_PAGES = 500
_HYPHENATED = re.compile(r"(?<=[^\W\d_])(?:-|\xad|\ufffe)\n(?=[a-zß-öø-ÿ])")
_NO_TITLE = re.compile(r"untitled.*|microsoft word.*|.*\.(?:docx?|pdf|indd|qxd|rtf)", re.IGNORECASE)


class Pdf:
    """One article a file. When the file was made is no date of publication: it is not used."""

    name = "PDF"

    def recognises(self, document: Document) -> bool:
        return document.head().lstrip().startswith(b"%PDF-")

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        pdfium = needed("pypdfium2", "pypdfium2", "PDF files")
        try:
            pdf = pdfium.PdfDocument(document.read())
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"broken or locked PDF: {error}") from error
        try:
            if len(pdf) > _MOST_PAGES:
                raise UnreadableError(f"{len(pdf)} pages, too many for one article")
            pages = [_page_text(page) for page in pdf]
            stated = pdf.get_metadata_dict()
        except pdfium.PdfiumError as error:
            raise UnreadableError(f"broken PDF: {error}") from error
        finally:
            pdf.close()
        text = "\n\n".join(page for page in pages if page)
        if not any(map(str.isalnum, text)):
            raise UnreadableError("a PDF without a text layer (scanned pages?)")
        title = str(stated.get("Title") or "").strip()
        yield RawRecord(
            body=_HYPHENATED.sub("", text),
            original=text,
            title="" if _NO_TITLE.fullmatch(title) else tidy(title),
            metadata={"author": author} if (author := str(stated.get("Author") or "")) else {},
        )


def _page_text(page: object) -> str:
    reader = page.get_textpage()  # type: ignore[attr-defined]
    try:
        return tidy(str(reader.get_text_bounded()).replace("\x00", "").replace("\ufffe", "-"))
    finally:
        reader.close()
