"""The lines above an article's text: page head, section, headline, byline, date.

A headline is told by what stands around it: below the page's menu, the name of a section or
"FOR IMMEDIATE RELEASE", above the byline and the date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.boilerplate.boilerplate_rules import FURNITURE
from corpus.extraction.byline import is_person, read_byline
from corpus.extraction.dateline import read_dateline
from corpus.extraction.dates.date_line import line_dates
from corpus.extraction.title import MOST_TITLE_CHARS, reads_like_title
from corpus.records import ARTICLE_HEADER, PAGE_HEADER

LineKind = Literal["menu", "release", "byline", "date", "person", "section", "headline", "text"]

_MAX_LINES = 40
_MAX_SECTION_WORDS = 3
_MIN_HEADLINE_WORDS = 4
_RELEASE = re.compile(
    r"\W*(?:for immediate release|(?:press|news|media) release|embargoed?\b.{0,60}"
    r"|not for release\b.{0,60}|for release\b.{0,60}|pressemitteilung|pressemeldung"
    r"|medienmitteilung|communiqué de presse|nota de prensa|comunicado de prensa"
    r"|comunicato stampa|пресс-релиз|persbericht|(?:media "
    r"|press )?contacts?(?: information)?\s*:.*)\W*",
    re.IGNORECASE,
)
_SECTIONS = re.compile(
    r"(?:(?:world|national|local|international|latest|breaking|top|business|sports?|political"
    r"|regional|city|metro|us|u\.s\.|uk|europe|asia|africa|americas|middle east|foreign"
    r"|domestic|general|health|science|technology|tech|education|entertainment|arts?|culture"
    r"|lifestyle|travel|money|finance|markets?|economy|opinions?|editorials?|letters?|comment"
    r"|analysis|features?|politics|environment|climate|weather|obituar(?:y|ies)|crime|courts?"
    r"|law|media|music|film|books|food|style|society|religion|real estate|classifieds?|news"
    r"|front page|home|homepage|exclusive|special report|columnists?|perspectives?|politik"
    r"|wirtschaft|kultur|sport|panorama|wissen|ausland|inland|meinung|lokales|politique"
    r"|économie|monde|société|culture|mundo|política|economía|cultura|deportes|esteri|cronaca"
    r"|politica|economia|политика|экономика|общество|мир|в мире|культура|спорт)(?: ?(?:news"
    r"|and|&|/|>|»|›|\||-|desk|section|page) ?)*){1,3}",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"(?:the |der |die |das |le |la |el |il )?(?:[\w.'’-]+ ){0,4}(?:times|courier|news|post"
    r"|daily|gazette|herald|tribune|journal|chronicle|mail|press|star|sun|express|observer"
    r"|standard|telegraph|guardian|examiner|globe|record|review|inquirer|sentinel|dispatch"
    r"|bulletin|register|independent|today|zeitung|nachrichten|blatt|anzeiger|dagblad"
    r"|dagbladet|avis|tidende|allehanda)(?: [\w.'’-]+){0,2}",
    re.IGNORECASE,
)
_ONLY_NUMBER = re.compile(r"[\d,.]{1,9}|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A title, the lines below it, and those above it with the reason they are left out.

    `title` is "" where none is stated: `lines` are all then. `author` is a person whose name
    stands alone above the date.
    """

    title: str
    lines: list[str]
    aside: tuple[tuple[str, str], ...] = ()
    author: str = ""


def read_front_matter(lines: Sequence[str]) -> FrontMatter:
    """Part the lines above an article's text from the text."""
    written = [number for number, line in enumerate(lines) if line.strip()][:_MAX_LINES]
    if not written:
        return FrontMatter("", list(lines))
    kinds = _kinds(lines, written)
    at = _headline(kinds, lines, written)
    if at is None:
        return FrontMatter("", list(lines), author=_person(kinds, lines, written))
    number = written[at]
    above = tuple(
        (lines[one].strip(), _reason(kinds[place])) for place, one in enumerate(written[:at])
    )
    kept = [line for (line, reason) in above if reason == "kept"]
    below = [*kept, *([""] if kept else []), *lines[number + 1 :]]
    title = " ".join(lines[number].split())
    aside = tuple((line, reason) for line, reason in above if reason != "kept")
    return FrontMatter(title, below, aside, _person(kinds, lines, written))


def _reason(kind: LineKind) -> str:
    """Why a line above the title is left out; dates and bylines are kept for reading them."""
    if kind in ("date", "byline"):
        return "kept"
    return ARTICLE_HEADER if kind == "release" else PAGE_HEADER


def _kinds(lines: Sequence[str], written: Sequence[int]) -> list[LineKind]:
    """What each line above the text is; lines of the text end the list."""
    kinds: list[LineKind] = []
    for place, number in enumerate(written):
        below = [line.strip() for line in lines[number + 1 :][:_MAX_LINES]]
        kind = _kind(lines[number], lines[number + 1 :], bool(place), below)
        kinds.append(kind)
        if kind == "text":
            break
    return kinds


def _kind(line: str, rest: Sequence[str], is_below: bool, below: Sequence[str]) -> LineKind:
    plain = line.strip()
    if _RELEASE.fullmatch(plain):
        return "release"
    if FURNITURE.match(plain) or _ONLY_NUMBER.fullmatch(plain):
        return "menu"
    if signed := _signature(plain, is_below, below):
        return signed
    dateline = read_dateline(plain)
    if dateline and dateline.certain:
        return "text"
    is_short = len(plain) <= MOST_TITLE_CHARS and len(plain.split()) <= 2 * _MAX_SECTION_WORDS
    if is_short and _SECTIONS.fullmatch(plain):
        return "section"
    return "headline" if reads_like_title(line, list(rest)) else "text"


def _signature(line: str, is_below: bool, below: Sequence[str]) -> LineKind | None:
    """Whether a line names the author or the day, None for others."""
    if read_byline(line) is not None:
        return "byline"
    if any(one.kind != "other" or one.alone for one in line_dates(line)):
        return "date"
    following = next((one for one in below if one), "")
    return "person" if is_below and is_person(line) and _has_date(following) else None


def _has_date(line: str) -> bool:
    return any(True for _ in line_dates(line))


def _headline(
    kinds: Sequence[LineKind], lines: Sequence[str], written: Sequence[int]
) -> int | None:
    """The place of the headline among the written lines, None where there is none."""
    headlines = [place for place, kind in enumerate(kinds) if kind == "headline"]
    if not headlines:
        # A section's name that stands alone above the text is its title after all.
        sections = [place for place, kind in enumerate(kinds) if kind == "section"]
        return sections[0] if sections and kinds[0] == "section" and len(kinds) > 1 else None
    first = headlines[0]
    has_head = any(kind in ("menu", "section") for kind in kinds[: headlines[-1]])
    if not has_head or len(headlines) == 1:
        return first
    for place in headlines:
        words = lines[written[place]].split()
        outlet = len(words) < _MIN_HEADLINE_WORDS or _OUTLET.fullmatch(
            lines[written[place]].strip()
        )
        if not outlet:
            return place
    return first


def _person(kinds: Sequence[LineKind], lines: Sequence[str], written: Sequence[int]) -> str:
    found = (place for place, kind in enumerate(kinds) if kind == "person")
    place = next(found, None)
    return "" if place is None else " ".join(lines[written[place]].split())
