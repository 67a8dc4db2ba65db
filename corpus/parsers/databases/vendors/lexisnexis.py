"""LexisNexis: "1 of 99 DOCUMENTS" above each article, its fields named in CAPITALS.

1 of 99 DOCUMENTS            also "Dokument 1 von 99", "Document 1 de 99"
The Norhaven Courier         the source, centred in text files
January 11, 2010 Monday      the day, and below it often an edition
Coastal states share cost    the title, sometimes above the day
BYLINE: Maren Oldt           fields, each a block of its own
LENGTH: 212 words
(the text)
LOAD-DATE: January 12, 2010  fields again
Copyright 2010 ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.extraction.byline import read_byline
from corpus.extraction.date_text import dates_in
from corpus.importing.source_file import BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import (
    COVER,
    Draft,
    blocks,
    is_notice,
    paragraphs,
)
from corpus.parsers.databases.exports import miscounted, pieces
from corpus.parsers.databases.field_labels import Labelled, labelled
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, DATABASE_FIELD, RawRecord

_OF = r"(?:of|von|de|van|sur|di|av)"
_START = re.compile(
    rf"\W*(?:focus\W+)?(?P<number>\d{{1,6}}) {_OF} (?P<count>\d{{1,6}}) "
    r"(?:documents?|dokumente?n?|documentos?|documenten|documenti)\W*"
    rf"|\W*(?:document|dokument|documento) (?P<number2>\d{{1,6}}) {_OF} (?P<count2>\d{{1,6}})\W*",
    re.IGNORECASE,
)
_FIRM_START = re.compile(rf"\W*(?:focus\W+)?\d{{1,6}} {_OF} \d{{1,6}} [a-z]+\W*", re.IGNORECASE)
_CAPITAL_FIELD = re.compile(
    r"^(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LONGITUD|LOAD-DATE|BYLINE|SECTION|LANGUAGE|SPRACHE|LANGUE"
    r"|RUBRIK|RUBRIQUE|UPDATE|PUBLICATION-TYPE|DATE-CHARGEMENT|AUTEUR|AUTOR|HEADLINE|BODY):",
    re.MULTILINE,
)
_EDITION = re.compile(
    r"(?:[\w.,&'-]+ ){0,3}(?:edition|editions|ausgabe|édition|edición|editie|edizione)"
    r"(?:[ ,;:/-].{0,40})?|correction appended|final|late|early|national|metro|\d{1,2}[:.]\d{2}\b.*"
    r"|all rights reserved",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"[^\W\d_]+day|[^\W\d_]+tag|mittwoch|[^\W\d_]+di|dimanche", re.IGNORECASE)
_SEASON = re.compile(r".{0,24}\b(?:1[89]|20)\d{2}(?:/(?:\d{2}){1,2})?")
# These stand above the text. Others may be the beginning of a title: "PEOPLE: Who went where".
_ABOVE_NAMES = (
    "byline|section|length|dateline|highlight|headline|body|source|series|column|url|show|anchor"
    "|anchors|reporter|reporters|guest|guests|host|title|author|insert|teaser"
    "|autor|autoren|rubrik|ressort|länge|serie|quelle|titel|dachzeile|unterzeile|ort"
    "|auteur|auteurs|rubrique|longueur|titre|encart"
    "|lengte|rubriek|sectie|kop|bron"
    "|sección|longitud|titular|fuente|autora"
)
_ABOVE = frozenset(_ABOVE_NAMES.split("|"))
# These stand below the text, never above it.
_BELOW_NAMES = (
    "load-date|language|publication-type|pub-type|graphic|graphics|subject|geographic|company"
    "|ticker|industry|organization|person|city|state|country|acc-no|journal-code|document-type"
    "|correction-date|correction|distribution|category|notes|doc-type|stock-symbol"
    "|sprache|update|grafik|publikationstyp|firma|branche|land"
    "|langue|date-chargement|type-publication|graphique|sujet|societe|société|pays"
    "|localisation-geo|symbole-boursier|secteur-activite|code-revue"
    "|taal|publicatietype|grafiek|laaddatum|onderwerp"
    "|idioma|fecha-carga|tipo-publicación|gráfico|tema"
)
_BELOW = frozenset(_BELOW_NAMES.split("|"))
_ADDRESS = re.compile(r"https?://\S+|www\.\S+")
_LENGTH = re.compile(r"\d[\d.,]* (?:words|wörter|mots|woorden|palabras)", re.IGNORECASE)
_MAX_HEAD_BLOCKS = 8
_MIN_PROSE_CHARS = 120
_MAX_DATE_LINE_CHARS = 100


class LexisNexis:
    """Articles are numbered; a number that is missing is reported."""

    name = "LexisNexis"

    def recognises(self, sample: str) -> bool:
        starts = [line for line in sample.split("\n") if _begins(line)]
        if not starts:
            return False
        return bool(_FIRM_START.fullmatch(starts[0].strip()) or _CAPITAL_FIELD.search(sample))

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        count = found = 0
        for piece in pieces(lines, _begins):
            start = _START.fullmatch(piece.lines[0].strip()) if piece.lines else None
            if start is None and not found:
                if not piece.empty:
                    yield SkippedRecord("above the first document", COVER)
                continue
            found += 1
            if bad := piece.refused(found):
                yield bad
                continue
            number = int(start["number"] or start["number2"]) if start else found
            count = int(start["count"] or start["count2"]) if start else count
            yield read_document(piece.lines, number)
        yield from miscounted(count, found)


def _begins(line: str) -> bool:
    return len(line) <= 200 and bool(_START.fullmatch(line.strip()))


def read_document(lines: list[str], number: int) -> RawRecord | BadRecord:
    """Read one article; its first line is its number."""
    draft = Draft(lines)
    draft.set_aside(lines[:1], DATABASE_FIELD)
    found = blocks(line.replace("\u00a0", " ") for line in lines[1:])
    rest = _read_head(draft, found)
    rest = _read_fields(draft, rest)
    text = _read_tail(draft, rest)
    draft.body.extend([""] if draft.body and text else [])
    draft.body.extend(paragraphs(text))
    return draft.record(number)


def _field(block: list[str]) -> Labelled | None:
    """The field that a block is, where its label is written in capitals."""
    field = labelled(block[0])
    return field if field and field.capitals else None


def _is_above(field: Labelled | None) -> bool:
    return field is not None and field.label.lower() in _ABOVE


def _read_head(draft: Draft, found: list[list[str]]) -> list[list[str]]:
    """Read source, day and title above the first field; return the blocks below them."""
    first = enumerate(found[: _MAX_HEAD_BLOCKS + 1])
    end = next((at for at, block in first if _is_above(_field(block)) and not _is_show(block)), 0)
    dated = next((at for at, block in enumerate(found[:6]) if any(map(is_date, block))), None)
    if not end:  # No field at all: the title is the block below the day.
        end = 1 + (dated if dated is not None else 0) + 1
    if dated is None or dated >= end:
        dated = next((at for at, one in enumerate(found[:end]) if _vaguely_dated(one)), None)
    head, rest = found[:end], found[end:]
    above = head[:dated] if dated is not None else head[:1]
    below = head[dated + 1 :] if dated is not None else head[1:]
    titles: list[list[str]] = []
    for block in above:
        if _takes_header(draft, block):
            draft.set_aside(block, ARTICLE_HEADER)
            continue
        named = [line for line in block if not is_notice(line)]
        draft.set_aside((line for line in block if is_notice(line)), COPYRIGHT_NOTICE)
        if named and "source" not in draft.facts:
            draft.state("source", named[0])
            draft.set_aside(named, ARTICLE_HEADER)
        elif named:
            titles.append(named)
    if dated is not None:
        _read_day(draft, head[dated])
    _read_titles(draft, titles, below)
    return rest


def _read_day(draft: Draft, block: list[str]) -> None:
    """Read the block of the day; a source or an edition may stand in it, too."""
    day = next((line for line in block if is_date(line)), None) or block[-1]
    draft.state("date", day)
    for line in block[: block.index(day)]:
        if not is_notice(line):
            draft.state("source", line)
    draft.set_aside(block, ARTICLE_HEADER)


def _read_titles(draft: Draft, above: list[list[str]], below: list[list[str]]) -> None:
    """Choose the title among the blocks beside the day; what else is text goes to the body."""
    candidates: list[list[str]] = []
    centred: list[list[str]] = []
    for block in below:
        if _takes_header(draft, block):
            draft.set_aside(block, COPYRIGHT_NOTICE if is_notice(block[0]) else ARTICLE_HEADER)
        elif is_centred(block[0]):
            centred.append(block)
        else:
            candidates.append(block)
    if not candidates and not above:
        candidates, centred = centred[-1:], centred[:-1]
    for block in centred:
        draft.set_aside(block, ARTICLE_HEADER)
    if candidates:
        draft.title = " ".join(" ".join(candidates[0]).split())
        for block in above:
            draft.set_aside(block, ARTICLE_HEADER)
        draft.body.extend(paragraphs(candidates[1:]))
    elif above:
        draft.title = " ".join(" ".join(above[-1]).split())
        for block in above[:-1]:
            draft.set_aside(block, ARTICLE_HEADER)


def _takes_header(draft: Draft, block: list[str]) -> bool:
    """Whether a block below the day is known and no title: an edition, an address, a byline."""
    first = block[0].strip()
    if _ADDRESS.fullmatch(first):
        draft.state("url", first)
        return True
    if (author := read_byline(" ".join(" ".join(block).split()))) is not None:
        draft.state("author", author)
        return True
    if all(is_notice(line.strip()) for line in block):
        return True
    return bool(_EDITION.fullmatch(first) or _LENGTH.fullmatch(first)) or _is_show(block)


def _is_show(block: list[str]) -> bool:
    """Whether a block names the programme of a transcript: it may stand above the title."""
    field = _field(block)
    return field is not None and field.label == "SHOW"


def _read_fields(draft: Draft, found: list[list[str]]) -> list[list[str]]:
    """Read the fields above the text; return the blocks below them."""
    for at, block in enumerate(found):
        field = _field(block)
        if not _is_above(field):
            return found[at:]
        rest = _keep_fields(draft, block)
        if rest is not None:
            return [rest, *found[at + 1 :]] if rest else found[at + 1 :]
    return []


def _keep_fields(draft: Draft, block: list[str]) -> list[str] | None:
    """Keep the fields of a block; return the lines of the text where it begins here."""
    for field, lines in _split_fields(block):
        value = " ".join([field.value, *(line.strip() for line in lines[1:])]).strip()
        if field.role == "body":
            return [field.value, *lines[1:]] if value else []
        if field.role == "title":
            draft.title = draft.title or value
        elif field.role == "abstract":
            draft.body.extend([value, ""] if value else [])
            continue
        elif field.role == "language":
            draft.state("language", value.partition(";")[0].strip())
        elif field.role in ("author", "source", "date", "url"):
            draft.state(field.role, value)
        draft.set_aside(lines, DATABASE_FIELD)
    return None


def _split_fields(block: list[str]) -> list[tuple[Labelled, list[str]]]:
    """The fields of a block, each with its lines: a value may be wrapped."""
    found: list[tuple[Labelled, list[str]]] = []
    for line in block:
        field = labelled(line)
        if field and field.capitals:
            found.append((field, [line]))
        elif found:
            found[-1][1].append(line)
    return found


def _read_tail(draft: Draft, found: list[list[str]]) -> list[list[str]]:
    """Read the fields below the text; return the blocks of the text."""
    end = len(found)
    for at, block in enumerate(found):
        field = _field(block)
        if field and field.label.lower() in _BELOW and not _goes_on(found, at):
            end = at
            break
    if found[:end] and _LENGTH.fullmatch(found[0][0].strip()):
        draft.set_aside(found[0], DATABASE_FIELD)
        found, end = found[1:], end - 1
    while end and is_notice(found[end - 1][0]):
        end -= 1
    for block in found[end:]:
        if _field(block):
            _keep_fields(draft, block)
        else:
            draft.set_aside(block, COPYRIGHT_NOTICE if is_notice(block[0]) else DATABASE_FIELD)
    return found[:end]


def _goes_on(found: list[list[str]], at: int) -> bool:
    """Whether the text goes on below a field: a list in it may look like one."""
    prose = [sum(map(len, block)) for block in found[at:] if not _field(block)]
    below = sum(size for size in prose if size >= _MIN_PROSE_CHARS)
    above = sum(len(line) for block in found[:at] for line in block)
    return len(prose) > 1 and below > above


def is_date(line: str) -> bool:
    """Whether a line holds a day or month with its year, and little beside it."""
    line = line.strip()
    if len(line) > _MAX_DATE_LINE_CHARS:
        return False
    for date in dates_in(line):
        if date.year:
            beside = _WEEKDAY.sub("", f"{line[: date.start]} {line[date.end :]}")
            return len(beside.strip()) <= 45 and not line[: date.start].strip()[20:]
    return False


def _vaguely_dated(block: list[str]) -> bool:
    """Whether a block is a year or season, as journals have it: "Spring 2009"."""
    return any(_SEASON.fullmatch(line.strip()) for line in block)


def is_centred(line: str) -> bool:
    """Whether a line stands in the middle of the page, as those of a header do."""
    return len(line) - len(line.lstrip()) >= 8
