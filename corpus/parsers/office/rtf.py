"""RTF files: one article, or an export of a news database."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.office.document_text import records_of, with_gaps
from corpus.parsers.office.rtf_reader import rtf_lines


class Rtf:
    """Read as a stream, of any length."""

    name = "RTF"
    about = "`.rtf`; an export gives each of its articles"

    def recognises(self, document: SourceFile) -> bool:
        return document.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")

    def records(self, document: SourceFile) -> Iterator[Record]:
        yield from records_of(with_gaps(rtf_lines(document.stream)))
