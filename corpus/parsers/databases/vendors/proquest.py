"""ProQuest: articles parted by a line of underscores, their fields labelled.

    ____________________________________________________________
    Document 1 of 99
    Title: Coastal states share cost of tide barrier
    Author: Oldt, Maren
    Publication info: The Norhaven Courier ; Norhaven  04 Feb 2021: 14.
    Full text: (the text)
    Publication title: The Norhaven Courier
    Publication date: Feb 4, 2021
    ProQuest document ID: 123456789

Later surfaces write headings instead: FULL TEXT, DETAILS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.importing.source_file import SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER
from corpus.parsers.databases.exports import ExportPiece, miscounted, pieces
from corpus.parsers.databases.field_labels import Role, labelled
from corpus.parsers.databases.labelled_record import Layout, read_labelled

_BELOW = (
    "subject|subjects|title|author|publication title|publication year|publication date|year"
    "|publication info|location|people|company / organization|identifier / keyword|first page"
    "|pages|start page|volume|issue|section|publisher|place of publication|issn|source type"
    "|document type|proquest document id|document url|copyright|database|links|credit"
    "|country of publication|publication subject|language of publication|word count|abstract"
    "|accession number|number of pages|dateline|column|classification|references"
    # German
    "|thema|titel|autor|publikationstitel|titel der publikation|erscheinungsjahr"
    "|erscheinungsdatum|publikationsdatum|ort|firma/organisation|seiten|band|ausgabe|verlag"
    "|quellentyp|dokumenttyp|proquest-dokument-id|dokument-url|datenbank"
    # French
    "|sujet|titre|auteur|titre de la publication|année de publication|date de publication|lieu"
    "|éditeur|type de source|type de document|id du document proquest|url du document"
    "|base de données"
    # Spanish
    "|materia|título|autor|título de publicación|año de publicación|fecha de publicación|lugar"
    "|editorial|tipo de fuente|tipo de documento|id. de documento proquest|url de documento"
    "|base de datos"
    # Dutch
    "|onderwerp|auteur|titel van publicatie|publicatiedatum|uitgever"
)
_HEADINGS: dict[Role, str] = {
    "body": "full text|volltext|texte intégral|texto completo|volledige tekst|testo completo",
    "abstract": (
        "abstract|abstract (english)|zusammenfassung|résumé|resumen|samenvatting"
        "|abstract (translate)|abstract (abstract)"
    ),
    "other": (
        "details|links|detalles|détails|enlaces|liens|proquest document link|linking service"
        "|headnote|bibliography|database copyright|dokumentlink von proquest"
        "|lien vers le document proquest|enlace de documentos de proquest"
    ),
}
_LAYOUT = Layout(
    frozenset(_BELOW.split("|")),
    {name: role for role, names in _HEADINGS.items() for name in names.split("|")},
)
_RULE = re.compile(r"\s*_{20,}\s*")
_NUMBER = re.compile(
    r"\s*(?:document|dokument|documento) (?P<number>\d{1,6}) (?:of|von|de|sur|van) "
    r"(?P<count>\d{1,6})\s*",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"proquest[ -](?:document|dokument)|documentos? (?:de )?proquest|proquest llc"
    r"|^(?:full text|volltext|texte intégral|texto completo) ?:|^publication title ?:",
    re.IGNORECASE | re.MULTILINE,
)


class ProQuest:
    """Where nothing parts the articles, "Document 1 of 99" does."""

    name = "ProQuest"

    def recognises(self, sample: str) -> bool:
        lines = sample.split("\n")
        parted = sum(bool(_RULE.fullmatch(line)) for line in lines if len(line) < 200)
        numbered = any(_NUMBER.fullmatch(line) for line in lines if len(line) < 60)
        signs = {found[0].lower() for found in _SIGNS.finditer(sample)}
        return (parted >= 1 or numbered) and bool(signs) and _labels_in(lines) >= 3

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        count = found = 0
        for piece in _articles(lines):
            kept = [line for line in piece.lines if not _furniture(line)]
            if not piece.too_long and not any(map(str.strip, kept)):
                continue
            if bad := piece.refused(found + 1):
                found += 1
                yield bad
                continue
            numbered = next(
                (one for line in piece.lines[:8] if (one := _NUMBER.fullmatch(line))), None
            )
            count = int(numbered["count"]) if numbered else count
            if _labels_in(piece.lines) < 3:
                yield SkippedRecord("beside the documents", COVER)
                continue
            found += 1
            yield read_labelled(kept, found, _LAYOUT)
        yield from miscounted(count, found)


def _articles(lines: Iterable[str]) -> Iterator[ExportPiece]:
    return pieces(lines, lambda line: bool(_RULE.fullmatch(line) or _NUMBER.fullmatch(line)))


def _furniture(line: str) -> bool:
    return bool(_RULE.fullmatch(line) or _NUMBER.fullmatch(line))


def _labels_in(lines: Iterable[str]) -> int:
    """How many of the fields that ProQuest writes stand in these lines."""
    return len(
        {
            found.label.lower()
            for line in lines
            if (found := labelled(line)) and found.label.lower() in _LAYOUT.below
        }
    )
