"""The value of a field that means to be a date, in any of the forms that dumps have.

    2021-02-04T06:15:00Z   20210204   1612396800   44231   2021-W05-4   Thu, 04 Feb 21 06:15 GMT
    4 Feb 2021 | Updated 9 Feb 2021   2021-02-04 to 2021-02-09   Spring 2021   1890s   c. 1890

The day is as printed, whatever its time zone. What is known less well than a date is told as
a problem, never completed.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Literal

from corpus.extraction.date_text import DateOrder, WrittenDate, all_dates_in
from corpus.extraction.dates.date_labels import DateKind, kind_of
from corpus.extraction.dates.other_calendars import ascii_digits

MAX_FIELD_CHARS = 200
_ISO = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|(\d{2})(\d{2})(?:\d{6}$)?)?"
    r"(?=$|[T\s](?:$|\d{1,2}:?\d{2}|\d{6}))"
)
_NO_DATE = re.compile(r"0000-00-00.*|(?:nat|nan|none|null|n/?a|unknown|undated|n\.?d\.?|-+)", re.I)
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}(?:\.0)?|\d{16}|\d{19}")
# As PDF, .NET and cameras write days.
_WRAPPED = re.compile(r"(?:D:(?=\d{8})|/Date\()(-?\d+)(?:[+-]\d{4}|Z?|[+-]\d\d'\d\d'?)\)?/?$")
_EXIF = re.compile(r"^(\d{4}):(\d{2}):(\d{2})(?=\s|$)")
_MONTH = re.compile(r"((?:19|20)\d{2})(\d{2})|(\d{1,2})/((?:1[5-9]|20)\d{2})")
_ORDINAL = re.compile(r"(\d{4})-(\d{3})")
# No number of seconds since 1970 begins with 19 or 20 before 2030.
_STAMP = re.compile(
    r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])(?:[0-5]\d)?|-\d{4,6})"
)
_TUPLE = re.compile(r"\D*(\d{4}), ?(\d{1,2}), ?(\d{1,2})(?:,[\d ,.]*)?\D*")
_DECIMAL_COMMA = re.compile(r"(?<=\d{5}),(?=\d+$)")
_SCIENTIFIC = re.compile(r"\d\.\d{4,}E\+?(?:9|12)", re.IGNORECASE)
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{2})-?([1-7])(?:T.*)?")
# How many of the units that a number of so many digits counts make a second.
_UNITS = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 16: 1_000_000, 19: 1_000_000_000}
_EPOCH_ZERO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
# Days since the last of 1899, as spreadsheets count: 1954 to 2064.
_SERIAL = re.compile(r"([2-5]\d{4})(?:\.\d+)?")
_SPREADSHEET_ZERO = dt.date(1899, 12, 30)
_LEAD = re.compile(
    r"^\W*(?:date|dated|published|publication date|pubdate)\s*[:=]?\s*(?=[^\s(])", re.IGNORECASE
)
_DECADE = re.compile(r"(?:the )?(?:early |mid-?|late )?((?:1[0-9]|20)\d0)['’]?s(?: decade)?", re.I)
_ESTIMATE = re.compile(
    r"(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|um|vers|hacia)\s*(\d{4})|(\d{4})\s?\?",
    re.IGNORECASE,
)
_CIRCA = re.compile(
    r"(?:c\.?|ca\.?|circa|about|around|approx\.?|approximately|um|vers|hacia)\s*\d{4}.*"
    r"|\[?\d{3,4}\s?\?\]?|\[\d{4}\]|(?:before|after|vor|nach|avant|après)\s+\d{4}",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"\b(?:centur(?:y|ies)|jahrhundert|siècle|siglo|secolo)\b", re.I)
_TOO_VAGUE = (
    (_CENTURY.search, "a century, in which no year is certain"),
    (_CIRCA.fullmatch, "an estimate, so that no year is certain"),
)
_YEAR_SPAN = re.compile(
    r"(?:between |from )?(\d{4})\s?(?:[-–—/]|to|and|until|bis|à)\s?(\d{2}|\d{4})", re.IGNORECASE
)
_SEASON = re.compile(
    r"(?:spring|summer|autumn|fall|winter|frühling|frühjahr|sommer|herbst|printemps|été|automne|hiver"
    r"|[hq][1-4]|[1-4]q|[1-4](?:st|nd|rd|th) quarter(?: of)?)[ ,/-]*((?:1[0-9]|20)\d{2})"
    r"|((?:1[0-9]|20)\d{2})[ -]?(?:[hq][1-4])",
    re.IGNORECASE,
)
_DAY_SPAN = re.compile(
    r"(?<![\d:/.-])\d{1,2}(?:st|nd|rd|th)?\s?[-–—/]\s?(?=\d{1,2}(?:st|nd|rd|th)?,? )"
)
_LATER_DAY = re.compile(
    r"(?<=[^\W\d_] )(\d{1,2})(?:st|nd|rd|th)?\s?[-–—]\s?\d{1,2}(?:st|nd|rd|th)?(?=,? \d{4})"
)
_MONTHS_SPAN = re.compile(r"[^\W\d_]{3,}\.?\s?[-–—/]\s?(?=[^\W\d_]{3,}\.? \d{4})")
_BETWEEN = re.compile(
    r"\s*(?:[-–—/]|to|until|through|bis|à|au|al|hasta|and|и|до|по|至|~)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FieldDate:
    """What a field says, 0 for what it leaves open.

    `other` is the second month and day that it may mean as well. `vague` says that the year is
    that of a decade, or an estimate. `problem` says why it is no date, in words that follow "it
    says ..., ".
    """

    year: int = 0
    month: int = 0
    day: int = 0
    other: tuple[int, int] | None = None
    problem: str = ""
    kind: DateKind = "unlabelled"
    vague: Literal["", "decade", "circa"] = ""


def read_date_field(text: str, order: DateOrder, latest_year: int) -> FieldDate | None:
    """Return the date a field states, None where it states none."""
    value = ascii_digits(text[:MAX_FIELD_CHARS]).strip().strip("\"'").strip()
    value = _LEAD.sub("", value).strip()
    if not value or _NO_DATE.fullmatch(value):
        return None
    return _machine(value) or _vague(value) or _written(value, order, latest_year)


def _machine(value: str) -> FieldDate | None:
    """Read what programs write."""
    value = _EXIF.sub(r"\1-\2-\3", _WRAPPED.sub(r"\1", value))
    if (month := _MONTH.fullmatch(value)) and 1 <= int(month[2] or month[3]) <= 12:
        return FieldDate(int(month[1] or month[4]), int(month[2] or month[3]))
    if stamp := _STAMP.fullmatch(value) or _TUPLE.fullmatch(value):
        return FieldDate(int(stamp[1]), int(stamp[2]), int(stamp[3]))
    iso = _ISO.match(re.sub(r"(?<=\d)[/.](?=\d)", "-", value) if value[:4].isdigit() else value)
    if iso and not _SERIAL.fullmatch(value):
        parts = (iso[1], iso[2] or iso[4], iso[3] or iso[5])
        year, month_number, day = (int(part or 0) for part in parts)
        return FieldDate(year, month_number, day) if year else None
    counted = _counted(value)
    return FieldDate(counted.year, counted.month, counted.day) if counted else None


def _counted(value: str) -> dt.date | None:
    """Read a week, a day of the year, or a number of seconds or days since some moment."""
    try:
        if week := _ISO_WEEK.fullmatch(value):
            return dt.date.fromisocalendar(*map(int, week.groups()))
        if ordinal := _ORDINAL.fullmatch(value):
            first = dt.date(int(ordinal[1]), 1, 1)
            day = first + dt.timedelta(days=int(ordinal[2]) - 1)
            return day if day.year == first.year else None
        value = _DECIMAL_COMMA.sub(".", value)
        if _SCIENTIFIC.fullmatch(value):
            value = f"{float(value):.0f}"
        if _EPOCH.fullmatch(value):
            seconds = float(value) / _UNITS[len(value.lstrip("-").partition(".")[0])]
            return (_EPOCH_ZERO + dt.timedelta(seconds=seconds)).date()
        if serial := _SERIAL.fullmatch(value):
            return _SPREADSHEET_ZERO + dt.timedelta(days=int(serial[1]))
    except (ValueError, OverflowError):
        return None
    return None


def _vague(value: str) -> FieldDate | None:
    """Read what is less than a month: seasons as their year, decades and estimates as such."""
    if season := _SEASON.fullmatch(value):
        return FieldDate(int(season[1] or season[2]))
    if decade := _DECADE.fullmatch(value):
        return FieldDate(int(decade[1]), vague="decade")
    if estimate := _ESTIMATE.fullmatch(value):
        return FieldDate(int(estimate[1] or estimate[2]), vague="circa")
    for fits, problem in _TOO_VAGUE:
        if fits(value):
            return FieldDate(problem=problem)
    if (span := _YEAR_SPAN.fullmatch(value)) and not 1 <= int(span[2]) <= 12:
        return FieldDate(problem="a span of years")
    return None


def _written(value: str, order: DateOrder, latest_year: int) -> FieldDate | None:
    """Read what people write; of a span, what its days have in common."""
    spans = bool(_DAY_SPAN.search(value) or _LATER_DAY.search(value))
    plain = _MONTHS_SPAN.sub("", _LATER_DAY.sub(r"\1", _DAY_SPAN.sub("", value)))
    dates = [date for date in all_dates_in(plain, order, latest_year) if date.year]
    if not dates:
        return _without_year(plain, order, latest_year)
    first = dates[0]
    if spans:
        return FieldDate(first.year, first.month)
    if _MONTHS_SPAN.search(value):
        return FieldDate(first.year)
    if len(dates) > 1 and _BETWEEN.fullmatch(plain[first.end : dates[1].start]):
        return _common(first, dates[1])
    return _labelled(plain, dates)


def _without_year(value: str, order: DateOrder, latest_year: int) -> FieldDate | None:
    date = next(all_dates_in(value, order, latest_year), None)
    return FieldDate(0, date.month, date.day) if date else None


def _common(first: WrittenDate, last: WrittenDate) -> FieldDate | None:
    """What two ends of a span have in common."""
    if first.year != last.year:
        return FieldDate(problem="a span of years")
    if first.month != last.month or first.other or last.other:
        return FieldDate(first.year)
    return FieldDate(first.year, first.month, first.day if first.day == last.day else 0)


def _labelled(value: str, dates: list[WrittenDate]) -> FieldDate | None:
    """The date of publishing, else one that nothing is said of, else that of a change."""
    read: list[FieldDate] = []
    end = 0
    for date in dates:
        kind = kind_of(value[end : date.start], value[date.end :])
        end = date.end
        read.append(FieldDate(date.year, date.month, date.day, date.other, kind=kind))
    for kind in ("published", "unlabelled", "updated"):
        for one in read:
            if one.kind == kind:
                return one
    return replace(read[0], problem="which is not said to be its day of publishing")
