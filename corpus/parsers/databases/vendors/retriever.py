"""Retriever (Mediearkivet, Atekst): articles parted by a line of equals signs.

Coastal states share cost of tide barrier
The Norhaven Courier, 2021-02-04 06:15      in Norway "VG, 06.05.1946"
MAREN OLDT                                  where there is one
Sida 14
Publicerat i print.
(the text)
© Norhaven Newspapers
Läs hela artikeln på http://ret.nu/abc
===========================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.importing.source_file import BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER, Draft, is_notice
from corpus.parsers.databases.exports import pieces_behind
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, DATABASE_FIELD, RawRecord

_RULE = re.compile(r"\s*={20,}\s*")
_UNDERLINE = re.compile(r"\s*-{20,}\s*")
_PUBLISHED = re.compile(
    r"\s*(?:publicerat (?:i|på) \w+|publisert på \w+|udgivet (?:i|på) \w+|julkaistu \w+)\.?\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\s*(?P<source>\S.{0,120}?), (?P<date>\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4})"
    r"(?: \d{1,2}:\d{2})?\s*"
)
_PAGE = re.compile(r"\s*(?:sida|side|sivu|s\.) \d(?:[\d, -]*[\d,-])?\s*", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:läs hela artikeln|se webartikeln|les hele (?:nyheten|artikkelen|saken)"
    r"|se nettartikkelen"
    r"|læs hele artiklen|se webartiklen).*",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\s*all[ae] artik(?:lar|ler) .{0,20}(?:skyddade|beskyttet).*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_LISTED = re.compile(r"\s*> .*")
_MAX_HEADER = 8


class Retriever:
    """What stands above the first article is a list of all titles."""

    name = "Retriever"

    def recognises(self, sample: str) -> bool:
        lines = sample.split("\n")
        published = any(_PUBLISHED.fullmatch(line) for line in lines if len(line) < 60)
        return published and any(_SOURCE.fullmatch(line) for line in lines if len(line) < 160)

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        number = 0
        for piece in pieces_behind(lines, lambda line: bool(_RULE.fullmatch(line[:200]))):
            if piece.empty:
                continue
            if bad := piece.refused(number + 1):
                number += 1
                yield bad
                continue
            written = [line.strip() for line in piece.lines if not _RULE.fullmatch(line)]
            at = _source_at(written)
            if at is None:
                if any(written):
                    yield SkippedRecord("beside the documents", COVER)
                continue
            number += 1
            yield _read(written, at, number)


def _source_at(lines: list[str]) -> int | None:
    """The line of source and day: the last one above "Publicerat i print"."""
    published = next((at for at, line in enumerate(lines) if _PUBLISHED.fullmatch(line)), None)
    if published is None:
        return next(
            (at for at, line in enumerate(lines[:12]) if at and _SOURCE.fullmatch(line)), None
        )
    above = range(published - 1, max(-1, published - _MAX_HEADER), -1)
    return next((at for at in above if _SOURCE.fullmatch(lines[at])), None)


def _read(lines: list[str], at: int, number: int) -> RawRecord | BadRecord:
    top = at - 1
    while top > 0 and lines[top - 1] and not _LISTED.fullmatch(lines[top - 1]):
        top -= 1
    top = max(0, top)
    draft = Draft(lines[top:])
    named = [line for line in lines[top:at] if not _UNDERLINE.fullmatch(line)]
    draft.title = " ".join(named)
    source = _SOURCE.fullmatch(lines[at])
    if source:
        draft.state("source", source["source"])
        draft.state("date", source["date"])
    draft.set_aside([lines[at]], ARTICLE_HEADER)
    published = next((n for n, line in enumerate(lines) if _PUBLISHED.fullmatch(line)), at)
    for line in lines[at + 1 : published + 1]:
        if line and not _PAGE.fullmatch(line) and not _PUBLISHED.fullmatch(line):
            draft.state("author", line)
        draft.set_aside([line], ARTICLE_HEADER)
    body = lines[published + 1 :]
    end = next((n for n, line in enumerate(body) if _LINK.fullmatch(line)), len(body))
    for line in body[end:]:
        if found := _ADDRESS.search(line):
            draft.state("url", found[0])
    draft.set_aside(body[end:], DATABASE_FIELD)
    body = body[:end]
    while body and (not body[-1] or is_notice(body[-1]) or _RIGHTS.fullmatch(body[-1])):
        draft.set_aside([body.pop()], COPYRIGHT_NOTICE)
    draft.body = body
    return draft.record(number)
