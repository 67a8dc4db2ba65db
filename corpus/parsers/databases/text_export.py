"""Exports of news databases that were saved as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases import export_for, exported
from corpus.parsers.text_lines import encoding_of, lines_of, sample_of

# What each of these exports has, in small letters. Most texts have none, and are asked no further.
_SIGNS = (
    *(b"full text:", b"full text\n", b"full text\r", b"volltext", b"texte int", b"texto completo"),
    *(b"_" * 20, b"=" * 20, b"\nhd", b"factiva", b"proquest", b"newsbank", b"genios", b"ebsco"),
    *(b"accession n", b"openurl", b"publicerat ", b"publisert p", b"artikel-id", b"article name"),
)
# "1 of 99 documents", "Dokument 1 von 99", "Document NRHV000020210204eh240001a", "End of Document".
_DOCUMENT = re.compile(
    rb"\d (?:of|von|de|van|sur|di|av) \d{1,6} do[ck]ument"
    rb"|do[ck]umento? (?:\d{1,6} (?:of|von|de|van|sur|di) \d|[a-z]{2,8}0{3}\w{8})"
    rb"|(?:end of|fin du|fin del?|ende des|einde(?: van(?: het)?)?|fine del) do[ck]ument"
    rb"|dokumentende|documents? ?\(\d|do[ck]ument ?numm?er"
)


class TextExport:
    """Read as a stream, of any length."""

    name = "news database export"
    about = "`.txt` of LexisNexis, Nexis Uni, Factiva, ProQuest and others"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        if not _may_be_export(sample):
            return False
        text = sample.decode(encoding_of(sample), "replace")
        return not text.lstrip().startswith("<") and export_for(text) is not None

    def records(self, document: SourceFile) -> Iterator[Record]:
        records, _ = exported(lines_of(document))
        if records is None:
            raise UnreadableError("not the export that its beginning looked like")
        yield from records


def _may_be_export(sample: bytes) -> bool:
    """Whether it is worth while to look at a text line by line."""
    small = sample.lower()
    if b"\x00" in small[:200]:
        small = small.replace(b"\x00", b"")
    if (b"ocument" in small or b"okument" in small) and _DOCUMENT.search(small):
        return True
    return any(sign in small for sign in _SIGNS)
