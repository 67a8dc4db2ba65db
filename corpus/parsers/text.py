"""Plain text: one article a file, with or without a header."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importing.charset import decode
from corpus.importing.html_text import markup_to_text
from corpus.importing.source_file import BadRecord, Document, NoArticlesError
from corpus.parsers.other_formats import is_html_fragment, other_format
from corpus.records import RawRecord

# " date 2022-02-04 The talks began": a date before the text, on its first line.
_DATE_LINE = re.compile(
    r"\s*(?P<header>(?:date|dated|published|publication date|pubdate)\s*[:=]?\s*"
    r"(?P<date>\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?"
    r"(?:Z|[+-]\d{2}:?\d{2})?)?))(?![\d-])[ \t]*",
    re.IGNORECASE | re.ASCII,
)
# "Title: Talks begin": a header of its own lines, parted from the text by an empty one.
_FIELD_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z -]{1,20}?)\s*:\s*(?P<value>\S.*)")
_FIELDS = {
    "title": "title",
    "headline": "title",
    "date": "header date",
    "published": "header date",
    "publication date": "header date",
    "source": "source",
    "publisher": "source",
    "publication": "source",
    "author": "author",
    "by": "author",
    "byline": "author",
    "url": "url",
    "link": "url",
    "language": "language",
}
_MOST_HEADER_LINES = 12


class PlainText:
    """Takes every file that no other parser recognises, and refuses what is no prose."""

    name = "plain text"

    def recognises(self, document: Document) -> bool:
        return True

    def records(self, document: Document) -> Iterator[RawRecord | BadRecord]:
        text = decode(document.read_article())
        if is_html_fragment(text):
            yield RawRecord(body=markup_to_text(text), original=text)
            return
        if other := other_format(text):
            raise NoArticlesError(f"not an article: {other}")
        fields, body = stated_header(text)
        yield RawRecord(
            body=body,
            original=text,
            title=fields.pop("title", ""),
            metadata=fields,
        )


def stated_header(text: str) -> tuple[dict[str, str], str]:
    """Return what a header states, by field name, and the text below it."""
    block, body = _header_block(text)
    if block:
        return block, body
    stated = _DATE_LINE.match(text)
    if not stated:
        return {}, text
    return {"header date": stated["header"].strip()}, text[stated.end() :]


def _header_block(text: str) -> tuple[dict[str, str], str]:
    """Read "Name: value" lines at the top; they count only when all names are known."""
    fields: dict[str, str] = {}
    lines = text.lstrip("\n").split("\n")
    for number, line in enumerate(lines[: _MOST_HEADER_LINES + 1]):
        if not line.strip():
            return (fields, "\n".join(lines[number + 1 :])) if fields else ({}, text)
        read = _FIELD_LINE.fullmatch(line.strip())
        name = _FIELDS.get(read["name"].lower()) if read else None
        if read is None or name is None:
            return {}, text
        fields.setdefault(name, read["value"].strip())
    return {}, text
