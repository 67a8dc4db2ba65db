"""Infomedia: a line of facts, parted by bars, below each title.

Coastal states share cost of tide barrier
Norhaven Tidende | 04.02.2021 | 1. sektion | Side 14 | 512 ord | artikel-id: e7f3a1b2
(the text)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.importing.source_file import BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER, Draft, is_notice
from corpus.parsers.databases.exports import pieces
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, RawRecord

_FACTS = re.compile(
    r"\s*(?P<source>[^|\s][^|]{0,119}?)\s*\|"
    r"\s*(?P<date>\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]+ )\s?\d{4})"
    r"[^|]{0,20}\|.*?\bart(?:ikel|icle)[ -]?id:?\s*(?P<key>\w+).*",
    re.IGNORECASE,
)
# Stands before the title of an article. Texts have no such character.
_MARK = "\ue001"


class Infomedia:
    """The title is the line above the facts."""

    name = "Infomedia"

    def recognises(self, sample: str) -> bool:
        return any(_FACTS.fullmatch(line) for line in sample.split("\n") if "|" in line[:200])

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        number = 0
        for piece in pieces(_marked(lines), lambda line: line.startswith(_MARK)):
            if piece.empty:
                continue
            if bad := piece.refused(number + 1):
                number += 1
                yield bad
            elif not piece.lines[0].startswith(_MARK):
                yield SkippedRecord("above the first document", COVER)
            else:
                number += 1
                yield _read([piece.lines[0].removeprefix(_MARK), *piece.lines[1:]], number)


def _marked(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines, the title above each line of facts with a mark."""
    held: list[str] = []
    for line in lines:
        if "|" in line[:200] and _FACTS.fullmatch(line) and held:
            held[0] = _MARK + held[0]
        if line.strip():
            yield from held
            held = [line]
        else:
            held.append(line)
    yield from held


def _read(lines: list[str], number: int) -> RawRecord | BadRecord:
    draft = Draft(lines, title=lines[0])
    at = next(at for at, line in enumerate(lines) if _FACTS.fullmatch(line))
    if facts := _FACTS.fullmatch(lines[at]):
        draft.state("source", facts["source"])
        draft.state("date", facts["date"])
        draft.key = facts["key"]
    draft.set_aside([lines[at]], ARTICLE_HEADER)
    draft.body = [line.strip() for line in lines[at + 1 :]]
    while draft.body and (not draft.body[-1] or is_notice(draft.body[-1])):
        draft.set_aside([draft.body.pop()], COPYRIGHT_NOTICE)
    return draft.record(number)
