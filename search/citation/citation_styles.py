"""Citations of newspaper articles for people: APA, Chicago and MLA.

After the Publication Manual of the APA (7th edition, 10.1.16 and 9.16), the Chicago Manual of
Style (17th edition, 14.191, bibliography) and the MLA Handbook (9th edition, 5.6 and 5.111).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from search.citation.person_names import PersonName
from search.export.export_row import ExportHead, ExportRow

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)
# MLA shortens months of more than four letters.
_MLA_MONTHS = tuple(
    month if len(month) <= 4 else f"{month[:4] if month == 'September' else month[:3]}."
    for month in _MONTHS
)
_MAX_APA_AUTHORS = 20
_MAX_CHICAGO_AUTHORS = 10


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation, in italics or not."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation in one style; `text` is what is copied."""

    style: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def citations(row: ExportRow, head: ExportHead) -> tuple[Citation, ...]:
    """Return an article's citations, with the archive's name and the day of access."""
    return tuple(Citation(name, style(row, head)) for name, style in STYLES.items())


def _apa(row: ExportRow, head: ExportHead) -> tuple[Run, ...]:
    authors, title = _apa_authors(row.authors), _ended(row.title)
    date = f"({_apa_date(row.date)})."
    begin = f"{_ended(authors)} {date} {title} " if authors else f"{title} {date} "
    source = (Run(row.source, italic=True), Run(". ")) if row.source else ()
    read = f"{head.archive}. Retrieved {_month_day_year(head.accessed)}, from {row.url}"
    return (Run(begin), *source, Run(read))


def _chicago(row: ExportRow, head: ExportHead) -> tuple[Run, ...]:
    authors = _listed(row.authors, _MAX_CHICAGO_AUTHORS, shown=7)
    begin = f"{_ended(authors)} " if authors else ""
    date = _long_date(row.date) or "n.d."
    source = (Run(row.source, italic=True), Run(f", {_ended(date)} "))
    read = f"{head.archive}, accessed {_month_day_year(head.accessed)}. {row.url}."
    return (
        Run(f"{begin}“{_ended(_inner_quotes(row.title))}” "),
        *(source if row.source else (Run(f"{_ended(date)} "),)),
        Run(read),
    )


def _mla(row: ExportRow, head: ExportHead) -> tuple[Run, ...]:
    authors = _listed(row.authors, 2, shown=1)
    begin = f"{_ended(authors)} " if authors else ""
    date = _mla_date(row.date)
    after = f", {_ended(date)} " if date else ". "
    source = (Run(row.source, italic=True), Run(after)) if row.source else (Run(after[2:]),)
    return (
        Run(f"{begin}“{_ended(_inner_quotes(row.title))}” "),
        *source,
        Run(head.archive, italic=True),
        Run(f", {re.sub('^https?://', '', row.url)}. Accessed {_day_month_year(head.accessed)}."),
    )


STYLES: Mapping[str, Callable[[ExportRow, ExportHead], tuple[Run, ...]]] = {
    "APA": _apa,
    "Chicago": _chicago,
    "MLA": _mla,
}


def _apa_authors(names: Sequence[PersonName]) -> str:
    written = [
        f"{name.family}, {_initials(name.given)}{f', {name.suffix}' if name.suffix else ''}"
        if name.family
        else name.full
        for name in names
    ]
    if len(written) > _MAX_APA_AUTHORS:
        return ", ".join(written[: _MAX_APA_AUTHORS - 1]) + f", . . . {written[-1]}"
    if len(written) < 2:
        return "".join(written)
    return f"{', '.join(written[:-1])}, & {written[-1]}"


def _initials(given: str) -> str:
    """Return "A. M." of "Ann Marie", and "J.-L." of "Jean-Luc"."""
    return " ".join(
        "-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split()
    )


def _listed(names: Sequence[PersonName], most: int, shown: int) -> str:
    """Return names with the first one inverted; of more than `most` only `shown`, et al."""
    written = [name.full if at else name.inverted for at, name in enumerate(names)]
    if len(written) > most:
        return f"{', '.join(written[:shown])}, et al."
    if len(written) < 2:
        return "".join(written)
    return f"{', '.join(written[:-1])}, and {written[-1]}"


def _ended(text: str) -> str:
    """Return text that ends as a sentence does."""
    return text if re.search(r"[.?!…][”’\"')]*$", text) else f"{text}."


def _inner_quotes(title: str) -> str:
    """Return a title whose quotation marks are single, as within others."""
    return re.sub(r"\"([^\"]*)\"", r"‘\1’", title).translate({ord("“"): "‘", ord("”"): "’"})


def _parts(iso: str) -> tuple[str, int, int]:
    year, month, day = [*iso.split("-"), "0", "0"][:3]
    return year, int(month), int(day)


def _apa_date(iso: str) -> str:
    if not iso:
        return "n.d."
    year, month, day = _parts(iso)
    if not month:
        return year
    return f"{year}, {_MONTHS[month - 1]}{f' {day}' if day else ''}"


def _long_date(iso: str) -> str:
    if not iso:
        return ""
    year, month, day = _parts(iso)
    if not month:
        return year
    return f"{_MONTHS[month - 1]}{f' {day},' if day else ''} {year}"


def _mla_date(iso: str) -> str:
    if not iso:
        return ""
    year, month, day = _parts(iso)
    return " ".join(filter(None, (str(day or ""), _MLA_MONTHS[month - 1] if month else "", year)))


def _month_day_year(day: dt.date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _day_month_year(day: dt.date) -> str:
    return f"{day.day} {_MLA_MONTHS[day.month - 1]} {day.year}"
