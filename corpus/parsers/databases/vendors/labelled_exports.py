"""Databases whose exports are fields with labels.

EBSCO        Record: 1, Title: ..., Source: The Courier, Feb 4, 2021, Accession Number: ...
Gale         Title: ..., Full Text: ..., Source Citation: ..., Gale Document Number: ...
NewsBank     (title), Courier, The (Norhaven) - February 4, 2021, Author: ..., (text)
Genios       (title), Quelle: Kurier vom 04.02.2021, Seite 3, Ressort: ..., (text)
PressReader  (text), Article Name: ..., Publication: ..., Section: ..., End Page: ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from corpus.extraction.date_text import dates_in
from corpus.importing.source_file import SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER
from corpus.parsers.databases.exports import ExportPiece, miscounted, pieces, pieces_behind
from corpus.parsers.databases.field_labels import Role, labelled
from corpus.parsers.databases.labelled_record import Layout, plain_source, read_labelled
from corpus.records import RawRecord

_RULE = r"\s*[_=*-]{10,}\s*"
_NUMBERED = (
    r"\s*(?:(?:document|dokument|record|result|article|artikel) )?(?P<number>\d{1,6}) "
    r"(?:of|von|de|sur|van) (?P<count>\d{1,6})(?: (?:documents?|dokumenten?|results?))?\s*"
)
_COMMON_BELOW = (
    "subject|subjects|subject terms|source citation|gale document number|accession number"
    "|document type|publication type|copyright|database|issn|record|record number|openurl link"
    "|persistent link to this record (permalink)|geographic terms|people|company entities"
    "|naics code"
    "|word count|readability|index terms|document url|dauerhafte adresse des dokuments"
    "|dokumentnummer|schlagwörter|alle rechte vorbehalten|quelle|isbn|doi|full text word count"
    "|dauerhafte adresse|artikel-id|artikkel-id|proquest document id|url|language|publication date"
)


@dataclass(frozen=True, slots=True)
class LabelledExport:
    """One database: the lines that begin or end an article, and the signs that tell it.

    `source_line` reads a line below the title that holds source and day.
    """

    name: str
    signs: re.Pattern[str]
    begins: re.Pattern[str]
    ends: re.Pattern[str] | None = None
    source_line: re.Pattern[str] | None = None
    layout: Layout = field(default_factory=lambda: Layout(frozenset(_COMMON_BELOW.split("|"))))

    def recognises(self, sample: str) -> bool:
        return bool(self.signs.search(sample)) and any(
            self.begins.fullmatch(line) or (self.ends and self.ends.fullmatch(line))
            for line in sample.split("\n")
            if len(line) < 300
        )

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        count = found = 0
        for piece in self._pieces(lines):
            if bad := piece.refused(found + 1):
                found += 1
                yield bad
                continue
            count = count or self._count(piece)
            kept = [line for line in piece.lines if not self._is_border(line)]
            if not any(map(str.strip, kept)):
                continue
            if _facts_in(kept) < 2 and not self._source_in(kept):
                yield SkippedRecord("beside the documents", COVER)
                continue
            found += 1
            record = read_labelled(kept, found, self.layout)
            yield self._with_source(record) if isinstance(record, RawRecord) else record
        yield from miscounted(count, found)

    def _pieces(self, lines: Iterable[str]) -> Iterator[ExportPiece]:
        if self.ends is None:
            return pieces(lines, lambda line: len(line) < 300 and bool(self.begins.fullmatch(line)))
        ends = self.ends
        return pieces_behind(lines, lambda line: len(line) < 300 and bool(ends.fullmatch(line)))

    def _is_border(self, line: str) -> bool:
        border = re.fullmatch(_RULE, line) or re.fullmatch(_NUMBERED, line, re.IGNORECASE)
        return len(line) < 300 and bool(border)

    def _count(self, piece: ExportPiece) -> int:
        """How many documents the number of this one says there are."""
        for line in piece.lines[:4]:
            if found := re.fullmatch(_NUMBERED, line, re.IGNORECASE):
                return int(found["count"])
        return 0

    def _source_in(self, lines: Iterable[str]) -> bool:
        return self.source_line is not None and any(
            self.source_line.fullmatch(line.strip()) for line in lines
        )

    def _with_source(self, record: RawRecord) -> RawRecord:
        """Take source and day from the line that holds both, out of the text."""
        if self.source_line is None:
            return record
        lines = record.body.split("\n")
        for at, line in enumerate(lines[:8]):
            read = self.source_line.fullmatch(line.strip())
            if read and any(date.year for date in dates_in(read["date"])):
                source = _in_order(plain_source(read["source"]))
                facts = {"source": source, "date": read["date"]} | record.metadata
                facts |= {"source": source, "date": read["date"]}
                body = "\n".join([*lines[:at], *lines[at + 1 :]]).strip("\n")
                aside = (*record.aside, (line.strip(), "header of the article"))
                return replace(record, body=body, metadata=facts, aside=aside)
        return record


def _in_order(source: str) -> str:
    """ "Courier, The" is The Courier."""
    name, comma, article = source.rpartition(", ")
    return f"{article} {name}" if comma and article in ("The", "Der", "Die", "Le", "La") else source


def _facts_in(lines: Iterable[str]) -> int:
    """How many fields of an article these lines have."""
    return len({found.role for line in lines if (found := labelled(line))})


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE | re.MULTILINE)


_HEADINGS: Mapping[str, Role] = {"full text": "body", "volltext": "body", "abstract": "abstract"}

LABELLED_EXPORTS = (
    LabelledExport(
        "PressReader",
        _pattern(r"^article name ?:.*\n\s*publication ?:"),
        _pattern(r"\s*(?!)"),
        ends=_pattern(r"\s*end page ?:.*"),
    ),
    LabelledExport(
        "EBSCO",
        _pattern(r"^(?:accession number|full text database|full text word count) ?:|ebsco"),
        _pattern(r"\s*record ?: ?\d{1,6}\s*|" + _RULE),
    ),
    LabelledExport(
        "Gale",
        _pattern(r"^gale document number ?:|^source citation ?:|gale\|[A-Z]{1,3}\d+"),
        _pattern(r"\s*(?:title|document title) ?: ?\S.*|" + _RULE),
        layout=Layout(frozenset(_COMMON_BELOW.split("|")), _HEADINGS),
    ),
    LabelledExport(
        "NewsBank",
        _pattern(r"newsbank|^openurl link ?:|^readability ?:"),
        _pattern(_RULE + r"|" + _NUMBERED),
        source_line=_pattern(r"(?P<source>\S.{1,80}?) [-–] (?P<date>.{0,12}\w+ \d{1,2}, \d{4})"),
    ),
    LabelledExport(
        "Genios",
        _pattern(r"gbi-genios|wiso-net|^dokumentnummer ?:|genios"),
        _pattern(_RULE + r"|" + _NUMBERED),
        source_line=_pattern(
            r"(?:quelle ?: ?)?(?P<source>\S.{1,80}?)(?:,? (?:vom|nr\.? ?\d+.{0,20}vom)|,) "
            r"(?P<date>\d{1,2}\. ?(?:\d{1,2}\.|[^\W\d_]+ )\d{4})(?:,? .{0,60})?"
        ),
    ),
)
