"""Plain text: one article a file, with or without a header."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.importing.charset import decode
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, NoArticlesError, SourceFile
from corpus.parsers.other_formats import is_html_fragment, other_format
from corpus.parsers.text_header import read_text_header
from corpus.records import RawRecord


class PlainText:
    """Takes every file that no other parser recognises, and refuses what is no prose."""

    name = "plain text"
    about = "`.txt` in any usual encoding; what is no prose is refused by name"

    def recognises(self, document: SourceFile) -> bool:
        return True

    def records(self, document: SourceFile) -> Iterator[RawRecord | BadRecord]:
        text = decode(document.read_article())
        if is_html_fragment(text):
            yield RawRecord(body=markup_to_text(text), original=text)
            return
        if other := other_format(text):
            raise NoArticlesError(f"not an article: {other}")
        header = read_text_header(text)
        yield RawRecord(
            body=header.body,
            original=text,
            title=header.fields.pop("title", ""),
            metadata=header.fields,
            aside=header.aside,
        )
