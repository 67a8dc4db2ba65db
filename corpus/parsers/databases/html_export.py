"""Other exports saved as HTML: read as the lines of their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.source_file import SourceFile, UnreadableError
from corpus.parsers.base import Record
from corpus.parsers.databases import export_for, exported
from corpus.parsers.databases.html_pieces import html_encoding, html_lines, lines_of_markup
from corpus.parsers.text_lines import sample_of

_HINT = re.compile(
    rb"\d (?:of|von|de|van|sur) \d{1,9} (?:documents?|dokumente?|documentos|documenten)"
    rb"|doc_id_\d|end of document|>\s*(?:document|dokument) \d+ (?:of|von|de) \d+|lexisnexis"
    rb"|proquest|factiva|newsbank|ebsco|gale document|genios|wiso-net|pressreader|mediearkiv"
    rb"|infomedia|fin du document|ende des dokuments",
    re.IGNORECASE,
)
# Between two articles, as far as their markup tells.
_BETWEEN = re.compile(r"<a name=[\"']?doc_id_|<hr\b|<h1\b|<article\b", re.IGNORECASE)


class HtmlExport:
    """LexisNexis, ProQuest and others."""

    name = "news database page"
    about = "`.html` of LexisNexis, ProQuest and others"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        if not sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or not _HINT.search(sample):
            return False
        try:
            markup = sample.decode(html_encoding(sample), "replace")
            text = "\n".join(lines_of_markup(markup))
        except UnreadableError:
            return False
        return export_for(text) is not None

    def records(self, document: SourceFile) -> Iterator[Record]:
        records, _ = exported(html_lines(document, _BETWEEN))
        if records is None:
            raise UnreadableError("not the export that its beginning looked like")
        yield from records
