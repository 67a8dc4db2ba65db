"""Dates as they are written: "4 February 2022", "Feb. 4, 2022", "04.02.2022", "2022年2月4日".

Only what the text says: a day without a year stays one, and "04/05/2022", which may be
April or May, is not read at all.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Names and abbreviations of the months, in the languages whose news is read most.
_MONTHS = (
    "january jan januar janvier janv enero ene gennaio gennaïo gen janeiro января январь янв "
    "januari stycznia styczeń leden ledna січня jänner ianuarie",
    "february feb februar février févr fevr febrero febbraio febb fevereiro fev февраля февраль "
    "фев февр februari lutego luty února únor лютого februarie",
    "march mar märz maerz mars marzo março marco марта март мар maart marca marzec března "
    "březen березня martie",
    "april apr avril avr abril abr aprile апреля апрель апр kwietnia kwiecień dubna duben "
    "квітня aprilie",
    "may mai mayo maggio mag maio мая май mei maja maj května květen травня",
    "june jun juni juin junio giugno giu junho июня июнь июн czerwca czerwiec června červen "
    "червня iunie",
    "july jul juli juillet juil julio luglio lug julho июля июль июл lipca lipiec července "
    "červenec липня iulie",
    "august aug août aout agosto ago августа август авг augustus sierpnia sierpień srpna srpen "
    "серпня",
    "september sept sep septembre septiembre setiembre settembre sett setembro set сентября "
    "сентябрь сен сент września wrzesień září вересня septembrie",
    "october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт "
    "października październik října říjen жовтня octombrie",
    "november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada listopad "
    "листопада noiembrie",
    "december dec dezember dez décembre déc diciembre dic dicembre dezembro декабря декабрь дек "
    "grudnia grudzień prosince prosinec грудня decembrie",
)
_MONTH_OF = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names.split()
}
_ANY_CASE = sorted(
    {form for name in _MONTH_OF for form in (name, name.capitalize(), name.upper())},
    key=len,
    reverse=True,
)
#: Matches a month's name as it stands in running text; longest first.
MONTH_PATTERN = "|".join(map(re.escape, _ANY_CASE))

_DAY = r"\d{1,2}"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_WRITTEN = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<y1>{_YEAR})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>{_DAY})(?![\d-])"
    rf"|(?P<y2>{_YEAR})年(?P<m2>\d{{1,2}})月(?:(?P<d2>{_DAY})日)?"
    rf"|(?P<m9>\d{{1,2}})月(?P<d9>{_DAY})日"
    rf"|(?P<d3>{_DAY})(?:st|nd|rd|th|er|º|°|\.)? (?:of |de |di )?(?P<n3>{MONTH_PATTERN})\b\.?"
    rf"(?:,? (?:de |del |of )?(?P<y3>{_YEAR})\b)?"
    rf"|(?P<n4>{MONTH_PATTERN})\b\.? (?P<d4>{_DAY})(?:st|nd|rd|th)?\b(?:,? (?P<y4>{_YEAR})\b)?"
    rf"|(?P<n5>{MONTH_PATTERN})\b\.?,? (?:de |of )?(?P<y5>{_YEAR})\b"
    rf"|(?P<d6>{_DAY})\.(?P<m6>\d{{1,2}})\.(?P<y6>{_YEAR})\b(?!\.\d)"
    rf"|(?P<a7>\d{{1,2}})/(?P<b7>\d{{1,2}})/(?P<y7>{_YEAR})\b(?!/)"
    rf"|(?P<d8>{_DAY})-(?P<n8>{MONTH_PATTERN})-(?P<y8>{_YEAR})\b"
    rf")"
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; 0 for what it does not say. `start` and `end` are characters."""

    text: str
    year: int
    month: int
    day: int
    start: int = 0
    end: int = 0

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day (29 February, where no year is told)."""
        try:
            dt.date(self.year or 2000, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True


def dates_in(text: str) -> Iterator[WrittenDate]:
    """Yield the dates written in a text, in order, those the calendar does not have too."""
    for found in _WRITTEN.finditer(text):
        named = {name: value for name, value in found.groupdict().items() if value}
        numbers = {name[0]: value for name, value in named.items()}
        name = numbers.get("n", "").lower()
        if "a" in numbers:
            day, month = _unambiguous(int(numbers["a"]), int(numbers["b"]))
            if not day:
                continue
        else:
            day = int(numbers.get("d", 0))
            month = _MONTH_OF[name] if name else int(numbers["m"])
        year = int(numbers.get("y", 0))
        if not year and named.get("n3", named.get("n4", "")).islower() and len(name) < 4:
            continue  # "may 5 people", "out 20"
        yield WrittenDate(found[0], year, month, day, found.start(), found.end())


def _unambiguous(first: int, second: int) -> tuple[int, int]:
    """Return day and month of "13/02" or "02/13"; (0, 0) where it could be either."""
    if first == second or first > 12 >= second:
        return first, second
    if second > 12 >= first:
        return second, first
    return 0, 0


def hints(text: str, most: int = 8) -> list[WrittenDate]:
    """The dates that a text mentions, each once, for an editor who dates it by hand.

    They say what the text speaks of, not when it was published: none is ever taken for that.
    """
    found: dict[tuple[int, int, int], WrittenDate] = {}
    for date in dates_in(text[:20_000]):
        if date.exists:
            found.setdefault((date.year, date.month, date.day), date)
            if len(found) == most:
                break
    return list(found.values())
