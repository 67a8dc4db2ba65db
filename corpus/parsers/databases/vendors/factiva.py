"""Factiva with indexing: two or three letters before each field of an article.

    HD  Coastal states share cost of tide barrier
    BY  Maren Oldt
    WC  212 words
    PD  4 February 2021
    SN  The Norhaven Courier
    LP  (the first paragraphs)
    TD  (the others)
    AN  Document NRHV000020210204eh240001a

The codes: "Factiva field codes" in Dow Jones' developer documentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.importing.source_file import MOST_ARTICLE_CHARS, BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER, Draft
from corpus.records import COPYRIGHT_NOTICE, DATABASE_FIELD, PAGE_HEADER, RawRecord

_ABOVE = "SE|CLM|HD|HL|BY|CR|WC|PD|ET|SN|SC|NGC|GC|ED|VOL|PG|LA|CY|CX|DLN"
_BELOW = "ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ATC|RST|DE|BT"
CODES = frozenset(f"{_ABOVE}|LP|TD|{_BELOW}".split("|"))
_LINE = re.compile(
    rf"[ \t\u00a0]*(?P<code>{_ABOVE}|LP|TD|{_BELOW})"
    r"(?:(?P<gap>[ \t\u00a0]+)(?P<value>\S.*?)?)?\s*"
)
# With a single space behind them, these may as well begin a sentence.
_WORDS = frozenset(("IN", "RE", "CO", "BY", "CR", "CT", "SE", "DE", "ED", "BT", "ART"))
_TEXT = ("LP", "TD")
_FIRST = ("SE", "CLM", "HD")
_PAGE = re.compile(
    r"\s*(?:page \d+ of \d+\b.*|(?:\d+\s*)?© ?\d{4} factiva.*|.{0,40}©.{0,20}factiva, inc\..*"
    r"|factiva|dow jones(?: factiva)?)\s*",
    re.IGNORECASE,
)
_ACCESSION = re.compile(r"(?:document|dokument|documento)\s+", re.IGNORECASE)


@dataclass(slots=True)
class Fields:
    """An article's fields in order, each with its lines."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    chars: int = 0

    @property
    def codes(self) -> set[str]:
        return {code for code, _ in self.found}

    def begin(self, code: str, value: str) -> None:
        self.found.append((code, [value] if value else []))

    def go_on(self, line: str) -> None:
        self.found[-1][1].append(line)

    def text_of(self, code: str) -> str:
        found = next((lines for name, lines in self.found if name == code), [])
        return " ".join(" ".join(found).split())

    def is_over(self, code: str) -> bool:
        """Whether a code begins the next article."""
        codes = self.codes
        return code in _FIRST and (
            "AN" in codes or code in codes or bool(codes.intersection(_TEXT))
        )


class Factiva:
    """An article ends with its accession number, or where another headline begins."""

    name = "Factiva"

    def recognises(self, sample: str) -> bool:
        codes: list[str] = []
        for line in sample.split("\n"):
            if read := _coded(line, codes[-1] if codes else ""):
                codes.append(read[0])
        found = set(codes)
        return {"HD"} <= found and len(found) >= 5 and bool(found & {"LP", "TD", "AN", "PD"})

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        fields = Fields()
        number = 0
        above = False
        for line in lines:
            last = fields.found[-1][0] if fields.found else ""
            read = _coded(line, last)
            if read and fields.is_over(read[0]):
                number += 1
                yield record(fields, number)
                fields = Fields()
            if read is None and not fields.found:
                above = above or bool(line.strip(" \f") and not _PAGE.fullmatch(line))
                continue
            fields.chars += len(line) + 1
            if fields.chars > MOST_ARTICLE_CHARS:
                continue
            fields.lines.append(line)
            if read:
                fields.begin(*read)
            else:
                fields.go_on(line)
        if above:
            yield SkippedRecord("above the first document", COVER)
        if fields.found:
            yield record(fields, number + 1)


def _coded(line: str, last: str) -> tuple[str, str] | None:
    """Read a line that begins with a field's code; `last` is the code of the field above it."""
    found = _LINE.fullmatch(line.replace("\f", "")) if len(line) < 100_000 else None
    if found is None:
        return None
    code, gap, value = found["code"], found["gap"] or "", found["value"] or ""
    if gap == " " and value:
        sure = " : " in value or (code == "AN" and bool(_ACCESSION.match(value)))
        if (code in _WORDS or last in _TEXT) and not sure:
            return None
    if last in _TEXT and code not in ("TD", *_BELOW.split("|"), *_FIRST):
        return None
    return code, value


def record(fields: Fields, number: int) -> RawRecord | BadRecord:
    """Make a record of an article's fields."""
    if fields.chars > MOST_ARTICLE_CHARS:
        most = MOST_ARTICLE_CHARS // 2**20
        return BadRecord(f"document {number}", f"more than {most} million characters")
    draft = Draft(fields.lines)
    draft.title = fields.text_of("HD")
    draft.key = _ACCESSION.sub("", fields.text_of("AN").partition("  ")[0], count=1)
    for name, code in (("author", "BY"), ("source", "SN"), ("date", "PD"), ("language", "LA")):
        draft.state(name, fields.text_of(code))
    draft.state("language", "")
    for code, lines in fields.found:
        if code in _TEXT:
            draft.body.extend([""] if draft.body else [])
            kept = [line for line in lines if not _PAGE.fullmatch(line.strip("\f"))]
            draft.body.extend(_paragraphs(kept))
            draft.set_aside((line for line in lines if line not in kept), PAGE_HEADER)
        elif code == "AN":
            _keep_accession(draft, lines)
        else:
            value = " ".join(" ".join(lines).split())
            reason = COPYRIGHT_NOTICE if code == "CY" else DATABASE_FIELD
            draft.set_aside([f"{code} {value}"] if code != "HD" else [], reason)
    return draft.record(number)


def _keep_accession(draft: Draft, lines: list[str]) -> None:
    """The accession number ends an article: what stands below it is no part of it."""
    written = [line.strip() for line in lines if line.strip()]
    if written:
        draft.key = _ACCESSION.sub("", written[0], count=1).strip()
        draft.set_aside([f"AN {written[0]}"], DATABASE_FIELD)
        draft.set_aside(written[1:], PAGE_HEADER)


def _paragraphs(lines: list[str]) -> list[str]:
    """A field's lines, an empty one between them where each is a paragraph."""
    if any(not line.strip() for line in lines):
        return [line.strip() for line in lines]
    wrapped = sum(bool(re.match(r"\s*[a-zà-ÿ]", line)) for line in lines) > len(lines) / 4
    return [part for line in lines for part in ((line.strip(),) if wrapped else (line.strip(), ""))]
