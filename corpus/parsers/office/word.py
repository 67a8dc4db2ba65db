"""Word files (DOCX)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from corpus.importing.charset import tidy
from corpus.importing.source_file import BadRecord, Document, UnreadableError
from corpus.parsers.optional import needed
from corpus.records import RawRecord


class Word:
    """One article a file. When the file was made is no date of publication: it is not used."""

    name = "Word"

    def recognises(self, document: Document) -> bool:
        head = document.head()
        if not head.startswith(b"PK\x03\x04"):
            return False
        return document.suffix == "docx" or b"word/" in head

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        docx = needed("docx", "python-docx", "Word files")
        data = document.read()
        try:
            _bounded(data, document.max_bytes)
            word = docx.Document(io.BytesIO(data))
            # `p.style` looks through all styles for each paragraph.
            names = {style.style_id: style.name for style in word.styles}
            paragraphs = [(names.get(p._p.style), p.text) for p in word.paragraphs]
            # Written out once each: `row.cells` repeats a cell as often as it says it is wide.
            cells = [
                docx.table._Cell(cell, table).text
                for table in word.tables
                for cell in table._tbl.iter_tcs()
            ]
            stated = word.core_properties
            title, author = stated.title or "", stated.author or ""
        except (KeyError, ValueError, zipfile.BadZipFile, OSError, SyntaxError) as error:
            raise UnreadableError(f"broken Word file: {error}") from error
        except docx.opc.exceptions.OpcError as error:
            raise UnreadableError(f"broken Word file: {error}") from error
        styled = next((text for style, text in paragraphs if style == "Title" and text.strip()), "")
        body = "\n\n".join(text for style, text in paragraphs if style != "Title")
        yield RawRecord(
            body=tidy("\n\n".join([body, *cells])),
            original=tidy("\n\n".join([*(text for _, text in paragraphs), *cells])),
            title=tidy(styled or title).strip(),
            metadata={"author": tidy(author)} if author and author != "python-docx" else {},
        )


def _bounded(data: bytes, most: int) -> None:
    """Raise UnreadableError where the parts of a packed file are larger than an article may be."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > 2 * most:
            raise UnreadableError("swells to more than an article may be")
