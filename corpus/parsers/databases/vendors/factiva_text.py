"""Factiva without indexing: an article's header in a fixed order, no field named.

Foreign                                   the section, where there is one
Coastal states share cost of tide barrier
By Maren Oldt                             the author, where there is one
212 words
4 February 2021
02:15
The Norhaven Courier
NRHV                                      code, page, edition
English
(c) 2021 Norhaven Newspapers
(the text)
Document NRHV000020210204eh240001a
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from corpus.extraction.byline import read_byline
from corpus.extraction.language import language_of
from corpus.importing.source_file import BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER, Draft, is_notice
from corpus.parsers.databases.exports import pieces_behind
from corpus.parsers.databases.vendors.lexisnexis import is_date
from corpus.records import (
    ARTICLE_HEADER,
    COPYRIGHT_NOTICE,
    DATABASE_FIELD,
    PAGE_HEADER,
    RawRecord,
)

_LENGTH = re.compile(
    r"\s*\d[\d.,\u00a0\u202f' ]*(?:words?|wörter|mots?|palabras?|parole|palavras|woorden|ord|слова?"
    r"|słów|字|語)\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"\s*(?:document|dokument|documento|документ)\s+(?P<key>(?=\w*\d)(?=\w*[a-z])\w{12,40})\s*",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"\s*(?:page \d+ of \d+\b.*|.{0,60}© ?\d{4} factiva.*|factiva|dow jones(?: factiva)?)\s*",
    re.IGNORECASE,
)
# "Coastal states share cost ....... 3": a line of the list of contents.
_LISTED = re.compile(r".*(?:\t|\.\.\.|\u2026) ?\d{1,4}\s*")
_TIME = re.compile(r"\s*\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|gmt|uhr|h))?\s*", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'’-]*+,? ?(?:(?:de|van|von|der|and|und|et|y|&),? ?)*){2,8}")
_MAX_HEADER = 14
_MAX_ABOVE = 5
_MAX_CODE_CHARS = 24


class FactivaText:
    """An article ends with its accession number."""

    name = "Factiva without indexing"

    def recognises(self, sample: str) -> bool:
        lines = sample.split("\n")
        return any(map(_ends, lines)) and _length_at([one for one in lines if one.strip()]) >= 0

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        number = 0
        for piece in pieces_behind(lines, _ends):
            if piece.empty:
                continue
            if bad := piece.refused(number + 1):
                number += 1
                yield bad
                continue
            written = [line for line in piece.lines if line.strip() and not _PAGE.fullmatch(line)]
            at = _length_at(written)
            if at < 0:
                yield SkippedRecord("beside the documents", COVER)
                continue
            number += 1
            yield read_document(piece.lines, number)


def _ends(line: str) -> bool:
    return len(line) < 80 and bool(_END.fullmatch(line))


def _length_at(written: Sequence[str]) -> int:
    """The line that counts the words, a day close below it; -1 where there is none."""
    for at, line in enumerate(written):
        if (
            len(line) < 40
            and _LENGTH.fullmatch(line)
            and any(map(is_date, written[at + 1 : at + 4]))
        ):
            return at
    return -1


def read_document(lines: list[str], number: int, title: str = "") -> RawRecord | BadRecord:
    """Read one article. `title` is its title, where the markup told it."""
    draft = Draft(lines)
    written = [line for line in lines if line.strip() and not _PAGE.fullmatch(line)]
    at = _length_at(written)
    draft.set_aside((line for line in lines if _PAGE.fullmatch(line)), PAGE_HEADER)
    draft.set_aside([written[at]], DATABASE_FIELD)
    _read_above(draft, written[:at], title)
    below = written[at + 1 :]
    end = _read_below(draft, below)
    text = below[end:]
    if text and (ended := _END.fullmatch(text[-1])):
        draft.key = ended["key"]
        draft.set_aside([text.pop()], DATABASE_FIELD)
    first = text[0] if text else ""
    draft.body.extend(_body(lines, first) if first else [])
    return draft.record(number)


def _body(lines: Sequence[str], first: str) -> list[str]:
    """The lines of the text, which begins with `first`, with the gaps between them."""
    start = (
        len(lines) - 1 - list(reversed(lines)).index(first)
        if lines.count(first) == 1
        else (lines.index(first))
    )
    rest = [line for line in lines[start:] if not _ends(line) and not _PAGE.fullmatch(line)]
    if any(not line.strip() for line in rest[:-1]):
        return [line.strip() for line in rest]
    return [part for line in rest for part in (line.strip(), "")]


def _read_above(draft: Draft, above: Sequence[str], title: str) -> None:
    """Read section, title and author."""
    listed = [at for at, line in enumerate(above) if _LISTED.fullmatch(line) or "\f" in line]
    start = listed[-1] + ("\f" not in above[listed[-1]]) if listed else 0
    named = [" ".join(line.split()) for line in above[start:]][-_MAX_ABOVE:]
    if title:
        title = " ".join(title.split())
        named = named[named.index(title) :] if title in named else [title, *named[-1:]]
        draft.title = title
        for line in named[1:]:
            draft.state("author", read_byline(line) or line)
            draft.set_aside([line], ARTICLE_HEADER)
        return
    if len(named) > 1 and _is_author(named[-1], below=named[-2]):
        draft.state("author", read_byline(named[-1]) or named[-1])
        draft.set_aside([named.pop()], ARTICLE_HEADER)
    if len(named) > 1 and len(named[0]) < 40 and len(named[0]) < len(named[1]):
        draft.set_aside([named.pop(0)], ARTICLE_HEADER)
    draft.title = " ".join(named)


def _is_author(line: str, below: str) -> bool:
    """Whether a line below another is a name: below a section it may be a short title."""
    if read_byline(line) is not None:
        return True
    named = len(line) < 80 and bool(_NAME.fullmatch(line))
    return named and (not line.isupper() or len(below.split()) > max(3, len(line.split())))


def _read_below(draft: Draft, below: Sequence[str]) -> int:
    """Read day, source, language and notice; return where the text begins."""
    end = 0
    for at, each in enumerate(below[:_MAX_HEADER]):
        line = " ".join(each.split())
        if is_notice(line):
            end = at + 1
            while end < min(len(below), at + 4) and is_notice(below[end].strip()):
                end += 1
            break
        if "date" not in draft.facts and is_date(line):
            draft.state("date", line)
        elif "date" in draft.facts and not _TIME.fullmatch(line):
            if "source" not in draft.facts:
                draft.state("source", line)
            elif line.isalpha() and language_of("", line):
                draft.state("language", line)
            elif len(line) > _MAX_CODE_CHARS:
                continue  # The text, unless a notice comes below.
        end = at + 1 if end == at else end
    for line in below[:end]:
        draft.set_aside([line], COPYRIGHT_NOTICE if is_notice(line.strip()) else ARTICLE_HEADER)
    return end
