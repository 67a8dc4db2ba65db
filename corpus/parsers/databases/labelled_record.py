"""An article whose fields are labelled, "Title: ...", as most databases write them out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.extraction.date_text import dates_in
from corpus.importing.source_file import BadRecord
from corpus.parsers.databases.article_draft import Draft, is_notice
from corpus.parsers.databases.field_labels import Labelled, Role, labelled
from corpus.records import ARTICLE_HEADER, COPYRIGHT_NOTICE, DATABASE_FIELD, RawRecord

# "The Courier; Norhaven", "The Courier (1923-)", "The Courier (pre-1997 Fulltext)": a place, years.
_BEHIND_SOURCE = re.compile(
    r"(?<!\s)\s*(?:;.*|, (?:[\w.]+ ){1,3}edition.*|\((?:pre-)?\d{4}[^()]*\)|\[[^\[\]]*\]"
    r"|,? (?:no|n°|nr)\.? ?\d.*)\s*$",
    re.IGNORECASE,
)
# "Talks begin: [FINAL Edition]", "Talks begin [Derived headline]".
_BEHIND_TITLE = re.compile(
    r"(?::|(?<![:\s]))\s*\[[^\[\]]*(?:edition|headline)\]\s*$", re.IGNORECASE
)
_NOT_HELD = re.compile(
    r"(?:full text )?(?:not|none) available\.?|nicht verfügbar\.?|non disponible\.?", re.IGNORECASE
)
_MAX_TITLE_CHARS = 400


@dataclass(frozen=True, slots=True)
class Layout:
    """How a database writes an article out.

    `below` are the labels that end the text, in small letters; where a text has no label, it
    is what stands between the fields. `headings` are lines that stand alone above a part.
    """

    below: frozenset[str]
    headings: Mapping[str, Role] = field(default_factory=dict)


@dataclass(slots=True)
class _Parts:
    """The fields of an article in order, its text, and lines that are neither."""

    fields: list[tuple[Role, str, list[str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    def first(self, role: Role) -> str:
        """The first field of a role that says something."""
        return next((value for value in self.every(role) if value), "")

    def every(self, role: Role) -> list[str]:
        return [" ".join(" ".join(lines).split()) for name, _, lines in self.fields if name == role]


def read_labelled(lines: Sequence[str], number: int, layout: Layout) -> RawRecord | BadRecord:
    """Read one article of labelled fields."""
    parts = _parts(lines, layout)
    draft = Draft(list(lines))
    loose = [line for line in parts.loose if not is_notice(line)]
    draft.set_aside((line for line in parts.loose if is_notice(line)), COPYRIGHT_NOTICE)
    draft.title = parts.first("title")
    while loose and not loose[0].strip():
        loose.pop(0)
    if not draft.title and loose and len(loose[0]) <= _MAX_TITLE_CHARS:
        draft.title = loose.pop(0)
    elif loose and " ".join(loose[0].split()) == draft.title:
        draft.set_aside([loose.pop(0)], ARTICLE_HEADER)
    draft.title = _BEHIND_TITLE.sub("", draft.title)
    if _NOT_HELD.fullmatch(" ".join(parts.text).strip()):
        draft.set_aside(parts.text, DATABASE_FIELD)
        parts.text.clear()
    _state(draft, parts)
    abstract = [line for role, _, found in parts.fields if role == "abstract" for line in found]
    if any(line.strip() for line in parts.text):
        draft.body = list(parts.text)
        draft.set_aside([*abstract, *loose], DATABASE_FIELD)
    else:
        draft.body = [*abstract, *([""] if abstract and loose else []), *loose]
    while draft.body and (not draft.body[-1].strip() or is_notice(draft.body[-1])):
        draft.set_aside([draft.body.pop()], COPYRIGHT_NOTICE)
    for role, label, found in parts.fields:
        if role not in ("title", "abstract", "body") and found:
            draft.set_aside([f"{label}: {' '.join(' '.join(found).split())}"], DATABASE_FIELD)
    return draft.record(number)


def _state(draft: Draft, parts: _Parts) -> None:
    """Take the facts from the fields."""
    draft.key = parts.first("key").partition(" ")[0]
    draft.state("author", parts.first("author").rstrip("."))
    draft.state("source", _without_day(plain_source(parts.first("source"))))
    draft.state("url", parts.first("url"))
    draft.state("language", parts.first("language").partition(";")[0])
    for value in [*parts.every("date"), *parts.every("citation"), *parts.every("source")]:
        if any(date.year for date in dates_in(value)) or re.match(r"\d{4}-\d\d-\d\d", value):
            draft.state("date", value)
    draft.state("date", parts.first("date"))
    if "source" not in draft.facts and (citation := parts.first("citation")):
        draft.state("source", re.split(r"[,;.(\[]", citation, maxsplit=1)[0])


def _without_day(source: str) -> str:
    """A source without the day behind it: "The Courier, Feb 4, 2021", "The Courier. 02/04/2021"."""
    day = next((date.start for date in dates_in(source) if date.year), len(source))
    slashed = re.search(r"\d{1,2}/\d{1,2}/\d{4}", source)
    cut = min(day, slashed.start() if slashed else day)
    named = source[:cut].rstrip(" ,.:;([")
    return re.sub(r"\s(?:vom|of|du|del)$", "", named) if 2 < cut < len(source) else source


def plain_source(source: str) -> str:
    """A source without the place, the years and the issue that a database adds."""
    return _BEHIND_SOURCE.sub("", _BEHIND_SOURCE.sub("", source)).strip(" .")


def _parts(lines: Sequence[str], layout: Layout) -> _Parts:
    parts = _Parts()
    reading = "fields"
    open_field: list[str] | None = None
    for line in lines:
        heading = layout.headings.get(" ".join(line.split()).strip(":").lower())
        found = Labelled(line.strip(), heading, "") if heading else labelled(line)
        if reading == "text" and not (found and (heading or found.label.lower() in layout.below)):
            parts.text.append(line.rstrip())
            continue
        if found is None:
            if open_field is not None and line.strip():
                open_field.append(line.strip())
            else:
                open_field = None
                parts.loose.append(line.rstrip())
            continue
        reading = "fields"
        if found.role == "body":
            reading = "text"
            parts.text.extend([found.value] if found.value else [])
            open_field = None
        else:
            open_field = [found.value] if found.value else []
            parts.fields.append((found.role, found.label, open_field))
    return parts
