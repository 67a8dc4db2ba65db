"""An article as an export gives it: its text, its facts, and what belongs to neither."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.importing.source_file import BadRecord
from corpus.records import RawRecord

#: A flag for an article of which only the title is known.
NO_TEXT = "no text"
#: Why the lines above the first article of an export are passed over.
COVER = "cover page of the export"
_NOTICE = re.compile(
    r"\W*(?:copyright\b|\(c\) ?\d{4}|©|all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|reservados todos los derechos"
    r"|tutti i diritti riservati|alle rechten voorbehouden|alle rettigheder forbeholdes"
    r"|all rechte vorbehalten|return to list\W*$|back to (?:list|top)\W*$)",
    re.IGNORECASE,
)
_MAX_NOTICE_CHARS = 400


@dataclass(slots=True)
class Draft:
    """Gathers one article. `lines` is all of it as it stands in the export."""

    lines: list[str]
    key: str = ""
    title: str = ""
    body: list[str] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    aside: list[tuple[str, str]] = field(default_factory=list)

    def state(self, name: str, value: str) -> None:
        """Keep a fact, unless it is empty or was stated before."""
        value = " ".join(value.split())
        if value:
            self.facts.setdefault(name, value)

    def set_aside(self, lines: Iterable[str], reason: str) -> None:
        """Keep lines that are neither text nor title, with the reason."""
        self.aside.extend((line.strip(), reason) for line in lines if line.strip())

    def record(self, number: int) -> RawRecord | BadRecord:
        """Return the article, or that it is none; `number` is its place in the file."""
        body = "\n".join(self.body).strip("\n")
        title = " ".join(self.title.split())
        if not any(map(str.isalnum, body)) and not any(map(str.isalnum, title)):
            return BadRecord(f"document {number}", "neither text nor title")
        return RawRecord(
            body=body,
            original="\n".join(self.lines).strip("\n"),
            key=self.key or str(number),
            title=title,
            metadata=dict(self.facts),
            flags=() if body else (NO_TEXT,),
            aside=tuple(self.aside),
        )


def is_notice(line: str) -> bool:
    """Whether a line is a copyright notice."""
    return len(line) <= _MAX_NOTICE_CHARS and bool(_NOTICE.match(line))


def blocks(lines: Iterable[str]) -> list[list[str]]:
    """Part lines into blocks at empty lines."""
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return found if found[-1] else found[:-1]


def paragraphs(parts: Iterable[list[str]]) -> list[str]:
    """Return blocks as lines again, an empty one between them."""
    lines: list[str] = []
    for part in parts:
        if lines:
            lines.append("")
        lines.extend(part)
    return lines
