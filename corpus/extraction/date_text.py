"""Dates as they are written: "4 February 2022", "Feb. 4, 2022", "04.02.2022", "2022年2月4日".

In the names of months of some fifty languages, the digits of any script and a few calendars
of other countries. Only what the text says: a day without a year stays one, and "04/05/2022",
which may be April or May, is read only where its order is known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.extraction.dates.month_names import CONTESTED, MONTHS
from corpus.extraction.dates.name_folding import fold_name
from corpus.extraction.dates.other_calendars import (
    ERAS,
    ascii_digits,
    from_buddhist,
    from_persian,
    han_number,
    is_buddhist,
    persian_month,
)

#: How days are written in numbers, "" where that is not known.
DateOrder = Literal["", "day first", "month first", "year first"]

# Names and abbreviations of the months, in the languages of most datelines: a day without a
# year is read in these alone.
_COMMON = (
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
_ANY_CASE = sorted(
    {
        form
        for names in _COMMON
        for name in names.split()
        for form in (name, name.capitalize(), name.upper())
    },
    key=len,
    reverse=True,
)
#: Matches a month's name as it stands in running text; longest first.
MONTH_PATTERN = "|".join(map(re.escape, _ANY_CASE))
_WITHOUT_YEAR = {fold_name(name) for names in _COMMON for name in names.split()}
_NUMERALS = "I II III IV V VI VII VIII IX X XI XII"
_ROMAN = {numeral: month for month, numeral in enumerate(_NUMERALS.split(), start=1)}
_BEFORE_NAME = ("ב", "d'", "de", "ta'")

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0900-\u0965\u0970-\u0dff\u0e31-\u0e4e"
_LETTER = r"[^\W\d_]"
_NAME = (
    rf"(?:(?:كانون|تشرين) {_LETTER}{{3,8}}|[\u0e00-\u0e7f]{{1,3}}\.[\u0e00-\u0e7f]\.?"
    rf"|(?:[\u0600-\u06ff]{{3,9}}/)?(?:[dD]['’])?{_LETTER}(?:{_LETTER}|[{_MARKS}]){{1,19}})"
)
_DAY = r"\d{1,2}"
_CLOCK = (
    r"(?:,? \d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?: ?(?:[AaPp]\.?[Mm]\.?))?"
    r"(?: (?:[A-Z]{2,5}|[+-]\d{4}))?,?)"
)
_OF = r"(?:of |de |del |di |d'|den |the |ng )?"
_PATTERN = r"""(?<![\w-])(?:
(?P<y1>YEAR)(?P<s1>\ ?[-/.]\ ?)(?P<m1>\d{1,2})(?P=s1)(?P<d1>DAY)(?![\d-])
|(?P<y2>\d{4})\ ?[年년]\ ?(?P<m2>\d{1,2})\ ?[月월](?:\ ?(?P<d2>DAY)\ ?[日일號号])?
|(?P<m9>\d{1,2})月(?P<d9>DAY)日
|(?P<e12>ERA)\ ?(?P<y12>\d{1,3}|元)年(?P<m12>\d{1,2})月(?:(?P<d12>DAY)日)?
|(?P<y17>[HAN]{4})年(?P<m17>[HAN十]{1,2})月(?:(?P<d17>[HAN十]{1,3})日)?
|(?:[Nn]gày\ )?(?P<d11>DAY)\ [Tt]háng\ (?P<m11>\d{1,2}),?\ (?:năm\ )?(?P<y11>YEAR)\b
|(?P<d10>DAY)[./\ -]\ ?(?P<r10>[IVX]{1,4})[./\ -]\ ?(?P<y10>YEAR)\b
|(?P<d8>DAY)(?P<s8>[-/._])(?P<n8>NAME)(?P=s8)(?P<y8>YEAR|SHORT)(?!\d)
|(?P<d3>DAY)(?:(?:st|nd|rd|th|er|ER|ST|ND|RD|TH|º|°|ª|a|\.)?(?:\ |(?<=\.))|(?=[^\W\d_]{3}))
  OF(?P<n3>NAME)END\.?
  (?:,?\ ?(?:,?\ (?:de\ |del\ |of\ |พ\.ศ\.\ ?)?|(?<=[^\W\d_]))(?P<y3>YEAR|'\d{2}\b|SHORT)(?![\d:]))?
|(?P<n4>NAME)END\.?\ {0,2}(?:the\ )?(?P<d4>DAY)(?:st|nd|rd|th|ST|ND|RD|TH)?\b(?![:h\d]|\.\d)
  (?:,?CLOCK?,?\ ?(?:of\ )?(?P<y4>YEAR|'\d{2}\b|,\ ?SHORT)(?![\d:]))?
|(?P<n5>NAME)END\.?,?\ (?:de\ |of\ |del\ )?(?P<y5>YEAR)\b
|(?P<y14>YEAR)(?:\.?\ gada|\ [жm]\.|\ жылғы|-yil)\ (?P<d14>DAY)[.-]?\ ?(?P<n14>NAME)
|(?P<y16>YEAR)(?P<s16>[-/._\ ])(?P<n16>NAME)(?P=s16)(?P<d16>DAY)\b
|(?P<y13>YEAR)(?:\.|,|\ [mж]\.|\ жылы|-yil)?\ ?(?P<n13>NAME)\.?\ (?P<d13>DAY)\b
|(?P<d6>DAY)(?P<s6>\.\ ?)(?P<m6>\d{1,2})(?P=s6)(?P<y6>YEAR|SHORT)(?![.]?\d)
|(?P<a7>\d{1,2})(?P<s7>\ ?[/-]\ ?)(?P<b7>\d{1,2})(?P=s7)(?P<y7>YEAR|SHORT)(?![/\d-])
|(?P<n15>NAME)(?P<s15>[-/._])(?P<d15>DAY)(?P=s15)(?P<y15>YEAR)\b
)"""
_YEAR = r"(?:1[0-9]|20|2[4-6])\d{2}"
_SHORT_YEAR = r"\d{2}(?![\d:.,]\d|/|\ ?(?:[ap]\.?m\b|uhr|h\b|[A-Z]{2}T\b))"


_ASCII_WORD = re.compile(r"[a-z]+")
_BEYOND_ENGLISH = re.compile(r"[^\x00-\x7f‘’“”–—…]")
# Every form in ASCII that names no month.
_ASCII_NUMBERS = re.compile(r"\d ?[-/.] ?\d{1,2} ?[-/.] ?\d|\d[./ -] ?[IVX]{1,4}[./ -] ?\d")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; 0 for what it does not say. `start` and `end` are characters.

    `other` is the second month and day that it may mean as well, None where it is only one.
    """

    text: str
    year: int
    month: int
    day: int
    start: int = 0
    end: int = 0
    other: tuple[int, int] | None = None

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a day (29 February, where no year is told)."""
        try:
            dt.date(self.year or 2000, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True


def dates_in(text: str, order: DateOrder = "", latest_year: int = 0) -> Iterator[WrittenDate]:
    """Yield the dates written in a text, in order, those the calendar does not have too.

    Those that may be two days are left out, as long as `order` does not tell which. Years of
    two digits are read where `latest_year` is given: they are not after it.
    """
    yield from (date for date in all_dates_in(text, order, latest_year) if date.other is None)


def all_dates_in(text: str, order: DateOrder = "", latest_year: int = 0) -> Iterator[WrittenDate]:
    """Yield the dates of `dates_in`, and those that may be two days."""
    plain = ascii_digits(text)
    if not _may_hold_date(plain):
        return
    pattern = _pattern(bool(latest_year))
    start = 0
    while found := pattern.search(plain, start):
        date = _read(found, order, latest_year)
        if date is None:
            start = found.start() + 1
            continue
        yield replace(date, text=text[date.start : date.end])
        start = found.end()


def _may_hold_date(text: str) -> bool:
    """Whether a text holds a month's name, numbers like a date's or letters beyond ASCII.

    Much cheaper than the pattern of all forms, which finds no date in any other text.
    """
    if _ASCII_NUMBERS.search(text) or (not text.isascii() and _BEYOND_ENGLISH.search(text)):
        return True
    words = _ASCII_WORD.findall(text.lower())
    return not _ascii_months().isdisjoint(words)


@cache
def _ascii_months() -> frozenset[str]:
    """The names of months in ASCII, with and without what may stand right before them."""
    names = [name for name in (*_month_of(), *CONTESTED) if name.isascii()]
    return frozenset(f"{before}{name}" for name in names for before in ("", "de", "yil", "yilde"))


@cache
def _pattern(short: bool) -> re.Pattern[str]:
    """The pattern of all forms, with or without years of two digits."""
    pattern = _PATTERN.replace("SHORT", _SHORT_YEAR if short else "(?!)")
    for name, part in (
        ("YEAR", _YEAR.replace(" ", r"\ ")),
        ("DAY", _DAY),
        ("CLOCK", _CLOCK.replace(" ", r"\ ")),
        ("OF", _OF.replace(" ", r"\ ")),
        ("NAME", _NAME.replace(" ", r"\ ")),
        ("END", rf"(?!{_LETTER}|[{_MARKS}])"),
        ("HAN", "〇○零一二三四五六七八九"),
        ("ERA", "|".join(sorted(ERAS, key=len, reverse=True))),
    ):
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.VERBOSE)


def _read(found: re.Match[str], order: DateOrder, latest_year: int) -> WrittenDate | None:
    """Make a date of a match, None where its words are no month."""
    named = {name: value for name, value in found.groupdict().items() if value}
    part = {name[0]: value for name, value in named.items()}
    if "y17" in named:
        part |= {name: str(han_number(part[name])) for name in "ymd" if name in part}
    year, day = _year(part, latest_year), int(part.get("d", 0))
    span = (found.start(), found.end())
    if "a" in part:
        return _by_order(int(part["a"]), int(part["b"]), year, order, span)
    if "r" in part:
        month = _ROMAN.get(part["r"], 0)
    elif "n" in part:
        return _by_name(found, named, part["n"], year, day)
    else:
        month = int(part["m"])
    if "d6" in named and month > 12 >= day:  # 11.18.2019
        month, day = day, month
    return WrittenDate("", year, month, day, *span) if month else None


def _year(part: dict[str, str], latest_year: int) -> int:
    text = part.get("y", "").lstrip("',’ ")
    if "e" in part:
        return ERAS[part["e"]] + (1 if text == "元" else int(text))
    year = int(text or 0)
    if len(text) != 2:
        return year
    century = (latest_year or dt.date.max.year) // 100 * 100
    return century + year if century + year <= (latest_year or 0) else century - 100 + year


def _by_order(
    first: int, second: int, year: int, order: DateOrder, span: tuple[int, int]
) -> WrittenDate | None:
    """Read "13/02" or "02/13" by what the calendar or the order says."""
    if max(first, second) > 31 or min(first, second) > 12 or not first or not second:
        return None
    month_first = WrittenDate("", year, first, second, *span)
    day_first = WrittenDate("", year, second, first, *span)
    if first > 12 or first == second:
        return day_first
    if second > 12:
        return month_first
    if order:
        return month_first if order == "month first" else day_first
    return replace(day_first, other=(first, second))


def _by_name(
    found: re.Match[str], named: dict[str, str], name: str, year: int, day: int
) -> WrittenDate | None:
    """Read a date whose month is a name."""
    folded = _plain_name(name)
    month = _month_of().get(folded, 0)
    end = found.end()
    if not year and ("d3" in named or "d4" in named):
        if folded not in _WITHOUT_YEAR or (name.islower() and len(name) < 4):
            return None  # "may 5 people", "out 20"
    elif not day and folded not in _WITHOUT_YEAR and len(folded) < 4:
        return None
    if month and is_buddhist(year):
        year = from_buddhist(year)
    if not month and (of_persia := persian_month(folded)):
        ours = from_persian(year, of_persia, day)
        return WrittenDate("", *ours, found.start(), end) if ours else None
    other = None
    if not month and folded in CONTESTED:
        month, second = CONTESTED[folded]
        if folded == "listopada":  # Croatian writes a point after the day, Polish none.
            month = 10 if found[0].startswith(f"{named.get('d3', '')}.") else 11
        else:
            other = (second, day)
    return WrittenDate("", year, month, day, found.start(), end, other) if month else None


def _plain_name(name: str) -> str:
    """A month's name without what languages put before it."""
    folded = fold_name(name.rpartition("/")[2])
    if folded in _month_of() or folded in CONTESTED:
        return folded
    before = next((part for part in _BEFORE_NAME if folded.startswith(part)), "")
    return folded.removeprefix(before)


@cache
def _month_of() -> dict[str, int]:
    named = {
        name: month for month, names in enumerate(MONTHS, start=1) for name in names.split("|")
    }
    common = {
        fold_name(name): month
        for month, names in enumerate(_COMMON, start=1)
        for name in names.split()
    }
    return {name: month for name, month in (named | common).items() if name not in CONTESTED}


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
