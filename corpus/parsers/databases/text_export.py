"""Exports of news databases that were saved as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.source_file import Document, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases import export_for, exported
from corpus.parsers.text_lines import encoding_of, lines_of, sample_of

# Words that each of these exports has. Most texts have none, and are asked no further.
_HINT = re.compile(
    rb"document|dokument|documento|full text|volltext|texte int|texto completo|word count"
    rb"|_{20}|={20}|\nHD|words\r?\n|w\xc3\xb6rter|mots\r?\n|palabras|parole\r?\n|woorden"
    rb"|factiva|proquest|lexisnexis|newsbank|europresse|pressreader|retriever|mediearkiv"
    rb"|infomedia|genios|ebsco|gale |\nrecord ?: ?\d|publicerat |publisert |artikel-id"
    rb"|article name ?:"
    rb"|p\x00u\x00b\x00l\x00i\x00c\x00e\x00r\x00a\x00t\x00",
    re.IGNORECASE,
)


class TextExport:
    """Read as a stream, of any length."""

    name = "news database export"
    about = "`.txt` of LexisNexis, Nexis Uni, Factiva, ProQuest and others"

    def recognises(self, document: Document) -> bool:
        sample = sample_of(document)
        if b"\x00" not in sample[:200] and not _HINT.search(sample):
            return False
        text = sample.decode(encoding_of(sample), "replace")
        return not text.lstrip().startswith("<") and export_for(text) is not None

    def records(self, document: Document) -> Iterator[Record]:
        records, _ = exported(lines_of(document))
        if records is None:
            raise UnreadableError("not the export that its beginning looked like")
        yield from records
