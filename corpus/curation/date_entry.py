"""Dates as editors write them: as much as is known, and nothing made up for the rest."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from corpus.extraction.date_text import dates_in
from corpus.records import Precision

_FIGURES = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.](\d{4})", re.ASCII)
_EITHER = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
# Earlier years are slips, and as running text are no years at all.
_FIRST_YEAR = 1500
# 1890s, c. 1890.
_VAGUE = re.compile(
    r"(?:the )?(\d{3}0)['’]?s|(?:c\.?|ca\.?|circa) ?(\d{4})", re.ASCII | re.IGNORECASE
)
_HOW = "Write as much as is known: 4 February 2022, Feb 2022, 2022, 1890s or c. 1890."


@dataclass(frozen=True, slots=True)
class EnteredDate:
    """A date as entered; `day` is the first of its month, year or decade, None for undated."""

    day: dt.date | None = None
    precision: Precision = "none"

    def __str__(self) -> str:
        return written(self.day, self.precision)


def read_date(text: str, today: dt.date) -> EnteredDate:
    """Read a day, month, year, decade or estimated year; "" is undated.

    Raises ValueError, with a sentence for the editor, for what is none, what may be two
    days, what the calendar does not have, and what lies in the future.
    """
    plain = " ".join(text.split())
    if not plain:
        return EnteredDate()
    vague = _VAGUE.fullmatch(plain)
    year, month, day = _parts(vague[1] or vague[2] if vague else plain)
    try:
        first = dt.date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(f"There is no date “{plain}”.") from None
    if year < _FIRST_YEAR:
        raise ValueError(f"“{plain}” lies before there was any news in print.")
    # A day's grace: it is tomorrow already in some places.
    if first > today + dt.timedelta(days=1):
        raise ValueError(f"“{plain}” lies in the future.")
    if vague:
        return EnteredDate(first, "decade" if vague[1] else "circa")
    return EnteredDate(first, "day" if day else "month" if month else "year")


def written(day: dt.date | None, precision: str) -> str:
    """A date as this module reads it: "4 February 2022", "February 2022", "2022", ""."""
    if day is None or precision == "none":
        return ""
    if precision in ("year", "decade", "circa"):
        return {"decade": f"{day.year}s", "circa": f"c. {day.year}"}.get(precision, str(day.year))
    month = f"{calendar.month_name[day.month]} {day.year}"
    return month if precision == "month" else f"{day.day} {month}"


def _parts(plain: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not told."""
    if found := _FIGURES.fullmatch(plain):
        year, month, day = (int(part or 0) for part in found.groups())
        if (found[2] and not month) or (found[3] and not day):
            raise ValueError(f"There is no date “{plain}”.")
        return year, month, day
    if found := _MONTH_FIRST.fullmatch(plain):
        return int(found[2]), int(found[1]) or 13, 0
    for date in dates_in(plain):
        if date.text == plain.rstrip(".") or date.text == plain:
            if not date.year:
                raise ValueError(f"“{plain}” tells no year. {_HOW}")
            return date.year, date.month, date.day
        break
    if found := _EITHER.fullmatch(plain):
        raise ValueError(
            f"“{plain}” may be two days: write {found[3]}-{int(found[2]):02}-{int(found[1]):02} "
            f"or {found[3]}-{int(found[1]):02}-{int(found[2]):02}."
        )
    raise ValueError(f"“{plain[:60]}” is not a date. {_HOW}")
