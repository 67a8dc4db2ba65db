"""Nexis Uni, Nexis Advance and Lexis+: "End of Document" below each article.

A file of several begins with a cover page: who asked for what, and a list of the titles.

    Coastal states share cost of tide barrier
    The Norhaven Courier
    February 4, 2021 Thursday
    Copyright 2021 ... All Rights Reserved
    Section: FOREIGN; Pg. 14          fields, in any order
    Body
    (the text)
    Classification
    Language: ENGLISH                 fields again
    End of Document
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.boilerplate.cleaning import body_lines
from corpus.importing.source_file import BadRecord, SkippedRecord
from corpus.parsers.base import Record
from corpus.parsers.databases.article_draft import COVER, Draft, is_notice
from corpus.parsers.databases.exports import miscounted, pieces_behind
from corpus.parsers.databases.field_labels import Labelled, labelled
from corpus.parsers.databases.vendors.lexisnexis import is_date
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, DATABASE_FIELD, PAGE_HEADER, RawRecord

_END = re.compile(
    r"\W*(?:end of document|ende des dokuments|dokumentende|fin du document|fin de document"
    r"|fin del documento|fin de documento|einde van (?:het )?document|einde document"
    r"|fine del documento)\W*",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:body|text|haupttext|volltext|corps|corps (?:de l['’]article|du document)|texte|cuerpo"
    r"|texto|hoofdtekst|tekst|corpo|full text|text des artikels)\W*",
    re.IGNORECASE,
)
_CLASSIFICATION = re.compile(
    r"(?:classification|klassifizierung|klassifikation|clasificación|classificatie"
    r"|classificazione)\W*",
    re.IGNORECASE,
)
_PART = re.compile(
    r"(?:graphic|graphics|grafik|graphique|gráfico|grafiek|notes?|correction|corrections"
    r"|load-date|acknowledge?ments?|link to image|contact)\W*",
    re.IGNORECASE,
)
_COVER_FIELD = re.compile(
    r"(?:user name|date and time|job number|client/matter|search terms|search type|narrowed by"
    r"|content type|document(?:s)? ?\(\d+\)|benutzername|datum und uhrzeit|auftragsnummer"
    r"|mandant/akte|suchbegriffe|suchtyp|eingegrenzt (?:auf|nach)|inhaltstyp|dokumente? ?\(\d+\)"
    r"|nom d['’]utilisateur|date et heure|numéro de (?:la )?tâche|numéro du travail|client/affaire"
    r"|termes (?:de recherche|recherchés)|type de recherche|affiné par|type de contenu"
    r"|nombre de usuario|fecha y hora|número de trabajo|cliente/asunto|términos de búsqueda"
    r"|tipo de búsqueda|gebruikersnaam|datum en tijd|taaknummer|zoektermen|zoektype)\b.*",
    re.IGNORECASE,
)
_COVER_FOOT = re.compile(
    r".*\b(?:about lexisnexis|privacy policy|über lexisnexis|à propos de lexisnexis"
    r"|acerca de lexisnexis|over lexisnexis|copyright © \d{4} lexisnexis).*",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\s*(?:documents?|dokumente?|documentos?|documenten) ?\((?P<count>\d{1,6})\)\s*", re.IGNORECASE
)
_PAGE = re.compile(
    r"\s*(?:page|seite|página|pagina|pag\.?|p\.) \d+ (?:of|von|de|sur|van|di) \d+\s*", re.IGNORECASE
)
# "1. Coastal states share cost": the cover page lists the titles.
_LISTED = re.compile(r"\s*\d{1,4}\. ?\s*(?P<title>\S.*)")
_HEADER_FIELDS = frozenset(
    [
        "length",
        "section",
        "byline",
        "länge",
        "rubrik",
        "autor",
        "longueur",
        "rubrique",
        "auteur",
        "longitud",
        "lengte",
    ]
)
_LOAD_DATE = frozenset(["load-date", "date-chargement", "ladedatum", "fecha-carga", "laaddatum"])
_MAX_HEADING_CHARS = 40
_MIN_SENTENCE_CHARS = 120


class NexisUni:
    """What stands above the first article is its cover page."""

    name = "Nexis Uni"

    def recognises(self, sample: str) -> bool:
        lines = [line.strip() for line in sample.split("\n")]
        if not any(_END.fullmatch(line) for line in lines if len(line) < 60):
            cover = sum(bool(_COVER_FIELD.fullmatch(line)) for line in lines[:200])
            return cover >= 3 and any(_COUNT.fullmatch(line) for line in lines[:60])
        return any(_BODY.fullmatch(line) for line in lines if len(line) < 40) or any(
            (field := labelled(line)) and field.label.lower() in ("length", "load-date", "länge")
            for line in lines
        )

    def records(self, lines: Iterable[str]) -> Iterator[Record]:
        count = found = 0
        for piece in pieces_behind(lines, _ends):
            stated = next(
                (one for line in piece.lines[:60] if (one := _COUNT.fullmatch(line))), None
            )
            if stated and not found:
                count = int(stated["count"])
            if piece.empty:
                continue
            if bad := piece.refused(found + 1):
                found += 1
                yield bad
                continue
            header = _header(piece.lines)
            if header is None:
                if not found:
                    yield SkippedRecord("above the first document", COVER)
                elif _ends(piece.lines[-1]):
                    found += 1
                    yield BadRecord(f"document {found}", "neither a body nor fields in it")
                continue
            found += 1
            yield _read(piece.lines, header, found)
        yield from miscounted(count, found)


def _stated_count(lines: Sequence[str]) -> int:
    """How many documents the cover page says there are, 0 where it does not."""
    stated = next((found for line in lines if (found := _COUNT.fullmatch(line))), None)
    return int(stated["count"]) if stated else 0


def _ends(line: str) -> bool:
    return len(line) <= 60 and bool(_END.fullmatch(line.strip()))


@dataclass(frozen=True, slots=True)
class _Header:
    """Where an article's header begins and ends, and which of its lines is the day."""

    top: int
    end: int
    day: int | None


def _header(lines: Sequence[str]) -> _Header | None:
    """Find the header of an article, or None where nothing tells that there is one."""
    body = next((at for at, line in enumerate(lines) if _BODY.fullmatch(line.strip())), None)
    top = _below_cover(lines, body if body is not None else len(lines))
    field = next((at for at in range(top, len(lines)) if _is_header_field(lines[at])), None)
    if body is None and field is None:
        return None
    end = body if body is not None else _text_begins(lines, top)
    written = [at for at in range(top, end) if _says_something(lines[at])]
    last = next((n for n, at in enumerate(written) if labelled(lines[at])), len(written))
    days = [n for n, at in enumerate(written[:last]) if n and is_date(lines[at])]
    day = written[days[0]] if days else None
    if top and days and "\f" not in "".join(lines[top - 1 : top + 1]) and days[0] > 2:
        # Lines of the cover page that are not known may stand above the title.
        top = written[days[0] - 2]
    return _Header(top, end, day)


def _below_cover(lines: Sequence[str], end: int) -> int:
    """The line below the cover page: at its page break, or at a title that its list names."""
    top = 0
    listed: set[str] = set()
    for at in range(end):
        line = lines[at].strip()
        if _COVER_FIELD.fullmatch(line) or _COVER_FOOT.fullmatch(line):
            top = at + 1
        elif entry := _LISTED.fullmatch(line):
            listed.add(_folded(entry["title"]))
    if not top:
        return 0
    for at in range(top, end):
        if _folded(lines[at]) in listed:
            return at
    breaks = [at for at in range(top - 1, end) if "\f" in lines[at]]
    return breaks[-1] + (not lines[breaks[-1]].strip("\f ")) if breaks else top


def _text_begins(lines: Sequence[str], top: int) -> int:
    """The first line below the fields that is a sentence: some articles have no "Body"."""
    fields = [at for at in range(top, len(lines)) if _is_header_field(lines[at])]
    for at in range(fields[0] if fields else top, len(lines)):
        line = lines[at].strip()
        if len(line) > _MIN_SENTENCE_CHARS and not labelled(line) and not is_notice(line):
            return at
    return len(lines)


def _is_header_field(line: str) -> bool:
    field = labelled(line)
    return field is not None and field.label.lower() in _HEADER_FIELDS


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not _PAGE.fullmatch(line)


def _folded(line: str) -> str:
    return " ".join(line.split()).casefold()


def _read(lines: list[str], header: _Header, number: int) -> RawRecord | BadRecord:
    draft = Draft(lines[header.top :])
    day = header.end if header.day is None else header.day
    above = [
        line.strip()
        for line in lines[header.top : day]
        if _says_something(line) and not labelled(line)
    ]
    draft.set_aside((line for line in above if is_notice(line)), COPYRIGHT_NOTICE)
    above = [line for line in above if not is_notice(line)]
    if header.day is not None:
        draft.state("date", lines[day])
        draft.set_aside([lines[day]], ARTICLE_HEADER)
    if len(above) > 1:
        draft.state("source", above.pop())
        draft.set_aside([draft.facts["source"]], ARTICLE_HEADER)
    draft.title = " ".join(above)
    for line in lines[header.top if header.day is None else day + 1 : header.end]:
        if _says_something(line) and (header.day is not None or labelled(line)):
            _keep(draft, line.strip(), labelled(line), header=True)
    _read_text(draft, lines[header.end :])
    return draft.record(number)


def _read_text(draft: Draft, lines: Sequence[str]) -> None:
    """Read the body, and what follows it."""
    within = True
    if lines and _BODY.fullmatch(lines[0].strip()):
        draft.set_aside(lines[:1], DATABASE_FIELD)
        lines = lines[1:]
    for line in lines:
        stripped = line.strip()
        field = labelled(stripped)
        heading = len(stripped) < _MAX_HEADING_CHARS and (
            _ends(line) or _CLASSIFICATION.fullmatch(stripped) or _PART.fullmatch(stripped)
        )
        if heading or (field and field.label.lower() in _LOAD_DATE):
            within = False
        if within and stripped and _folded(line) == _folded(draft.title):
            # The title above each page of a printed document.
            draft.set_aside([line], PAGE_HEADER)
        elif within and not _PAGE.fullmatch(line):
            draft.body.append(line.rstrip())
        elif stripped:
            _keep(draft, stripped, field, header=False)
    draft.body[:] = body_lines("\n".join(draft.body).strip("\n\f "))
    while draft.body and (not draft.body[-1] or is_notice(draft.body[-1])):
        draft.set_aside([draft.body.pop()], COPYRIGHT_NOTICE)


def _keep(draft: Draft, line: str, field: Labelled | None, *, header: bool) -> None:
    """Keep a line that is no text: a fact, a notice, or only left out."""
    if field is None:
        draft.set_aside(
            [line],
            COPYRIGHT_NOTICE if is_notice(line) else ARTICLE_HEADER if header else DATABASE_FIELD,
        )
        return
    if field.role == "abstract" and header and field.value:
        draft.body.extend([field.value, ""])
        return
    if field.role == "language":
        draft.state("language", field.value.partition(";")[0].strip())
    elif field.role in ("author", "url"):
        draft.state(field.role, field.value)
    draft.set_aside([line], DATABASE_FIELD)
