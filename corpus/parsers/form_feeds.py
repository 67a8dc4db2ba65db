"""Plain text of many articles, parted by form feeds.

Programs that print pages write form feeds as well: a text is parted there only where what
stands below each looks like the beginning of an article, a day of its own near the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from corpus.extraction.title import split_title
from corpus.importing.source_file import SourceFile
from corpus.parsers.base import Record
from corpus.parsers.databases.exports import pieces
from corpus.parsers.databases.vendors.lexisnexis import is_date
from corpus.parsers.text_header import read_text_header
from corpus.parsers.text_lines import encoding_of, lines_of, sample_of
from corpus.records import RawRecord

_FEED = "\f"
_HEAD_LINES = 8
_MIN_SHARE = 0.8


class FormFeeds:
    """Read as a stream, of any length."""

    name = "text with form feeds"
    about = "`.txt` of several articles, each dated, parted by form feeds"

    def recognises(self, document: SourceFile) -> bool:
        sample = sample_of(document)
        if b"\x0c" not in sample:
            return False
        text = sample.decode(encoding_of(sample), "replace").replace("\r\n", "\n")
        parts = [part for part in text.split(_FEED) if part.strip()]
        dated = sum(_begins_article(part.strip("\n").split("\n")) for part in parts)
        return len(parts) > 1 and dated >= _MIN_SHARE * len(parts)

    def records(self, document: SourceFile) -> Iterator[Record]:
        number = 0
        for piece in pieces(_parted(lines_of(document)), lambda line: line.startswith(_FEED)):
            if piece.empty or not "".join(piece.lines).strip(" \f"):
                continue
            number += 1
            if bad := piece.refused(number):
                yield bad
                continue
            text = "\n".join(piece.lines).replace(_FEED, "").strip("\n")
            header = read_text_header(text)
            yield RawRecord(
                body=header.body,
                original=text,
                key=str(number),
                title=header.fields.pop("title", ""),
                metadata=header.fields,
                aside=header.aside,
            )


def _parted(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines so that a form feed is always the first character of one."""
    for line in lines:
        first, *others = line.split(_FEED)
        if first or not others:
            yield first
        yield from (_FEED + other for other in others)


def _begins_article(lines: Sequence[str]) -> bool:
    """Whether lines begin with a title or a header, and a day near it."""
    head = [line for line in lines[: 3 * _HEAD_LINES] if line.strip()][:_HEAD_LINES]
    if read_text_header("\n".join(lines[:40])).fields:
        return True
    title, _ = split_title(lines[:40])
    return bool(title) and any(is_date(line) for line in head)
